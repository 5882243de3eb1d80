"""Redis is gone for a whole purchase, and comes back empty."""

import pytest

from app.mail import Email
from app.orders.models import PaymentEvent
from app.queueing import DEFAULT, PAYMENTS, nudge_after_commit
from tests.jobs.conftest import until
from tests.orders.conftest import events_of

SWEEPS = {"handle_payment_events": PAYMENTS, "send_emails": DEFAULT}


def nothing_is_left_to_do():
    unheard = PaymentEvent.select().where(PaymentEvent.handled_at.is_null())
    return not unheard.exists() and not Email.select().where(Email.sent_at.is_null()).exists()


@pytest.fixture
def next_minute(app):
    """What the scheduler does each minute, once the worker is there to do its sweeps."""

    def worker_is_back():
        return app.extensions["redis"].scard("rq:workers")

    def sweep():
        until(worker_is_back, seconds=60)
        for name, queue in SWEEPS.items():
            nudge_after_commit(f"jobs.sweeps.{name}", queue=queue)

    return sweep


def test_a_book_is_bought_without_redis_and_the_rest_is_done_when_it_is_back(
    shop, servers, restarted, an_edition, a_buyer, next_minute, all_is_well
):
    restarted("worker")
    shop.mailbox.clear()
    edition = an_edition("Kindred")
    servers.redis.stop()
    buyer = a_buyer(edition)
    for path in ("/", "/search?q=kindred", f"/books/{edition.work.slug}-{edition.work.id}"):
        assert buyer.get(path).status_code == 200
    assert buyer.check_out().status_code == 303
    buyer.act_at_stripe("pay")
    assert "Thank you, your order is paid" in buyer.come_back().text
    shop.wait_for("payments", event_came)
    assert Email.get().sent_at is None
    servers.redis.start()
    next_minute()
    until(nothing_is_left_to_do, seconds=60)
    assert [mail.recipient for mail in shop.mailbox.mails] == [buyer.email]
    assert events_of(buyer.order) == ["placed", "paid"]
    all_is_well()


def event_came():
    return PaymentEvent.select().where(PaymentEvent.type == "checkout.session.completed").exists()
