"""Makes a record fit for the catalogue, whatever a reader let through: what could not be kept is
left out, and said; a record of which too little is left is refused."""

import re
from datetime import date

from app.catalog.descriptions import sanitised
from app.catalog.imports.records import LONGEST_TITLE, TITLE_CUT, Credit
from app.catalog.isbns import is_isbn13
from app.catalog.models import FORMATS, TRADE_STATUSES

KINDS = ("whole", "update", "delete")
LONGEST_NAME = 300  # characters, as all that follow
LONGEST_NOTE = 1000
LONGEST_KEYWORDS = 5000
LONGEST_DESCRIPTION = 60_000
MOST_CREDITS, MOST_CODES, MOST_PRICES, MOST_RELATED, MOST_REMARKS = 200, 60, 60, 200, 20
DEAREST = 10_000_000  # in the minor unit
LARGEST = {
    "pages": ("number of pages", 50_000),
    "weight_g": ("weight in grams", 200_000),
    "height_mm": ("height in millimetres", 5000),
    "width_mm": ("width in millimetres", 5000),
    "thickness_mm": ("thickness in millimetres", 5000),
}
EARLIEST_YEAR, LATEST_YEAR = -4000, 2200
MOST_RATINGS = 10**9

UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
ISNI = re.compile(r"\d{15}[\dX]", re.ASCII)
ROLE = re.compile(r"[A-Z]\d\d", re.ASCII)
RELATION = re.compile(r"\d\d", re.ASCII)
SCHEME = re.compile(r"[0-9A-Z]{2}", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2,3}", re.ASCII)
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
WEB_ADDRESS = re.compile(r"https?://[^\s\"'<>]{1,1990}", re.ASCII)


class Unfit(Exception):
    """The record cannot be taken; the text says why, for a bookseller."""


def made_sound(record):
    """The same record, changed to what can be kept; raises Unfit."""
    record.remarks = list(record.remarks)
    record.identifier = line(record.identifier or record.isbn or record.title)[:200]
    check_what_it_is(record)
    name_the_book(record)
    record.credits = list(sound_credits(record))
    tell_the_story(record)
    record.codes = [sound for code in record.codes[:MOST_CODES] if (sound := sound_code(code))]
    record.prices = sound_prices(record)
    record.related = [
        other
        for other in record.related[:MOST_RELATED]
        if is_isbn13(other.isbn)
        and RELATION.fullmatch(other.relation)
        and other.isbn != record.isbn
    ]
    measure(record)
    record.remarks = [line(remark)[:LONGEST_NOTE] for remark in record.remarks[:MOST_REMARKS]]
    return record


def check_what_it_is(record):
    if record.kind not in KINDS:
        raise Unfit("It does not say whether it adds, changes or withdraws a book.")
    if record.isbn is None:
        if record.kind != "whole":
            raise Unfit("It has no ISBN, so we cannot tell which edition it is about.")
    elif not is_isbn13(record.isbn):
        raise Unfit(f"“{line(record.isbn)[:40]}” is not a valid ISBN.")


def name_the_book(record):
    record.title = line(record.title)
    if len(record.title) > LONGEST_TITLE:
        record.title = record.title[:LONGEST_TITLE].rstrip()
        record.remarks.append(TITLE_CUT)
    record.subtitle = short(record, record.subtitle, "subtitle", LONGEST_TITLE)
    record.edition_statement = short(
        record, record.edition_statement, "edition statement", LONGEST_NAME
    )
    for name in ("series", "publisher", "imprint"):
        setattr(record, name, short(record, getattr(record, name), name, LONGEST_NAME))
    record.series_position = line(record.series_position)[:20]
    record.product_form = line(record.product_form)[:10]


