"""What is to be priced, and by which rules: plain values, so that a price depends on nothing else.

Amounts are in the minor unit of one currency, weights in grams, rates of tax in millionths.
"""

from dataclasses import dataclass
from typing import NamedTuple

WEIGHT_OF_A_BOOK = 350  # grams, where an edition's is not known


class Line(NamedTuple):
    edition_id: int
    title: str
    quantity: int
    unit_minor: int  # what it costs now
    list_minor: int  # what it costs outside a sale
    tax_class: str = "printed"
    format: str = "paperback"
    subjects: frozenset = frozenset()  # ids, those above them too
    weight_g: int | None = None
    is_download: bool = False

    @property
    def total(self):
        return self.quantity * self.unit_minor

    @property
    def is_reduced(self):
        return self.unit_minor < self.list_minor


class Basket(NamedTuple):
    lines: tuple
    country: str
    region: str = ""
    delivery: str = ""  # the code of the method asked for
    wrapped: bool = False
    gift_cards: tuple = ()  # amounts of those that are being bought

    @property
    def goods(self):
        """The lines that go into a parcel."""
        return [line for line in self.lines if not line.is_download]

    @property
    def weight_g(self):
        return sum((line.weight_g or WEIGHT_OF_A_BOOK) * line.quantity for line in self.goods)


@dataclass(frozen=True)
class Promotion:
    """A voucher or an offer that holds now; `kind` says which of the amounts counts."""

    id: int
    name: str
    kind: str  # percent, amount, cheapest_free, free_delivery
    percent: int = 0
    amount_minor: int = 0
    of_copies: int = 0
    minimum_minor: int = 0
    subjects: frozenset = frozenset()  # empty: of any
    formats: frozenset = frozenset()
    on_reduced: bool = True
    code: str = ""


@dataclass(frozen=True)
class Method:
    """A way to send an order to the country that it goes to."""

    code: str
    name: str
    promise: str = ""
    price_minor: int = 0
    free_from_minor: int | None = None
    kind: str = "parcel"
    priced_by: str = "order"
    bands: tuple = ()  # pairs of up to how much, and the price
    collect_from: str = ""


@dataclass(frozen=True)
class Regime:
    """The tax of the place that an order goes to, by class of goods."""

    name: str = ""
    included: bool = True  # in the prices shown
    on_delivery: str = "none"
    rates: tuple = ()  # pairs of a tax class and its rate

    def rate(self, tax_class):
        return dict(self.rates).get(tax_class, 0)


UNTAXED = Regime()


@dataclass(frozen=True)
class Rules:
    currency: str
    methods: tuple = ()
    regime: Regime = UNTAXED
    home: Regime = UNTAXED  # where what is collected is handed over
    offers: tuple = ()
    voucher: Promotion | None = None
    wrap_minor: int | None = None  # None: nothing is wrapped
