"""The works that match, as SQL: never more than FARTHEST of them, the popular ones first.

catalog.search_documents comes in tiers, the most popular works in the first; reading stops as soon
as there are enough. So what a query costs does not grow with what it matches.
"""

FARTHEST = 10_000  # works: counting stops there
PRICED = 10_000  # works whose editions are looked at one by one, for odd bounds of prices

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
MATCHING = """
    select {columns}
    from {documents} d
    where {words} {conditions} and ($2 = 0 or {offers} & $2 <> 0)
    limit {most}
"""
# Of the editions within the prices, what catalog.search_facts() tells of all.
WITHIN_PRICES = """
    (select d.work_id, d.tier, d.popularity, d.published_on, d.lowest_price_minor, d.rating, d.year,
        d.stars, d.subjects, priced.*
    from (select * from catalog.search_documents d where {words} {conditions} limit {most}) d
        cross join lateral (
            select bit_or(mask) as offers, string_agg(language, ' ') as languages,
                case when count(*) > 1 then jsonb_object_agg(language, mask) end as by_language
            from (
                select e.language, bit_or(catalog.offer(
                    e.format, e.price_minor,
                    catalog.has_copies(e.embargo_until, i.on_hand, i.reserved))) as mask
                from catalog.editions e left join catalog.inventory i on i.edition_id = e.id
                where e.work_id = d.work_id and e.withdrawn_at is null
                    and e.price_minor between coalesce($9, 0) and coalesce($10, 2147483647)
                group by e.language) as apart) as priced
    where priced.offers is not null)
"""


def select(shape, columns, most, tsquery="$1"):
    """A select of the works that match, for a statement whose first parameters are of TYPES."""
    words = f"d.search @@ {tsquery} and" if shape.words else ""
    documents = "catalog.search_documents"
    if shape.priced:
        documents = WITHIN_PRICES.format(words=words, conditions=CONDITIONS, most=PRICED)
        words = ""
    return MATCHING.format(
        columns=", ".join(f"{OFFERS} as offers" if c == "offers" else f"d.{c}" for c in columns),
        documents=documents,
        words=words,
        conditions=CONDITIONS,
        offers=OFFERS,
        most=most,
    )
