"""What a lost nudge, a killed worker or an emptied Redis left undone, found in the rows and done.

Each function may run twice at once, and stops when its time is up: the next minute goes on.
"""

from app.orders.fulfilment.promises import allocate, editions_to_allocate
from app.orders.holds import orders_out_of_time, run_out
from app.orders.models import Refund
from app.orders.payments import gateway
from app.orders.payments.events import handle, waiting
from app.orders.payments.sessions import close_all, look_after, unheard_of
from app.orders.refunds.sending import ask_again, carry_out
from app.rounds import each


def release_expired():
    """Let go of copies whose order ran out of time, unless Stripe says that it is paid."""
    each(orders_out_of_time(), let_go, stop=gateway.Unreachable)


def let_go(order_id):
    close_all(order_id)
    run_out(order_id)


def ask_about_payments():
    each(unheard_of(), look_after, stop=gateway.Unreachable)


def handle_waiting_events():
    each(waiting(), handle, stop=gateway.Unreachable)


def carry_out_refunds():
    """Make the refunds that were asked for, and hear of those that banks take days for."""
    unmade = Refund.select(Refund.id).where(Refund.status == "requested").order_by(Refund.id)
    each([id for (id,) in unmade.limit(50).tuples()], carry_out, stop=gateway.Unreachable)
    pending = Refund.select(Refund.stripe_refund_id).where(Refund.status == "pending")
    ids = [id for (id,) in pending.order_by(Refund.id).limit(50).tuples()]
    each(ids, ask_again, stop=gateway.Unreachable)


def allocate_copies():
    """Give copies that came in to the orders that wait for them."""
    each(editions_to_allocate(), allocate, stop=gateway.Unreachable)
