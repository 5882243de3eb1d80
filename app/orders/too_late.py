"""Why an order could not be cancelled, and what its buyer can do instead."""

from flask import current_app

from app.orders.cancellation import all_can_go_back
from app.orders.holds import is_processing
from app.orders.models import OrderLine
from app.orders.payments.disputes import claims_on
from app.orders.refunds.endings import gives_all_back, nothing_is_left
from app.orders.refunds.refundable import staying_cards_of
from app.orders.returns.withdrawing import can_withdraw

BANK = "Your bank is paying for this order already, so it was not cancelled."
BY_STATUS = {
    "expired": "This order has ended because it was not paid in time. Nothing will be sent.",
    "refunded": "This order has already been refunded, so nothing more will be sent.",
    "packed": "This order is packed already, so it was not cancelled.",
    "ready": "This order is ready to collect already, so it was not cancelled.",
    "part_shipped": "Part of this order has left us already, so it was not cancelled.",
    "shipped": "This order has left us already, so it was not cancelled.",
    "delivered": "This order has reached you already, so it was not cancelled.",
}
CLAIMED = "Your bank has claimed back money for this order, so it was not cancelled."
GOES_BACK = "All the money for this order is already on its way back, so nothing more will be sent."
CALLED_OFF = "This order has already been cancelled, so nothing more will be sent."
CARD_STAYS = "All of this order but a gift card is cancelled already. The gift card stays as it is."
CARDS_STAY = "All of this order but its gift cards is cancelled already. They stay as they are."
DOWNLOADS = "Downloads are yours as soon as they are paid, so this order was not cancelled."
CARDS = "Its gift cards go out as soon as they are paid, so this order was not cancelled."
USED = "Something in this order has been sent or used already, so it was not cancelled."

WAIT = (
    "When the payment has arrived, you can cancel it here until it is packed, and we will refund "
    "everything you paid."
)
WITHDRAW = "You can withdraw from the contract on this page instead."
WRITE = "Write to us at {email}, and we will see what we can do."


def why_not_cancelled(order):
    """In a sentence or two, for an order as it is now."""
    if order.status in ("expired", "refunded"):
        return BY_STATUS[order.status]
    return called_off(order) or f"{reason(order)} {remedy(order)}"


def called_off(order):
    """That it came to its end another way, while its status has not followed yet."""
    if claims_on(order):
        return ""
    if order.total_minor and gives_all_back(order):
        return GOES_BACK
    return CALLED_OFF if nothing_is_left(order) and not staying_cards_of(order) else ""


def reason(order):
    if order.status == "awaiting_payment":
        return BANK
    if claims_on(order):
        return CLAIMED
    if nothing_is_left(order):
        return CARD_STAYS if len(staying_cards_of(order)) == 1 else CARDS_STAY
    if order.status == "delivered" and order.delivery_kind == "download":
        return DOWNLOADS if has_downloads(order) else CARDS
    if order.status in BY_STATUS:
        return BY_STATUS[order.status]
    return DOWNLOADS if has_downloads(order) and all_can_go_back(order) else USED


def remedy(order):
    if order.status == "awaiting_payment" and is_processing(order):
        if order.delivery_kind != "download" and not has_downloads(order):
            return WAIT
    elif can_withdraw(order) and not claims_on(order):
        return WITHDRAW
    return WRITE.format(email=current_app.config["SETTINGS"].mail_from)


def has_downloads(order):
    return order.lines.where(OrderLine.is_download).exists()
