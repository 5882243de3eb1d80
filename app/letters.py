"""Which function writes the email of which kind; each is given the id that the email is about."""

from functools import partial

from app.accounts import letters as accounts
from app.accounts.notices import NOTICES
from app.catalog.stock_alerts import letters as stock_alerts
from app.orders import letters as orders
from app.orders.stored_values.gift_cards import forget_code
from app.privacy import letters as privacy

LETTERS = {
    "verify_address": accounts.verify_address,
    "already_registered": accounts.already_registered,
    "reset_password": accounts.reset_password,
    "password_changed": accounts.password_changed,
    "staff_invited": accounts.staff_invited,
    "role_given": accounts.role_given,
    "confirm_email": accounts.confirm_email,
    "address_in_use": accounts.address_in_use,
    "email_changed": accounts.email_changed,
    **{kind: partial(accounts.notice, kind) for kind in NOTICES},
    "stock_alert_asked": stock_alerts.stock_alert_asked,
    "back_in_stock": stock_alerts.back_in_stock,
    "order_received": orders.order_received,
    "order_paid": orders.order_paid,
    "order_cancelled": orders.order_cancelled,
    "refund_made": orders.refund_made,
    "order_link": orders.order_link,
    "return_asked": orders.return_asked,
    "return_received": orders.return_received,
    "return_refused": orders.return_refused,
    "return_closed": orders.return_closed,
    "withdrawal_received": orders.withdrawal_received,
    "parcel_shipped": orders.parcel_shipped,
    "ready_to_collect": orders.ready_to_collect,
    "preorder_out": orders.preorder_out,
    "preorder_delayed": orders.preorder_delayed,
    "late_payment_back": orders.late_payment_back,
    "late_payment_refunded": orders.late_payment_refunded,
    "payment_failed": orders.payment_failed,
    "gift_card": orders.gift_card,
    "store_credit": orders.store_credit,
    "export_ready": privacy.export_ready,
    "account_erased": privacy.account_erased,
}

# What is done in the transaction that says that the email has gone out.
ONCE_SENT = {
    "gift_card": orders.card_mailed,
    "store_credit": forget_code,
    "account_erased": privacy.forget_recipient,
}
