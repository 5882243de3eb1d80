"""A refund's rows: one for each place the money goes to, with the lines that each pays for."""

from app.db import now
from app.orders.invoices.issuing import credit_note_for
from app.orders.models import Refund, RefundLine, StoredValue
from app.orders.refunds.status import finish, tell
from app.orders.refusals import NotRefundable
from app.orders.stored_values.gift_cards import cancel_gift_card
from app.orders.stored_values.spending import credit
from app.queueing import PAYMENTS, nudge_after_commit


def write_rows(order, parts, places, wanted, by):
    """The refunds, the first of which the others are part of."""
    shares = shares_of(parts, [place.minor for place in places])
    refunds = []
    for place, (lines, shipping, tax) in zip(places, shares, strict=True):
        refund = Refund.create(
            order=order,
            payment=place.payment,
            stored_value=place.stored_value,
            return_of=wanted.return_id,
            amount_minor=place.minor,
            shipping_minor=shipping,
            tax_minor=tax,
            reason=wanted.reason,
            note=wanted.note,
            requested_by=by,
            part_of=refunds[0] if refunds else None,
            form_key=None if refunds else wanted.form_key,
        )
        for line, quantity, minor, line_tax in lines:
            RefundLine.create(
                refund=refund,
                order_line=line,
                quantity=quantity,
                amount_minor=minor,
                tax_minor=line_tax,
            )
        refunds.append(refund)
    return refunds


def shares_of(parts, amounts):
    """What each of the amounts is for: lines first, then delivery, then the rest; tax by turns.

    A line that two places pay for has its copies with the first of them.
    """
    lines = [list(part) for part in parts.lines]
    shipping, tax = parts.shipping_minor, parts.tax_minor
    for minor in amounts:
        rest, mine = minor, []
        for line in lines:
            if share := share_of(line, rest):
                mine.append(share)
                rest -= share[2]
        for_delivery = min(shipping, rest)
        my_tax = min(tax, minor)
        yield mine, for_delivery, my_tax
        shipping, tax = shipping - for_delivery, tax - my_tax


def share_of(line, rest):
    """Take from a line, [its row, copies, minor, tax] left, as much as the rest pays for."""
    row, copies, minor, tax = line
    taken = min(minor, rest)
    # A line that costs nothing goes with its copies to whoever comes first.
    if not taken and (minor or not copies):
        return None
    line[1:] = 0, minor - taken, tax - min(tax, taken)
    return row, copies, taken, min(tax, taken)


def take_back(cards, refunds):
    """Move what goes to and from gift cards and credit, locked in the order all take them in."""
    ids = {card.stored_value_id for card in cards}
    ids |= {refund.stored_value_id for refund in refunds if refund.stored_value_id}
    values = StoredValue.select().where(StoredValue.id.in_(ids)).order_by(StoredValue.id)
    locked = {value.id: value for value in values.for_update()}
    for card in cards:
        if not cancel_gift_card(card):
            raise NotRefundable("A gift card of this order has just been used.")
    for refund in refunds:
        if refund.stored_value_id:
            put_back(refund, locked[refund.stored_value_id])


def put_back(refund, value):
    """Move a refund's money to the gift card or credit that it is for, and say if that is blocked:
    then the money is there, and nobody can spend it.
    """
    if value.blocked_at:
        refund.order.note("refund_to_blocked", "shop", f"{refund.amount} to {value.called}")
    facts = {"refund_id": refund.id, "order": refund.order_id}
    credit(refund.stored_value, refund.amount, "refund", **facts)


def carry_on(order, refunds, by):
    """What went to gift cards and credit is there; the rest goes to Stripe once this is kept."""
    for refund in refunds:
        if refund.payment_id:
            nudge_after_commit("jobs.payments.carry_out_refund", refund.id, queue=PAYMENTS)
        else:
            refund.status, refund.settled_at = "succeeded", now()
            refund.save()
            order.note("refunded", by, f"{refund.amount} to {refund.stored_value.called}")
            if refund.reason != "late_payment":  # which no invoice was about
                credit_note_for(refund, order)
    if refunds and refunds[0].payment_id is None:
        tell(refunds[0], order)
    finish(order, by)
