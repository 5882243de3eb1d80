from datetime import date

import pytest

from app.accounts.models import Customer
from app.admin.event_words import WHY_REFUNDED
from app.db import db, now
from app.mail import Email
from app.orders.giving_up import give_up_all
from app.orders.models import GiftCardBought, OrderLine, Refund, StoredValue
from tests.conftest import HTMX


def rows(page):
    return page.text.count('<th scope="row">')


def test_the_orders_to_ship_come_first_and_the_oldest_on_top(desk, an_order):
    first, second = an_order(), an_order()
    unpaid = an_order("awaiting_payment")
    page = desk.get("/admin/orders").text
    assert page.index(first.number) < page.index(second.number)
    assert unpaid.number not in page


@pytest.mark.parametrize(
    ("queue", "status"),
    [
        ("to-ship", "packed"),
        ("to-ship", "part_shipped"),
        ("to-collect", "ready"),
        ("awaiting-payment", "awaiting_payment"),
        ("shipped", "delivered"),
        ("refunded", "refunded"),
        ("ended", "expired"),
        ("ended", "cancelled"),
        ("all", "shipped"),
    ],
)
def test_each_order_is_in_the_queue_of_its_status(desk, an_order, queue, status):
    order = an_order(status)
    assert order.number in desk.get(f"/admin/orders?queue={queue}").text


@pytest.mark.parametrize("words", ["test-0001", "siobhan", "NÍ BHRIAIN", "bhr@example"])
def test_an_order_is_found_by_a_part_of_what_its_buyer_says(desk, an_order, words):
    found = an_order(name="Siobhán Ní Bhriain", email="bhr@example.org")
    other = an_order(name="Tom Li", email="tom@example.com")
    page = desk.get("/admin/orders", query_string={"queue": "all", "q": words}).text
    assert found.number in page
    assert other.number not in page


@pytest.mark.parametrize("typed", ["K7QM4XWD9TRH", "k7qm 4xwd 9trh", "#K7QM-4XWD-9TRH"])
def test_an_order_is_found_by_its_number_however_it_is_typed(desk, an_order, typed):
    found, other = an_order(number="K7QM-4XWD-9TRH"), an_order()
    page = desk.get("/admin/orders", query_string={"queue": "all", "q": typed}).text
    assert found.number in page
    assert other.number not in page


def test_an_order_is_found_by_an_isbn_in_it(desk, an_edition, an_order):
    edition = an_edition()
    found, other = an_order(edition=edition), an_order()
    page = desk.get("/admin/orders", query_string={"queue": "all", "q": edition.isbn_hyphenated})
    assert found.number in page.text
    assert other.number not in page.text


def test_htmx_gets_the_list_alone(desk, an_order):
    an_order()
    page = desk.get("/admin/orders?queue=all", headers=HTMX).text
    assert page.lstrip().startswith('<section id="orders"')
    assert rows(desk.get("/admin/orders")) == 1


def test_a_long_list_has_pages(desk, an_edition, an_order):
    edition = an_edition(on_hand=99)
    for _ in range(41):
        an_order(edition=edition)
    assert rows(desk.get("/admin/orders")) == 40
    assert rows(desk.get("/admin/orders?page=2")) == 1


def test_the_overview_counts_what_waits(desk, an_order):
    an_order()
    an_order("packed")
    an_order("awaiting_payment")
    tiles = desk.get("/admin/orders").text.split('class="tiles"')[1].split("</dl>")[0]
    shown = [tile.split("</dd>")[0].strip() for tile in tiles.split("<dd>")[1:]]
    assert shown == ["2", "1", "0", "0"]


def test_an_order_is_shown_with_all_that_is_known_of_it(desk, an_order):
    order = an_order(quantity=2)
    order.note("paid", "stripe")
    Email.create(kind="order_paid", about=order.id, recipient=order.email, last_error="refused")
    page = desk.get(f"/admin/orders/{order.number}").text
    known = [
        "14 Folio Street",
        "UNITED KINGDOM",
        "£19.98",
        f"pi_{order.id}",
        "Order paid",
        "refused",
    ]
    assert [words for words in known if words not in page] == []


def test_a_refund_is_asked_for_once_in_the_name_of_who_did(desk, owner, an_order):
    order = an_order()
    assert desk.post(f"/admin/orders/{order.number}/refund").status_code == 303
    again = desk.post(f"/admin/orders/{order.number}/refund")
    assert again.status_code == 409
    refund = Refund.get()
    assert (refund.amount_minor, refund.requested_by) == (order.total_minor, f"staff {owner.id}")
    assert "Mark as shipped" not in desk.get(f"/admin/orders/{order.number}").text


def test_an_unpaid_order_has_nothing_to_refund(desk, an_order):
    order = an_order("awaiting_payment")
    answer = desk.post(f"/admin/orders/{order.number}/refund")
    assert answer.status_code == 409
    assert "no payment" in answer.text
    assert Refund.select().count() == 0


def test_what_a_buyer_typed_is_shown_as_text(desk, an_order):
    order = an_order(name="<script>alert(1)</script>")
    for url in ("/admin/orders", f"/admin/orders/{order.number}"):
        page = desk.get(url).text
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


def test_a_name_of_staff_that_is_gone_does_not_hide_what_happened(desk, an_order):
    order = an_order()
    order.note("shipped", "staff 4711")
    assert not Customer.select().where(Customer.id == 4711).exists()
    assert "staff 4711" in desk.get(f"/admin/orders/{order.number}").text


