"""How often one may type a code: enough for who has a voucher in her hand, too few to guess."""

from app.hypermedia import wants_fragment
from app.throttle import count_try, visitor_address

HOUR = 3600  # seconds


def limit_codes(cart):
    """Count a code typed, whether it is of a voucher or of a gift card."""
    count_try("codes from", visitor_address(), most=60, seconds=HOUR)
    if cart.id:
        count_try("codes for cart", cart.id, most=20, seconds=HOUR)


def status_of_limit():
    """Of an answer that tells of the limit beside the field; of other errors htmx shows no form."""
    return 422 if wants_fragment() else 429
