"""The works that match, as SQL: never more than FARTHEST of them, the popular ones first.

catalog.search_documents comes in tiers, the most popular works in the first; reading stops as soon
as there are enough. So what a query costs does not grow with what it matches.
"""

FARTHEST = 10_000  # works: no page goes beyond
ENOUGH = 1_000  # works: counting stops there, unless the page lies beyond
STEPS = (ENOUGH, 2_500, 5_000, 7_500)  # works, on the way to the farthest page
FIRST = 16_000  # works: more than the first tier has, but where tiers were not arranged yet
CHOICE = 5_000  # works: the cheapest and the best rated are the first of so many
PRICED = 1_000  # works whose prices are looked at one by one, for odd bounds of prices

# $1 to $10 are a filters.Asked.
TYPES = ("tsquery", "bigint", "text", "int", "int", "int", "date", "date", "int", "int")

CONDITIONS = """
    ($2 = 0 or d.offers & $2 <> 0) and d.stars >= $4
    and ($5 = -10000 and $6 = 10000 or d.year between $5 and $6)
    and ($7 is null or d.published_on >= $7) and ($8 is null or d.published_on <= $8)
"""
# The offers in the language asked for, if one is.
OFFERS = """
    case when d.by_language is null or $3 = '' then d.offers
        else coalesce((d.by_language ->> $3)::bigint, 0) end
"""
OFFERED = f"($2 = 0 or {OFFERS} & $2 <> 0)"
MATCHING = "select {columns} from {documents} d where {conditions}"
# Of the editions within the prices, what the document tells of all; see its column priced.
WITHIN_PRICES = """
    select d.work_id, d.tier, d.popularity, d.published_on, d.lowest_price_minor, d.rating, d.year,
        d.stars, d.subjects, d.languages,
        (select bit_or(1::bigint << (of & 255)::int) from unnest(d.priced) as of
            where of >> 16 between coalesce($9, 0) and coalesce($10, 2147483647)) as offers,
        case when d.by_language is not null then (
            select jsonb_object_agg(language, mask) from (
                select split_part(d.languages, ' ', 1 + (of >> 8 & 255)::int) as language,
                    bit_or(1::bigint << (of & 255)::int) as mask
                from unnest(d.priced) as of
                where of >> 16 between coalesce($9, 0) and coalesce($10, 2147483647)
                group by 1) as apart) end as by_language
    from catalog.search_documents d where {conditions}
"""
# Within a tier works are in no order, so the first one is read to its end.
IN_TURN = """
    {name}_first as materialized ({first} limit {most_of_first}),
    {name} as materialized (
        select *{no_place} from {name}_first
        union all
        select *{place} from ({others} limit {most}) as others
        where (select count(*) < {most} from {name}_first))
"""
AMONG_LOOKED_AT = "{looked_at}, base as materialized (select *{place} from ({found}) as found)"
STOPPED = "works >= {most}"
STOPPED_LOOKING = """
    (select greatest(of_first, of_all - of_first) >= {priced}
    from (select count(*) as of_first from looked_at_first) as f,
        (select count(*) as of_all from looked_at) as a)
"""


def base(shape, columns, most):
    """Tables for a statement whose first parameters are of TYPES: base, the works that match, and
    before it what it is made of.

    For a far page base has the place in which each work was read, 0 in the first tier: what was
    read for a page before this one has the same place there.
    """
    if not shape.priced:
        return in_turn("base", most, lambda tier: select(shape, columns, "$1", tier), shape.far)
    looked_at = in_turn("looked_at", PRICED, lambda tier: within_prices(shape, "$1", tier))
    place = ", 0 as place" if shape.far else ""
    found = written("looked_at", columns, "d.offers is not null", OFFERED)
    return AMONG_LOOKED_AT.format(looked_at=looked_at, place=place, found=found)


def in_turn(name, most, select_of, placed=False):
    return IN_TURN.format(
        name=name,
        most=most,
        most_of_first=FIRST,
        first=select_of("d.tier = 0"),
        others=select_of("d.tier > 0"),
        no_place=", 0 as place" if placed else "",
        place=", row_number() over () as place" if placed else "",
    )


def select(shape, columns, tsquery, *more):
    """A select of the works that match this tsquery and more conditions."""
    if shape.priced:
        documents = f"({within_prices(shape, tsquery, *more)})"
        return written(documents, columns, "d.offers is not null", OFFERED)
    conditions = [CONDITIONS, OFFERED] if shape.filtered else []
    return written("catalog.search_documents", columns, *having(shape, tsquery), *more, *conditions)


def within_prices(shape, tsquery, *more):
    conditions = " and ".join([*having(shape, tsquery), *more, CONDITIONS])
    return WITHIN_PRICES.format(conditions=conditions)


def having(shape, tsquery):
    return [f"d.search @@ {tsquery}"] if shape.words else []


def written(documents, columns, *conditions):
    return MATCHING.format(
        columns=", ".join(f"{OFFERS} as offers" if c == "offers" else f"d.{c}" for c in columns),
        documents=documents,
        conditions=" and ".join(conditions) or "true",
    )


def stopped(shape, most):
    """Whether reading stopped before the end, so that there may be more; a condition over size."""
    return (STOPPED_LOOKING if shape.priced else STOPPED).format(most=most, priced=PRICED)
