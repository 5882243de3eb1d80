"""What filters are called."""

from babel import Locale
from flask import current_app

from app.catalog.models import Subject
from app.money import currency_sign

IN_STOCK = "In stock"
LANGUAGES = Locale("en", "GB").languages


def subject(slug):
    found = Subject.get_or_none(Subject.slug == slug) if slug else None
    return found.name if found else slug


def language(code):
    return LANGUAGES.get(code, code)


def rating(stars):
    if not stars:
        return ""
    return "5 stars" if stars == 5 else f"{stars} {'star' if stars == 1 else 'stars'} and up"


def price(least, most):
    """In words, a range of prices whose ends may be open (None)."""
    sign = currency_sign(current_app.config["SETTINGS"].currency)
    if least is not None and most is not None:
        return f"{sign}{amount(least)} to {sign}{amount(most)}"
    if most is not None:
        return f"Up to {sign}{amount(most)}"
    return f"From {sign}{amount(least)}" if least is not None else ""


def amount(value):
    """9.99, and 10 rather than 10.00; None stays None."""
    return None if value is None else f"{value:.2f}".removesuffix(".00")


def years(least, most):
    """In words, a range of years whose ends may be open (None)."""
    if least is not None and most is not None:
        if least % 10 == 0 and most == least + 9:
            return f"{least}s"
        return str(least) if least == most else f"{least} to {most}"
    if most is not None:
        return f"Up to {most}"
    return f"From {least}" if least is not None else ""
