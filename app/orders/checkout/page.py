"""The page that turns a cart into an order, and the way from there to where one pays."""

from contextlib import suppress

import structlog
from flask import current_app, request, url_for
from flask_login import current_user

from app.accounts.addresses import book
from app.accounts.addresses.countries import COUNTRIES
from app.cart.carts import current_cart
from app.form_keys import new_form_key
from app.hypermedia import private, render_page, see_other
from app.orders.access import is_hers, remember
from app.orders.blueprint import blueprint
from app.orders.checkout.agreement import agreement
from app.orders.checkout.codes_form import change_codes, codes_shown
from app.orders.checkout.details import NEW, Details, errors_for, read_details
from app.orders.checkout.later import how_it_waits, later
from app.orders.checkout.placing import place_order
from app.orders.checkout.quotes import quote
from app.orders.models import Order
from app.orders.payments.attempts import begin_payment
from app.orders.payments.gateway import GatewayError, Refused
from app.orders.payments.limits import limit_orders, limit_payments
from app.orders.refusals import (
    NO_DELIVERY,
    ConsentMissing,
    FormOfAnother,
    NotPayable,
    OrderRefusal,
)

log = structlog.get_logger()

NO_PAYMENT_PAGE = (
    "We cannot reach our payment service just now. Your order is kept for you: try again in a "
    "minute."
)
NOT_TAKEN = (
    "Our payment service does not take this order, and nothing was charged. Write to us at "
    "{email}, and we will put it right."
)


@blueprint.get("/checkout")
@private
def checkout():
    return checkout_form(known_details())


@blueprint.post("/checkout")
@private
def send_checkout():
    """Place the order and go on to pay; the "Update" button only works the totals out anew."""
    details = read_details(request.form, book.addresses_of(current_user.id), home())
    if "update" in request.form:
        return checkout_form(details)
    cart = current_cart()
    changed = change_codes(cart, request.form, details.email)
    if changed:
        shown, status = changed
        return checkout_form(details, status=status, **shown)
    # Of what was typed well no price need be known: placing the order looks for the rest.
    errors = details.errors and errors_for(details, quote(cart, details))
    if errors:
        return checkout_form(details, errors, status=422)
    return place_and_pay(cart, details)


def place_and_pay(cart, details):
    limit_orders()
    try:
        order = place_order(cart, details, current_user.id)
    except ConsentMissing as refusal:
        return checkout_form(details, {"download_consent": str(refusal)}, status=422)
    except FormOfAnother as refusal:
        return used_before(refusal, details)
    except OrderRefusal as refusal:
        return checkout_form(details, refusal=str(refusal), status=422)
    remember(order.number)
    keep_address(details)
    return to_payment(order)


def keep_address(details):
    """Put the address that she typed into her book if she asked for that and there is room."""
    if details.keep and details.saved == NEW and current_user.is_authenticated:
        with suppress(book.Refused):
            book.add_address(current_user.id, details.parcel)


def used_before(refusal, details):
    if refusal.order and is_hers(refusal.order):
        return to_payment(refusal.order)
    details.key = new_form_key()
    return checkout_form(details, refusal=str(refusal), status=422)


def to_payment(order):
    """Leave for Stripe's page, or show the order when there is nothing to pay or no page."""
    limit_payments(order)
    order_page = url_for("orders.show", number=order.number)
    try:
        return see_other(begin_payment(order))
    except NotPayable as refusal:
        ended = Order.get_by_id(order.id).status in ("expired", "cancelled")
        return see_other(order_page, str(refusal) if ended else None, "problem")
    except Refused as error:
        log.error("Stripe refuses the page to pay on", order=order.id, error=str(error))
        email = current_app.config["SETTINGS"].mail_from
        return see_other(order_page, NOT_TAKEN.format(email=email), "problem")
    except GatewayError as error:
        log.warning("no payment page", order=order.id, error=str(error))
        return see_other(order_page, NO_PAYMENT_PAGE, "problem")


def checkout_form(details, errors=None, refusal=None, status=200, **shown):
    cart = current_cart()
    priced = quote(cart, details)
    return render_page(
        "orders/checkout.html",
        fragment="orders/_checkout.html",
        status=status,
        details=details,
        quote=priced,
        agreed=agreement(priced),
        later=later,
        waits=how_it_waits(priced),
        errors=errors or {},
        refusal=refusal,
        no_delivery=NO_DELIVERY,
        countries=COUNTRIES.items(),
        book_full=len(details.book) >= book.MOST,
        **codes_shown(cart),
        **shown,
    )


def known_details():
    """A fresh form, with what we know of whoever has signed in."""
    details = Details(key=new_form_key(), country=home())
    if current_user.is_authenticated:
        details.email, details.name = current_user.email, current_user.name
        details.book = book.addresses_of(current_user.id)
        if details.book:
            details.choose(str(details.book[0].id))
        elif last := last_order(current_user.id):
            details.go_to({**details.parcel, **last.address, "phone": last.phone})
    return details


def home():
    return current_app.config["SETTINGS"].country


def last_order(customer_id):
    mine = Order.select().where(Order.customer == customer_id)
    # What was not sent anywhere has no address to go by.
    return mine.order_by((Order.delivery_kind == "parcel").desc(), Order.id.desc()).first()
