"""The transaction database: orders keep what was bought and for how much, come what may."""

from app.orders.models.disputes import TO_ANSWER, Dispute
from app.orders.models.fulfilment import (
    Delay,
    Download,
    Return,
    ReturnLine,
    Shipment,
    ShipmentLine,
    Withdrawal,
)
from app.orders.models.invoices import Invoice
from app.orders.models.orders import LinkRequest, Order, OrderEvent, OrderLine
from app.orders.models.payments import Payment, PaymentEvent, Refund, RefundLine
from app.orders.models.stored_values import (
    CartCard,
    GiftCardBought,
    StoredValue,
    StoredValueMovement,
)

__all__ = [
    "TO_ANSWER",
    "CartCard",
    "Delay",
    "Dispute",
    "Download",
    "GiftCardBought",
    "Invoice",
    "LinkRequest",
    "Order",
    "OrderEvent",
    "OrderLine",
    "Payment",
    "PaymentEvent",
    "Refund",
    "RefundLine",
    "Return",
    "ReturnLine",
    "Shipment",
    "ShipmentLine",
    "StoredValue",
    "StoredValueMovement",
    "Withdrawal",
]
