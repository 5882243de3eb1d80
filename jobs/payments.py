"""Jobs of the payments queue: each is given an id, and finds in the row whether there is work."""

from app.orders import payment_events, reconciliation, refunds, remedies, sessions


def handle_event(event_id):
    payment_events.handle(event_id)


def carry_out_refund(refund_id):
    refunds.carry_out(refund_id)


def close_sessions(order_id):
    sessions.close_all(order_id)


def reconcile(run_id):
    reconciliation.reconcile(run_id)


def put_right(difference_id):
    remedies.put_right(difference_id)
