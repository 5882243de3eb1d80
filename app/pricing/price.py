"""The one function that says what a basket costs. Every figure a shopper or Stripe sees is its."""

from typing import NamedTuple

from app.pricing import delivery as ways
from app.pricing.basket import Line, Promotion
from app.pricing.discounts import frees_delivery, offers_on, taken_off
from app.pricing.reasons import reasons
from app.pricing.taxes import summary, tax_on_delivery, tax_on_lines, taxed


class PricedLine(NamedTuple):
    line: Line
    offer: Promotion | None
    offer_minor: int  # what the offer takes off
    voucher_minor: int  # and the voucher after it
    rate_ppm: int
    tax_minor: int

    @property
    def discount_minor(self):
        return self.offer_minor + self.voucher_minor

    @property
    def minor(self):
        return self.line.total - self.discount_minor


class Price(NamedTuple):
    """All amounts in minor units of `currency`. The total is what the sums of its parts are."""

    currency: str
    lines: tuple  # of PricedLine, as they were given
    deliveries: tuple  # that can be chosen
    too_much_for: str  # what rules out all ways to that place: "weight", "total", or nothing
    delivery: object  # the Delivery chosen; None when there is none to that place
    delivery_off_minor: int  # what a promotion takes off it
    free_delivery: Promotion | None
    wrapped: bool
    wrap_minor: int
    wrap_would_be_minor: int | None  # what gift wrap costs these goods; None when there is none
    gift_cards_minor: int
    voucher: Promotion | None
    voucher_works: bool
    tax_name: str
    tax_included: bool
    delivery_tax_minor: int
    wrap_tax_minor: int
    taxes: tuple  # of taxes.OfRate

    @property
    def subtotal_minor(self):
        return sum(priced.line.total for priced in self.lines)

    @property
    def discount_minor(self):
        return sum(priced.discount_minor for priced in self.lines)

    @property
    def shipping_minor(self):
        return self.delivery.minor - self.delivery_off_minor if self.delivery else 0

    @property
    def standard_shipping_minor(self):
        """What the cheapest parcel would have cost; nothing where that is free, or none is sent."""
        return 0 if self.free_delivery else ways.cheapest_parcel(self.deliveries)

    @property
    def tax_minor(self):
        of_lines = sum(priced.tax_minor for priced in self.lines)
        return of_lines + self.delivery_tax_minor + self.wrap_tax_minor

    @property
    def total_minor(self):
        goods = self.subtotal_minor - self.discount_minor
        added = 0 if self.tax_included else self.tax_minor
        return goods + self.shipping_minor + self.wrap_minor + self.gift_cards_minor + added

    @property
    def promotions(self):
        """What each promotion that works takes off, by promotion."""
        amounts = {}
        for priced in self.lines:
            for promotion, minor in (
                (priced.offer, priced.offer_minor),
                (self.voucher, priced.voucher_minor),
            ):
                if minor:
                    amounts[promotion] = amounts.get(promotion, 0) + minor
        if self.free_delivery and self.delivery_off_minor:
            amounts[self.free_delivery] = self.delivery_off_minor
        return amounts

    @property
    def reasons(self):
        """Why this price: its steps, in words for staff, each with an amount."""
        return reasons(self)


def price(basket, rules):
    """The Price of a basket by these rules. Pure: the same values always give the same price."""
    lines = list(basket.lines)
    by_offer = offers_on(lines, rules.offers)
    left = [line.total - off for line, (_, off) in zip(lines, by_offer, strict=True)]
    by_voucher = taken_off(rules.voucher, lines, left) if rules.voucher else [0] * len(lines)
    amounts = [one - off for one, off in zip(left, by_voucher, strict=True)]
    offered = ways.deliveries(basket, rules.methods, sum(amounts))
    delivery = ways.chosen(offered, basket.delivery)
    free = free_delivery(rules, lines, left)
    off = ways.taken_off(offered, delivery) if free and delivery else 0
    would_be = rules.wrap_minor if basket.goods else None
    wrapped = basket.wrapped and would_be is not None
    wrap = would_be if wrapped else 0
    collected = delivery is not None and delivery.method.kind == "collect"
    regime = rules.home if collected else rules.regime
    of_lines = tax_on_lines(lines, amounts, regime)
    of_delivery = tax_on_delivery(delivery.minor - off if delivery else 0, lines, of_lines, regime)
    of_wrap = taxed(wrap, regime.rate("standard"), regime)
    return Price(
        currency=rules.currency,
        lines=tuple(map(PricedLine._make, rows(lines, by_offer, by_voucher, of_lines))),
        deliveries=tuple(offered),
        too_much_for="" if offered else ways.too_much_for(rules.methods),
        delivery=delivery,
        delivery_off_minor=off,
        free_delivery=free,
        wrapped=wrapped,
        wrap_minor=wrap,
        wrap_would_be_minor=would_be,
        gift_cards_minor=sum(basket.gift_cards),
        voucher=rules.voucher,
        voucher_works=any(by_voucher) or (free is rules.voucher is not None),
        tax_name=regime.name,
        tax_included=regime.included,
        delivery_tax_minor=sum(part.tax_minor for part in of_delivery),
        wrap_tax_minor=of_wrap.tax_minor,
        taxes=tuple(summary([*of_lines, *of_delivery, *([of_wrap] if wrap else [])], regime)),
    )


def free_delivery(rules, lines, amounts):
    """The first promotion that makes delivery free; the voucher only when no offer does."""
    known = [*rules.offers, *([rules.voucher] if rules.voucher else [])]
    return next((one for one in known if frees_delivery(one, lines, amounts)), None)


def rows(lines, by_offer, by_voucher, of_lines):
    for line, (offer, off), voucher_off, tax in zip(
        lines, by_offer, by_voucher, of_lines, strict=True
    ):
        yield line, offer, off, voucher_off, tax.rate_ppm, tax.tax_minor


def spend(balances, most_minor, least_left=0):
    """How much of each balance pays for so much, the first ones first: a list of amounts.

    They leave nothing to pay otherwise, or `least_left` at the least, if there is as much.
    """
    whole = min(sum(balances), most_minor)
    if 0 < most_minor - whole < least_left:
        whole = max(0, most_minor - least_left)
    spent = []
    for balance in balances:
        spent.append(min(balance, whole - sum(spent)))
    return spent
