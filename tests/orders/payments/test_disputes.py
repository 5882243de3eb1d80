"""Disputes as the bank opens, moves and ends them, with Stripe asked for how each stands."""

import itertools
from datetime import timedelta

import pytest
from peewee import IntegrityError

from app.catalog.models import Inventory
from app.db import db, now
from app.orders.checkout.placing import place_order
from app.orders.integrity import broken_invariants
from app.orders.models import OrderEvent, Payment, PaymentEvent, StoredValue, StoredValueMovement
from app.orders.payments import disputes, gateway
from app.orders.payments.attempts import begin_payment
from app.orders.payments.disputes import Dispute, open_disputes
from app.orders.payments.events import handle
from app.orders.payments.settlement import settle
from app.orders.stored_values.disputed import follow_dispute
from tests.at_once import all_at_once
from tests.orders.conftest import events_of
from tests.orders.gift_cards import want_card

numbers = itertools.count(1)


@pytest.fixture
def a_paid_payment(a_session, shopper):
    def build():
        payment = a_session()
        shopper(payment)
        settle(payment.session_id)
        return Payment.get_by_id(payment.id)

    return build


@pytest.fixture
def a_dispute(stripe, a_paid_payment):
    """Builds a dispute at Stripe of a payment of ours, of which we have not heard yet."""

    def build(payment=None):
        return open_at_stripe(stripe, payment or a_paid_payment())

    return build


def open_at_stripe(stripe, payment):
    session = gateway.find_session(payment.session_id)
    return stripe.post(f"/_simulator/charges/{session.payment_intent.latest_charge}/dispute")


@pytest.fixture
def hear(post_webhook):
    """Has Stripe tell us of a dispute, and the job handle it."""

    def tell(dispute, type="created"):
        thing = {"id": dispute["id"], "payment_intent": dispute["payment_intent"]}
        event = {"id": f"evt_{next(numbers)}", "type": f"charge.dispute.{type}"}
        assert post_webhook({**event, "data": {"object": thing}}).status_code == 200
        for event in PaymentEvent.select().where(PaymentEvent.handled_at.is_null()):
            handle(event.id)

    return tell


@pytest.fixture
def move(stripe):
    """What the shop's owner or the bank does with a dispute: answered, won or lost."""
    return lambda dispute, action: stripe.post(f"/_simulator/disputes/{dispute['id']}/{action}")


def last_note(payment):
    return (
        OrderEvent.select().where(OrderEvent.order == payment.order).order_by(-OrderEvent.id).get()
    )


def test_a_dispute_is_kept_with_its_amount_and_its_deadline(a_dispute, hear, a_paid_payment):
    payment = a_paid_payment()
    told = a_dispute(payment)
    hear(told)
    row = Dispute.get()
    assert (row.payment, row.status, row.reason) == (payment, "needs_response", "fraudulent")
    assert row.amount == payment.amount
    assert row.evidence_due_at.timestamp() == told["evidence_details"]["due_by"]
    assert row.closed_at is None


def test_its_order_tells_of_it_once_however_often_it_is_told(a_dispute, hear, a_paid_payment):
    payment = a_paid_payment()
    told = a_dispute(payment)
    hear(told)
    hear(told, "funds_withdrawn")
    hear(told, "created")
    assert events_of(payment.order)[-2:] == ["paid", "disputed"]
    assert "did not make this payment" in last_note(payment).note
    assert Dispute.select().count() == 1


def test_a_lost_dispute_says_in_the_order_that_the_money_is_gone(a_dispute, hear, move):
    told = a_dispute()
    hear(told)
    move(told, "lost")
    hear(told, "closed")
    row = Dispute.get()
    assert (row.status, row.closed_at is not None) == ("lost", True)
    (note,) = OrderEvent.select().where(OrderEvent.event == "dispute_lost")
    assert (note.order, note.note) == (row.payment.order, f"{row.amount}. Lost: the money is gone.")


def test_once_its_money_is_lost_nothing_more_of_an_order_is_sent(a_dispute, hear, move):
    told = a_dispute()
    hear(told)
    move(told, "lost")
    hear(told, "closed")
    order = Dispute.get().payment.order
    assert (order.status, Inventory.get().reserved) == ("refunded", 0)
    assert events_of(order)[-1] == "all_refunded"
    assert broken_invariants() == []


@pytest.fixture
def a_card_payment(a_cart, an_edition, details, shopper):
    """A payment for a book at £9.99 and for a gift card of £25."""
    order = place_order(cart := want_card(a_cart(an_edition())), details(cart))
    begin_payment(order)
    shopper(payment := order.payments.get())
    settle(payment.session_id)
    return Payment.get_by_id(payment.id)


