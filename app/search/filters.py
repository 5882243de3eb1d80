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


def chosen(query, clauses):
    return [sql for name, sql in clauses.items() if getattr(query, name) not in ("", None, False)]


def works(query, tsquery):
    """The condition on a work w."""
    clauses = [ON_SALE, *([WORDS] if tsquery else []), *chosen(query, OF_WORKS)]
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
        "rating": query.rating,
        "format": query.format,
        "language": query.language,
        "price_min": minor(query.price_min),
        "price_max": minor(query.price_max),
    }


def minor(pounds):
    return None if pounds is None else int(pounds * 100)
