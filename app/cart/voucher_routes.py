"""The voucher's form on the cart page."""

from flask import Blueprint, request, url_for
from flask_login import current_user
from werkzeug.exceptions import TooManyRequests

from app.cart.carts import current_cart
from app.cart.gift_cards import gift_cards_in, gift_cards_saved
from app.cart.limits import limit_codes, status_of_limit
from app.cart.refusals import CartGone
from app.cart.routes import cart_page
from app.cart.summary import summary_of
from app.cart.vouchers import drop_voucher, keep_voucher
from app.hypermedia import private, render_page, see_other, wants_fragment
from app.pricing.vouchers import VoucherRefused
from app.typed_text import one_line

blueprint = Blueprint("voucher", __name__)
# Both the cart's page and every fragment of it say what the cart comes to.
blueprint.add_app_template_global(summary_of)
blueprint.add_app_template_global(gift_cards_in)
blueprint.add_app_template_global(gift_cards_saved)

NO_CART = "Put a book in your cart first, then apply the voucher."


@blueprint.post("/cart/voucher")
@private
def change_voucher():
    """Keep the voucher whose code was typed, or let go of the one there is."""
    cart = current_cart()
    if "remove" in request.form:
        drop_voucher(cart)
        return changed(cart, "The voucher is removed.")
    code = one_line(request.form.get("code"))
    status, problem = try_voucher(cart, code)
    if problem:
        return refused(cart, status, code, problem)
    return changed(cart, "The voucher is kept with your cart.")


def try_voucher(cart, code):
    """A status and a sentence when it is not kept, else 200 and none."""
    if not code:
        return 422, "Type the code of your voucher."
    if not cart.id:
        return 422, NO_CART
    try:
        limit_codes(cart)
        keep_voucher(cart, code, current_user.email if current_user.is_authenticated else "")
    except (VoucherRefused, CartGone) as refusal:
        return 422, str(refusal)
    except TooManyRequests as limit:
        return status_of_limit(), limit.description
    return 200, ""


def changed(cart, notice):
    if wants_fragment():
        return summary(cart, voucher_changed=True)
    return see_other(url_for("cart.show"), notice)


def refused(cart, status, code, problem):
    context = {"voucher_typed": code, "voucher_error": problem}
    if wants_fragment():
        return summary(cart, status, **context)
    return cart_page(cart, status, **context)


def summary(cart, status=200, **context):
    return render_page(
        "cart/show.html", fragment="cart/_summary.html", status=status, cart=cart, **context
    )
