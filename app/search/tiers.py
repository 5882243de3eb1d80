"""Keeps the popular works together: search reads the tiers of catalog.search_documents in turn and
stops when it has enough, so that each is to be a few times as large as all before it.
"""

from itertools import pairwise

from app.db import db, unhurried

SIZES = (8_000, 24_000, 96_000, 384_000, 1_500_000, 6_000_000)  # works; the last tier has the rest
BATCH = 500  # works that change tiers in one transaction

BOUND = """
    select popularity, id from catalog.works order by popularity desc, id offset %s limit 1
"""
# Less popular than the last work of a tier, or not less than the last one of the tier before.
MISPLACED = """
    select work_id from catalog.search_documents where tier = %(tier)s and (
        (popularity, -work_id) < (%(least)s, -%(last_id)s)
        or (popularity, -work_id) >= (%(most)s, -%(first_id)s))
"""
MOVE = """
    update catalog.search_documents set tier = catalog.tier_for(popularity, work_id)
    where work_id = any(%s::bigint[]) and tier <> catalog.tier_for(popularity, work_id)
"""
TOP, BOTTOM = (2**62, 0), (-1, 0)


def arrange():
    """Set the bounds of the tiers by today's popularity, and move the works that they part anew."""
    for tier, (above, last) in enumerate(pairwise([TOP, *draw_bounds(), BOTTOM])):
        ids = misplaced(tier, above, last)
        for start in range(0, len(ids), BATCH):
            move(ids[start : start + BATCH])


def draw_bounds():
    """Say which tier a work is in from now on; return the popularity and id of each one's last."""
    with unhurried():
        bounds = list(bounds_of_tiers())
        db.execute_sql("delete from catalog.search_tiers")
        for tier, bound in enumerate(bounds):
            db.execute_sql("insert into catalog.search_tiers values (%s, %s, %s)", (tier, *bound))
    return bounds


def bounds_of_tiers():
    above = 0
    for size in SIZES:
        above += size
        last = db.execute_sql(BOUND, (above - 1,)).fetchone()
        if last is None:
            return
        yield last


def misplaced(tier, above, last):
    """The ids of the works in a tier that are not between these in popularity."""
    parameters = {
        "tier": tier,
        "most": above[0],
        "first_id": above[1],
        "least": last[0],
        "last_id": last[1],
    }
    with unhurried():
        return sorted(id for (id,) in db.execute_sql(MISPLACED, parameters).fetchall())


def move(ids):
    with db.atomic():
        # As those who index do, so that nobody changes a document while it moves.
        db.execute_sql(
            "select from catalog.works where id = any(%s::bigint[]) order by id for no key update",
            (ids,),
        )
        db.execute_sql(MOVE, (ids,))
