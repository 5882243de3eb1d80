from datetime import timedelta

import pytest

from app.catalog.models import Inventory, Work
from app.db import now
from app.letters import LETTERS
from app.mail import Email
from app.orders.holds import cancel, run_out
from app.orders.integrity import broken_invariants
from app.orders.models import Order, Payment, Refund
from app.orders.payments import gateway
from app.orders.payments.attempts import begin_payment
from app.orders.payments.sessions import close_all
from app.orders.payments.settlement import settle
from app.orders.payments.stripe_session import MOST_ITEMS
from app.orders.refunds.sending import ask_again, carry_out
from app.orders.refusals import NotPayable
from tests.at_once import all_at_once
from tests.orders.conftest import events_of, fresh


def kinds(order):
    return sorted(email.kind for email in Email.select().where(Email.recipient == order.email))


def make_refunds():
    for refund in Refund.select().where(Refund.status == "requested"):
        carry_out(refund.id)


def run_down(order):
    """Let the time of an order be over."""
    Order.update(hold_expires_at=now()).where(Order.id == order.id).execute()


def test_beginning_to_pay_leads_to_the_page_of_stripe_and_holds_the_copies_as_long(
    an_order, stripe
):
    order = an_order()
    assert begin_payment(order).startswith(f"{stripe.address}/pay/cs_test_")
    payment = order.payments.get()
    assert (payment.status, payment.amount_minor) == ("open", order.total_minor)
    assert fresh(order).hold_expires_at > payment.expires_at


def test_stripe_is_told_what_the_order_says(a_session):
    payment = a_session()
    session = gateway.find_session(payment.session_id)
    assert session.amount_total == payment.order.total_minor
    assert session.client_reference_id == payment.order.number
    assert session.customer_email == "ada@example.org"
    assert session.success_url.endswith(
        f"/orders/{payment.order.number}/return?session_id={{CHECKOUT_SESSION_ID}}"
    )


def test_beginning_again_leads_to_the_same_page(an_order, stripe):
    order = an_order()
    assert begin_payment(order) == begin_payment(order)
    assert order.payments.count() == 1


def test_beginning_twice_at_once_is_one_session(app, an_order, stripe):
    order = an_order()
    urls = all_at_once(app, [lambda: begin_payment(fresh(order))] * 4)
    assert set(urls) == {order.payments.get().session_url}


def test_an_answer_lost_on_the_way_is_asked_for_again_and_makes_no_second_session(an_order, stripe):
    order = an_order()
    stripe.fault(api=500, next=2, path="/v1/checkout/sessions", method="POST")
    with pytest.raises(gateway.Unreachable):
        begin_payment(order)
    assert order.payments.get().status == "created"
    begin_payment(order)
    sessions = gateway.client().v1.checkout.sessions.list().data
    assert [session.id for session in sessions] == [order.payments.get().session_id]


def test_an_unreachable_stripe_says_so_and_the_hold_stays(an_order, no_stripe):
    order = an_order()
    with pytest.raises(gateway.Unreachable):
        begin_payment(order)
    assert fresh(order).status == "awaiting_payment"


def test_a_page_about_to_close_is_closed_before_another_opens(a_session):
    payment = a_session()
    Payment.update(expires_at=now()).where(Payment.id == payment.id).execute()
    begin_payment(payment.order)
    statuses = [attempt.status for attempt in payment.order.payments.order_by(Payment.attempt)]
    assert statuses == ["expired", "open"]


def test_a_paid_session_settles_its_order_once(a_session, shopper):
    payment = a_session()
    shopper(payment)
    for _ in range(3):
        settle(payment.session_id)
    order = fresh(payment.order)
    assert (order.status, Payment.get().status) == ("paid", "paid")
    assert events_of(order) == ["placed", "paid"]
    assert kinds(order) == ["order_paid"]
    assert [work.popularity for work in Work.select()] == [1]
    assert broken_invariants() == []


def test_webhook_return_page_and_sweep_at_once_are_one_settlement_and_one_email(
    app, a_session, shopper, an_edition
):
    payment = a_session(an_edition(), quantity=2)
    shopper(payment)
    all_at_once(app, [lambda: settle(payment.session_id)] * 8)
    assert events_of(payment.order) == ["placed", "paid"]
    assert kinds(payment.order) == ["order_paid"]
    assert Work.get().popularity == 2
    assert broken_invariants() == []


