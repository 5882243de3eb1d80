"""What a refund is made of: copies with their prices, delivery, other money, and the tax in it."""

from dataclasses import dataclass, field
from typing import NamedTuple

from app.orders.models import OrderLine
from app.orders.refunds.refundable import shipping_paid, tax_of
from app.orders.refusals import NotRefundable
from app.pricing.rounding import half_up


@dataclass(frozen=True)
class Wanted:
    """What somebody asks to be given back of an order."""

    reason: str
    back: dict = field(default_factory=dict)  # by line id, copies that were sent
    given_up: dict = field(default_factory=dict)  # by line id, copies that are not to be sent
    shipping_minor: int = 0
    other_minor: int = 0
    cards: tuple = ()  # ids of gift cards bought that are taken back
    to_credit: bool = False  # instead of to where the money came from
    gone_minor: int = 0  # what has gone back already, be it of gift cards that stay
    note: str = ""
    return_id: int | None = None
    ends_return: bool = True
    form_key: str | None = None

    def copies_of(self, line):
        return self.back.get(line.id, 0) + self.given_up.get(line.id, 0)


class Part(NamedTuple):
    line: OrderLine
    quantity: int
    minor: int
    tax_minor: int


@dataclass(frozen=True)
class Parts:
    lines: list  # of Part
    shipping_minor: int
    other_minor: int
    tax_minor: int

    @property
    def minor(self):
        return sum(part.minor for part in self.lines) + self.shipping_minor + self.other_minor


def everything(left, wanted):
    """All that can go back: copies, then delivery, then more."""
    whole = most_of(left, wanted)
    lines = priced([(one, one.copies) for one in left.lines if one.copies or one.left_minor], whole)
    rest = whole - sum(part.minor for part in lines)
    shipping = min(left.shipping_minor, rest)
    tax = min(left.tax_minor, whole)
    return Parts(within(lines, tax), shipping, rest - shipping, tax)


def priced(wanted, most):
    """Lines with copies of them at their price, the first ones first for as long as there is money:
    goodwill may have taken some of it before.
    """
    parts = []
    for one, copies in wanted:
        minor, tax = one.amount_of(copies)
        taken = min(minor, most)
        parts.append(Part(one.line, copies, taken, half_up(tax * taken, minor) if minor else 0))
        most -= taken
    return parts


def within(lines, tax_minor):
    """The lines with no more tax together than this: other money took some of theirs before."""
    found = []
    for part in lines:
        tax = min(part.tax_minor, tax_minor)
        found.append(part._replace(tax_minor=tax))
        tax_minor -= tax
    return found


def parts_of(left, wanted):
    """What is wanted, priced: copies at no more than what is left, which may be nothing.

    Raises NotRefundable when delivery, gift cards and other money are more than that.
    """
    check_copies(left, wanted)
    if wanted.shipping_minor > left.shipping_minor:
        raise NotRefundable(f"Of the delivery, {only(left.shipping)} is left to give back.")
    other = wanted.other_minor + sum(card.amount_minor for card in cards_of(left, wanted))
    most, beside = most_of(left, wanted), wanted.shipping_minor + other
    if beside > most:
        money = only(left.order.money(most))
        raise NotRefundable(
            f"Of this order, {money} is left to give back{beside_cards(left, most)}."
        )
    copies = [(one, wanted.copies_of(one.line)) for one in left.lines]
    for_copies = most - beside
    asked = sum(one.amount_of(number)[0] for one, number in copies)
    if beside and asked > for_copies:
        asked, money = left.order.money(asked + beside), only(left.order.money(most))
        raise NotRefundable(f"This comes to {asked}; of this order {money} is left to give back.")
    if for_copies and not beside and kept_to_send(left, wanted):
        for_copies -= 1  # an order that has no money left is ended, and these are still to be sent
    lines = priced([pair for pair in copies if pair[1]], for_copies)
    parts = Parts(lines, wanted.shipping_minor, other, 0)
    tax = tax_in(left, parts, wanted.other_minor)
    return Parts(within(lines, tax), wanted.shipping_minor, other, tax)


def only(money):
    return money if money.minor > 0 else "nothing"


def most_of(left, wanted):
    """What can go back: no money of gift cards that stay, unless it has gone already."""
    return min(left.minor, max(left.minor_with(wanted.cards), wanted.gone_minor))


def kept_to_send(left, wanted):
    return any(one.line.owed > wanted.given_up.get(one.line.id, 0) for one in left.lines)


def beside_cards(left, most):
    return "" if most == left.minor else ", beside gift cards that are not taken back"


def check_copies(left, wanted):
    for id in {*wanted.back, *wanted.given_up} - set(left.by_line):
        raise NotRefundable(f"Line {id} is not of this order.")
    for one in left.lines:
        back, given_up = wanted.back.get(one.line.id, 0), wanted.given_up.get(one.line.id, 0)
        if not (0 <= back <= one.to_give_back and 0 <= given_up <= one.to_give_up):
            raise NotRefundable(f"{one.line.called}: not so many copies are left to give back.")


def cards_of(left, wanted):
    """The gift cards that are taken back; raises NotRefundable when one has been spent from."""
    unspent = {card.id: card for card in left.unspent_cards}
    if set(wanted.cards) - set(unspent):
        raise NotRefundable("A gift card that has been used cannot be taken back.")
    return [unspent[id] for id in wanted.cards]


def tax_in(left, parts, goodwill):
    """The tax in a refund: of copies theirs, of delivery its part, of other money the average."""
    if parts.minor == left.minor:
        return left.tax_minor
    order = left.order
    shipping, shipping_tax = shipping_paid(order)
    tax = sum(part.tax_minor for part in parts.lines)
    if parts.shipping_minor:
        tax += half_up(shipping_tax * parts.shipping_minor, shipping)
    tax += tax_of(goodwill, order)
    return min(tax, left.tax_minor, parts.minor)