def test_staff_see_each_sum_and_what_a_gift_needs(desk, an_order):
    order = an_order()
    order.gift_message, order.wrap_minor = "Happy birthday", 350
    order.total_minor += 350
    order.save()
    page = desk.get(f"/admin/orders/{order.number}").text
    assert "to be wrapped, with a card" in page
    assert '<blockquote class="prose as-typed">Happy birthday</blockquote>' in page
    assert "<dt>Gift wrap</dt><dd>£3.50</dd>" in page


def test_staff_see_that_a_gift_is_wrapped_for_nothing(desk, an_order):
    page = desk.get(f"/admin/orders/{an_order(wrapped_free=True).number}").text
    assert "A gift, to be wrapped" in page
    assert "<dt>Gift wrap</dt><dd>Free</dd>" in page


def test_an_order_with_nothing_left_to_send_is_shown_cancelled_while_its_money_is_stuck(
    desk, an_order
):
    order = an_order("paid")
    give_up_all(order)
    page = desk.get(f"/admin/orders/{order.number}").text
    assert "its money has not all gone back" in page
    assert "Mark as packed" not in page
    assert "Cancel the order" not in page
    for queue in ("to-ship", "awaited"):
        assert order.number not in desk.get(f"/admin/orders?queue={queue}").text


def test_what_happened_is_told_in_words_and_not_in_codes(desk, an_order):
    order = an_order()
    order.note("return_asked", "buyer", "wrong_book")
    order.note("delayed", "shop", "Kindred: 2026-12-01 to 2027-01-03")
    page = desk.get(f"/admin/orders/{order.number}").text
    assert "Return asked for</strong>: It is not the book I ordered" in page
    assert "Kindred: 1 December 2026 to 3 January 2027" in page
    assert ", the buyer</span>" in page
    assert ", the shop by itself</span>" in page


@pytest.mark.parametrize("title", ["Proceedings 2023-19-21", "Diary 2026-01-01"])
def test_what_looks_like_a_day_in_the_title_of_a_delayed_book_is_left_alone(desk, an_order, title):
    order = an_order()
    order.note("delayed", "shop", f"{title}: 2026-12-01 to 2027-01-03")
    page = desk.get(f"/admin/orders/{order.number}").text
    assert f"{title}: 1 December 2026 to 3 January 2027" in page


def test_days_of_a_delay_that_are_none_are_shown_as_they_stand(desk, an_order):
    order = an_order()
    order.note("delayed", "shop", "Kindred: 2026-19-01 to 2027-01-03")
    page = desk.get(f"/admin/orders/{order.number}").text
    assert "Kindred: 2026-19-01 to 3 January 2027" in page


def test_why_and_where_money_went_back_is_told_in_words(desk, an_order):
    order = an_order()
    card = StoredValue.create(kind="gift_card", code_hash="x", code_end="AB12", currency="GBP")
    money = {"amount_minor": 100, "stored_value": card, "requested_by": "buyer"}
    Refund.create(order=order, reason="late_payment", **money)
    page = desk.get(f"/admin/orders/{order.number}").text
    assert "Paid too late, or twice" in page
    assert f'<a href="/admin/gift-cards/{card.id}">gift card …AB12</a>' in page


def test_where_money_went_is_no_link_for_who_may_not_open_gift_cards(signed_in, a_person, an_order):
    order = an_order()
    card = StoredValue.create(
        kind="gift_card", code_hash="x", code_end="AB12", currency="GBP", blocked_at=now()
    )
    money = {"amount_minor": 100, "stored_value": card, "requested_by": "buyer"}
    Refund.create(order=order, reason="staff", status="succeeded", **money)
    page = signed_in(a_person("warehouse")).get(f"/admin/orders/{order.number}").text
    assert page.count("gift card …AB12") == 2
    assert "/admin/gift-cards/" not in page


def test_every_reason_of_a_refund_has_its_words(app):
    (rule,) = db.execute_sql(
        "select pg_get_constraintdef(oid) from pg_constraint where conname = 'refunds_reason_check'"
    ).fetchone()
    assert sorted(WHY_REFUNDED) == sorted(word for word in rule.split("'") if word.isidentifier())


def test_gift_cards_that_were_bought_stand_among_the_lines_with_whom_they_go_to(desk, an_order):
    order = an_order()
    people = {"recipient_name": "Bea", "recipient_email": "b@example.org", "sender_name": "Ada"}
    later = {"send_on": date(2031, 3, 9)}
    GiftCardBought.create(order=order, amount_minor=2000, currency="GBP", **people, **later)
    page = desk.get(f"/admin/orders/{order.number}").text
    assert "Gift card for Bea" in page
    assert "b@example.org · to be mailed on 9 March 2031" in page


def test_a_full_refund_of_a_download_does_not_speak_of_a_shelf(desk, an_order):
    order = an_order("delivered", delivery_kind="download")
    OrderLine.update(is_download=True).execute()
    page = desk.get(f"/admin/orders/{order.number}").text
    assert "on the shelf" not in page
    assert "Downloads can no longer be downloaded." in page


def test_staff_are_told_of_money_given_back_in_stripes_own_pages_until_it_is_taken_over(
    desk, an_order
):
    order = an_order("paid")
    order.note("refunded_elsewhere", "stripe", "£9.99 at Stripe, not from here; see re_1")
    told = "given back in Stripe’s own pages"
    assert told in desk.get(f"/admin/orders/{order.number}").text
    taken_over = {"stripe_refund_id": "re_1", "status": "succeeded", "settled_at": now()}
    facts = {"payment": order.payments.get(), "amount_minor": 999, "reason": "staff"}
    Refund.create(order=order, requested_by="shop", **facts, **taken_over)
    assert told not in desk.get(f"/admin/orders/{order.number}").text
