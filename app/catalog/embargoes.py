"""The day before which a publisher lets nobody sell a book."""

from app.db import db
from app.times import shop_today

DAYS = 3  # in which a sweep has surely run

# Only where it makes a difference are facts written.
LIFT = """
    with ended as materialized (
        select distinct work_id from catalog.editions
        where embargo_until between %(today)s - %(days)s and %(today)s),
    locked as materialized (
        select id from catalog.works where id in (select work_id from ended)
        order by id for no key update)
    select catalog.refresh_facts(array(select id from locked))
"""


def lift_ended():
    """Have the copies of books whose embargo has ended found as in stock."""
    with db.atomic():
        db.execute_sql(LIFT, {"today": shop_today(), "days": DAYS})
