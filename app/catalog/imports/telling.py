"""What a record makes of a work and an edition: from state and record to the next state.

Where a record says nothing, what is there stays. What it says fills what is empty; it replaces
what is there only

- in an edition, the first time that this import tells of it, or when the record is an update;
- in a work, if it does so in the work's first edition, which speaks for the work.

So the order of a file decides, and the same file once more changes nothing.
"""

from app.catalog.editing import slug_of
from app.catalog.imports.feed_prices import follow, rows_of
from app.catalog.models import PLAIN_FORMS, TRANSLATOR, UNKNOWN_LANGUAGE
from app.catalog.subject_tree import subjects_named

PLAIN_WORK_FACTS = ("keywords", "original_language", "first_published")
PLAIN_EDITION_FACTS = (
    *("product_form", "edition_statement", "trade_status", "pages", "cover_address"),
    *("weight_g", "height_mm", "width_mm", "thickness_mm"),
)
OURS = ("", "02")  # the kinds of price (code list 58) by which an export tells ours
DAYS = ("published_on", "embargo_until")
READERS = "E"  # roles that begin so (ONIX code list 17) are of those who perform
TAX_CLASSES = {"ebook": "ebook", "audiobook": "audio"}
PRINTED_FORMS = ("", "B")  # ONIX code list 150: codes of books begin so


def new_work(moment):
    return {
        **dict.fromkeys(("slug", "title", "subtitle", "description", "keywords"), ""),
        "description_is_html": False,
        "original_language": None,
        "first_published": None,
        "series_id": None,
        "series_position": "",
        **dict.fromkeys(("supplied_rating_sum", "supplied_rating_count", "popularity"), 0),
        **dict.fromkeys(("created_at", "updated_at"), moment),
        **{part: [] for part in ("contributors", "subjects", "codes", "keys")},
    }


def new_edition(isbn, work_id, currency, moment):
    return {
        "work_id": work_id,
        "isbn": isbn,
        "condition": "new",
        "format": "other",
        "trade_status": "active",
        "language": UNKNOWN_LANGUAGE,
        "currency": currency,
        "tax_class": "printed",
        "created_at": moment,
        "withdrawn_at": None,
        **dict.fromkeys(("condition_note", "product_form", "edition_statement"), ""),
        "cover_address": "",
        **dict.fromkeys(("preorder_limit", "backorder_limit"), 0),
        **dict.fromkeys(("publisher_id", "imprint_id", "price_minor", "list_price_minor", "pages")),
        **dict.fromkeys(("feed_price_minor", "reprice_on")),
        **dict.fromkeys((*DAYS, "weight_g", "height_mm", "width_mm", "thickness_mm")),
        **{part: [] for part in ("contributors", "trade_prices", "related")},
    }


def told_work(state, record, names, *, replaces):
    told = dict(state)
    title_it(told, record, replaces)
    for name in PLAIN_WORK_FACTS:
        take(told, name, getattr(record, name), replaces)
    place_in_series(told, record, names, replaces)
    if record.description and (replaces or not state["description"]):
        told["description"] = record.description
        told["description_is_html"] = record.description_is_html
    # Of several who count, whoever has heard of more readers knows best how popular it is.
    more = (record.rating_count or 0) - state["supplied_rating_count"]
    if more > 0:
        told["supplied_rating_sum"] = round(record.rating_average * record.rating_count)
        told["supplied_rating_count"] = record.rating_count
        told["popularity"] = state["popularity"] + more
    credits = [credit for credit in record.credits if not is_of_edition(credit)]
    if credits and (replaces or not state["contributors"]):
        told["contributors"] = credited(credits, names)
    codes = {(code.scheme, code.code): code for code in reversed(record.codes)}
    take(
        told,
        "codes",
        [[*key, codes[key].heading, codes[key].is_main] for key in sorted(codes)],
        replaces,
    )
    if (record.codes or record.genres) and (replaces or not state["subjects"]):
        ids = subjects_named(record.subjects) or names.subjects_for(record.codes, record.genres)
        take(told, "subjects", [[id, place] for place, id in enumerate(ids)], True)
    return told


