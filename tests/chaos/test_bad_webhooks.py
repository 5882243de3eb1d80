"""Every way in which webhooks go wrong, for a payment, a refund and a page that was closed."""

import pytest

from app.mail import Email
from app.orders.models import PaymentEvent, Refund
from app.orders.refunds.requests import request_refund
from dev.stripe_simulator.faults import WEBHOOK_FAULTS
from tests.orders.conftest import events_of

# How often each is heard of in the end.
HEARD = {"lost": 0, "twice": 1, "late": 1, "reversed": 1}


def test_every_fault_has_its_entry():
    assert set(HEARD) == set(WEBHOOK_FAULTS)


@pytest.fixture(params=HEARD)
def heard(request, shop):
    """Has the webhooks go wrong; says how often one is stored."""
    shop.misbehave({"webhook": request.param, "seconds": 0.5})

    def count(type):
        assert (
            PaymentEvent.select().where(PaymentEvent.type == type).count() == HEARD[request.param]
        )

    return count


@pytest.fixture
def a_paid_order(a_buyer, an_edition, all_is_well):
    buyer = a_buyer(an_edition(on_hand=1))
    buyer.check_out()
    buyer.act_at_stripe("pay")
    all_is_well()
    return buyer.order


def test_an_order_is_paid_and_refunded_once(heard, a_paid_order, staff, all_is_well):
    heard("checkout.session.completed")
    assert events_of(a_paid_order) == ["placed", "paid"]
    request_refund(a_paid_order.id, "staff", staff)
    for _ in range(2):
        all_is_well()
    heard("refund.created")
    assert (Refund.get().status, events_of(a_paid_order).count("refunded")) == ("succeeded", 1)
    assert sorted(email.kind for email in Email.select()) == ["order_paid", "refund_made"]


def test_the_page_of_a_cancelled_order_is_closed(heard, a_buyer, an_edition, all_is_well):
    buyer = a_buyer(an_edition(on_hand=1))
    buyer.check_out()
    buyer.cancel()
    for _ in range(2):
        all_is_well()
    heard("checkout.session.expired")
    assert buyer.payment.status == "expired"
    assert events_of(buyer.order) == ["placed", "cancelled"]
