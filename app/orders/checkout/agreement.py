"""What a shopper agrees to when she places an order, held against what it is at that moment."""

from app.currencies import MOST_CHARGE
from app.orders.payments.stripe_session import least_payable
from app.orders.refusals import (
    CartChanged,
    CartEmpty,
    DeliveryGone,
    NoDelivery,
    PriceChanged,
    TooLittleToPay,
    TooMuchToPay,
    VoucherFailed,
    WayChanged,
    WrapGone,
)


def agreement(quote):
    """What a shopper agrees to when she places an order: what is in it, whether it is sent or to be
    collected where, what it costs and what she pays with.
    """
    return f"{quote.contents}.{quote.way}.{quote.total.minor}.{quote.stored_minor}"


def check(quote, details):
    """Raise an OrderRefusal unless it can be ordered as it was agreed to; what is not offered any
    more is said before any price, which changes with it.
    """
    check_payable(quote)
    check_offered(quote, details)
    check_agreed(quote, details.agreed)


def check_payable(quote):
    if quote.is_empty:
        raise CartEmpty
    if quote.delivery is None:
        raise NoDelivery(quote.price.too_much_for)
    least = least_payable(quote.due.currency)
    if 0 < quote.due.minor < least:
        raise TooLittleToPay(quote.money(least))
    if quote.due.minor > MOST_CHARGE:
        raise TooMuchToPay(quote.money(MOST_CHARGE))


def check_offered(quote, details):
    """What goes out goes the way that was chosen and no other, and wrapped if it was to be."""
    if not quote.needs_address:
        return
    if details.delivery and details.delivery != quote.delivery.code:
        raise DeliveryGone
    if details.wrapped and not quote.price.wrapped:
        raise WrapGone(quote.due)


def check_agreed(quote, agreed):
    contents, _, rest = agreed.partition(".")
    if contents != quote.contents:
        raise CartChanged
    if rest.partition(".")[0] != quote.way:
        raise WayChanged(quote.delivery.method, quote.due)
    # A voucher that did not hold when the page was shown took nothing off what she agreed to.
    if agreed != agreement(quote) and quote.voucher_problem:
        raise VoucherFailed(quote.voucher_problem, quote.due)
    if agreed != agreement(quote):
        raise PriceChanged(quote.due)
