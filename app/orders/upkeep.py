"""What a lost nudge, a killed worker or an emptied Redis left undone, found in the rows and done.

Each function may run twice at once, and stops when its time is up: the next minute goes on. What
was tried the longest ago comes first, so that what fails keeps nothing else from its turn.
"""

from peewee import fn

from app.db import now
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
    each(batch_after_batch(orders_out_of_time), let_go, stop=gateway.Unreachable)


def batch_after_batch(find):
    """All that is found, each once: what cannot be done waits for the next minute."""
    tried = set()
    while batch := [row for row in find() if row.id not in tried]:
        tried.update(row.id for row in batch)
        yield from batch


def let_go(order):
    note_try(order)
    close_all(order.id)
    run_out(order.id)


def ask_about_payments():
    each(unheard_of(), ask_about, stop=gateway.Unreachable)


def ask_about(payment):
    note_try(payment)
    look_after(payment)


def handle_waiting_events():
    each(waiting(), handle, stop=gateway.Unreachable)


def carry_out_refunds():
    """Make the refunds that were asked for, and hear of those that banks take days for."""
    each(refunds_in("requested"), make, stop=gateway.Unreachable)
    each(refunds_in("pending"), hear_of, stop=gateway.Unreachable)


def refunds_in(status, limit=50):
    tried = fn.coalesce(Refund.tried_at, Refund.created_at)
    query = Refund.select().where(Refund.status == status)
    return list(query.order_by(tried, Refund.id).limit(limit))


def make(refund):
    note_try(refund)
    carry_out(refund.id)


def hear_of(refund):
    note_try(refund)
    ask_again(refund.stripe_refund_id)


def note_try(row):
    """Before it is tried: a try that fails counts like any other."""
    type(row).update(tried_at=now()).where(type(row).id == row.id).execute()


def allocate_copies():
    """Give copies that came in to the orders that wait for them."""
    each(editions_to_allocate(), allocate, stop=gateway.Unreachable)
