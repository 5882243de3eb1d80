"""Reconciliation with the running simulator: each kind of difference, and what becomes of a run."""

from datetime import timedelta

import pytest

from app.catalog.models import Inventory
from app.db import now
from app.orders.integrity import broken_invariants
from app.orders.models import Order, Payment, Refund
from app.orders.payments import gateway, stripe_lists
from app.orders.payments.disputes import Dispute
from app.orders.payments.disputes import update as update_dispute
from app.orders.payments.settlement import settle
from app.orders.reconciliation import runs as reconciliation_runs
from app.orders.reconciliation.differences import Difference, open_differences
from app.orders.reconciliation.reconciling import reconcile
from app.orders.reconciliation.remedies import take_over_refund
from app.orders.reconciliation.runs import Reconciliation, ask_for_one, ask_nightly
from app.orders.refunds.requests import request_refund
from app.orders.refunds.sending import carry_out
from app.orders.refusals import NotRefundable
from app.queueing import PAYMENTS, queue_named
from jobs import payments as jobs
from tests.orders.conftest import all_at_once, fresh, queued

AT_ONCE = timedelta(seconds=-2)  # so that what was just made is compared as well


@pytest.fixture
def compare(stripe):
    """Compares everything; returns the kinds of what differs."""

    def run(since=None):
        row = Reconciliation.create(asked_by="shop", since=since or now() - timedelta(days=1))
        assert reconcile(row.id, grace=AT_ONCE)
        return [row.kind for row in open_differences()]

    return run


@pytest.fixture
def a_paid_payment(a_session, shopper):
    payment = a_session()
    shopper(payment)
    settle(payment.session_id)
    return Payment.get_by_id(payment.id)


@pytest.fixture
def a_refund(a_paid_payment, staff):
    refund = request_refund(a_paid_payment.order_id, "staff", staff)
    carry_out(refund.id)
    return Refund.get_by_id(refund.id)


@pytest.fixture
def a_dispute(stripe, a_paid_payment):
    """A dispute at Stripe of which no webhook told us."""
    return dispute(stripe, a_paid_payment)


def dispute(stripe, payment):
    charge = gateway.find_session(payment.session_id).payment_intent.latest_charge
    return stripe.post(f"/_simulator/charges/{charge}/dispute")


def foreign_session():
    """Somebody else's page in the same Stripe account."""
    price = {"currency": "gbp", "unit_amount": 700, "product_data": {"name": "Tea"}}
    params = {"mode": "payment", "success_url": "http://localhost/", "metadata": {"payment": "x"}}
    params["line_items"] = [{"quantity": 1, "price_data": price}]
    params["payment_intent_data"] = {"description": "Tea for two"}
    return gateway.create_session(params, "somebody-else")


def charge_of(session_id):
    return gateway.find_session(session_id).payment_intent.latest_charge


def refund_at_stripe(payment, **params):
    params |= {"payment_intent": gateway.find_session(payment.session_id).payment_intent.id}
    return gateway.client().v1.refunds.create(params)


def do_what_was_nudged():
    """As a worker of the payments queue alone would: there is no mail server here."""
    queue = queue_named(PAYMENTS)
    while queue.job_ids:
        job = queue.fetch_job(queue.pop_job_id())
        job.func(*job.args)


def only():
    (difference,) = Difference.select()
    return difference


def test_a_shop_that_sold_refunded_and_was_disputed_agrees_with_stripe(
    compare, a_refund, a_session, shopper, stripe
):
    other, waiting = a_session(), a_session()
    shopper(other)
    settle(other.session_id)
    update_dispute(dispute(stripe, other)["id"])
    shopper(waiting, "decline")
    assert compare() == []
    run = Reconciliation.get()
    compared = (run.sessions, run.charges, run.refunds, run.disputes)
    assert (run.standing, compared) == ("whole", (3, 3, 1, 1))


def test_what_was_paid_at_stripe_and_not_here_is_found_and_put_right(compare, a_session, shopper):
    payment = a_session()
    shopper(payment)
    assert compare() == ["paid_not_here"]
    assert (only().about, only().payment) == (charge_of(payment.session_id), payment)
    assert (only().here, only().there) == (f"{payment.amount}, open", f"{payment.amount}, paid")
    do_what_was_nudged()
    assert fresh(payment.order).status == "paid"
    assert only().resolved_at


