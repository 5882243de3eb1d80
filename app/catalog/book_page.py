"""A work as its own page shows it: who made it, its editions side by side, its pictures."""

from peewee import JOIN

from app.catalog.ahead import copies_for_sale
from app.catalog.availability import count_copies
from app.catalog.credits import credits_of
from app.catalog.languages import language_name
from app.catalog.models import CONDITIONS, FORMATS, UNKNOWN_LANGUAGE, Edition, Inventory, Publisher
from app.catalog.pictures import pictures_of
from app.catalog.prices import lowest_in_30_days_before_reduction
from app.catalog.works import cards_by_id
from app.money import Money

FORMAT_ORDER = list(FORMATS)
CONDITION_ORDER = list(CONDITIONS)
DEAREST = 2**31 - 1  # what has no price comes after what has one
MOST_CHOICES = 8  # that a page shows at once


def load_book(work_id):
    """The work with .editions_on_sale, .credits, .pictures, .title_language (when it is known and
    not English) and .language_written (in words); None when there is no such work.
    """
    work = cards_by_id([work_id]).get(work_id)
    if work:
        work.editions_on_sale = editions_on_sale(work)
        work.credits = credits_of(work, work.editions_on_sale)
        work.pictures = pictures_of(work)
        work.title_language = title_language(work.editions_on_sale)
        work.language_written = language_name(work.original_language or UNKNOWN_LANGUAGE)
    return work


def editions_on_sale(work):
    """Those not withdrawn: by format, new ones before used ones, and the cheapest first.

    Each has .on_hand and .available copies, .buyable, .language_name, .told_apart_by (what sets it
    apart from others of its format), and .lowest_before its reduction (Money or None).
    """
    imprint = Publisher.alias()
    rows = (
        Edition.select(Edition, Publisher, imprint, Inventory)
        .join(Publisher, JOIN.LEFT_OUTER, on=Edition.publisher)
        .join_from(Edition, imprint, JOIN.LEFT_OUTER, on=Edition.imprint)
        .join_from(Edition, Inventory, JOIN.LEFT_OUTER, attr="shelf")
        .where(Edition.work == work, Edition.withdrawn_at.is_null())
    )
    editions = sorted(rows, key=side_by_side)
    for edition in editions:
        count_copies(edition)
        edition.buyable = copies_for_sale(edition) > 0
        edition.language_name = language_name(edition.language)
        edition.told_apart_by = told_apart_by(edition, editions)
    tell_lowest_prices(editions)
    return editions


def side_by_side(edition):
    price = DEAREST if edition.price_minor is None else edition.price_minor
    condition = CONDITION_ORDER.index(edition.condition)
    return FORMAT_ORDER.index(edition.format), condition, price, edition.id


def told_apart_by(edition, editions):
    """Year, house and language, when the book comes more than once in this format."""
    alike = [other for other in editions if other.format == edition.format]
    if len({other.isbn for other in alike}) < 2:
        return ""
    house = edition.imprint or edition.publisher
    languages = {other.language for other in alike}
    facts = (
        edition.edition_statement,
        edition.published_on and str(edition.published_on.year),
        house and house.name,
        language_name(edition.language) if len(languages) > 1 else "",
    )
    return ", ".join(filter(None, facts))


def title_language(editions):
    """The one language of all editions, for those who read the title aloud."""
    languages = {edition.language for edition in editions} - {UNKNOWN_LANGUAGE}
    (language,) = languages if len(languages) == 1 else (None,)
    return None if language == "en" else language


def tell_lowest_prices(editions):
    """A reduced price is told with the lowest one of the 30 days before."""
    reduced = [edition.id for edition in editions if edition.reduced_from]
    lowest = lowest_in_30_days_before_reduction(reduced) if reduced else {}
    for edition in editions:
        minor = lowest.get(edition.id)
        edition.lowest_before = None if minor is None else Money(minor, edition.currency)


def by_isbn(editions):
    """Lists of the editions that share an ISBN: new copies, then used ones."""
    isbns = {}
    for edition in editions:
        isbns.setdefault(edition.isbn, []).append(edition)
    return list(isbns.values())


def choices(editions, chosen=None):
    """The editions that a reader chooses from, in two lists: those to show at once, and the rest.

    What cannot be bought is among them only where there are few.
    """
    if len(editions) <= MOST_CHOICES:
        return editions, []
    buyable = [edition for edition in editions if edition.buyable or edition.id == chosen]
    return buyable[:MOST_CHOICES], buyable[MOST_CHOICES:]


def first_choice(editions):
    """The id of the edition chosen before anybody chooses: the cheapest new one, else a used one.

    None when no edition can be bought.
    """
    buyable = [edition for edition in editions if edition.buyable]
    cheapest = min(buyable, key=lambda e: (e.condition != "new", e.price_minor, e.id), default=None)
    return cheapest and cheapest.id
