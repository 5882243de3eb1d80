"""The buyer's view of an order: how it stands, and what she can do about it."""

import structlog
from flask import abort, request, url_for

from app.cart.carts import cart_to_change
from app.cart.refusals import CartGone
from app.hypermedia import private, render_page, see_other
from app.orders import holds
from app.orders.access import NOT_SHOWN, find_order, opens, remember
from app.orders.after_paying import after_paying
from app.orders.blueprint import blueprint
from app.orders.cancelled_by_buyer import cancel_for_buyer
from app.orders.checkout.page import to_payment
from app.orders.fulfilment.downloads import downloads_of
from app.orders.fulfilment.parcels import parcels_of
from app.orders.payments.gateway import GatewayError
from app.orders.payments.limits import may_ask_stripe
from app.orders.payments.settlement import is_to_be_asked, settle
from app.orders.standing import awaited_books, standing_of, steps_of
from app.typed_text import whole_number

log = structlog.get_logger()

CHECKS = 10  # times that a page looks again by itself


@blueprint.get("/orders/<number>")
@private
def show(number):
    if "key" in request.args:
        return enter(number, request.args["key"])
    order = find_order(number)
    standing = standing_of(order)
    return render_page(
        "orders/show.html",
        fragment="orders/_status.html",
        order=order,
        standing=standing,
        steps=steps_of(order, standing),
        after=after_paying(order),
        awaited=awaited_books(order),
        downloads=downloads_of(order),
        parcels=parcels_of(order),
        checks=whole_number(request.args.get("checks"), most=CHECKS) or 0,
    )


def enter(number, key):
    """Take a signed link for what it opens, and get its secret out of the address bar."""
    if not opens(key, number):
        abort(404, NOT_SHOWN)
    remember(number)
    return see_other(url_for("orders.show", number=number))


@blueprint.get("/orders/<number>/return")
@private
def payment_return(number):
    """Where Stripe sends the buyer afterwards; asks Stripe, so a lost webhook delays nothing."""
    order = find_order(number)
    payment = payment_to_ask_about(order, request.args.get("session_id"))
    if payment and is_to_be_asked(payment) and may_ask_stripe(order):
        try:
            order = settle(payment.session_id) or order
        except GatewayError as error:
            log.warning("not settled on return", order=order.id, error=str(error))
    waiting = payment and order.status == "awaiting_payment"
    return see_other(url_for("orders.show", number=number, checks=CHECKS if waiting else None))


def payment_to_ask_about(order, session_id):
    """The attempt of this session, or the latest; other orders' sessions are not looked at."""
    attempts = sorted(order.payments, key=lambda payment: payment.attempt, reverse=True)
    with_page = [payment for payment in attempts if payment.session_id]
    known = [p for p in with_page if session_id is None or p.session_id == session_id]
    return known[0] if known else None


@blueprint.post("/orders/<number>/payment")
@private
def pay(number):
    return to_payment(find_order(number))


@blueprint.post("/orders/<number>/cancellation")
@private
def cancel_order(number):
    try:
        outcome = cancel_for_buyer(find_order(number), cart_to_change)
    except CartGone as refusal:
        abort(409, str(refusal))
    order_page = url_for("orders.show", number=number)
    page = url_for("cart.show") if outcome.in_cart else order_page
    return see_other(page, outcome.words, "problem" if outcome.refused else "success")


@blueprint.post("/orders/<number>/again")
@private
def order_again(number):
    """The books of an order that was not paid in time go into the cart once more."""
    order = find_order(number)
    if order.status != "expired":
        abort(409, "Only an order that was not paid in time goes back into the cart.")
    try:
        with cart_to_change() as cart:
            holds.order_again(order, cart)
    except CartGone as refusal:
        abort(409, str(refusal))
    return see_other(url_for("cart.show"), "The books of your order are back in your cart.")
