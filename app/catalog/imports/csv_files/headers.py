"""Which column says what: the header table, as docs/imports.md prints it.

The first name of each field is the one that our own export writes. Names are compared without
case, spaces and punctuation; a unit or a currency may follow: `Weight (g)`, `RRP GBP`.
"""

import re
from typing import NamedTuple

from babel.numbers import list_currencies

from app.catalog.imports.folding import folded

NAMES = {
    "isbn": ("ISBN", "ISBN-13", "ISBN-10", "ISBN-13/EAN", "EAN", "EAN-13", "GTIN", "Barcode"),
    "title": ("Title", "Book title", "Name", "Full title", "Product title"),
    "subtitle": ("Subtitle",),
    "series": ("Series", "Series title", "Series name"),
    "series_position": ("Series number", "Number in series", "Series position", "Volume"),
    "authors": ("Authors", "Author", "Author(s)", "By", "Writer", "Contributors", "Contributor"),
    "A12": ("Illustrators", "Illustrator", "Illustrated by"),
    "B01": ("Editors", "Editor", "Edited by"),
    "B06": ("Translators", "Translator", "Translated by"),
    "E07": ("Readers", "Reader", "Narrator", "Narrators", "Read by", "Narrated by"),
    "description": ("Description", "Synopsis", "Blurb", "Summary", "Long description", "About"),
    "keywords": ("Keywords", "Tags"),
    "10": ("BISAC", "BISAC code", "BISAC codes", "BISAC subject", "BISAC category"),
    "93": ("Thema", "Thema code", "Thema codes", "Thema subject", "Thema category"),
    "12": ("BIC", "BIC code", "BIC codes", "BIC subject", "BIC category"),
    "genres": ("Subjects", "Subject", "Genres", "Genre", "Category", "Categories", "Shelf"),
    "original_language": ("Original language",),
    "first_published": ("First published", "Original publication year", "First publication year"),
    "rating": ("Rating", "Average rating", "Avg rating"),
    "rating_count": ("Rating count", "Ratings count", "Ratings", "Number of ratings"),
    "format": ("Format", "Binding", "Cover type", "Format/Binding", "Media"),
    "product_form": ("Product form", "ONIX product form"),
    "edition_statement": ("Edition", "Edition statement"),
    "publisher": ("Publisher", "Publisher name", "Published by"),
    "imprint": ("Imprint", "Imprint name"),
    "published_on": (
        "Publication date",
        "Publish date",
        "Pub date",
        "Date published",
        "Published",
        "Publication year",
        "Year",
        "Year of publication",
        "Release date",
    ),
    "embargo_until": ("Embargo", "Embargo until", "Embargo date", "On sale date"),
    "trade_status": ("Status", "Availability", "Publishing status", "Trade status"),
    "pages": ("Pages", "Number of pages", "Page count", "Num pages", "Extent", "Page extent"),
    "language": ("Language", "Language code", "Lang"),
    "weight_g": ("Weight",),
    "height_mm": ("Height",),
    "width_mm": ("Width",),
    "thickness_mm": ("Thickness", "Depth", "Spine"),
    "size": ("Dimensions", "Size"),  # width × height × thickness
    "price": ("Price", "Selling price", "Our price", "Sale price", "Retail price"),
    "list_price": ("List price", "RRP", "SRP", "MSRP", "Recommended retail price", "Cover price"),
    "currency": ("Currency", "Currency code", "Price currency"),
    "related": ("Related ISBNs",),
    "cover_address": ("Cover image", "Cover URL", "Image", "Image URL", "Thumbnail"),
}
UNITS = {"mm", "cm", "in", "inch", "inches", "g", "grams", "kg", "lb", "lbs", "oz", "ounces"}
SYMBOLS = {"£": "GBP", "$": "USD", "€": "EUR", "¥": "JPY"}
CURRENCIES = set(list_currencies())


class Column(NamedTuple):
    field: str
    unit: str = ""  # in small letters; of prices, a currency


def squeezed(name):
    return folded(name).replace(" ", "")


FIELDS = {squeezed(name): field for field, names in NAMES.items() for name in names}


def columns_of(header):
    """What each cell of a header line stands for; None where we know no such column."""
    return [column_of(name) for name in header]


def column_of(name):
    symbol = next((symbol for symbol in SYMBOLS if symbol in name), None)
    if field := FIELDS.get(squeezed(name)):
        return Column(field, SYMBOLS.get(symbol, ""))
    words = re.split(r"[\s()\[\],_/-]+", name.strip(" ()[]").lower())
    if words[-1].upper() in CURRENCIES and len(words) > 1:
        return with_unit(words, words[-1].upper())
    return with_unit(words, words[-1]) if words[-1] in UNITS else None


def with_unit(words, unit):
    stem = words[:-2] if len(words) > 2 and words[-2] == "in" else words[:-1]
    field = FIELDS.get(squeezed(" ".join(stem)))
    return Column(field, unit) if field else None
