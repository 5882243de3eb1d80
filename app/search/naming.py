"""What filters are called."""

from babel import Locale

from app.catalog.models import Subject

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
    """In words, a range of pounds whose ends may be open (None)."""
    if least is not None and most is not None:
        return f"£{pounds(least)} to £{pounds(most)}"
    if most is not None:
        return f"Up to £{pounds(most)}"
    return f"From £{pounds(least)}" if least is not None else ""


def pounds(value):
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