def test_a_page_whose_address_never_reached_us_is_found_by_what_we_wrote_on_it(
    compare, a_session, shopper
):
    payment = a_session()
    shopper(payment)
    Payment.update(status="failed", session_id=None, session_url=None).execute()
    assert compare() == ["paid_not_here"]
    do_what_was_nudged()
    assert fresh(payment.order).status == "paid"


def test_what_was_paid_here_and_not_at_stripe_is_found(compare, a_session):
    payment = a_session()
    Payment.update(status="paid", paid_at=now()).execute()
    assert compare() == ["paid_not_there"]
    assert only().about == payment.session_id


@pytest.mark.parametrize("facts", [{"amount_minor": 1}, {"currency": "EUR"}])
def test_another_amount_or_currency_is_found(compare, a_paid_payment, facts):
    Payment.update(**facts).execute()
    assert compare() == ["other_amount"]


@pytest.mark.parametrize("facts", [{"amount_minor": 1}, {"currency": "EUR"}])
def test_a_page_that_asks_for_another_amount_is_found_before_anybody_pays(
    compare, a_session, facts
):
    a_session()
    Payment.update(**facts).execute()
    assert compare() == ["session_amount"]


def test_a_page_for_another_order_is_found(compare, a_session):
    a_session()
    Order.update(number="OC-OTHER-1").execute()
    assert compare() == ["session_order"]


def test_money_that_was_distrusted_is_found_until_all_of_it_went_back(compare, a_session, shopper):
    payment = a_session()
    Payment.update(amount_minor=1).execute()
    shopper(payment)
    settle(payment.session_id)
    assert Payment.get().status == "mismatch"
    assert compare() == ["other_amount"]
    refund_at_stripe(payment, amount=100)
    assert compare() == ["other_amount"]
    refund_at_stripe(payment)
    assert compare() == []


def test_money_for_no_order_of_ours_is_found_until_it_went_back(compare, stripe):
    session = foreign_session()
    assert compare() == []
    stripe.post(f"/_simulator/sessions/{session.id}/pay")
    assert compare() == ["money_for_no_order"]
    assert (only().there, only().payment) == ("£7.00, Tea for two", None)
    gateway.client().v1.refunds.create({"charge": charge_of(session.id)})
    assert compare() == []


def test_a_session_of_ours_that_stripe_does_not_know_is_found(compare, a_session):
    a_session()
    Payment.update(session_id="cs_test_gone").execute()
    assert compare() == ["session_unknown"]
    assert only().about == "cs_test_gone"


def test_a_payment_at_another_stripe_is_not_looked_for_at_this_one(compare, a_session):
    a_session()
    Payment.update(session_id="cs_live_1").execute()
    Order.update(simulated=False).execute()
    assert compare() == []


def test_a_refund_at_stripe_and_not_here_is_found(compare, a_paid_payment):
    made = refund_at_stripe(a_paid_payment, amount=100)
    assert compare() == ["refund_not_here"]
    assert (only().about, only().there) == (made.id, "£1.00, succeeded")


def test_a_refund_at_stripe_that_is_taken_over_is_the_orders_and_no_difference(
    app, compare, a_paid_payment
):
    refund_at_stripe(a_paid_payment, amount=100)
    compare()
    difference = only()
    all_at_once(app, [lambda: take_over_refund(difference.id, "staff 1")] * 3)
    refund = Refund.get()
    assert (refund.amount_minor, refund.status, refund.requested_by) == (
        100,
        "succeeded",
        "staff 1",
    )
    assert compare() == []
    assert broken_invariants() == []


def test_taking_over_a_refund_of_all_lets_go_of_what_was_not_sent(compare, a_paid_payment):
    refund_at_stripe(a_paid_payment)
    compare()
    take_over_refund(only().id, "staff 1")
    assert fresh(a_paid_payment.order).status == "refunded"
    assert Inventory.get().reserved == 0
    assert compare() == []
    assert broken_invariants() == []


def test_a_refund_of_more_than_the_order_has_left_is_not_taken_over(compare, a_paid_payment, staff):
    refund_at_stripe(a_paid_payment, amount=100)
    compare()
    request_refund(a_paid_payment.order_id, "staff", staff)
    with pytest.raises(NotRefundable):
        take_over_refund(only().id, "staff 1")
    assert Refund.select().count() == 1
    assert only().resolved_at is None


def test_a_refund_here_and_not_at_stripe_is_found(compare, a_refund):
    Refund.update(stripe_refund_id="re_gone").execute()
    # The one at Stripe names its row, so it is no refund that we don't know.
    assert compare() == ["refund_not_there"]


