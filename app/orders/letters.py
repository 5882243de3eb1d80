"""Letters about an order, written when they are sent, from the order as it is then."""

from flask import current_app

from app.mail import public_link, write_letter
from app.orders.access import private_link
from app.orders.fulfilment.parcels import parcels_of
from app.orders.letter_words import after_payment
from app.orders.models import (
    Delay,
    GiftCardBought,
    LinkRequest,
    Order,
    OrderLine,
    Payment,
    Refund,
    RefundLine,
    Return,
    Shipment,
    StoredValue,
    Withdrawal,
)
from app.orders.stored_values.gift_cards import forget_code


def order_received(order_id):
    return letter("order_received", "We have your order {number}", Order.get_by_id(order_id))


def order_paid(order_id):
    order = Order.get_by_id(order_id)
    next_steps = after_payment(order, order.ordered_lines)
    return letter("order_paid", "Thank you for your order {number}", order, next_steps=next_steps)


def parcel_shipped(shipment_id):
    order = Shipment.get_by_id(shipment_id).order
    parcels = parcels_of(order)
    place = next(n for n, parcel in enumerate(parcels) if parcel.id == shipment_id)
    # Others may have left before the letter about this one is written.
    more = order.status == "part_shipped" or place < len(parcels) - 1
    which = "Some" if more else "The last" if place else ""
    subject = "A parcel of your order {number} is on its way"
    return letter("parcel_shipped", subject, order, parcel=parcels[place], which=which, more=more)


def ready_to_collect(order_id):
    order = Order.get_by_id(order_id)
    return letter("ready_to_collect", "Your order {number} is ready to collect", order)


def preorder_out(line_id):
    line = OrderLine.get_by_id(line_id)
    came = "A book you pre-ordered is out" if line.told_day else "Your copies have come in"
    return letter("preorder_out", came + ": order {number}", line.order, line=line)


def preorder_delayed(delay_id):
    delay = Delay.get_by_id(delay_id)
    line = delay.order_line
    subject = "A book in your order {number} is delayed"
    return letter("preorder_delayed", subject, line.order, line=line, delay=delay)


def refund_made(refund_id):
    """About a refund and those that are part of the same request."""
    refund = Refund.get_by_id(refund_id)
    of_request = (Refund.id == refund.id) | (Refund.part_of == refund.id)
    refunds = list(Refund.select().where(of_request).order_by(Refund.id))
    books = RefundLine.select().where(RefundLine.refund.in_(refunds), RefundLine.quantity > 0)
    subject = "A refund for your order {number}"
    return letter("refund_made", subject, refund.order, refunds=refunds, books=list(books))


def order_cancelled(order_id):
    order = Order.get_by_id(order_id)
    refunds = list(order.refunds.where(Refund.reason == "cancelled").order_by(Refund.id))
    return letter("order_cancelled", "Your order {number} is cancelled", order, refunds=refunds)


def late_payment_back(refund_id):
    refund = Refund.get_by_id(refund_id)
    subject = "Your payment for order {number} goes back"
    return letter("late_payment_back", subject, refund.order, refund=refund)


def late_payment_refunded(order_id):
    """As late_payment_back, for emails on their way since before each refund had its own."""
    late = (Refund.order == order_id) & (Refund.reason == "late_payment")
    return late_payment_back(Refund.select().where(late).order_by(Refund.id).get().id)


def payment_failed(payment_id):
    order = Payment.get_by_id(payment_id).order
    return letter("payment_failed", "The payment for your order {number} failed", order)


def order_link(request_id):
    order = LinkRequest.get_by_id(request_id).order
    return letter("order_link", "The link to your order {number}", order)


def return_asked(return_id):
    return about_return("return_asked", "Sending back books from order {number}", return_id)


def return_received(return_id):
    return about_return("return_received", "Your return from order {number} has arrived", return_id)


def return_refused(return_id):
    return about_return("return_refused", "About your return from order {number}", return_id)


def return_closed(return_id):
    return about_return("return_closed", "About your return from order {number}", return_id)


def about_return(template, subject, return_id):
    back = Return.get_by_id(return_id)
    return letter(template, subject, back.order, back=back, books=back.books)


def withdrawal_received(withdrawal_id):
    """The acknowledgement that the law asks for: what was declared, on which day, at what time."""
    declared = Withdrawal.get_by_id(withdrawal_id)
    back = declared.return_of
    return write_letter(
        "withdrawal_received",
        f"We have your withdrawal from {declared.contract}",
        name=declared.name,
        declared=declared,
        back=back,
        books=back.books if back else [],
        paid_back=back is not None and back.refunds.exists(),
        shop_email=current_app.config["SETTINGS"].mail_from,
    )


def gift_card(bought_id):
    """The gift card as its recipient gets it; None when it was taken back before it went out."""
    bought = GiftCardBought.get_by_id(bought_id)
    subject = f"A gift card from {bought.sender_name}"
    return card_letter("gift_card", subject, bought.stored_value, bought=bought)


def store_credit(card_id):
    return card_letter("store_credit", "Your gift card", StoredValue.get_by_id(card_id))


def card_letter(template, subject, card, **context):
    if card.code_to_mail is None or card.blocked_at:
        return None
    return write_letter(
        template,
        subject,
        name=card.recipient_name or "reader",
        card=card,
        link=public_link("orders.gift_card_balance"),
        **context,
    )


def card_mailed(bought_id):
    forget_code(GiftCardBought.get_by_id(bought_id).stored_value_id)


def letter(template, subject, order, **more):
    return write_letter(
        template,
        subject.format(number=order.number),
        name=order.name,
        order=order,
        lines=order.ordered_lines,
        link=private_link(order),
        find_link=public_link("orders.find"),
        **more,
    )
