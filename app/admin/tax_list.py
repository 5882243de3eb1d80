"""The tax table as staff look through it, and what it makes of a price."""

from decimal import Decimal
from typing import NamedTuple

from babel.numbers import get_currency_precision

from app.admin.places import place_name
from app.admin.tax_words import is_collected
from app.catalog.models import TAX_CLASSES
from app.money import Money
from app.pricing.models import TaxRate, TaxRegime
from app.pricing.regions import BRITAIN, EU
from app.pricing.tables import regime_of
from app.pricing.taxes import rate_as_typed, taxed
from app.times import shop_today

GROUPS = ("At home", "European Union", "States of the US", "Others")


class Row(NamedTuple):
    place: str
    name: str
    regime: TaxRegime
    collected: str
    rates: list  # pairs of what a class is called, and its rate in percent
    planned: int


def grouped(home, words=""):
    """Pairs of a group and its rows with the words in them, of a shop that is at home there."""
    rows = [row for row in all_rows(home) if words.casefold() in searched(row)]
    found = {group: [] for group in GROUPS}
    for row in rows:
        found[group_of(row.regime, home)].append(row)
    return [(group, rows) for group, rows in found.items() if rows]


def all_rows(home):
    rates, planned = rates_by_place()
    rows = [
        Row(
            place=regime.place,
            name=place_name(regime.country, regime.region),
            regime=regime,
            collected=is_collected(regime, home),
            rates=[
                (label, rate_as_typed(rates.get((regime.place, name), 0)))
                for name, label in TAX_CLASSES.items()
            ],
            planned=planned.get(regime.place, 0),
        )
        for regime in TaxRegime.select()
    ]
    return sorted(rows, key=lambda row: row.name)


def rates_by_place():
    """The rates of today by place and class, and by place how many changes are planned."""
    rates, planned, today = {}, {}, shop_today()
    for row in TaxRate.select().order_by(TaxRate.from_day):
        place = TaxRegime(country=row.country, region=row.region).place
        if row.from_day <= today:
            rates[place, row.tax_class] = row.rate_ppm
        else:
            planned[place] = planned.get(place, 0) + 1
    return rates, planned


def searched(row):
    return f"{row.name} {row.place} {row.regime.name}".casefold()


def group_of(regime, home):
    if regime.country == home or {regime.country, home} <= BRITAIN:
        return "At home"
    if regime.country in EU:
        return "European Union"
    return "States of the US" if regime.country == "US" else "Others"


def example(place, tax_class, currency, day=None):
    """What becomes of a price of ten there, in a sentence; None for no place of the table."""
    country, _, region = place.partition("-")
    known = TaxRegime.country == country, TaxRegime.region == region
    if not TaxRegime.select().where(*known).exists() or tax_class not in TAX_CLASSES:
        return None
    regime = regime_of(country, region, day)
    minor = int(Decimal(10).scaleb(get_currency_precision(currency)))
    price, tax = Money(minor, currency), taxed(minor, regime.rate(tax_class), regime)
    if not regime.name:
        return f"{price} stays {price}: we collect no tax there."
    rate, of_it = rate_as_typed(tax.rate_ppm), Money(tax.tax_minor, currency)
    if regime.included:
        return f"{price} stays {price}, of which {of_it} is {regime.name} ({rate}%)."
    paid = Money(minor + tax.tax_minor, currency)
    return f"{price} becomes {paid}: {of_it} of {regime.name} ({rate}%) is added to it."
