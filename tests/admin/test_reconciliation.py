from datetime import timedelta

import pytest

from app.accounts.staff_actions import StaffAction
from app.admin.difference_words import KINDS
from app.db import db, now
from app.orders.models import GiftCardBought, Payment, StoredValue
from app.orders.payments import gateway
from app.orders.reconciliation.differences import Difference
from app.orders.reconciliation.runs import Reconciliation
from tests.conftest import HTMX
from tests.orders.conftest import a_cart, details, queued, running_stripe, shopper, stripe
from tests.orders.refunds.conftest import pay_for, with_a_card

__all__ = ["a_cart", "details", "pay_for", "running_stripe", "shopper", "stripe", "with_a_card"]

URL = "/admin/reconciliation"


@pytest.fixture
def a_run(app):
    def build(asked_by="shop", **facts):
        run = {"since": now() - timedelta(days=35), "until": now(), "begun_at": now()}
        return Reconciliation.create(asked_by=asked_by, **run | {"seen_at": now()} | facts)

    return build


@pytest.fixture
def a_difference(an_order):
    def build(kind="refund_not_here", about="re_1", **facts):
        payment = Payment.get(Payment.order == an_order())
        said = {"payment": payment, "here": "nothing", "there": "£1.00, succeeded"}
        return Difference.create(kind=kind, thing="refund", about=about, **said | facts)

    return build


def test_before_the_first_run_nothing_is_called_clean(desk):
    page = desk.get(URL).text
    assert "Nothing has been compared yet" in page
    assert "agree" not in page


def test_a_whole_run_without_differences_says_that_all_agrees_and_how_much_was_read(desk, a_run):
    a_run(ended_at=now(), sessions=1234, charges=3, refunds=2, disputes=1)
    page = desk.get(URL).text
    assert "Stripe and the shop agree" in page
    assert "1,234 payment pages, 3 payments, 2 refunds, 1 dispute." in page


def test_a_difference_is_told_in_words_with_its_order_and_both_sides(desk, a_run, a_difference):
    a_run(ended_at=now())
    difference = a_difference()
    page = desk.get(URL).text
    told = ["Refunded at Stripe, not here", "£1.00, succeeded", "re_1", "1 difference"]
    assert [words for words in told if words not in page] == []
    assert f'href="/admin/orders/{difference.payment.order.number}"' in page
    assert "agree" not in page


def test_both_sides_are_told_in_words_and_by_the_shops_clock(desk, a_difference):
    due = "£9.99, needs_response, due 2027-06-05 22:30 UTC"
    a_difference("dispute_told_otherwise", here=due, there="£9.99, canceled")
    page = desk.get(URL).text
    assert "£9.99, needs response, due 5 Jun 2027, 23:30<" in page
    assert "£9.99, cancelled" in page


def test_none_is_hidden_when_there_are_more_than_a_page_holds(desk, a_difference, an_order):
    payment = Payment.get(Payment.order == an_order())
    for number in range(41):
        a = {"kind": "refund_not_here", "thing": "refund", "here": "nothing", "there": "£1"}
        Difference.create(about=f"re_{number}", payment=payment, **a)
    first, second = desk.get(URL).text, desk.get(f"{URL}?page=2").text
    assert "41 differences" in first
    assert first.count('<th scope="row">') + second.count('<th scope="row">') == 41


@pytest.mark.parametrize(
    "facts",
    [{"cut_short": "Unreachable: 500"}, {"seen_at": now() - timedelta(minutes=9)}],
    ids=["failed", "killed"],
)
def test_a_run_cut_short_is_not_shown_as_clean(desk, a_run, facts):
    a_run(ended_at=now())
    a_run(**facts)
    page = desk.get(URL).text
    assert "The latest comparison was cut short" in page
    assert facts.get("cut_short", "stopped from outside") in page
    assert "agree" not in page
    assert "The last complete comparison" in page


def test_a_run_under_way_says_how_far_it_is(desk, a_run, owner):
    a_run(f"staff {owner.id}", sessions=300)
    page = desk.get(URL).text
    assert f"A comparison for {owner.name} is under way" in page
    assert "300 payment pages" in page
    assert "agree" not in page


def test_staff_have_it_compared_now_and_leave_their_name(desk, owner):
    answer = desk.post(f"{URL}/runs")
    assert (answer.status_code, answer.location) == (303, URL)
    desk.post(f"{URL}/runs")
    assert Reconciliation.get().asked_by == f"staff {owner.id}"
    assert Reconciliation.select().count() == 1, "the second finds it waiting"
    assert "jobs.payments.reconcile" in queued()
    assert StaffAction.select().first().subject == "a comparison with Stripe"
    assert f"A comparison for {owner.name} waits for its turn" in desk.get(URL).text


def test_who_may_only_read_is_not_offered_to_compare(signed_in, a_person):
    assert "Compare now" not in signed_in(a_person("read-only")).get(URL).text


def test_a_refund_made_at_stripe_itself_can_be_taken_over(desk, a_difference):
    difference = a_difference(about="re_gone")
    assert "Take over" in desk.get(URL).text
    refused = desk.post(f"{URL}/{difference.id}/taken-over")
    assert refused.status_code == 503
    assert "Nothing was changed" in refused.text


def test_the_gift_card_that_it_was_for_is_ticked_and_taken_back(desk, with_a_card):
    payment, card = with_a_card.payments.get(), GiftCardBought.get()
    params = {"payment_intent": payment.payment_intent_id, "amount": 2000}
    made = gateway.client().v1.refunds.create(params)
    said = {"payment": payment, "here": "nothing", "there": "£20.00, succeeded"}
    known = {"kind": "refund_not_here", "thing": "refund", "about": made.id}
    url = f"{URL}/{Difference.create(**known | said).id}/taken-over"
    assert "It was for the gift card for Bea, £20.00" in desk.get(URL).text
    refused = desk.post(url)
    assert refused.status_code == 409
    assert "Tick those that it was given back for" in refused.text
    assert desk.post(url, data={"card": card.id}).status_code == 303
    assert StoredValue.get().balance_minor == 0
    assert Difference.get().resolved_at


def test_what_is_settled_is_listed_apart(desk, a_difference):
    a_difference(resolved_at=now() + timedelta(seconds=1))
    above, below = desk.get(URL).text.split("Settled lately")
    assert "re_1" not in above
    assert "re_1" in below


def test_the_overview_counts_the_differences(desk, a_difference):
    assert "Differences with Stripe" not in desk.get("/admin/orders").text
    a_difference()
    tile = desk.get("/admin/orders").text.split("Differences with Stripe")[1].split("</a>")[0]
    assert "<dd>1</dd>" in tile


def test_htmx_gets_the_comparison_alone(desk):
    assert desk.get(URL, headers=HTMX).text.lstrip().startswith('<div id="reconciliation"')


def test_every_kind_of_difference_has_its_words(app):
    (rule,) = db.execute_sql(
        "select pg_get_constraintdef(oid) from pg_constraint"
        " where conname = 'differences_kind_check'"
    ).fetchone()
    assert sorted(KINDS) == sorted(word for word in rule.split("'") if word.isidentifier())
