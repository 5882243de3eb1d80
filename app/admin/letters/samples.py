"""What each sample letter is about: functions that write its rows and return the id of one."""

import secrets
from datetime import timedelta

from app.accounts import tokens
from app.accounts.models import Customer, Token
from app.accounts.notices import NOTICES
from app.admin.letters.sample_orders import a_book, an_order, money_back, paid
from app.admin.letters.sample_returns import a_return, a_withdrawal
from app.admin.letters.sample_values import a_gift_card, some_credit
from app.catalog.models import StockAlert
from app.db import now
from app.orders.models import Delay, LinkRequest, OrderLine, Shipment, ShipmentLine
from app.privacy.models import Export
from app.times import shop_today

COUNTER = "14 Folio Street, Norwich NR2 1AA"


def a_link(purpose, *, verified=True, **facts):
    customer = Customer.create(
        email=f"{secrets.token_hex(8)}@example.org",
        name="Ada Lovelace",
        password_hash=None,
        verified_at=now() if verified else None,
    )
    return tokens.issue(purpose, customer, **facts).id


def a_colleague():
    token_id = a_link("reset")
    asked = Token.select(Token.customer).where(Token.id == token_id)
    Customer.update(role="bookseller").where(Customer.id.in_(asked)).execute()
    return token_id


def an_export():
    made = now()
    return Export.create(
        customer=tokens.Token.get_by_id(a_link("notice")).customer,
        made_at=made,
        expires_at=made + timedelta(days=7),
    ).id


def an_erased_customer():
    order = an_order()
    order.customer = tokens.Token.get_by_id(a_link("notice")).customer
    order.save()
    Customer.update(erased_at=now()).where(Customer.id == order.customer_id).execute()
    return order.customer_id


def an_alert(**facts):
    return StockAlert.create(edition=a_book(), email="ada@example.org", **facts).id


def a_failed_payment():
    order = an_order("awaiting_payment", hold_expires_at=now() + timedelta(days=2))
    return paid(order, status="failed", paid_at=None).id


def a_parcel():
    order = an_order("part_shipped")
    parcel = Shipment.create(order=order, carrier="royal_mail", tracking="AB 1234 5678 9GB")
    ShipmentLine.create(shipment=parcel, order_line=order.lines.first(), quantity=2)
    return parcel.id


def a_preorder():
    line = an_order().lines.order_by(OrderLine.id).first()
    line.told_day = shop_today()
    line.save()
    return line


def a_delay():
    day = shop_today()
    return Delay.create(order_line=a_preorder(), from_day=day, to_day=day + timedelta(days=21)).id


def a_cancelled_order():
    order = an_order("refunded", ended_at=now())
    money_back(order, order.total_minor, reason="cancelled")
    return order.id


def a_refund():
    order = an_order()
    first = money_back(order, 1500, reason="return", note="For The Left Hand of Darkness.")
    card = a_gift_card(order).stored_value
    money_back(order, 500, reason="return", part_of=first, payment=None, stored_value=card)
    return first.id


def a_late_payment():
    order = an_order("expired")
    order.note("paid_late", "stripe", "books")
    return money_back(order, order.due_minor, reason="late_payment", requested_by="shop")


SAMPLES = {
    "verify_address": lambda: a_link("verify", verified=False),
    "already_registered": lambda: a_link("reset"),
    "reset_password": lambda: a_link("reset"),
    "account_from_provider": lambda: a_link("notice"),
    "provider_linked": lambda: a_link("notice"),
    "provider_unlinked": lambda: a_link("notice"),
    "password_changed": lambda: a_link("reset"),
    "export_ready": an_export,
    "account_erased": an_erased_customer,
    "confirm_email": lambda: a_link("change_email", email="ada@example.net"),
    "address_in_use": lambda: a_link("notice"),
    "email_changed": lambda: a_link("restore_email", email="ada@example.org"),
    **dict.fromkeys(NOTICES, lambda: a_link("notice")),
    "staff_invited": a_colleague,
    "role_given": a_colleague,
    "stock_alert_asked": an_alert,
    "back_in_stock": lambda: an_alert(confirmed_at=now(), told_at=now()),
    "order_received": lambda: an_order("awaiting_payment").id,
    "order_paid": lambda: an_order().id,
    "order_cancelled": a_cancelled_order,
    "order_link": lambda: LinkRequest.create(order=an_order()).id,
    "late_payment_back": lambda: a_late_payment().id,
    "late_payment_refunded": lambda: a_late_payment().order_id,
    "payment_failed": a_failed_payment,
    "parcel_shipped": a_parcel,
    "ready_to_collect": lambda: (
        an_order("ready", delivery_kind="collect", collect_from=COUNTER, ready_at=now()).id
    ),
    "preorder_out": lambda: a_preorder().id,
    "preorder_delayed": a_delay,
    "refund_made": a_refund,
    "return_asked": lambda: a_return(reason="damaged").id,
    "return_received": lambda: a_return(status="received", received_at=now()).id,
    "return_refused": lambda: (
        a_return(
            status="refused",
            received_at=now(),
            ended_at=now(),
            answer="The pages are full of notes in ink, so we cannot sell the book again.",
        ).id
    ),
    "return_closed": lambda: (
        a_return(
            status="closed",
            received_at=now(),
            ended_at=now(),
            answer="We had given you the price of these books back when you wrote to us.",
        ).id
    ),
    "withdrawal_received": a_withdrawal,
    "gift_card": lambda: a_gift_card(an_order()).id,
    "store_credit": lambda: some_credit().id,
}
