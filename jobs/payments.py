"""Jobs of the payments queue: each is given an id, and finds in the row whether there is work."""

from app.orders.payments import events, sessions
from app.orders.reconciliation import reconciling, remedies
from app.orders.refunds import sending


def handle_event(event_id):
    events.handle(event_id)


def carry_out_refund(refund_id):
    sending.carry_out(refund_id)


def close_sessions(order_id):
    sessions.close_all(order_id)


def reconcile(run_id):
    reconciling.reconcile(run_id)


def put_right(difference_id):
    remedies.put_right(difference_id)
