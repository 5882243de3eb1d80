"""Why an order could not be taken up again when its money came late."""

from app.orders.models import OrderEvent
from app.orders.refusals import OutOfStock, StoredValueSpent
from app.pricing.vouchers import VoucherRefused

# As they are kept with the event.
CODES = {OutOfStock: "books", VoucherRefused: "voucher", StoredValueSpent: "stored"}
WORDS = {
    "books": "not all of it could be bought any more",
    "voucher": "its voucher had been used elsewhere",
    "stored": "a gift card or the credit that paid a part of it could not be used for it any more",
}
NOT_KEPT = "it could not be taken up again as it was"  # of events from before there were codes


def by_then(order):
    """In a sentence for its buyer."""
    late = order.events.where(OrderEvent.event == "paid_late").order_by(OrderEvent.id.desc())
    event = late.first()
    return f"By then {WORDS.get(event.note if event else '', NOT_KEPT)}."
