"""The countries of the world by ISO 3166-1 code, as the shop's language calls them."""

from babel import Locale

from app.money import LOCALE

HOME = "GB"

# Codes that Unicode lists beside the countries: groups of them, tests and unknowns.
NOT_COUNTRIES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
# Parts of countries, which the post knows by the country's own name.
NOT_COUNTRIES |= {"CP", "CQ", "DG", "EA", "IC"}


def _names():
    territories = Locale.parse(LOCALE).territories
    names = {
        code: name
        for code, name in territories.items()
        if len(code) == 2 and code.isalpha() and code not in NOT_COUNTRIES
    }
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


COUNTRIES = _names()
