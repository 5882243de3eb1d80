import re

import pytest

from app.orders.models import Download, Order, OrderLine, Refund, Return, StoredValue
from app.orders.refunds.sending import mark_refused
from app.orders.returns.returning import write_lines
from app.orders.stored_values.gift_cards import block
from tests.orders.conftest import running_stripe, stripe
from tests.placed_orders import keep_line, put_in_a_parcel

__all__ = ["running_stripe", "stripe"]


@pytest.fixture
def paid(an_order):
    """A paid order of two copies at £9.99."""
    return an_order(quantity=2)


def form_key(page):
    return re.search(r'name="form_key" value="([^"]+)"', page.text)[1]


def give(desk, order, **typed):
    page = desk.get(f"/admin/orders/{order.number}/refunds/new")
    key = {"form_key": form_key(page)}
    return desk.post(f"/admin/orders/{order.number}/refunds", data=key | typed)


def test_a_clerk_gives_back_a_copy_that_was_not_sent(desk, owner, paid):
    line = paid.lines.get()
    answer = give(desk, paid, **{f"up_{line.id}": "1"})
    assert (answer.status_code, answer.location) == (303, f"/admin/orders/{paid.number}")
    refund = Refund.get()
    assert (refund.amount_minor, refund.requested_by) == (999, f"staff {owner.id}")
    assert OrderLine.get().cancelled == 1
    assert "£9.99" in desk.get(answer.location).text


def test_a_clerk_gives_back_a_sum_with_what_it_is_for(desk, paid):
    assert give(desk, paid, other="2.50", note="For the wait.").status_code == 303
    assert (Refund.get().amount_minor, Refund.get().note) == (250, "For the wait.")


