"""What must be so at the end, once all that was lost has been made up for."""

from datetime import timedelta

from peewee import fn

from app.catalog.availability import counted
from app.db import now
from app.orders.models import Order, OrderEvent, OrderLine, Payment, Refund, StoredValueMovement
from app.orders.payments import gateway
from app.orders.reconciliation.differences import Difference, open_differences
from app.orders.reconciliation.reconciling import reconcile
from app.orders.reconciliation.remedies import REMEDIES, put_right
from app.orders.reconciliation.runs import Reconciliation
from app.orders.refunds.refundable import is_back
from tests.orders.any_order.telling import SWEEPS

AT_ONCE = timedelta(seconds=-5)  # so that what was just made is compared as well
GONE = ("expired", "cancelled")


class Reckoning:
    def make_up_for_losses(self):
        """What a night does: every sweep, and a comparison of all with Stripe."""
        self.world.stripe.post("/_simulator/faults", method="DELETE")
        self.sweep_all()
        if self.compare_with_stripe():
            self.sweep_all()
            assert not self.compare_with_stripe()
        assert [row.kind for row in open_differences()] == []

    def sweep_all(self):
        for name in SWEEPS:
            self.sweep(name)

    def compare_with_stripe(self):
        """Put right what can be; True when there was anything."""
        run = Reconciliation.create(asked_by="shop", since=now() - timedelta(days=1))
        assert reconcile(run.id, grace=AT_ONCE)
        found = list(open_differences().where(Difference.kind.in_(list(REMEDIES))))
        for row in found:
            put_right(row.id)
            self.world.done[f"put right: {row.kind}"] += 1
        return found

    def check_settlements(self):
        for order in Order.select():
            paid = order.events.where(OrderEvent.event == "paid").count()
            assert paid == (order.settled_at is not None), order.number

    def check_copies(self):
        """Who is owed a copy has one on the shelf, or ahead within what may be sold ahead."""
        for edition in self.world.editions[:3]:
            on_hand = self.shelf[edition.id]
            ahead = edition.preorder_limit + edition.backorder_limit
            assert counted(edition).on_hand == on_hand
            assert owed(edition) <= on_hand + ahead

    def check_money(self):
        """Stripe has kept what our rows say, and those what the orders say."""
        there, here = kept_at_stripe(), kept_here()
        assert there == here
        for order in Order.select():
            kept = sum(here.get(payment.session_id, 0) for payment in order.payments)
            assert kept + of_stored_values(order) == due_to_us(order), order.number
            assert given_back(order) <= order.total_minor - gift_cards_kept(order), order.number


def owed(edition):
    unsent = OrderLine.quantity - OrderLine.shipped - OrderLine.cancelled
    query = OrderLine.select(fn.coalesce(fn.sum(unsent), 0)).join(Order)
    return query.where(OrderLine.edition == edition, Order.status.not_in(GONE)).scalar()


def kept_at_stripe():
    """By session what came, without what went back."""
    api = gateway.client().v1
    back = {}
    for refund in api.refunds.list({"limit": 100}).data:
        if refund.status != "failed":
            back[refund.payment_intent] = back.get(refund.payment_intent, 0) + refund.amount
    sessions = api.checkout.sessions.list({"limit": 100}).data
    paid = [session for session in sessions if session.payment_status == "paid"]
    return {one.id: one.amount_total - back.get(one.payment_intent, 0) for one in paid}


def kept_here():
    kept = {}
    for payment in Payment.select().where(Payment.status == "paid"):
        back = payment.refunds.where(Refund.status.in_(("pending", "succeeded")))
        kept[payment.session_id] = payment.amount_minor - sum(one.amount_minor for one in back)
    return kept


def of_stored_values(order):
    """What gift cards and credit paid, without what was put back on them."""
    moved = StoredValueMovement.select().where(
        StoredValueMovement.order == order,
        StoredValueMovement.reason.in_(("spent", "given_back", "refund")),
    )
    return -sum(movement.amount_minor for movement in moved)


def due_to_us(order):
    """What the order has cost so far, and money that came by mistake and would not go back."""
    refunds = list(order.refunds.where(Refund.status != "failed"))
    back = sum(one.amount_minor for one in refunds if one.reason != "late_payment")
    if order.status == "awaiting_payment":
        return order.stored_minor + stuck(order)
    return (order.total_minor - back if order.settled_at else 0) + stuck(order)


def given_back(order):
    """Of what the order cost, to wherever."""
    refunds = order.refunds.where(Refund.status != "failed", Refund.reason != "late_payment")
    return sum(refund.amount_minor for refund in refunds)


def gift_cards_kept(order):
    """The price of those that were bought and are still there to be spent, or are spent."""
    cards = [card for card in order.gift_cards_bought if card.stored_value]
    return sum(card.amount_minor for card in cards if not is_back(card))


def stuck(order):
    """Payments that came late or twice, whose refund failed and was not made again."""
    late = order.refunds.where(Refund.reason == "late_payment")
    made_again = [refund.replaces_id for refund in late]
    failed = late.where(Refund.status == "failed")
    return sum(refund.amount_minor for refund in failed if refund.id not in made_again)