def test_a_paid_order_cannot_be_cancelled_paid_again_or_run_out(a_session, shopper):
    payment = a_session()
    shopper(payment)
    settle(payment.session_id)
    run_down(payment.order)
    run_out(payment.order_id)
    assert not cancel(payment.order_id, "buyer")
    with pytest.raises(NotPayable):
        begin_payment(payment.order)
    assert fresh(payment.order).status == "paid"


@pytest.mark.parametrize("change", [{"amount_minor": 1}, {"currency": "EUR"}])
def test_other_money_than_the_orders_never_settles_it(a_session, shopper, change):
    payment = a_session()
    shopper(payment)
    Payment.update(**change).where(Payment.id == payment.id).execute()
    for _ in range(2):
        settle(payment.session_id)
    assert fresh(payment.order).status == "awaiting_payment"
    assert Payment.get().status == "mismatch"
    assert events_of(payment.order) == ["placed", "payment_mismatch"]


def test_a_session_of_another_order_never_settles_this_one(a_session, shopper):
    mine, other = a_session(), a_session()
    shopper(other)
    Payment.update(session_id=None).where(Payment.id == other.id).execute()
    Payment.update(session_id=other.session_id).where(Payment.id == mine.id).execute()
    settle(other.session_id)
    assert fresh(mine.order).status == "awaiting_payment"


@pytest.mark.parametrize("session_id", ["cs_test_forged", "x", "../v1/refunds"])
def test_a_session_that_does_not_exist_settles_nothing(stripe, app, session_id):
    assert settle(session_id) is None


def test_a_session_whose_id_never_reached_us_is_known_by_its_metadata(a_session, shopper):
    payment = a_session()
    shopper(payment)
    Payment.update(session_id=None, status="created").where(Payment.id == payment.id).execute()
    settle(payment.session_id)
    assert fresh(payment.order).status == "paid"


def test_a_declined_card_leaves_the_page_open(a_session, shopper):
    payment = a_session()
    shopper(payment, "decline")
    settle(payment.session_id)
    assert Payment.get().status == "open"
    shopper(payment)
    settle(payment.session_id)
    assert fresh(payment.order).status == "paid"


def test_a_bank_that_takes_days_keeps_the_copies_held(a_session, shopper):
    payment = a_session()
    shopper(payment, "delay")
    settle(payment.session_id)
    order = fresh(payment.order)
    assert (order.status, Payment.get().status) == ("awaiting_payment", "processing")
    assert (order.hold_expires_at - now()).days > 5
    assert kinds(order) == ["order_received"]
    assert not cancel(order.id, "buyer")
    shopper(payment, "settle")
    settle(payment.session_id)
    assert kinds(order) == ["order_paid", "order_received"]


def test_a_bank_that_refuses_after_days_leaves_time_to_pay_again(a_session, shopper):
    payment = a_session()
    shopper(payment, "delay")
    settle(payment.session_id)
    shopper(payment, "fail")
    for _ in range(2):
        settle(payment.session_id)
    assert Payment.get().status == "failed"
    assert kinds(payment.order) == ["order_received", "payment_failed"]
    assert begin_payment(payment.order) != payment.session_url


@pytest.fixture
def answered_after(monkeypatch):
    """Has Stripe's next answer about a session arrive only after something else was done."""
    find = gateway.find_session

    def hold_back(meanwhile):
        def slow(session_id):
            answer = find(session_id)
            monkeypatch.setattr(gateway, "find_session", find)
            meanwhile()
            return answer

        monkeypatch.setattr(gateway, "find_session", slow)

    return hold_back


def test_an_answer_that_was_overtaken_by_a_later_one_does_not_undo_it(
    a_session, shopper, answered_after
):
    payment = a_session()
    shopper(payment, "delay")

    def refused_by_the_bank():
        shopper(payment, "fail")
        settle(payment.session_id)

    answered_after(refused_by_the_bank)
    settle(payment.session_id)
    assert Payment.get().status == "failed"
    assert events_of(payment.order) == ["placed", "payment_failed"]
    assert kinds(payment.order) == ["payment_failed"]


def test_that_money_is_there_is_believed_though_a_fast_clock_has_asked_later(a_session, shopper):
    payment = a_session()
    settle(payment.session_id)
    Payment.update(asked_at=now() + timedelta(minutes=1)).execute()
    shopper(payment)
    settle(payment.session_id)
    assert fresh(payment.order).status == "paid"