def test_a_refund_that_was_asked_for_and_not_made_is_found_until_it_is(
    compare, a_paid_payment, staff
):
    refund = request_refund(a_paid_payment.order_id, "staff", staff)
    assert compare() == ["refund_not_there"]
    assert only().thing == "refund_request"
    carry_out(refund.id)
    assert compare() == []


def test_a_refund_of_another_amount_is_found(compare, a_refund):
    Refund.update(amount_minor=1, shipping_minor=0).execute()
    assert compare() == ["refund_amount"]


def test_a_refund_that_failed_at_stripe_is_found_and_put_right(compare, a_refund, stripe):
    stripe.post(f"/_simulator/refunds/{a_refund.stripe_refund_id}/fail")
    assert compare() == ["refund_status"]
    assert (only().here, only().there) == ("£12.94, succeeded", "£12.94, failed")
    do_what_was_nudged()
    assert Refund.get().status == "failed"
    assert only().resolved_at


def test_a_dispute_we_never_heard_of_is_found_and_then_kept(compare, a_dispute):
    assert compare() == ["dispute_not_here"]
    do_what_was_nudged()
    assert Dispute.get().stripe_dispute_id == a_dispute["id"]
    assert only().resolved_at


@pytest.mark.parametrize(
    "facts", [{"status": "under_review"}, {"amount_minor": 1}, {"evidence_due_at": now()}]
)
def test_a_dispute_that_is_told_otherwise_here_is_found_and_put_right(compare, a_dispute, facts):
    update_dispute(a_dispute["id"])
    Dispute.update(**facts).execute()
    assert compare() == ["dispute_told_otherwise"]
    do_what_was_nudged()
    assert only().resolved_at


def test_an_open_dispute_is_looked_at_however_old_it_is(compare, a_dispute, stripe):
    update_dispute(a_dispute["id"])
    stripe.post(f"/_simulator/disputes/{a_dispute['id']}/lost")
    assert compare(since=now() + timedelta(seconds=1)) == ["dispute_told_otherwise"]


def test_a_dispute_here_that_stripe_does_not_know_is_found(compare, a_dispute):
    update_dispute(a_dispute["id"])
    Dispute.update(stripe_dispute_id="du_gone").execute()
    assert sorted(compare()) == ["dispute_not_here", "dispute_not_there"]


def test_the_same_difference_is_one_row_from_its_first_to_its_last_sight(compare, a_paid_payment):
    refund_at_stripe(a_paid_payment, amount=100)
    compare()
    before = only()
    compare()
    assert only().first_seen_at == before.first_seen_at
    assert only().last_seen_at > before.last_seen_at


def test_a_difference_that_comes_back_is_open_again(compare, a_paid_payment):
    for amount, open_now in ((1, 1), (a_paid_payment.amount_minor, 0), (1, 1)):
        Payment.update(amount_minor=amount).execute()
        assert len(compare()) == open_now
    assert Difference.select().count() == 1


def test_what_is_older_than_a_run_looks_stays_open_until_it_is_gone(compare, a_paid_payment):
    Payment.update(amount_minor=1).execute()
    later = now() + timedelta(seconds=1)
    assert compare() == compare(since=later) == ["other_amount"]
    Payment.update(amount_minor=a_paid_payment.amount_minor).execute()
    assert compare(since=later) == []


def test_what_is_still_on_its_way_is_no_difference(a_session, shopper, stripe):
    shopper(a_session())
    run = ask_for_one("shop")
    assert reconcile(run.id)
    assert list(open_differences()) == []


def test_everything_is_read_however_many_pages_it_takes(compare, a_session, monkeypatch):
    monkeypatch.setattr(stripe_lists, "PAGE", 2)
    for _ in range(5):
        a_session()
    Payment.update(amount_minor=1).execute()
    assert compare() == ["session_amount"] * 5
    assert Reconciliation.get().sessions == 5


def test_two_at_once_compare_once_and_do_no_harm(app, stripe, a_paid_payment):
    Payment.update(amount_minor=1).execute()
    run = ask_for_one("shop")
    done = all_at_once(app, [lambda: reconcile(run.id, grace=AT_ONCE)] * 4)
    assert sorted(done) == [False, False, False, True]
    assert [row.kind for row in Difference.select()] == ["other_amount"]
    assert not reconcile(run.id), "it has ended"


