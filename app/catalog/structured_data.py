"""What a book page tells machines in schema.org's words (JSON-LD)."""

from app.catalog.availability import availability
from app.catalog.descriptions import in_plain_words

CONTEXT = "https://schema.org"
FORMATS = {
    "hardback": "Hardcover",
    "paperback": "Paperback",
    "ebook": "EBook",
    "audiobook": "AudiobookFormat",
}
AHEAD = {"preorder": "PreOrder", "backorder": "BackOrder"}


def book_data(work, site):
    """A work from book_page as a Book, its editions as examples with their offers."""
    data = {
        "@context": CONTEXT,
        "@type": "Book",
        "@id": site + work.url,
        "name": work.title,
        "url": site + work.url,
        "image": site + work.cover_url,
        "author": [person(author, site) for author in work.authors],
        "workExample": [example(edition, work, site) for edition in work.editions_on_sale],
    }
    if work.description:
        data["description"] = in_plain_words(work)
    if work.rating_average:
        data["aggregateRating"] = rating(work)
    if work.series:
        data["isPartOf"] = series(work, site)
    return data


def person(contributor, site):
    return {"@type": "Person", "name": contributor.name, "url": site + contributor.url}


def rating(work):
    return {
        "@type": "AggregateRating",
        "ratingValue": round(work.rating_average, 1),
        "ratingCount": work.rating_count,
        "bestRating": 5,
        "worstRating": 1,
    }


def series(work, site):
    return {"@type": "BookSeries", "name": work.series.name, "url": site + work.series.url}


def example(edition, work, site):
    data = {"@type": "Book", "isbn": edition.isbn, "name": work.title}
    if edition.format in FORMATS:
        data["bookFormat"] = f"{CONTEXT}/{FORMATS[edition.format]}"
    if edition.language_name:
        data["inLanguage"] = edition.language
    if edition.published_on:
        data["datePublished"] = edition.published_on.isoformat()
    if edition.pages:
        data["numberOfPages"] = edition.pages
    if edition.publisher:
        data["publisher"] = {"@type": "Organization", "name": edition.publisher.name}
    if edition.for_sale:
        data["offers"] = offer(edition, work, site)
    return data


def offer(edition, work, site):
    condition = "NewCondition" if edition.condition == "new" else "UsedCondition"
    return {
        "@type": "Offer",
        "url": site + work.url,
        "price": str(edition.price.amount),
        "priceCurrency": edition.currency,
        "availability": f"{CONTEXT}/{stock(edition)}",
        "itemCondition": f"{CONTEXT}/{condition}",
    }


def stock(edition):
    state = availability(edition).state
    if state != "out":
        return AHEAD.get(state, "InStock")
    return "Discontinued" if edition.trade_status == "out_of_print" else "OutOfStock"


def breadcrumbs(trail, site):
    """A list of pairs of name and path, from the door to this page."""
    steps = [
        {"@type": "ListItem", "position": number, "name": name, "item": site + path}
        for number, (name, path) in enumerate(trail, 1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": steps}
