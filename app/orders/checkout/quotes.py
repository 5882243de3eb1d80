"""What a cart would cost, sent to a place: the figures a shopper agrees to."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from app.cart.basket import basket_of
from app.cart.gift_cards import gift_cards_in
from app.cart.vouchers import voucher_of, why_nothing
from app.money import Money
from app.orders.payments.stripe_session import least_payable
from app.orders.stored_values.spending import usable_by
from app.pricing.price import Price, price, spend
from app.pricing.tables import rules_for


@dataclass(frozen=True)
class Goods:
    """What is in a cart, whatever it costs."""

    items: list
    gift_cards: list  # that are being bought

    @property
    def is_empty(self):
        return not self.items and not self.gift_cards

    @property
    def needs_address(self):
        """Whether it leaves the shelf: downloads and gift cards do not; of nothing yet we ask."""
        return self.is_empty or any(not item.edition.is_download for item in self.items)

    @property
    def has_downloads(self):
        return any(item.edition.is_download for item in self.items)

    @cached_property
    def contents(self):
        """A short digest of what is in the cart, to tell whether it changed in between."""
        lines = sorted(f"{item.edition_id}:{item.quantity}" for item in self.items)
        cards = sorted(f"g{card.id}:{card.amount_minor}" for card in self.gift_cards)
        return blake2b(",".join(lines + cards).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Quote(Goods):
    """A cart with its Price, and what gift cards and credit pay of it."""

    price: Price
    voucher_problem: str  # why the voucher of this cart takes nothing off
    stored: tuple  # pairs of a StoredValue and how much of it is spent, in minor units

    @property
    def is_collected(self):
        return self.delivery is not None and self.delivery.method.kind == "collect"

    @property
    def by_post(self):
        """Whether any of it is sent to an address, which is asked for then and only then."""
        return self.needs_address and not self.is_collected

    @property
    def deliveries(self):
        return self.price.deliveries

    @property
    def delivery(self):
        return self.price.delivery

    @cached_property
    def way(self):
        method = self.delivery.method if self.delivery else None
        return way_of(method.kind, method.collect_from) if method else ""

    @property
    def total(self):
        return self.money(self.price.total_minor)

    @property
    def stored_minor(self):
        return sum(minor for _, minor in self.stored)

    @property
    def due(self):
        """What is left to pay on Stripe's page."""
        return self.money(self.price.total_minor - self.stored_minor)

    def money(self, minor):
        return Money(minor, self.price.currency)


def way_of(kind, collect_from):
    """A short digest of whether it is sent, or else where it is to be collected."""
    return blake2b(f"{kind}:{collect_from}".encode(), digest_size=4).hexdigest()


def goods_of(cart):
    return Goods(cart.items, gift_cards_in(cart))


def quote(cart, details, *, lock=False):
    """Price the cart as it is now for these checkout details.

    With `lock`, inside a transaction, what the price is made of that others could use up (its
    voucher, gift cards and credit) waits for nobody else until that has ended.
    """
    goods = goods_of(cart)
    voucher, problem = voucher_of(cart, details.email, lock=lock)
    priced = price(
        basket_of(
            cart,
            country=details.country,
            region=details.region,
            delivery=details.delivery,
            wrapped=details.wrapped,
            gift_cards=[card.amount_minor for card in goods.gift_cards],
        ),
        rules_for(details.country, details.region, voucher),
    )
    if voucher and not priced.voucher_works:
        problem = why_nothing(voucher)
    stored = tuple(paid_by(cart, details, priced, lock))
    return Quote(goods.items, goods.gift_cards, priced, problem, stored)


def paid_by(cart, details, priced, lock):
    """What gift cards and credit pay; gift cards themselves are bought with other money."""
    values = usable_by(cart, with_credit=details.use_credit, lock=lock)
    most = priced.total_minor - priced.gift_cards_minor
    # What gift cards bought leave to be paid on Stripe's page is enough for it by itself.
    least = 0 if priced.gift_cards_minor else least_payable(priced.currency)
    amounts = spend([value.balance_minor for value in values], most, least)
    return [pair for pair in zip(values, amounts, strict=True) if pair[1]]
