"""A sample order, of sample books: what is in it and how it is paid."""

import secrets
from datetime import timedelta

from app.admin.edition_forms import shop_currency
from app.catalog.models import AUTHOR, Contributor, Edition, Work, WorkContributor
from app.db import now
from app.orders.models import Order, OrderLine, Payment, Refund

NUMBER = "SAMPLE-0000-0000"  # has letters that no order has, so its link opens none
UNSETTLED = ("awaiting_payment", "expired")
PRICES = {"paperback": 999, "hardback": 2000}
TOTAL = 2 * 999 + 2000 - 200 + 295


def a_book(format="paperback", title="Kindred", author="Octavia E. Butler", isbn="9799999999983"):
    work = Work.create(title=title, slug="sample")
    names = {"slug": "sample", "sort_name": author}
    author, _ = Contributor.get_or_create(name=author, defaults=names)  # the shop may sell her
    WorkContributor.create(work=work, contributor=author, role=AUTHOR)
    price = {"price_minor": PRICES[format], "currency": shop_currency()}
    return Edition.create(work=work, isbn=isbn, format=format, **price)


def an_order(status="paid", **facts):
    """An order of two paperbacks and a hardback, with a discount, that goes to a reader here."""
    standing = {
        "number": NUMBER,
        "idempotency_key": secrets.token_hex(16),
        "status": status,
        "email": "ada@example.org",
        "name": "Ada Lovelace",
        "address": {"line1": "12 Dale Street", "city": "Edinburgh", "postcode": "EH1 1YZ"}
        | {"country": "GB"},
        "shipping_method": "standard",
        "shipping_name": "Standard delivery",
        "currency": shop_currency(),
        "subtotal_minor": TOTAL + 200 - 295,
        "discount_minor": 200,
        "shipping_minor": 295,
        "total_minor": TOTAL,
        "simulated": False,
        "hold_expires_at": now() + timedelta(minutes=30),
        "settled_at": None if status in UNSETTLED else now(),
    }
    order = Order.create(**standing | facts)
    add_line(order, a_book(), "Kindred", "Octavia E. Butler", 2)
    other = ("The Left Hand of Darkness", "Ursula K. Le Guin")
    add_line(order, a_book("hardback", *other, isbn="9799999999976"), *other, 1)
    paid(order)
    return order


def add_line(order, edition, title, byline, quantity):
    OrderLine.create(
        order=order,
        edition=edition,
        title=title,
        byline=byline,
        isbn=edition.isbn,
        format=edition.format,
        condition=edition.condition,
        quantity=quantity,
        unit_price_minor=edition.price_minor,
    )


def paid(order, **facts):
    """The next attempt to pay the order, which has worked unless the facts say otherwise."""
    standing = {
        "order": order,
        "attempt": order.payments.count() + 1,
        "amount_minor": order.total_minor,
        "currency": order.currency,
        "status": "paid",
        "expires_at": now(),
        "paid_at": now(),
    }
    return Payment.create(**standing | facts)


def money_back(order, minor, **facts):
    """Money of the order that goes back to its card, unless the facts name another place."""
    standing = {"order": order, "amount_minor": minor, "requested_by": "buyer"}
    standing |= {"payment": order.payments.first(), "status": "requested"}
    return Refund.create(**standing | facts)