def sound_credits(record):
    """The credits that can be kept; nobody twice in one role."""
    if len(record.credits) > MOST_CREDITS:
        record.remarks.append(
            f"It names {len(record.credits):,} people; the first {MOST_CREDITS} were taken."
        )
    seen = set()
    for credit in record.credits[:MOST_CREDITS]:
        name = short(record, credit.name, "contributor’s name", LONGEST_NAME)
        role = credit.role if ROLE.fullmatch(credit.role) else "Z99"
        if name and (name, role) not in seen:
            seen.add((name, role))
            yield Credit(
                name,
                role,
                line(credit.sort_name)[:LONGEST_NAME],
                prose(credit.about)[:LONGEST_DESCRIPTION],
                tuple(sound_names(credit.other_names)),
                credit.isni if credit.isni and ISNI.fullmatch(credit.isni) else None,
            )


def sound_names(names):
    return dict.fromkeys(name for text in names[:20] if 0 < len(name := line(text)) <= LONGEST_NAME)


def tell_the_story(record):
    text = prose(record.description)
    if len(text) > LONGEST_DESCRIPTION:
        record.remarks.append(
            f"Its description has {len(text):,} characters and was left out;"
            f" {LONGEST_DESCRIPTION:,} is the most we keep."
        )
        text = ""
    record.description = sanitised(text) if record.description_is_html else text
    record.keywords = line(record.keywords)[:LONGEST_KEYWORDS]
    record.genres = [line(genre)[:LONGEST_NAME] for genre in record.genres[:MOST_CODES] if genre]
    if not WEB_ADDRESS.fullmatch(record.cover_address or ""):
        record.cover_address = ""


def sound_code(code):
    known = SCHEME.fullmatch(code.scheme) and 0 < len(code.code) <= 50
    if not known or UNPRINTABLE.search(code.code):
        return None
    heading = line(code.heading)[:LONGEST_NOTE]
    return (
        code
        if heading == code.heading
        else type(code)(code.scheme, code.code, heading, code.is_main)
    )


def sound_prices(record):
    if record.prices is None:
        return None
    kept = []
    for price in record.prices[:MOST_PRICES]:
        if 0 <= price.amount_minor <= DEAREST and CURRENCY.fullmatch(price.currency):
            kept.append(price)
        else:
            record.remarks.append("A price that cannot be right was left out.")
    # When none is left the record does not say that the book has no price.
    return kept or (None if record.prices else [])


def measure(record):
    for name, (what, largest) in LARGEST.items():
        value = getattr(record, name)
        if value is not None and not 0 < value <= largest:
            setattr(record, name, None)
            if value > 0:
                record.remarks.append(f"Its {what} ({value:,}) cannot be right and was left out.")
    date_it(record)
    for name in ("language", "original_language"):
        if not LANGUAGE.fullmatch(getattr(record, name) or ""):
            setattr(record, name, None)
    if record.format not in FORMATS:
        record.format = None
    if record.trade_status not in TRADE_STATUSES:
        record.trade_status = None
    rated = record.rating_average is not None and 1 <= record.rating_average <= 5
    if not (rated and 0 < (record.rating_count or 0) <= MOST_RATINGS):
        record.rating_average = record.rating_count = None


def date_it(record):
    year = record.first_published
    if year is not None and not EARLIEST_YEAR <= year <= LATEST_YEAR:
        record.first_published = None
    for name in ("published_on", "embargo_until"):
        day = getattr(record, name)
        if not isinstance(day, date | None) or (day and not 1000 <= day.year <= LATEST_YEAR):
            setattr(record, name, None)
            record.remarks.append(f"A date that cannot be right ({day}) was left out.")


def short(record, text, what, longest):
    text = line(text)
    if len(text) > longest:
        record.remarks.append(
            f"Its {what} has {len(text):,} characters and was left out; {longest:,} is the most."
        )
        return ""
    return text


def line(text):
    """One line without control characters, its spaces tidied."""
    if not text:
        return ""
    if not text.isprintable():
        text = UNPRINTABLE.sub("", text)
    return " ".join(text.split())


def prose(text):
    """The text without control characters, its lines as they are."""
    if not text:
        return ""
    return UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
