"""Vouchers, gift cards and credit on the checkout page, inside its one form."""

from flask import current_app
from werkzeug.exceptions import TooManyRequests

from app.cart.limits import status_of_limit
from app.cart.refusals import CartGone
from app.orders.checkout.codes import apply_code, cards_of, is_applied, remove_code
from app.orders.refusals import CodeRefused
from app.orders.stored_values.spending import credit_of
from app.typed_text import one_line

LOOK_OVER = "That changes the total: look it over, then place the order."


def change_codes(cart, form, email):
    """Do what the form asks for with codes: what to show, and a status; None when it asks nothing.

    A code that was typed counts, whichever button sent the form: nobody means to pay without it.
    """
    code = one_line(form.get("code"))
    if "remove" in form:
        remove_code(cart, form["remove"])
        return {"code_changed": True}, 200
    if not code and "apply" in form:
        return {"code_error": "Type the code of a voucher or a gift card."}, 422
    placing = "apply" not in form
    if not code or (placing and is_applied(cart, code)):
        return None
    return try_code(cart, code, email, placing)


def try_code(cart, code, email, placing):
    try:
        apply_code(cart, code, email)
    except CodeRefused as refusal:
        return {"code": code, "code_error": str(refusal)}, 422
    except CartGone as refusal:  # no field is shown beside an empty cart: the page says it
        return {"refusal": str(refusal)}, 422
    except TooManyRequests as limit:
        return {"code": code, "code_error": limit.description}, status_of_limit()
    return {"refusal": LOOK_OVER} if placing else {"code_changed": True}, 200


def codes_shown(cart):
    currency = current_app.config["SETTINGS"].currency
    return {
        "cards": cards_of(cart),
        "credit": credit_of(cart.customer_id, currency),
        "voucher": cart.voucher,
    }