def test_what_is_left_of_a_gift_card_is_blocked_once_the_money_for_it_is_lost(
    a_card_payment, a_dispute, hear, move
):
    card = StoredValue.get()
    StoredValueMovement.create(stored_value=card, amount_minor=-1000, reason="adjustment")
    told = a_dispute(a_card_payment)
    hear(told)
    assert StoredValue.get().blocked_at is None
    move(told, "lost")
    hear(told, "closed")
    assert StoredValue.get().blocked_at is not None
    note = OrderEvent.get(OrderEvent.event == "gift_card_blocked").note
    assert note == f"…{card.code_end}, £15.00 on it"
    assert broken_invariants() == []


def test_a_dispute_that_is_won_after_all_frees_what_it_blocked_and_nothing_else(
    a_card_payment, a_dispute, hear, move
):
    told = a_dispute(a_card_payment)
    move(told, "lost")
    hear(told, "closed")
    order, row = a_card_payment.order, Dispute.get()
    for blocked_by_staff in (True, False):
        StoredValue.update(blocked_for_id=None if blocked_by_staff else row.id).execute()
        row.status = "won"
        follow_dispute(row, order)
        assert (StoredValue.get().blocked_at is not None) is blocked_by_staff
    assert events_of(order)[-1] == "gift_card_unblocked"


def test_a_dispute_of_less_than_the_books_leaves_the_gift_card(a_card_payment, a_dispute, hear):
    hear(a_dispute(a_card_payment))
    Dispute.update(status="lost", amount_minor=999, closed_at=now()).execute()
    follow_dispute(Dispute.get(), a_card_payment.order)
    assert StoredValue.get().blocked_at is None


def test_an_answered_dispute_is_open_still_and_a_won_one_is_not(a_dispute, hear, move):
    told = a_dispute()
    move(told, "answered")
    hear(told, "updated")
    assert Dispute.get().status == "under_review"
    assert [row.status for row in open_disputes()] == ["under_review"]
    move(told, "won")
    hear(told, "closed")
    assert list(open_disputes()) == []
    assert events_of(Dispute.get().payment.order)[-2:] == ["dispute_under_review", "dispute_won"]


def test_news_in_the_wrong_order_do_no_harm(a_dispute, hear, move):
    told = a_dispute()
    move(told, "lost")
    closed_at = None
    for type in ("closed", "created", "funds_withdrawn"):
        hear(told, type)
        closed_at = closed_at or Dispute.get().closed_at
    assert (Dispute.get().status, Dispute.get().closed_at) == ("lost", closed_at)
    assert events_of(Dispute.get().payment.order).count("dispute_lost") == 1


def test_the_answer_to_an_earlier_question_does_not_undo_a_later_one(a_dispute):
    told = gateway.find_dispute(a_dispute()["id"])
    facts = {**disputes.facts_of(told), "payment": None}
    late = now()
    assert disputes.keep({**facts, "status": "lost", "asked_at": late})
    assert not disputes.keep({**facts, "asked_at": late - timedelta(seconds=1)})
    assert Dispute.get().status == "lost"


def test_jobs_that_run_into_each_other_keep_one_dispute_and_tell_of_it_once(app, a_dispute):
    told = a_dispute()
    assert all_at_once(app, [lambda: disputes.update(told["id"])] * 5) == [None] * 5
    assert events_of(Dispute.get().payment.order).count("disputed") == 1


def test_an_event_that_lies_changes_nothing(a_dispute, hear):
    hear({"id": "du_unheard_of", "payment_intent": None})
    assert Dispute.select().count() == 0


def test_a_dispute_heard_of_before_its_payment_finds_its_order(a_session, shopper, stripe, hear):
    payment = a_session()
    shopper(payment)
    hear(open_at_stripe(stripe, payment))
    assert Dispute.get().payment == payment


def test_a_dispute_of_money_that_is_not_ours_is_kept_for_its_deadline(a_dispute, hear):
    told = a_dispute()
    # As if the payment had never been made here.
    Payment.update(payment_intent_id=None).execute()
    db.execute_sql("update sales.orders set number = 'OC-OTHER-1'")
    hear(told)
    assert Dispute.get().payment is None


def test_what_is_to_be_answered_comes_first_and_the_soonest_on_top(a_dispute, hear, move):
    late, soon, answered = a_dispute(), a_dispute(), a_dispute()
    move(answered, "answered")
    for told in (late, soon, answered):
        hear(told)
    for told, days in ((late, 5), (soon, 2), (answered, 1)):
        Dispute.update(evidence_due_at=now() + timedelta(days=days)).where(
            Dispute.stripe_dispute_id == told["id"]
        ).execute()
    order = [row.stripe_dispute_id for row in open_disputes()]
    assert order == [told["id"] for told in (soon, late, answered)]


def test_a_dispute_with_an_outcome_has_an_end_and_no_other_has(a_dispute, hear):
    hear(a_dispute())
    for facts in ({"status": "lost"}, {"closed_at": now()}):
        with pytest.raises(IntegrityError), db.atomic():
            Dispute.update(facts).execute()
