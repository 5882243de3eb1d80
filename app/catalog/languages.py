"""Languages as readers call them."""

from babel import Locale

from app.catalog.models import UNKNOWN_LANGUAGE

NAMES = Locale("en", "GB").languages


def language_name(code):
    """German, of de; the code itself when it has no name here, nothing when it is not known."""
    return "" if code == UNKNOWN_LANGUAGE else NAMES.get(code, code)
