"""The voucher that a cart carries: one at a time, looked at anew whenever the cart is priced."""

from app.cart.models import Cart
from app.cart.refusals import CartGone
from app.db import now
from app.money import Money
from app.pricing.vouchers import VoucherRefused, find

TAKES_NOTHING = "This voucher takes nothing off what is in your cart."
FROM_SO_MUCH = "It is for {minimum} or more of the books that it covers."


def keep_voucher(cart, code, email=""):
    """Let the cart carry the voucher with this code instead of any before; raises VoucherRefused
    when it does not hold, and CartGone.
    """
    carry(cart, find(code, email, cart.customer_id).code)


def drop_voucher(cart):
    carry(cart, "")


def carry(cart, code):
    """Raises CartGone when there is no such cart now: of one that is gone, none can be dropped."""
    written = Cart.update(voucher=code, updated_at=now()).where(Cart.id == cart.id).execute()
    if code and not written:
        raise CartGone
    cart.voucher = code


def why_nothing(voucher):
    """Why a voucher that holds takes nothing off, as far as that can be said."""
    if not voucher.minimum_minor:
        return TAKES_NOTHING
    minimum = Money(voucher.minimum_minor, voucher.currency)
    return f"{TAKES_NOTHING} {FROM_SO_MUCH.format(minimum=minimum)}"


def voucher_of(cart, email="", *, lock=False):
    """The voucher of a cart, if it holds for whoever has this email, and why not if it does not."""
    if not cart.voucher:
        return None, ""
    try:
        return find(cart.voucher, email, cart.customer_id, lock=lock), ""
    except VoucherRefused as refusal:
        return None, str(refusal)
