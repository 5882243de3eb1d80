"""What somebody may have meant: the title or name that is spelled most like the words."""

from app.db import db

SHORTEST = 3  # letters: fewer are like anything
ALIKE = 0.45  # of 1, by pg_trgm: "tolkein" and "Tolkien" are 0.5 alike

NEAREST = """
    select spelling from (
        select title as spelling, popularity from catalog.works
            where %(words)s <%% catalog.fold(title) and lowest_price_minor is not null
        union all
        select name, 0 from catalog.contributors where %(words)s <%% catalog.fold(name)) as near
    order by word_similarity(%(words)s, catalog.fold(spelling)) desc,
        similarity(%(words)s, catalog.fold(spelling)) desc, popularity desc, spelling
    limit 1
"""


def nearest_spelling(words):
    """The title or the author's name that is nearest to the words, or None when none is near."""
    if len(words) < SHORTEST:
        return None
    with db.atomic():
        db.execute_sql(
            "select set_config('pg_trgm.word_similarity_threshold', %s, true)", (str(ALIKE),)
        )
        folded = db.execute_sql("select catalog.fold(%s)", (words,)).fetchone()[0]
        found = db.execute_sql(NEAREST, {"words": folded}).fetchone()
    return found[0] if found and found[0].casefold() != words.casefold() else None
