"""The series or publisher's collection of a book, and its place in it."""

import re

from app.catalog.imports.onix.plain_words import one_line
from app.catalog.imports.onix.titles import COLLECTION, PRODUCT, chosen, in_sequence, level, named

# Code list 148: the publisher's own, a French collection éditoriale, unspecified, someone else's.
COLLECTION_TYPES = ("10", "11", "00", "", "20")
# Code list 197: by title, as to be read, as published, as told, at first, as shown, the sender's.
SEQUENCE_TYPES = ("02", "06", "03", "04", "05", "07", "01", "")
NUMBER_IN_WORDS = re.compile(
    r"^(?:vol(?:ume|\.)?|v\.|book|bk\.?|no\.?|n°|nr\.?|number|part|pt\.?|tome|t\.|band|bd\.?|#|libro"
    r"|livre|deel)\s*#?([0-9]{1,5}(?:\.[0-9]{1,3})?)$",
    re.IGNORECASE,
)


def series_of(source):
    """(name, position); the position is a text: 1, 1.5, prequel."""
    for collection in collections_of(source.descriptive):
        name = one_line(name_of(collection))
        if name:
            return name, position(position_in(collection))
    return series_in_title(source.descriptive)


def collections_of(composite):
    """ONIX 3 collections, else 2.1 series, else 2.1 sets; the publisher's own first."""
    collections = composite.all("Collection")
    ranked = [
        each
        for kind in COLLECTION_TYPES
        for each in collections
        if each.value("CollectionType") == kind
    ]
    return ranked or composite.all("Series") + composite.all("Set")


def name_of(collection):
    title = chosen(collection)
    if title is None:
        return collection.value("TitleOfSeries", "TitleOfSet")
    elements = in_sequence(title.all("TitleElement"))
    of_collection = [each for each in elements if level(each) == COLLECTION] or elements
    return next((named(each) for each in of_collection if named(each)), named(title))


def position_in(collection):
    by_type = {
        each.value("CollectionSequenceType"): each.value("CollectionSequenceNumber")
        for each in reversed(collection.all("CollectionSequence"))
    }
    title = chosen(collection)
    elements = title.all("TitleElement") if title else []
    part = part_number(elements)
    ranked = [by_type[kind] for kind in SEQUENCE_TYPES if kind in by_type]
    return part or next(
        iter(ranked), collection.value("NumberWithinSeries", "ItemNumberWithinSet", "YearOfAnnual")
    )


def part_number(elements):
    """The product's number in the collection; some feeds put it beside the collection's name."""
    products_first = sorted(elements, key=lambda each: level(each) != PRODUCT)
    return next((each.value("PartNumber") for each in products_first if "PartNumber" in each), "")


def series_in_title(composite):
    """A collection may also stand in the title of the product itself."""
    title = chosen(composite)
    elements = title.all("TitleElement") if title else []
    name = next((named(each) for each in elements if level(each) == COLLECTION), "")
    return (one_line(name), position(part_number(elements))) if name else ("", "")


def position(text):
    """The bare number of Vol. 2, 02 and #2; other words as they are."""
    text = one_line(text)
    found = NUMBER_IN_WORDS.match(text)
    number = found[1] if found else text
    return number.lstrip("0") or number if number.isascii() and number.isdigit() else number
