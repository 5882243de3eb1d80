import itertools
from datetime import timedelta

import pytest

from app.db import now
from app.orders.models import Payment
from app.orders.payments.disputes import Dispute
from tests.orders.conftest import settings_changed

__all__ = ["settings_changed"]

numbers = itertools.count(1)


@pytest.fixture
def a_dispute(an_order):
    def build(status="needs_response", *, days=7, **facts):
        payment = Payment.get(Payment.order == an_order())
        known = {
            "payment": payment,
            "stripe_dispute_id": f"du_{next(numbers)}",
            "reason": "product_not_received",
            "status": status,
            "amount_minor": 999,
            "currency": "GBP",
            "evidence_due_at": now() + timedelta(days=days, hours=1),
            "opened_at": now(),
            "closed_at": now() if status in ("won", "lost") else None,
            "asked_at": now(),
        }
        return Dispute.create(**known | facts)

    return build


def number_of(dispute):
    return dispute.payment.order.number


def test_the_dispute_that_is_due_soonest_comes_first(desk, a_dispute):
    late, soon = a_dispute(days=6), a_dispute(days=2)
    page = desk.get("/admin/disputes").text
    assert page.index(number_of(soon)) < page.index(number_of(late))
    assert "in 2 days" in page


def test_a_dispute_is_told_in_words_and_leads_to_its_order_and_to_stripe(desk, a_dispute):
    dispute = a_dispute()
    page = desk.get("/admin/disputes").text
    told = ["The books did not arrive", "To be answered", "£9.99", "Answer at Stripe"]
    assert [words for words in told if words not in page] == []
    assert f'href="/admin/orders/{number_of(dispute)}"' in page
    assert dispute.stripe_dispute_id in page


@pytest.mark.parametrize(
    ("key", "folder"), [("sk_live_1", ""), ("rk_live_1", ""), ("sk_test_1", "/test")]
)
def test_the_way_to_stripe_is_that_of_the_shops_own_key(
    desk, a_dispute, settings_changed, key, folder
):
    settings_changed(stripe_secret_key=key)
    address = f"https://dashboard.stripe.com{folder}/disputes/{a_dispute().stripe_dispute_id}"
    assert f'href="{address}"' in desk.get("/admin/disputes").text


def test_a_simulated_dispute_leads_to_the_simulator(desk, a_dispute):
    a_dispute()
    page = desk.get("/admin/disputes").text
    assert "dashboard.stripe.com" not in page
    assert 'href="http://127.0.0.1:1/"' in page


def test_one_that_is_answered_asks_for_nothing(desk, a_dispute):
    a_dispute("under_review")
    page = desk.get("/admin/disputes").text
    assert "Answered; the bank decides" in page
    assert "nothing to do" in page
    assert "Answer at Stripe" not in page


def test_a_status_or_reason_we_have_never_heard_of_is_shown_as_open(desk, a_dispute):
    a_dispute("brand_new", reason="whatever")
    page = desk.get("/admin/disputes").text.split("closed-disputes")[0]
    assert "Brand new" in page
    assert "no particular reason" in page


def test_closed_disputes_stand_apart_with_their_outcome(desk, a_dispute):
    a_dispute("lost")
    above, below = desk.get("/admin/disputes").text.split('id="closed-disputes"')
    assert "No disputes" in above
    assert "Lost: the money is gone" in below


def test_a_dispute_of_money_for_no_order_is_shown_as_well(desk, a_dispute):
    a_dispute(payment=None)
    assert "no order of ours" in desk.get("/admin/disputes").text


def test_the_overview_tells_how_many_to_answer_and_by_when(desk, a_dispute):
    assert "Disputes to answer" not in desk.get("/admin/orders").text
    a_dispute(evidence_due_at=now().replace(year=2031, month=3, day=9))
    a_dispute("under_review")
    tile = desk.get("/admin/orders").text.split("Disputes to answer")[1].split("</a>")[0]
    assert "first by 9 March 2031" in tile
    assert "<dd>1</dd>" in tile


def test_the_orders_page_shows_its_dispute_beside_its_payments(desk, a_dispute):
    mine, other = a_dispute(), a_dispute("lost")
    page = desk.get(f"/admin/orders/{number_of(mine)}").text
    assert "The books did not arrive" in page
    assert "To be answered by" in page
    assert "The buyer’s bank asks for the money back" in page
    assert other.stripe_dispute_id not in page


def test_a_lost_dispute_is_money_gone_on_the_orders_page(desk, a_dispute):
    page = desk.get(f"/admin/orders/{number_of(a_dispute('lost'))}").text
    assert "−£9.99" in page
    assert "The money of this order is gone" in page
    assert "Lost: the money is gone" in page


def test_an_order_under_dispute_is_marked_where_it_waits_to_be_sent(desk, a_dispute, an_order):
    an_order()
    dispute, _decided, _asked = a_dispute(), a_dispute("won"), a_dispute("warning_needs_response")
    for url, mark in (("/admin/orders", "Disputed</span>"), ("/admin/pick-list", "Disputed</str")):
        page = desk.get(url).text
        rows = [row for row in page.split("<tr>") if mark in row]
        assert len(rows) == 1
        assert number_of(dispute) in rows[0]
    assert "the buyer’s bank asks for the money back" in desk.get("/admin/pick-list").text
