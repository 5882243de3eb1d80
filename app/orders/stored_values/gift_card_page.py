"""Gift cards as shoppers meet them: buying one, removing it again, asking what is on one."""

from flask import abort, current_app, request, url_for
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests

from app.cart.carts import cart_to_change, current_cart
from app.cart.limits import limit_codes, status_of_limit
from app.cart.refusals import CartGone
from app.form_keys import new_form_key
from app.hypermedia import private, render_form, render_page, see_other
from app.orders.blueprint import blueprint
from app.orders.checkout.codes import CLOSED, NO_SUCH_CARD
from app.orders.stored_values.gift_card_form import FIELDS, amounts_in, as_typed, read_gift_card
from app.orders.stored_values.gift_cards import find_card
from app.orders.stored_values.gift_cards_wanted import (
    TooManyGiftCards,
    put_in,
    take_from_saved,
    take_out,
)
from app.pricing.vouchers import LONGEST_CODE
from app.typed_text import one_line


@blueprint.get("/gift-cards")
@private
def gift_cards():
    sender = current_user.name if current_user.is_authenticated else ""
    fresh = {"choice": str(amounts_in(currency())[1].amount), "sender_name": sender}
    return gift_card_form(dict.fromkeys(FIELDS, "") | fresh | {"form_key": new_form_key()})


@blueprint.post("/gift-cards")
@private
def add_gift_card():
    typed = as_typed(request.form)
    facts, errors = read_gift_card(typed, currency())
    if errors:
        return gift_card_form(typed, errors)
    try:
        with cart_to_change() as cart:
            put_in(cart, facts, currency())
    except (CartGone, TooManyGiftCards) as refusal:
        return gift_card_form(typed, {"": str(refusal)})
    return see_other(url_for("cart.show"), "The gift card is in your cart.")


@blueprint.post("/gift-cards/<int:card_id>/removal")
@private
def remove_gift_card(card_id):
    if not take_out(current_cart(), card_id):
        abort(404, "That gift card is not in your cart.")
    return see_other(url_for("cart.show"), "The gift card is removed.")


@blueprint.post("/gift-cards/<int:card_id>/place")
@private
def move_gift_card(card_id):
    """One that was saved for later goes into the cart."""
    try:
        if not take_from_saved(current_cart(), card_id):
            abort(404, "That gift card is not among what you saved for later.")
    except TooManyGiftCards as refusal:
        return see_other(url_for("cart.show"), str(refusal), "problem")
    return see_other(url_for("cart.show"), "The gift card is in your cart.")


@blueprint.get("/gift-cards/balance")
@private
def gift_card_balance():
    return balance_page()


@blueprint.post("/gift-cards/balance")
@private
def show_balance():
    code = one_line(request.form.get("code"))
    try:
        limit_codes(current_cart())
    except TooManyRequests as limit:
        return balance_page(status_of_limit(), code=code, error=limit.description)
    card = find_card(code)
    if card is None:
        words = NO_SUCH_CARD.format(code=code[:LONGEST_CODE])
        return balance_page(422, code=code, error=words)
    if card.blocked_at:
        return balance_page(422, code=code, error=CLOSED)
    return balance_page(card=card)


def balance_page(status=200, **context):
    return render_page(
        "orders/gift_card_balance.html",
        fragment="orders/_gift_card_balance.html",
        status=status,
        **context,
    )


def gift_card_form(typed, errors=None):
    return render_form(
        "orders/gift_cards.html",
        fragment="orders/_gift_card_form.html",
        typed=typed,
        errors=errors,
        amounts=amounts_in(currency()),
    )


def currency():
    return current_app.config["SETTINGS"].currency
