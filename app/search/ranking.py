"""Which of the works that match come first, as SQL over those that were read, named base."""

from app.search import matching

BEST = 144  # works that are ranked, the most popular ones of all that match
BEGINNING = 48  # and of those whose title begins with the words
TITLED = 24  # and of those whose title they are

# How well a work fits: by its best reason, and by its popularity; three points make up for one that
# is 150 times as great. Titles and names are as catalog.bare() writes them ("title | subtitle",
# "author | author | series"), and so are the words ($11); $12 are patterns, one for each word.
SCORE = """
    greatest(
        case
            when title = $11 or starts_with(title, $11 || ' | ') then 14 + {words}
            when replace(title, ' | ', ' ') = $11 then 14 + {words}
            when starts_with(title, $11 || ' ') then 12
            when starts_with(title, $11) then 11.5
            when strpos(' ' || title, ' ' || $11) > 0 then 11
            when ' ' || title like all ($12) then 10.5
            else 0 end,
        case
            when strpos(' | ' || names || ' | ', ' | ' || $11 || ' | ') > 0 then 13 + {words}
            when strpos(names || ' | ', ' ' || $11 || ' | ') > 0 then 12 + {words}
            when ' ' || title || ' ' || names like all ($12) then 10
            else 0 end,
        case when subjects && array(
            select row_id::int from catalog.names
            where kind = 'subject' and folded = $11 and whole) then 14 else 0 end)
    + 0.6 * ln(1 + popularity)
"""
# The bare words, patterns, the tsqueries of titles that begin so and that are these words, the size
# of a page and what is before it.
TYPES = ("text", "text[]", "tsquery", "tsquery", "int", "int")

SORTS = {
    "bestselling": "popularity desc, work_id",
    "newest": "published_on desc nulls last, work_id desc",
    "soonest": "published_on, work_id",
    "series": """(select catalog.reading_order(w.series_position) from catalog.works w
        where w.id = work_id), coalesce(year, 9999), work_id""",
    "price_up": "lowest_price_minor, work_id",
    "price_down": "lowest_price_minor desc nulls last, work_id",
    "rating": "rating desc nulls last, popularity desc, work_id",
}
COLUMNS = {
    "newest": ("published_on",),
    "soonest": ("published_on",),
    "series": ("year",),
    "price_up": ("lowest_price_minor",),
    "price_down": ("lowest_price_minor",),
    "rating": ("rating",),
}
SORTED = "select work_id from base order by {first}{order} limit $15 offset $16"
# Of many, those that begin with the words are ranked however unpopular they are, and read or not.
RANKED = """
    select work_id, d.popularity, {score} as score
    from (
        (select work_id, tier from base {near} order by popularity desc, work_id limit {best})
        union
        select * from ({beginning} limit {beginnings}) as beginning
            where (select works > {best} from size)
        union
        select * from ({titled} limit {titles}) as titled
            where (select works > {best} from size)) as candidates
        join catalog.search_documents d using (work_id, tier)
"""
BEST_FIRST = """
    select work_id from ({ranked}) as ranked
    order by score desc, popularity desc, work_id limit $15 offset $16
"""
# The rest follows by popularity.
AND_THE_REST = """
    with ranked as materialized ({ranked})
    select work_id from (
        select ranked.*, 0 as step from ranked
        union all
        select work_id, popularity, null, {step} from base
            where work_id not in (select work_id from ranked)) as all_of_them
    order by score desc nulls last, step, popularity desc, work_id limit $15 offset $16
"""


def columns(shape):
    """Those of search_documents that in_order() reads of base."""
    return ("work_id", "tier", "popularity", *COLUMNS.get(shape.sort, ()))


def in_order(shape):
    """A select of the ids of a page of base."""
    if shape.sort != "relevance":
        first = f"{step(shape)}, " if shape.far and shape.sort == "bestselling" else ""
        return SORTED.format(first=first, order=SORTS.get(shape.sort, SORTS["bestselling"]))
    found = ("work_id", "tier")
    ranked = RANKED.format(
        score=SCORE.format(words="least(4, cardinality($12))"),
        best=BEST,
        near=f"where {step(shape)} = 0" if shape.far else "",
        beginning=matching.select(shape, found, "$13"),
        beginnings=BEGINNING,
        titled=matching.select(shape, found, "$14"),
        titles=TITLED,
    )
    return (AND_THE_REST if shape.deep else BEST_FIRST).format(ranked=ranked, step=step(shape))


def step(shape):
    """For which pages a work of base was read: 0 for the first ones, and so on.

    What was read for those before a far page comes first on it, too, so that who leafs on misses no
    book and meets none twice.
    """
    if not shape.far:
        return "0"
    # One more than a step was read, to know whether there are more.
    return f"width_bucket(place, array{[most + 2 for most in matching.STEPS]})"
