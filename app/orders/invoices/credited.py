"""What a refund credits of the invoice: copies, delivery, other money, each with its tax.

A request may give money back to more than one place, a refund each, and each has a credit note of
its own. The tax of what they share is split by how much of it each of them pays back.
"""

from typing import NamedTuple

from peewee import fn

from app.orders.invoices.billed import delivery_name, services, summary
from app.orders.invoices.left import left_by_rate, within
from app.orders.invoices.rows import Row, simple
from app.orders.models import OrderLine, Refund, RefundLine, StoredValueMovement
from app.orders.refunds.refundable import shipping_paid
from app.pricing.rounding import half_up, spread


class Request(NamedTuple):
    """The refunds that were asked for together, and their lines."""

    order: object
    refunds: list
    lines: list  # of RefundLine, each with its order line

    @property
    def tax_beside_books(self):
        return sum(one.tax_minor for one in self.refunds) - sum(one.tax_minor for one in self.lines)

    def other_minor(self, refund):
        """What a refund gives back beside copies and delivery."""
        of_lines = sum(line.amount_minor for line in self.lines if line.refund_id == refund.id)
        return refund.amount_minor - refund.shipping_minor - of_lines


def credited(refund, order):
    """The rows of a refund's credit note; with their tax they add up to what goes back."""
    first = origin(refund)
    request = request_of(first, order)
    place = [one.id for one in request.refunds].index(first.id)
    rows = [*books(request, first, place), *delivery(request, place), *other(request, place)]
    return within(rows, left_by_rate(order))


def origin(refund):
    """The refund itself, or the one that failed and is made up for by it."""
    while refund.replaces_id:
        refund = refund.replaces
    return refund


def request_of(refund, order):
    together = (Refund.id == refund.request_id) | (Refund.part_of == refund.request_id)
    refunds = list(Refund.select().where(together).order_by(Refund.id))
    lines = (
        RefundLine.select(RefundLine, OrderLine)
        .join(OrderLine)
        .where(RefundLine.refund.in_([one.id for one in refunds]))
        .order_by(RefundLine.refund, RefundLine.order_line)
    )
    return Request(order, refunds, list(lines))


def books(request, refund, place):
    mine = [line for line in request.lines if line.refund_id == refund.id]
    rows = [book(line.order_line, line.quantity, *share(request, line, place)) for line in mine]
    if rows and place == 0:
        last, more = rows[-1], tax_of_books_alone(request)
        rows[-1] = last._replace(net_minor=last.net_minor - more, tax_minor=last.tax_minor + more)
    return rows


def tax_of_books_alone(request):
    """What earlier refunds left of the tax by rounding, when there is nothing else to bear it."""
    beside = any(one.shipping_minor or request.other_minor(one) for one in request.refunds)
    return 0 if beside else request.tax_beside_books


def book(line, copies, gross, tax):
    known = f"{line.byline}. {line.sold_as}, {line.isbn}"
    detail = known if copies else "The rest of its price"
    return Row(line.title, detail, copies or None, None, 0, line.tax_rate_ppm, gross - tax, tax)


def share(request, line, place):
    """What a refund gives back of a line, with its tax in it."""
    same = [one for one in request.lines if one.order_line_id == line.order_line_id]
    amounts = {one.refund_id: one.amount_minor for one in same}
    grosses = [amounts.get(refund.id, 0) for refund in request.refunds]
    return line.amount_minor, tax_of(grosses, sum(one.tax_minor for one in same), place)


def tax_of(grosses, tax, place):
    """The part of a tax that belongs to one of the amounts: by turns, so that nothing is lost."""
    whole = sum(grosses) or 1
    before, after = sum(grosses[:place]), sum(grosses[: place + 1])
    return half_up(tax * after, whole) - half_up(tax * before, whole)


def delivery(request, place):
    grosses = [refund.shipping_minor for refund in request.refunds]
    tax = tax_of(grosses, delivery_tax(request), place)
    weights = [row for row in services(request.order) if row.title != "Gift wrap"]
    return shared_out(delivery_name(request.order), grosses[place], tax, weights)


def delivery_tax(request):
    minor = sum(refund.shipping_minor for refund in request.refunds)
    paid, tax = shipping_paid(request.order)
    if minor and not any(request.other_minor(one) for one in request.refunds):
        return request.tax_beside_books
    return min(request.tax_beside_books, half_up(tax * minor, paid)) if minor else 0


def other(request, place):
    """Gift cards that are taken back bear no tax; gift wrap and goodwill that of the order."""
    minors = [request.other_minor(refund) for refund in request.refunds]
    taken, stay = cards_taken_back(request), of_cards_that_stay(request)
    taxable = first_of(minors, sum(minors) - taken - stay)
    tax = tax_of(taxable, request.tax_beside_books - delivery_tax(request), place)
    title, weights = what_it_is(request.order, sum(taxable))
    of_taken = minors[place] - taxable[place] - stay
    cards = (("Gift cards taken back", of_taken), ("Part of what gift cards cost", stay))
    untaxed = [simple(name, None, minor, 0) for name, minor in cards if minor]
    return shared_out(title, taxable[place], tax, weights) + untaxed


def first_of(amounts, most):
    """Of each amount as much as is left of the most, the first ones first."""
    taken = []
    for amount in amounts:
        taken.append(min(amount, max(0, most - sum(taken))))
    return taken


def cards_taken_back(request):
    """What was on them; it was taken off in the transaction that made the refunds, at its time."""
    taken = StoredValueMovement.select(fn.coalesce(fn.sum(StoredValueMovement.amount_minor), 0))
    return -taken.where(
        StoredValueMovement.order == request.order,
        StoredValueMovement.reason == "cancelled",
        StoredValueMovement.created_at == request.refunds[0].created_at,
    ).scalar()


def of_cards_that_stay(request):
    """What goes back beyond all that can bear tax: only where it had gone at Stripe already."""
    if len(request.refunds) > 1:
        return 0
    left = sum(net + tax for net, tax in left_by_rate(request.order).values())
    return max(0, request.refunds[0].amount_minor - left - cards_taken_back(request))


def what_it_is(order, gross):
    """A name, and rows that say how it is taxed: as gift wrap, or as the order is on average."""
    for row in services(order):
        if row.title == "Gift wrap" and row.net_minor + row.tax_minor == gross:
            return row.title, [row]
    rates = [(one["rate_ppm"], one["net_minor"], one["tax_minor"]) for one in summary(order)]
    return "Part of the price", [simple("", *rate) for rate in rates]


def shared_out(title, gross, tax, weights):
    """An amount with the tax in it as rows, one for each rate that the weights have."""
    if not gross:
        return []
    weights = weights or [simple(title, 0, 1, 0)]
    grosses = spread(gross, [row.net_minor + row.tax_minor for row in weights])
    taxes = spread(tax, [row.tax_minor for row in weights])
    parts = zip(weights, grosses, taxes, strict=True)
    return [simple(title, row.rate_ppm, one - of, of) for row, one, of in parts if one]
