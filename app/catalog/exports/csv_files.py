"""The catalogue in CSV, by the names and in the words that the importer knows."""

import csv
import io

from app.catalog.exports.reading import products
from app.catalog.imports.csv_files.headers import NAMES
from app.catalog.models import AUTHOR, TRANSLATOR, UNKNOWN_LANGUAGE
from app.money import Money

BYTE_ORDER_MARK = "\ufeff"  # or spreadsheets take it for Windows-1252
ROLES = {AUTHOR: "", "A12": " (illustrator)", "B01": " (editor)", TRANSLATOR: " (translator)"}
SCHEMES = ("10", "93", "12")


def lines(settings, tell):
    """The lines of the file: one an edition that is not withdrawn, and one a work without any."""
    yield BYTE_ORDER_MARK + line([NAMES[field][0] for field in CELLS])
    number = 0
    for product in products(settings.database_url):
        if product.record.kind != "delete":
            yield line([str(cell(product) or "") for cell in CELLS.values()])
            number += 1
            tell(number)


def line(cells):
    written = io.StringIO()
    csv.writer(written).writerow(cells)
    return written.getvalue()


def fact(name):
    return lambda product: getattr(product.record, name)


def authors(product):
    names = [f"{credit.name}{role(credit)}" for credit in product.record.credits]
    # A single name may hold what else would part several.
    return "; ".join(names) + ";" * (len(names) == 1 and not names[0].replace(" ", "").isalpha())


def role(credit):
    return ROLES.get(credit.role, f" ({credit.role})")


def codes(scheme):
    return lambda product: "; ".join(
        f"{code.code} {code.heading}".strip()
        for code in product.record.codes
        if code.scheme == scheme
    )


def language(product):
    code = product.record.language
    return "" if code == UNKNOWN_LANGUAGE else code


def price(product):
    minor = product.list_price_minor
    return None if minor is None else str(Money(minor, product.currency).amount)


CELLS = {
    "isbn": fact("isbn"),
    "title": fact("title"),
    "subtitle": fact("subtitle"),
    "series": fact("series"),
    "series_position": fact("series_position"),
    "authors": authors,
    "format": fact("format"),
    "product_form": fact("product_form"),
    "edition_statement": fact("edition_statement"),
    "publisher": fact("publisher"),
    "imprint": fact("imprint"),
    "published_on": fact("published_on"),
    "embargo_until": fact("embargo_until"),
    "trade_status": fact("trade_status"),
    "pages": fact("pages"),
    "language": language,
    "original_language": fact("original_language"),
    "first_published": fact("first_published"),
    "price": price,
    "currency": lambda product: product.currency,
    "genres": lambda product: "; ".join(product.record.genres),
    **{scheme: codes(scheme) for scheme in SCHEMES},
    "keywords": fact("keywords"),
    "weight_g": fact("weight_g"),
    "height_mm": fact("height_mm"),
    "width_mm": fact("width_mm"),
    "thickness_mm": fact("thickness_mm"),
    "rating": fact("rating_average"),
    "rating_count": fact("rating_count"),
    "related": lambda product: "; ".join(
        f"{other.isbn} ({other.relation})" for other in product.record.related
    ),
    "cover_address": fact("cover_address"),
    "description": fact("description"),
}
