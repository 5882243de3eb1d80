"""Which function writes the email of which kind; each is given the id that the email is about."""

from app.accounts import letters as accounts
from app.orders import letters as orders

LETTERS = {
    "verify_address": accounts.verify_address,
    "already_registered": accounts.already_registered,
    "reset_password": accounts.reset_password,
    "password_changed": accounts.password_changed,
    "order_received": orders.order_received,
    "order_paid": orders.order_paid,
    "order_shipped": orders.order_shipped,
    "parcel_shipped": orders.parcel_shipped,
    "ready_to_collect": orders.ready_to_collect,
    "preorder_out": orders.preorder_out,
    "preorder_delayed": orders.preorder_delayed,
    "order_refunded": orders.order_refunded,
    "late_payment_refunded": orders.late_payment_refunded,
    "payment_failed": orders.payment_failed,
}
