"""The countries of the world by ISO 3166-1 code, as the shop's language calls them."""

from babel import Locale

from app.country_codes import COUNTRY_CODES
from app.money import LOCALE

# Parts of countries, which the post knows by the country's own name.
NOT_OF_THEIR_OWN = {"CP", "CQ", "DG", "EA", "IC"}


def _names():
    territories = Locale.parse(LOCALE).territories
    names = {code: territories[code] for code in COUNTRY_CODES - NOT_OF_THEIR_OWN}
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


COUNTRIES = _names()
