"""The countries of the world by ISO 3166-1 code, as the shop's language calls them."""

from babel import Locale

from app.country_codes import COUNTRY_CODES
from app.money import LOCALE


def _names():
    territories = Locale.parse(LOCALE).territories
    names = {code: territories[code] for code in COUNTRY_CODES}
    return dict(sorted(names.items(), key=lambda pair: pair[1]))


COUNTRIES = _names()