def test_money_that_comes_late_buys_the_books_if_they_are_still_there(
    a_session, shopper, an_edition
):
    payment = a_session(an_edition(on_hand=1))
    shopper(payment)
    run_down(payment.order)
    run_out(payment.order_id)
    assert fresh(payment.order).status == "expired"
    settle(payment.session_id)
    assert fresh(payment.order).status == "paid"
    assert broken_invariants() == []


@pytest.fixture
def paid_too_late(a_session, shopper, an_edition, an_order, stripe):
    """A payment of the last copy, which somebody else has bought by then."""
    edition = an_edition(on_hand=1)
    payment = a_session(edition)
    run_down(payment.order)
    run_out(payment.order_id)
    an_order(edition)
    shopper(payment)
    settle(payment.session_id)
    return payment


def test_late_money_that_failed_to_go_back_is_not_said_to(paid_too_late, page_of, stripe):
    order = paid_too_late.order
    assert "All of it" in page_of(order)
    make_refunds()
    stripe.post(f"/_simulator/refunds/{Refund.get().stripe_refund_id}/fail")
    ask_again(Refund.get().stripe_refund_id)
    told = page_of(order)
    assert "All of it" not in told
    assert told.count("Your money has not all gone back yet") == 1


def test_why_late_money_goes_back_is_said_as_it_was(paid_too_late, page_of):
    gone = "By then not all of it could be bought any more"
    letter = LETTERS["late_payment_back"](Refund.get().id)
    for words in (letter.text, letter.html):
        assert f"when the time to pay was over. {gone}. We are sorry. So we" in words
    assert f"{gone}. All of it" in page_of(paid_too_late.order)


def test_money_that_comes_too_late_goes_back_by_itself(paid_too_late):
    payment = paid_too_late
    settle(payment.session_id)
    make_refunds()
    assert fresh(payment.order).status == "expired"
    assert Refund.get().status == "succeeded"
    assert kinds(payment.order) == ["late_payment_back"]
    assert Inventory.get().reserved == 1
    assert broken_invariants() == []


def test_an_order_paid_twice_keeps_one_payment(a_session, shopper, stripe):
    first = a_session()
    order = first.order
    Payment.update(status="failed").where(Payment.id == first.id).execute()
    begin_payment(order)
    second = order.payments.order_by(Payment.attempt.desc()).first()
    for payment in (first, second):
        shopper(payment)
        settle(payment.session_id)
    make_refunds()
    assert fresh(order).status == "paid"
    assert Refund.get().payment == second
    assert broken_invariants() == []


def test_whoever_pays_an_order_twice_too_often_is_told_of_each_payment_that_goes_back(
    a_session, shopper, stripe
):
    first = a_session()
    for _ in range(2):
        Payment.update(status="failed").where(Payment.status == "open").execute()
        begin_payment(first.order)
    for payment in first.order.payments.order_by(Payment.attempt):
        shopper(payment)
        settle(payment.session_id)
    about = Email.select(Email.about).where(Email.kind == "late_payment_back").order_by(Email.about)
    refunds = Refund.select(Refund.id).order_by(Refund.id)
    assert list(about.tuples()) == list(refunds.tuples())
    assert len(refunds) == 2


def test_cancelling_closes_the_page_where_one_pays(a_session, stripe):
    payment = a_session()
    cancel(payment.order_id, "buyer")
    close_all(payment.order_id)
    assert Payment.get().status == "expired"
    assert gateway.find_session(payment.session_id).status == "expired"


def test_an_order_that_ends_while_its_page_is_made_sends_nobody_there(
    an_order, stripe, monkeypatch
):
    order = an_order()
    create = gateway.create_session

    def cancelled_meanwhile(*args):
        cancel(order.id, "buyer")
        return create(*args)

    monkeypatch.setattr(gateway, "create_session", cancelled_meanwhile)
    with pytest.raises(NotPayable):
        begin_payment(order)


def test_an_order_of_more_lines_than_stripe_takes_is_paid_as_one_item(a_paid_order, an_edition):
    edition = an_edition()
    books = [an_edition(work=edition.work) for _ in range(MOST_ITEMS)]
    order = a_paid_order(edition, *books)
    assert order.status == "paid"
    assert order.total_minor == (MOST_ITEMS + 1) * 999 + order.shipping_minor
    assert broken_invariants() == []
