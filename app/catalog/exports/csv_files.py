"""The catalogue in CSV, as imports/csv_files/own.py reads it."""

from app.catalog.exports.csv_lines import line
from app.catalog.exports.reading import products
from app.catalog.imports.csv_files.own import FIELDS, HEADER, SCHEMES
from app.catalog.models import AUTHOR, UNKNOWN_LANGUAGE
from app.money import Money

BYTE_ORDER_MARK = "\ufeff"  # or spreadsheets take it for Windows-1252


def lines(settings, tell):
    """The lines of the file: one an edition that is not withdrawn, and one a work without any."""
    yield BYTE_ORDER_MARK + line(HEADER)
    number = 0
    for product in products(settings.database_url):
        if product.record.kind != "delete":
            yield line([CELLS[field](product) for field in FIELDS])
            number += 1
            tell(number)


def fact(name):
    return lambda product: getattr(product.record, name)


def listed(items):
    """The items parted by semicolons; by lines if one of them holds such."""
    if any(";" in item for item in items):
        return "".join(f"{item}\n" for item in items)
    return "; ".join(items)


def authors(product):
    return listed([credit.name + role(credit) for credit in product.record.credits])


def role(credit):
    plain = credit.role == AUTHOR and not credit.name.endswith(")")
    return "" if plain else f" ({credit.role})"


def codes(scheme):
    return lambda product: listed(
        [
            f"{'*' * code.is_main}{code.code} {code.heading}".strip()
            for code in product.record.codes
            if code.scheme == scheme
        ]
    )


def related(product):
    return listed([f"{other.isbn} ({other.relation})" for other in product.record.related])


def language(product):
    code = product.record.language
    return "" if code == UNKNOWN_LANGUAGE else code


def price(product):
    minor = product.list_price_minor
    return None if minor is None else Money(minor, product.currency).amount


CELLS = {field: fact(field) for field in FIELDS} | {
    "authors": authors,
    "language": language,
    "price": price,
    "currency": lambda product: product.currency,
    "genres": lambda product: listed(product.record.genres),
    **{scheme: codes(scheme) for scheme in SCHEMES},
    "rating": fact("rating_average"),
    "related": related,
}
