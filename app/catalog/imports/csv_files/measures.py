"""Numbers beside a book: pages, ratings, weight and size. None where nothing sensible stands."""

import re

MOST = {"pages": 30_000, "weight_g": 100_000, "mm": 3_000}
GRAMS = {"": 1, "g": 1, "grams": 1, "kg": 1000, "lb": 453.592, "lbs": 453.592, "oz": 28.3495}
GRAMS["ounces"] = GRAMS["oz"]
MILLIMETRES = {"": 1, "mm": 1, "cm": 10, "in": 25.4, "inch": 25.4, "inches": 25.4, '"': 25.4}
MEASURED = re.compile(r"(\d{1,7}(?:[.,]\d{1,7})?) ?([a-z\"]*)\.?")


def whole(text, most):
    """The number from 1 to `most`, of `352`, `352.0`, `1,608` or `352 pages`; else None."""
    found = re.match(r"(\d[\d,]*)(?:\.0*)?(?: ?(?:p|pp|pages?)\.?)?$", text.strip(), re.IGNORECASE)
    if not found or not found[1].isascii() or len(found[1]) > 15:
        return None
    number = int(found[1].replace(",", ""))
    return number if 1 <= number <= most else None


def rating(text):
    """An average from 1 to 5, else None."""
    try:
        average = float(text.replace(",", "."))
    except ValueError:
        return None
    return average if 1 <= average <= 5 else None


def grams(text, unit=""):
    return measured(text, unit, GRAMS, MOST["weight_g"])


def millimetres(text, unit=""):
    return measured(text, unit, MILLIMETRES, MOST["mm"])


def size(text, unit=""):
    """Width, height and thickness in millimetres, of `129 x 198 x 15mm`."""
    parts = re.split(r"\s*[x×*]\s*", text.strip().lower())
    unit = unit or next((u for p in reversed(parts) if (u := re.sub(r"[\d.,\s]", "", p))), "")
    sides = [millimetres(part, unit) for part in parts[:3]]
    return (sides + [None] * 3)[:3] if len(parts) > 1 else [None] * 3


def measured(text, unit, units, most):
    found = MEASURED.fullmatch(text.strip().lower())
    factor = units.get(found[2] or unit) if found else None
    if not factor:
        return None
    number = round(float(found[1].replace(",", ".")) * factor)
    return number if 1 <= number <= most else None
