"""Size, weight and number of pages."""

import re
from decimal import Decimal

FIELDS = {  # code list 48
    "01": "height_mm",
    "02": "width_mm",
    "03": "thickness_mm",
    "08": "weight_g",
}
# Code list 50, metric first: a feed that gives both has rounded the other.
MILLIMETRES = {"mm": Decimal(1), "cm": Decimal(10), "in": Decimal("25.4")}
GRAMS = {
    "gr": Decimal(1),
    "g": Decimal(1),
    "kg": Decimal(1000),
    "oz": Decimal("28.3495"),
    "lb": Decimal("453.592"),
}
NUMBER = re.compile(r"-?[0-9]{1,12}(?:[.,][0-9]{1,12})?|[.,][0-9]{1,12}")
METRIC = ("mm", "cm", "gr", "g", "kg")
MOST = 1_000_000
# Code list 23: main content, all numbered, content, production, absolute, of the printed one.
PAGE_COUNTS = ("00", "05", "11", "06", "07", "08", "10")
PAGES = "03"  # code list 24
MOST_PAGES = 100_000


def measures_of(source):
    """The measures that are given, by field; zero means that it is not known."""
    found = {}
    for measure in sorted(source.descriptive.all("Measure"), key=is_imperial):
        field = FIELDS.get(measure.value("MeasureType", "MeasureTypeCode"))
        if field and not found.get(field):
            found[field] = in_whole_units(measure, field, source)
    return found


def is_imperial(measure):
    return measure.value("MeasureUnitCode").lower() not in METRIC


def in_whole_units(measure, field, source):
    given = measure.value("Measurement")
    weighs = field == "weight_g"
    default = source.header.weight_unit if weighs else source.header.linear_unit
    unit = (measure.value("MeasureUnitCode") or default).lower()
    factor = (GRAMS if weighs else MILLIMETRES).get(unit)
    number = decimal(given)
    if number == 0:
        return None
    if number is None or factor is None or not 0 < number * factor < MOST:
        source.remark(
            f"Its {field.split('_')[0]} “{given} {unit}” makes no sense and was left out."
        )
        return None
    return max(1, round(number * factor))


def decimal(text):
    """The number that a text is, with a point or a comma; None when it is none or huge."""
    return Decimal(text.replace(",", ".")) if NUMBER.fullmatch(text) else None


def pages_of(source):
    product = source.descriptive
    counts = {
        extent.value("ExtentType"): extent.value("ExtentValue")
        for extent in reversed(product.all("Extent"))
        if extent.value("ExtentUnit") in {PAGES, ""}
    }
    ranked = [counts[kind] for kind in PAGE_COUNTS if kind in counts]
    for given in [product.value("NumberOfPages"), *ranked, product.value("PagesArabic")]:
        if given.isascii() and given.isdigit() and 0 < int(given[:9]) <= MOST_PAGES:
            return int(given)
        if given.strip("0"):
            source.remark(f"Its number of pages “{given}” is not a number and was left out.")
    return None