def title_it(told, record, replaces):
    """A title and its subtitle belong together: the one is not told without the other."""
    same = record.title.casefold() == told["title"].casefold()
    if same and not told["subtitle"]:
        told["subtitle"] = record.subtitle
    if record.title and (replaces or not told["title"]):
        told["subtitle"] = record.subtitle or (told["subtitle"] if same else "")
        if record.title != told["title"]:
            told["title"], told["slug"] = record.title, slug_of(record.title)


def place_in_series(told, record, names, replaces):
    if not record.series or not (replaces or told["series_id"] is None):
        return
    id = names.series.id_of(record.series)
    kept = told["series_position"] if id == told["series_id"] else ""
    told["series_id"], told["series_position"] = id, record.series_position or kept


def told_edition(state, record, names, *, replaces, today):
    told = dict(state)
    if record.format and (replaces or (state["format"], state["product_form"]) == ("other", "")):
        told["format"] = record.format
    for name in PLAIN_EDITION_FACTS:
        take(told, name, getattr(record, name), replaces)
    if is_no_news(told, state):
        told["product_form"] = ""
    told["tax_class"] = tax_class(told) if told["format"] != state["format"] else told["tax_class"]
    for name in DAYS:
        day = getattr(record, name)
        take(told, name, day and day.isoformat(), replaces)
    take(told, "language", record.language, replaces or state["language"] == UNKNOWN_LANGUAGE)
    for name, column in (("publisher", "publisher_id"), ("imprint", "imprint_id")):
        if getattr(record, name) and (replaces or state[column] is None):
            told[column] = names.publishers.id_of(getattr(record, name))
    credits = [credit for credit in record.credits if is_of_edition(credit)]
    if credits and (replaces or not state["contributors"]):
        told["contributors"] = credited(credits, names)
    take(
        told,
        "related",
        sorted({(other.isbn, other.relation) for other in record.related}),
        replaces,
    )
    if record.prices is not None and (replaces or not state["trade_prices"]):
        price_it(told, record.prices, today, names.shop)
    return told


def is_no_news(told, state):
    """Is the form merely that of the format we know, as an export of ours has to write it?"""
    plain = told["product_form"] == PLAIN_FORMS[told["format"]]
    return plain and (told["format"], "") == (state["format"], state["product_form"])


def price_it(told, prices, today, shop):
    """Keep the prices of the feed, and follow them; one that is no more than our own, as in an
    export of ours, is no news."""
    prices = rows_of(prices)
    if told["feed_price_minor"] in (None, told["list_price_minor"]):
        known = [row for _, *row in told["trade_prices"]]
        news = [row for _, *row in prices if list(row) in known or not is_ours(row, told)]
        if prices and not news:
            return
        prices = [[position, *row] for position, row in enumerate(news)]
    told["trade_prices"] = prices
    follow(told, shop, today)


def is_ours(row, told):
    kind, amount, currency, *limits = row
    same = (amount, currency) == (told["list_price_minor"], told["currency"])
    return same and kind in OURS and limits == ["", None, None]


def take(told, name, value, replaces):
    if value not in (None, "", []) and (replaces or told[name] in (None, "", [], 0)):
        told[name] = [list(row) for row in value] if isinstance(value, list) else value


def credited(credits, names):
    """Rows of contributors, nobody twice in one role."""
    people = dict.fromkeys((names.people.id_of(credit), credit.role) for credit in credits)
    return [[id, role, place] for place, (id, role) in enumerate(people)]


def is_of_edition(credit):
    return credit.role == TRANSLATOR or credit.role.startswith(READERS)


def tax_class(edition):
    printed = edition["format"] != "other" or edition["product_form"][:1] in PRINTED_FORMS
    return TAX_CLASSES.get(edition["format"], "printed" if printed else "standard")
