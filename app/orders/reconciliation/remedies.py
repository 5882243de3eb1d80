"""What can be put right: by the shop itself, which asks Stripe as a webhook would have had it do,
and by staff.
"""

from app.orders.payments import disputes, gateway
from app.orders.payments.settlement import settle
from app.orders.reconciliation.comparing import look_again
from app.orders.reconciliation.differences import Difference, resolve
from app.orders.refunds.sending import ask_again
from app.orders.refunds.taking_over import take_over


def put_right(difference_id):
    """Try to, and close the difference if that was all; safe to repeat."""
    difference = Difference.get_or_none(
        Difference.id == difference_id, Difference.resolved_at.is_null()
    )
    if difference is None or difference.kind not in REMEDIES:
        return
    REMEDIES[difference.kind](difference.about)
    if look_again(difference) is None:
        resolve(difference)


def take_over_refund(difference_id, by, card_ids=()):
    """Have a refund that was made in Stripe's own pages be one of ours: no difference any more.

    It takes these gift cards back. Raises NotRefundable as take_over does.
    """
    difference = Difference.get_or_none(
        Difference.id == difference_id,
        Difference.kind == "refund_not_here",
        Difference.resolved_at.is_null(),
    )
    if difference is None:
        return
    take_over(gateway.find_refund(difference.about), difference.payment, by, card_ids)
    if look_again(difference) is None:
        resolve(difference)


def settle_charge(charge_id):
    for session in gateway.sessions_of(gateway.find_charge(charge_id).payment_intent):
        settle(session.id)


REMEDIES = {
    "paid_not_here": settle_charge,
    "refund_status": ask_again,
    "dispute_not_here": disputes.update,
    "dispute_told_otherwise": disputes.update,
}