@pytest.fixture
def a_run_cut_short(stripe, a_paid_payment):
    """Stripe stops answering when it is asked for refunds; an earlier difference was open."""
    known = Difference.create(
        kind="refund_not_here", thing="refund", about="re_1", here="nothing", there="£1.00"
    )
    Payment.update(amount_minor=1).execute()
    run = ask_for_one("shop")
    stripe.fault(api=500, path="/v1/refunds*", next=2)
    with pytest.raises(gateway.Unreachable):
        reconcile(run.id, grace=AT_ONCE)
    return known


def test_a_run_cut_short_says_so_keeps_what_it_found_and_resolves_nothing(a_run_cut_short):
    run = Reconciliation.get()
    assert (run.standing, run.ended_at) == ("cut_short", None)
    assert run.cut_short.startswith("Unreachable")
    assert {row.kind for row in open_differences()} == {"refund_not_here", "other_amount"}


def test_a_run_cut_short_is_gone_on_with_and_then_whole(a_run_cut_short):
    ask_nightly()
    reconcile(Reconciliation.get().id, grace=AT_ONCE)
    run = Reconciliation.get()
    assert (run.standing, run.cut_short, run.sessions) == ("whole", "", 1)
    assert [row.kind for row in open_differences()] == ["other_amount"]


def test_a_run_that_was_killed_is_not_taken_for_one_under_way(app):
    run = ask_for_one("shop")
    run = reconciliation_runs.begin(run.id, until=now())
    assert run.standing == "under_way"
    run.seen_at = now() - timedelta(minutes=6)
    assert run.standing == "cut_short"


def test_stripe_is_asked_again_when_it_has_too_much_to_do(compare, a_session, stripe, monkeypatch):
    monkeypatch.setattr(stripe_lists, "BACK_OFF", (0.01, 0.02, 0.03))
    a_session()
    stripe.fault(api=429, next=3)
    assert compare() == []
    assert Reconciliation.get().sessions == 1


def test_a_run_gives_up_when_stripe_never_has_time(compare, stripe, monkeypatch):
    monkeypatch.setattr(stripe_lists, "BACK_OFF", (0.01, 0.02))
    stripe.fault(api=429)
    with pytest.raises(gateway.TooManyCalls):
        compare()
    assert Reconciliation.get().standing == "cut_short"


def test_it_runs_once_a_night(app, a_session):
    a_session()
    for _ in range(3):
        ask_nightly()
        do_what_was_nudged()
    assert Reconciliation.select().count() == 1
    assert Reconciliation.get().standing == "whole"
    Reconciliation.update(asked_at=now() - timedelta(days=1)).execute()
    ask_nightly()
    assert Reconciliation.select().count() == 2


def test_a_night_whose_nudge_was_lost_is_made_up_for(app, a_session):
    a_session()
    ask_nightly()
    app.extensions["redis"].flushdb()
    ask_nightly()
    assert queued() == ["jobs.payments.reconcile"]
    assert Reconciliation.select().count() == 1


def test_a_shop_that_nobody_ever_paid_at_has_nothing_to_compare(app):
    ask_nightly()
    assert queued() == []


def test_asked_for_while_one_is_waiting_it_is_that_one(app):
    assert ask_for_one("staff 1") == ask_for_one("shop")


def test_the_command_says_that_all_agrees_or_exits_with_1(app, stripe, a_session):
    payment = a_session()
    answer = app.test_cli_runner().invoke(args=["check", "payments"])
    assert (answer.exit_code, answer.output.count("0 differences")) == (0, 1)
    Payment.update(session_id="cs_test_gone", created_at=now() - timedelta(days=2)).execute()
    since = f"{now() - timedelta(days=1):%Y-%m-%d}"
    answer = app.test_cli_runner().invoke(args=["check", "payments", "--since", since])
    assert answer.exit_code == 0, "that is older"
    answer = app.test_cli_runner().invoke(args=["check", "payments"])
    assert answer.exit_code == 1
    assert f"session_unknown: cs_test_gone ({payment.order.number})" in answer.output


def test_the_command_does_not_call_clean_what_it_could_not_compare(app, no_stripe):
    answer = app.test_cli_runner().invoke(args=["check", "payments"])
    assert answer.exit_code == 2
    assert "CUT SHORT" in answer.output


def test_putting_right_what_is_gone_or_cannot_be_does_nothing(compare, a_paid_payment):
    refund_at_stripe(a_paid_payment, amount=100)
    compare()
    jobs.put_right(only().id)
    jobs.put_right(4711)
    assert only().resolved_at is None
