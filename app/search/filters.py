"""The conditions of a search as SQL over catalog.works w and catalog.editions e.

Filters that are about what one buys hold for one and the same edition: a hardback under £15 is not
a dear hardback beside a cheap paperback.
"""

ON_SALE = "w.lowest_price_minor is not null"
WORDS = "w.search @@ %(tsquery)s::tsquery"
OF_WORKS = {
    "subject": """exists (
        select from catalog.work_subjects ws join catalog.subjects s on s.id = ws.subject_id
        where ws.work_id = w.id and s.slug = %(subject)s)""",
    "year_min": "coalesce(w.first_published, extract(year from w.published_on)) >= %(year_min)s",
    "year_max": "coalesce(w.first_published, extract(year from w.published_on)) <= %(year_max)s",
    "rating": "w.rating_count > 0 and w.rating_sum >= %(rating)s * w.rating_count",
}
OF_EDITIONS = {
    "format": "e.format = %(format)s",
    "language": "e.language = %(language)s",
    "price_min": "e.price_minor >= %(price_min)s",
    "price_max": "e.price_minor <= %(price_max)s",
    "available": """exists (
        select from catalog.inventory i where i.edition_id = e.id and i.on_hand > i.reserved)""",
}

WITHIN = {
    "subject": """exists (
        with recursive parts (id) as (
            values (%(within)s::bigint)
            union select s.id from parts join catalog.subjects s on s.parent_id = parts.id)
        select from catalog.work_subjects ws join parts on parts.id = ws.subject_id
        where ws.work_id = w.id)""",
    "author": """(exists (
        select from catalog.work_contributors c
        where c.work_id = w.id and c.contributor_id = %(within)s)
        or exists (select from catalog.edition_contributors c
            join catalog.editions e on e.id = c.edition_id
            where e.work_id = w.id and c.contributor_id = %(within)s))""",
    "series": "w.series_id = %(within)s",
    "publisher": """exists (select from catalog.editions e where e.work_id = w.id
        and e.withdrawn_at is null and %(within)s in (e.publisher_id, e.imprint_id))""",
    "new": "w.published_on <= current_date",
    "coming": "w.published_on > current_date",
}


def chosen(query, clauses):
    return [sql for name, sql in clauses.items() if getattr(query, name) not in ("", None, False)]


def works(query, tsquery):
    """The condition on a work w."""
    clauses = [ON_SALE, *([WORDS] if tsquery else []), *chosen(query, OF_WORKS)]
    if query.within:
        clauses.append(WITHIN[query.within.kind])
    if chosen(query, OF_EDITIONS):
        clauses.append(
            f"exists (select from catalog.editions e where e.work_id = w.id and {editions(query)})"
        )
    return " and ".join(clauses)


def editions(query):
    """The condition on an edition e of such a work."""
    return " and ".join(["e.withdrawn_at is null", *chosen(query, OF_EDITIONS)])


def parameters(query, tsquery):
    return {
        "tsquery": tsquery,
        "words": query.words,
        "subject": query.subject,
        "year_min": query.year_min,
        "year_max": query.year_max,
        "rating": query.rating,
        "within": query.within and query.within.id,
        "format": query.format,
        "language": query.language,
        "price_min": minor(query.price_min),
        "price_max": minor(query.price_max),
    }


def minor(pounds):
    return None if pounds is None else int(pounds * 100)
