"""For how long the law has a shop keep its orders and invoices, by the shop's country.

docs/privacy.md has the same table with where each was looked up, for whoever checks it with a
lawyer or an accountant.
"""

from datetime import date
from typing import NamedTuple

from flask import current_app

from app.pricing.models import TaxRegime
from app.pricing.regions import EU, collects


class Term(NamedTuple):
    years: int
    law: str
    own_year: bool = False  # a financial year may end up to a year after the order


TERMS = {
    "AT": Term(7, "section 132 of the Bundesabgabenordnung", own_year=True),
    "AU": Term(7, "section 286 of the Corporations Act 2001", own_year=True),
    "BE": Term(10, "article 60 of the VAT Code"),
    "CH": Term(10, "article 958f of the Code of Obligations", own_year=True),
    "DE": Term(8, "section 147 of the Abgabenordnung and section 14b of the Umsatzsteuergesetz"),
    "FR": Term(10, "article L123-22 of the Code de commerce", own_year=True),
    "GB": Term(
        6,
        "Schedule 11 of the VAT Act 1994 and Schedule 18 of the Finance Act 1998",
        own_year=True,
    ),
    "IE": Term(
        6,
        "section 886 of the Taxes Consolidation Act 1997 and section 285 of the Companies Act 2014",
        own_year=True,
    ),
    "NL": Term(7, "article 52 of the Algemene wet inzake rijksbelastingen", own_year=True),
    "US": Term(7, "title 26, section 6501 of the United States Code", own_year=True),
}
LONGEST = Term(10, "the laws of the shop’s country on keeping accounts", own_year=True)


# For sales into other countries of the EU that are declared at home, from the end of their year.
ONE_STOP_SHOP = Term(10, "article 369k of Directive 2006/112/EC (the one-stop shop)")


def term():
    home = current_app.config["SETTINGS"].country
    own = TERMS.get(home, LONGEST)
    shorter = own.years < ONE_STOP_SHOP.years
    return ONE_STOP_SHOP if shorter and home in EU and declares_for_others(home) else own


def declares_for_others(home):
    """Whether a shop that is at home there collects the tax of another country of the EU."""
    others = TaxRegime.select().where(TaxRegime.country.in_(EU - {home}))
    return any(collects(regime, home) for regime in others)


def kept_until(day):
    """The last day on which an order of this day is kept."""
    of = term()
    return date(day.year + of.own_year + of.years, 12, 31)


def last_year_over(today):
    """The latest year whose orders are kept no longer."""
    of = term()
    return today.year - of.years - of.own_year - 1
