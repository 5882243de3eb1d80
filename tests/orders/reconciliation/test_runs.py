"""What becomes of a comparison: run again, cut short, killed, asked for twice."""

from datetime import timedelta

import pytest

from app.db import now
from app.orders.models import Payment
from app.orders.payments import gateway, stripe_lists
from app.orders.reconciliation import runs as reconciliation_runs
from app.orders.reconciliation.differences import Difference, open_differences
from app.orders.reconciliation.reconciling import reconcile
from app.orders.reconciliation.runs import Reconciliation, ask_for_one, ask_nightly
from tests.at_once import all_at_once
from tests.orders.conftest import queued
from tests.orders.reconciliation.conftest import AT_ONCE, do_what_was_nudged, only, refund_at_stripe


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