def test_a_clerk_gives_it_as_credit_to_a_customer(desk, paid, a_person):
    her = a_person()
    Order.update(customer=her).execute()
    give(desk, paid, other="2.50", note="Sorry.", to="credit")
    assert (StoredValue.get().customer_id, StoredValue.get().balance_minor) == (her.id, 250)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"other": "2.50"}, "Say what it is for"),
        ({"other": "a lot", "note": "x"}, "Write the price in figures"),
        ({"other": "2.50", "note": "x" * 301}, "keep this to 300 characters"),
        ({"up_1": "3"}, "whole number from 0 to 2"),
    ],
)
def test_what_does_not_fit_is_said_and_what_was_typed_stays(desk, paid, typed, said):
    answer = give(desk, paid, **typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert f'value="{next(iter(typed.values()))}"' in answer.text
    assert Refund.select().count() == 0


@pytest.mark.parametrize("typed", [{}, {"other": "20", "note": "x"}])
def test_what_the_order_has_not_is_refused(desk, paid, typed):
    assert give(desk, paid, **typed).status_code == 409
    assert Refund.select().count() == 0


def test_the_same_form_sent_twice_gives_back_once(desk, paid):
    key = form_key(desk.get(f"/admin/orders/{paid.number}/refunds/new"))
    typed = {"form_key": key, "other": "2.50", "note": "x"}
    answers = [desk.post(f"/admin/orders/{paid.number}/refunds", data=typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Refund.select().count() == 1


def test_the_same_form_sent_twice_gives_up_free_copies_once(desk, paid):
    line = paid.lines.get()
    free = {"discount_minor": 1998}
    OrderLine.update(free).execute()
    Order.update(free | {"total_minor": Order.total_minor - 1998}).execute()
    key = form_key(desk.get(f"/admin/orders/{paid.number}/refunds/new"))
    typed = {"form_key": key, f"up_{line.id}": "1"}
    answers = [desk.post(f"/admin/orders/{paid.number}/refunds", data=typed) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert (OrderLine.get().cancelled, Refund.select().count()) == (1, 0)


def test_the_form_proposes_what_a_return_brought_back(desk, an_order):
    order = an_order("shipped", quantity=2)
    put_in_a_parcel(order)
    line = order.lines.get()
    back = Return.create(order=order, kind="return", reason="unwanted")
    write_lines(back, {line.id: 2})
    page = desk.get(f"/admin/orders/{order.number}/refunds/new?return={back.id}")
    assert f'name="back_{line.id}" type="text" value="2"' in page.text
    typed = {"form_key": form_key(page), "return_id": back.id, f"back_{line.id}": "2"}
    desk.post(f"/admin/orders/{order.number}/refunds", data=typed)
    assert (Refund.get().reason, Return.get().status) == ("return", "refunded")


def test_a_refund_that_failed_is_in_a_queue_of_its_own_until_it_is_sent_again(desk, paid, stripe):
    desk.post(f"/admin/orders/{paid.number}/refund")
    mark_refused(Refund.get().id, "The card was closed.")
    assert paid.number in desk.get("/admin/orders?queue=not-arrived").text
    page = desk.get(f"/admin/orders/{paid.number}").text
    assert "The card was closed." in page
    assert "has not arrived" in page
    answer = desk.post(f"/admin/refunds/{Refund.get().id}/again", data={"to": "credit"})
    assert answer.status_code == 303
    assert StoredValue.get().balance_minor == paid.total_minor
    assert paid.number not in desk.get("/admin/orders?queue=not-arrived").text
    again = desk.post(f"/admin/refunds/{Refund.select().order_by(Refund.id).get().id}/again")
    assert again.status_code == 409


def test_of_a_download_staff_read_how_often_it_was_begun_and_not_that_it_is_to_be_sent(
    desk, an_order
):
    order = an_order("delivered", delivery_kind="download")
    line = order.lines.get()
    OrderLine.update(is_download=True).execute()
    Download.create(order_line=line)
    page = desk.get(f"/admin/orders/{order.number}/refunds/new").text
    assert "not sent yet" not in page
    assert "the buyer has begun it once" in page
    assert give(desk, order, **{f"up_{line.id}": "1"}).status_code == 303
    assert Refund.get().amount_minor == 999


def test_a_form_left_open_until_all_was_refunded_says_that_nothing_is_left(desk, paid):
    url, line = f"/admin/orders/{paid.number}/refunds", paid.lines.get()
    key = form_key(desk.get(f"{url}/new"))
    desk.post(f"/admin/orders/{paid.number}/refund")
    for answer in (
        desk.post(url, data={"form_key": key, f"up_{line.id}": "2"}),
        desk.post(url, data={"form_key": key, "other": "5", "note": "Sorry."}),
        desk.get(f"{url}/new"),
    ):
        assert "Nothing of this order is left to refund" in answer.text
        assert "from 0 to 0" not in answer.text
        assert "£0.00" not in answer.text
        assert ">Refund</button>" not in answer.text


def test_a_form_left_open_until_a_line_was_refunded_names_the_line(desk, paid, an_edition):
    keep_line(paid, an_edition("Dawn"), 1)
    line = paid.lines.order_by(OrderLine.id).first()
    url = f"/admin/orders/{paid.number}/refunds"
    key = form_key(desk.get(f"{url}/new"))
    give(desk, paid, **{f"up_{line.id}": "2"})
    answer = desk.post(url, data={"form_key": key, f"up_{line.id}": "2"})
    assert answer.status_code == 422
    assert f"{line.called}: none of these copies is left to refund." in answer.text


def test_staff_cancel_an_order_with_a_reason_that_its_buyer_reads(desk, paid):
    url = f"/admin/orders/{paid.number}/cancellation"
    assert desk.post(url, data={"note": ""}).status_code == 422
    assert desk.post(url, data={"note": "The last copy was damaged."}).status_code == 303
    assert Refund.get().note == "The last copy was damaged."
    assert desk.post(url, data={"note": "Again."}).status_code == 409


def test_money_on_a_gift_card_that_is_blocked_is_pointed_out(desk, paid):
    give(desk, paid, other="2.50", note="Sorry.", to="credit")
    card = StoredValue.get()
    assert "nobody can spend it" not in desk.get(f"/admin/orders/{paid.number}").text
    block(card.id)
    page = desk.get(f"/admin/orders/{paid.number}").text
    assert f'£2.50 went to <a href="/admin/gift-cards/{card.id}">gift card …' in page
    assert "nobody can spend it" in page


def test_the_form_proposes_no_more_than_goodwill_has_left(desk, an_order):
    order = an_order("shipped", quantity=2)
    put_in_a_parcel(order)
    give(desk, order, other="19.00", note="Sorry.")
    line = order.lines.get()
    back = Return.create(order=order, kind="return", reason="damaged")
    write_lines(back, {line.id: 2})
    page = desk.get(f"/admin/orders/{order.number}/refunds/new?return={back.id}")
    proposed = {"form_key": form_key(page), "return_id": back.id, f"back_{line.id}": "2"}
    assert f'name="back_{line.id}" type="text" value="2"' in page.text
    answer = desk.post(f"/admin/orders/{order.number}/refunds", data=proposed)
    assert answer.status_code == 303
    assert [refund.amount_minor for refund in Refund.select().order_by(Refund.id)] == [1900, 98]


def tiles(desk):
    return desk.get("/admin/orders").text.split('class="tiles"')[1].split("</dl>")[0]


def test_a_refund_that_failed_has_a_tile_until_its_money_went_otherwise(desk, paid, stripe):
    desk.post(f"/admin/orders/{paid.number}/refund")
    assert "Refunds that failed" not in tiles(desk)
    mark_refused(Refund.get().id, "The card was closed.")
    assert 'href="/admin/orders?queue=not-arrived"><dt>Refunds that failed</dt><dd>1<' in tiles(
        desk
    )
    desk.post(f"/admin/refunds/{Refund.get().id}/again", data={"to": "credit"})
    assert "Refunds that failed" not in tiles(desk)


def test_of_a_refund_that_stripe_has_not_taken_nobody_is_told_that_it_is_on_its_way(desk, paid):
    arrived = "All that was given back has arrived, or is on its way."
    assert arrived in desk.get("/admin/orders?queue=not-arrived").text
    desk.post(f"/admin/orders/{paid.number}/refund")
    page = desk.get("/admin/orders?queue=not-arrived").text
    assert arrived not in page
    assert "Stripe has not taken 1 refund yet; we ask again" in page
