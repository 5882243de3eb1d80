"""For how long the law has a shop keep its orders and invoices, by the shop's country.

docs/privacy.md has the same table, for whoever checks it with a lawyer or an accountant.
"""

from datetime import date
from typing import NamedTuple

from flask import current_app


class Term(NamedTuple):
    years: int
    law: str
    own_year: bool = False  # a financial year may end up to a year after the order


TERMS = {
    "AT": Term(7, "section 132 of the Bundesabgabenordnung"),
    "AU": Term(7, "section 286 of the Corporations Act 2001", own_year=True),
    "BE": Term(10, "article 60 of the VAT Code"),
    "CH": Term(10, "article 958f of the Code of Obligations", own_year=True),
    "DE": Term(8, "section 147 of the Abgabenordnung and section 14b of the Umsatzsteuergesetz"),
    "FR": Term(10, "article L123-22 of the Code de commerce", own_year=True),
    "GB": Term(
        6,
        "section 388 of the Companies Act 2006 and Schedule 11 of the VAT Act 1994",
        own_year=True,
    ),
    "IE": Term(6, "section 886 of the Taxes Consolidation Act 1997", own_year=True),
    "NL": Term(7, "article 52 of the Algemene wet inzake rijksbelastingen", own_year=True),
    "US": Term(7, "title 26, section 6501 of the United States Code", own_year=True),
}
LONGEST = Term(10, "the laws of the shop’s country on keeping accounts", own_year=True)


def term():
    return TERMS.get(current_app.config["SETTINGS"].country, LONGEST)


def kept_until(day):
    """The last day on which an order of this day is kept."""
    of = term()
    return date(day.year + of.own_year + of.years, 12, 31)


def last_year_over(today):
    """The latest year whose orders are kept no longer."""
    of = term()
    return today.year - of.years - of.own_year - 1
