"""What of a paid order can still be given back: its copies, its delivery, all of its money."""

from dataclasses import dataclass
from functools import cached_property

from peewee import fn

from app.orders.models import Order, OrderLine, StoredValueMovement
from app.orders.refunds.given_back import refunded, refunded_lines
from app.orders.refunds.lost import lost_minor
from app.pricing.basket import Regime
from app.pricing.rounding import half_up
from app.pricing.taxes import taxed


@dataclass(frozen=True)
class LeftOfLine:
    """A line, and what of it has been refunded before."""

    line: OrderLine
    order: Order
    refunded: int  # copies
    refunded_minor: int
    refunded_tax_minor: int

    @property
    def paid_minor(self):
        return self.line.paid_minor + (0 if self.order.tax_included else self.line.tax_minor)

    @property
    def left_minor(self):
        return self.paid_minor - self.refunded_minor

    @property
    def left_tax_minor(self):
        return self.line.tax_minor - self.refunded_tax_minor

    @property
    def to_give_up(self):
        """Copies that have not been sent."""
        return min(self.line.owed, self.copies)

    @property
    def to_give_back(self):
        """Copies that were sent, or given up before without their money going back."""
        return self.copies - self.to_give_up

    @property
    def copies(self):
        return self.line.quantity - self.refunded

    def amount_of(self, copies):
        """What so many copies cost and the tax in it; the last of them take all that is left."""
        if copies == self.copies:
            return self.left_minor, self.left_tax_minor
        amount = half_up(self.paid_minor * copies, self.line.quantity)
        tax = half_up(self.line.tax_minor * copies, self.line.quantity)
        return (
            min(amount, self.left_minor),
            min(tax, amount, self.left_tax_minor),
        )


@dataclass(frozen=True)
class Left:
    """What an order has to give back. Refunds count from the moment they are asked for."""

    order: Order
    lines: list  # of LeftOfLine
    minor: int
    shipping_minor: int
    tax_minor: int
    lost_minor: int  # in disputes; it is not among what is left

    @cached_property
    def by_line(self):
        return {left.line.id: left for left in self.lines}

    @property
    def money(self):
        return self.order.money(self.minor)

    @property
    def all_money(self):
        return self.order.money(self.all_minor)

    @property
    def is_nothing(self):
        """Whether there is neither money to give back nor a copy to give up."""
        to_give_up = any(one.to_give_up for one in self.lines)
        return self.order.settled_at is None or not (self.all_minor or to_give_up)

    @property
    def shipping(self):
        return self.order.money(self.shipping_minor)

    @property
    def standard_shipping_minor(self):
        """What a withdrawal gives back for delivery: no more than the cheapest parcel would have
        cost, with its tax.
        """
        standard, shown = self.order.standard_shipping_minor, self.order.shipping_minor
        if standard is None or not shown:
            return self.shipping_minor
        paid, _ = shipping_paid(self.order)
        return min(self.shipping_minor, half_up(standard * paid, shown))

    @property
    def nothing_was_sent(self):
        return not any(left.line.shipped for left in self.lines)

    @cached_property
    def unspent_cards(self):
        """Gift cards bought with this order that can be taken back, whole as they were sold."""
        return unspent_cards_of(self.order)

    @property
    def all_minor(self):
        """What goes back when all of it does: gift cards that were used are kept, and paid for."""
        return self.minor_with({card.id for card in self.unspent_cards})

    def minor_with(self, taken_back):
        """All that is left but for gift cards, except those that are taken back."""
        return max(0, self.minor - self.kept_minor(taken_back))

    def kept_minor(self, taken_back):
        """What was paid for gift cards that stay, when these are taken back.

        The price of what a lost dispute has blocked on them is not kept: it is lost itself.
        """
        staying = [card for card in staying_cards_of(self.order) if card.id not in taken_back]
        price = sum(card.amount_minor for card in staying)
        return price - min(self.lost_minor, sum(map(blocked_minor, staying)))


def unspent_cards_of(order):
    return [card for card in order.gift_cards_bought if is_unspent(card)]


def staying_cards_of(order):
    return [card for card in order.gift_cards_bought if not is_back(card)]


def is_unspent(card):
    value = card.stored_value
    return value is not None and value.balance_minor == card.amount_minor


def blocked_minor(card):
    """What nobody can spend of it, since a dispute took its price."""
    value = card.stored_value
    return value.balance_minor if value is not None and value.blocked_for_id else 0


def is_back(card):
    """Whether it was taken back before."""
    cancelled = StoredValueMovement.reason == "cancelled"
    value = card.stored_value
    return value is not None and value.movements.where(cancelled).exists()


def left_of(order):
    """What the order has to give back at present; exact while one holds the order's lock."""
    before = refunded_lines(order)
    lines = [
        LeftOfLine(line, order, *before.get(line.id, (0, 0, 0))) for line in order_lines(order)
    ]
    minor, shipping, tax = refunded(order)
    lost = lost_minor(order)
    settled = order.settled_at is not None
    return Left(
        order=order,
        lines=lines,
        minor=max(0, order.total_minor - minor - lost) if settled else 0,
        shipping_minor=shipping_paid(order)[0] - shipping if settled else 0,
        tax_minor=max(0, order.tax_minor - tax - tax_of(lost, order)),
        lost_minor=lost,
    )


def tax_of(minor, order):
    """The tax in so much money of an order: the average, as no tax is paid on gift cards."""
    taxable = order.total_minor - order.gift_cards_minor
    return half_up(order.tax_minor * min(minor, taxable), taxable) if order.tax_minor else 0


def order_lines(order):
    # In edition order, as the shelf is locked; all of them, downloads too.
    return list(OrderLine.select().where(OrderLine.order == order).order_by(OrderLine.edition))


def shipping_paid(order):
    """What was paid for delivery, and the tax in it."""
    of_lines = OrderLine.select(fn.coalesce(fn.sum(OrderLine.tax_minor), 0))
    tax = order.tax_minor - of_lines.where(OrderLine.order == order).scalar()
    shipping_tax = tax - min(tax, wrap_tax(order))
    return order.shipping_minor + (0 if order.tax_included else shipping_tax), shipping_tax


def wrap_tax(order):
    """The tax on gift wrap, at the standard rate: the highest that its order knows."""
    rate = max((one["rate_ppm"] for one in order.tax_summary), default=0)
    return taxed(order.wrap_minor, rate, Regime(included=order.tax_included)).tax_minor
