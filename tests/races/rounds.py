"""Rounds of things that happen to an order at the same instant, at random.

After each, money and stock agree: every rule of the integrity check holds, and Stripe has kept
exactly what we say that it has. Each order has a voucher that can be used once, spends a gift card,
and waits for a copy to come if it is of many; a rival wants all of these. Half of the two hundred
rounds begin with an order that is not paid and half with one that is, each in a file of its own,
so that they can run side by side.
"""

from contextlib import suppress
from datetime import timedelta
from random import Random

from app.catalog.inventory import FewerThanReserved, count_again, receive
from app.db import now
from app.orders import upkeep
from app.orders.checkout.placing import place_order
from app.orders.fulfilment.dispatch import ship
from app.orders.fulfilment.promises import allocate
from app.orders.models import Order, OrderEvent, Payment, Refund
from app.orders.payments import gateway
from app.orders.payments.settlement import settle
from app.orders.refunds.requests import request_refund
from app.orders.refusals import OrderRefusal, VoucherFailed

ROUNDS = 50  # of each of four tests
SEED = 2017
TIMES_PRESSED = 40
EXPECTED = (OrderRefusal, FewerThanReserved)
NOTED = {"cancel": "cancelled", "run_out": "expired"}


class Round:
    """One order on its way, a rival for all that it has, and what may happen to it."""

    def __init__(self, buyer, rival, edition, staff):
        self.buyer, self.rival, self.edition, self.staff = buyer, rival, edition, staff

    def pay(self):
        return self.buyer.act_at_stripe("pay").ok

    def come_back(self):
        return self.buyer.come_back().ok

    def cancel(self):
        self.buyer.cancel()

    def hear_of_it(self):
        return settle(self.buyer.payment.session_id)

    def run_out(self):
        Order.update(hold_expires_at=now() - timedelta(seconds=1)).where(
            Order.id == self.buyer.order.id, Order.status == "awaiting_payment"
        ).execute()
        upkeep.release_expired()

    def refund(self):
        return request_refund(self.buyer.order.id, "staff", self.staff)

    def ship(self):
        return ship(self.buyer.order.id, "TRACK", self.staff)

    def count_the_shelf(self):
        return count_again(self.edition.id, 3, staff_id=self.staff.id)

    def copies_come_in(self):
        receive(self.edition.id, 2)
        allocate(self.edition.id)
        return True

    def rival_checks_out(self):
        """She presses again and again, until the voucher is free or she has had enough."""
        for _ in range(TIMES_PRESSED):
            with suppress(VoucherFailed):
                return place_order(*self.rival)
        return None

    def took_effect(self, name, answer):
        """Whether an action did something; of some only the order can tell."""
        if name in NOTED:
            return self.buyer.order.events.where(OrderEvent.event == NOTED[name]).exists()
        return bool(answer) and not isinstance(answer, Exception)


def play(rounds, seed, at_once, all_is_well, actions):
    """Do some of the actions at once in each round, and check all that must hold.

    Each of the actions has taken effect in one of the rounds, or they would say little.
    """
    random = Random(SEED + seed)  # noqa: S311
    effective = set()
    for number in range(ROUNDS):
        round = rounds(random.randint(1, 3))
        chosen = random.sample(actions, random.randint(2, 4))
        done = at_once(*(getattr(round, name) for name in chosen))
        errors = [one for one in done if isinstance(one, Exception)]
        assert [one for one in errors if not isinstance(one, EXPECTED)] == [], (number, chosen)
        upkeep.ask_about_payments()
        all_is_well()
        for payment in Payment.select().where(Payment.order == round.buyer.order):
            assert kept_at_stripe(payment) == kept_here(payment), (number, chosen)
        answers = zip(chosen, done, strict=True)
        effective |= {name for name, answer in answers if round.took_effect(name, answer)}
    assert not set(actions) - effective, f"took effect in no round: {set(actions) - effective}"


def kept_at_stripe(payment):
    """What Stripe has of a payment: what came, without what went back."""
    session = gateway.find_session(payment.session_id)
    if session.payment_status != "paid":
        return 0
    returned = gateway.refunds_of(session.payment_intent.id)
    return session.amount_total - sum(refund.amount for refund in returned)


def kept_here(payment):
    if payment.status != "paid":
        return 0
    returned = payment.refunds.where(Refund.status.in_(("pending", "succeeded")))
    return payment.amount_minor - sum(refund.amount_minor for refund in returned)
