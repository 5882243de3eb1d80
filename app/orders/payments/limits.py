"""How often one may go and pay: enough for a busy household, not for trying out stolen cards."""

from werkzeug.exceptions import TooManyRequests

from app.throttle import count_try, visitor_address

HOUR = 3600  # seconds


def limit_orders():
    count_try("orders from", visitor_address(), most=120, seconds=HOUR)


def limit_payments(order):
    count_try("payments from", visitor_address(), most=120, seconds=HOUR)
    count_try("payments by", order.customer_id or f"cart {order.cart_id}", most=60, seconds=HOUR)
    count_try("payments of", order.number, most=30, seconds=HOUR)


def may_ask_stripe(order):
    """Whether this visitor may have Stripe asked once more about an order's payment.

    Where she may not, she is shown what we know: nobody who comes back from paying is sent away.
    """
    try:
        count_try("questions to Stripe from", visitor_address(), most=240, seconds=HOUR)
        count_try("questions to Stripe about", order.number, most=60, seconds=HOUR)
    except TooManyRequests:
        return False
    return True


def limit_finding(email):
    """Mailed links, so that nobody fills another's mailbox or tries out numbers."""
    count_try("order links from", visitor_address(), most=20, seconds=HOUR)
    count_try("order links to", email.lower(), most=5, seconds=HOUR)


def limit_declarations(email):
    """Withdrawals are a right, so more of them than anybody needs; each sends an email."""
    count_try("withdrawals from", visitor_address(), most=60, seconds=HOUR)
    count_try("withdrawals by", email.lower(), most=15, seconds=HOUR)
