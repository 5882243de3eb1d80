import re

import pytest

from app.catalog.models import Inventory, InventoryMovement
from app.catalog.stock_alerts.asking import ask
from app.db import now
from app.mail import Email
from app.orders.models import Download, Order, OrderLine, Shipment

COUNTER = {"delivery_kind": "collect", "collect_from": "3 Dale Street"}


def page_of(desk, order):
    return desk.get(f"/admin/orders/{order.number}").text


def act(desk, order, what, **typed):
    return desk.post(f"/admin/orders/{order.number}/{what}", data=typed)


def status(order):
    return Order.get_by_id(order.id).status


def line_of(order):
    return order.lines.get()


def test_shipping_an_order_sends_its_copies_and_an_email(desk, owner, an_order):
    order = an_order()
    answer = act(desk, order, "shipment", tracking="JV 44", carrier="royal_mail")
    assert (answer.status_code, answer.location) == (303, f"/admin/orders/{order.number}")
    assert status(order) == "shipped"
    moved = InventoryMovement.get(InventoryMovement.reason == "shipped")
    assert (moved.on_hand_change, moved.staff_id) == (-1, owner.id)
    page = page_of(desk, order)
    assert owner.name in page
    assert "https://www.royalmail.com/track-your-item#/tracking-results/JV44" in page
    assert "Shipped</strong>: Royal Mail JV 44" in page
    assert "Parcel shipped" in page
    assert Email.get().kind == "parcel_shipped"


def test_a_part_of_a_line_is_sent_and_the_form_asks_for_the_rest(desk, an_order):
    order = an_order(quantity=3)
    name = f"copies-{line_of(order).id}"
    act(desk, order, "shipment", **{name: "2"})
    assert status(order) == "part_shipped"
    page = page_of(desk, order)
    assert re.search(rf'name="{name}"[^>]*value="1"', page)
    assert "2 sent" in page
    act(desk, order, "shipment", **{name: "1"})
    assert status(order) == "shipped"


def test_the_form_of_the_page_sent_twice_is_one_parcel(desk, an_order):
    order = an_order(quantity=3)
    key = re.search(r'name="form_key" value="([^"]+)"', page_of(desk, order))[1]
    typed = {f"copies-{line_of(order).id}": "1", "form_key": key}
    assert [act(desk, order, "shipment", **typed).status_code for _ in range(2)] == [303, 303]
    assert (Shipment.select().count(), line_of(order).shipped) == (1, 1)


@pytest.mark.parametrize("standing", ["awaiting_payment", "shipped", "expired", "refunded"])
def test_an_order_that_cannot_be_shipped_says_so_and_stays(desk, an_order, standing):
    order = an_order(standing)
    answer = act(desk, order, "shipment", tracking="JV 44")
    assert answer.status_code == 409
    assert "Only a paid order" in answer.text
    assert status(order) == standing


def test_more_copies_than_are_here_are_refused_and_stay_in_the_form(desk, an_order):
    order = an_order()
    for typed, code in (("9", 409), ("many", 422), ("-1", 422)):
        answer = act(desk, order, "shipment", **{f"copies-{line_of(order).id}": typed})
        assert answer.status_code == code
        assert f'value="{typed}"' in answer.text
        assert f'id="copies-{line_of(order).id}-error"' in answer.text
    assert status(order) == "paid"


def test_fields_that_were_emptied_stay_empty_and_what_is_wanted_is_said(desk, an_order):
    order = an_order()
    answer = act(desk, order, "shipment", **{f"copies-{line_of(order).id}": ""})
    assert answer.status_code == 409
    assert "Type how many copies go into this parcel." in answer.text
    field = re.search(rf'<input[^>]* name="copies-{line_of(order).id}"[^>]*>', answer.text)[0]
    assert 'value=""' in field


def test_a_tracking_number_of_a_thousand_signs_is_refused_and_kept(desk, an_order):
    answer = act(desk, an_order(), "shipment", tracking="7" * 1000)
    assert answer.status_code == 422
    assert "7" * 1000 in answer.text
    assert "keep this to 100 characters" in answer.text


def test_a_carrier_nobody_knows_is_refused(desk, an_order):
    assert act(desk, an_order(), "shipment", carrier="pigeon").status_code == 422


def test_an_order_is_packed_sent_and_delivered_step_by_step(desk, an_order):
    order = an_order()
    assert "Mark as packed" in page_of(desk, order)
    act(desk, order, "packing")
    act(desk, order, "unpacking")
    assert status(order) == "paid"
    act(desk, order, "packing")
    assert "Mark as packed" not in page_of(desk, order)
    act(desk, order, "shipment")
    assert "Mark as delivered" in page_of(desk, order)
    act(desk, order, "arrival")
    assert status(order) == "delivered"


@pytest.mark.parametrize("facts", [{}, COUNTER], ids=["parcel", "counter"])
def test_nothing_is_to_be_packed_while_no_copy_is_here(desk, an_order, facts):
    order = an_order(**facts)
    OrderLine.update(promised=1).execute()
    page = page_of(desk, order)
    for offered in ("Mark as packed", "Ready to be collected", "Packing slip"):
        assert offered not in page
    assert (
        "Nothing of this order is here to be packed."
        in desk.get(f"/admin/orders/{order.number}/slip").text
    )


def test_an_order_of_which_a_copy_is_still_to_come_is_not_offered_as_ready(desk, an_order):
    order = an_order(quantity=2, **COUNTER)
    OrderLine.update(promised=1).execute()
    page = page_of(desk, order)
    assert "Mark as packed" in page
    assert "Packing slip" in page
    assert "Ready to be collected" not in page
    assert "Some of its copies have not come in yet" in page


def test_staff_read_why_an_order_to_collect_of_which_no_copy_is_here_offers_nothing(
    signed_in, a_person, an_order
):
    order = an_order(**COUNTER)
    OrderLine.update(promised=1).execute()
    packer = signed_in(a_person("warehouse"))
    hint = "Some of its copies have not come in yet. Once all are here it can be collected."
    assert hint in page_of(packer, order)
    OrderLine.update(promised=0).execute()
    assert hint not in page_of(packer, order)


def test_copies_that_were_given_up_are_said_of_their_line(desk, an_order):
    order = an_order(quantity=3)
    OrderLine.update(cancelled=2).execute()
    assert "2 not to be sent" in page_of(desk, order)


def test_an_order_to_collect_is_made_ready_and_handed_over(desk, an_order):
    order = an_order(**COUNTER)
    assert "Mark as shipped" not in page_of(desk, order)
    act(desk, order, "readiness")
    assert status(order) == "ready"
    assert order.number in desk.get("/admin/orders?queue=to-collect").text
    assert "Handed over" in page_of(desk, order)
    act(desk, order, "collection")
    assert (status(order), Inventory.get().on_hand) == ("delivered", 4)
    assert "Collected" in page_of(desk, order)


def test_steps_out_of_turn_are_refused_in_words(desk, an_order):
    order = an_order()
    for what in ("readiness", "collection", "arrival", "unpacking"):
        expected = 303 if what == "unpacking" else 409
        assert act(desk, order, what).status_code == expected, what
    assert status(order) == "paid"


def test_what_is_awaited_is_listed_with_who_waits_and_the_limit(desk, an_edition, an_order):
    edition = an_edition("Kindred", backorder_limit=7)
    order = an_order(edition=edition, quantity=2)
    OrderLine.update(promised=2).execute()
    Inventory.update(promised=2, reserved=0, on_hand=0).execute()
    page = desk.get("/admin/awaited").text
    for words in ("Kindred", order.number, "2 promised, of 7 back-orders at most", order.name):
        assert words in page
    assert order.number in desk.get("/admin/orders?queue=awaited").text
    assert order.number not in desk.get("/admin/orders").text
    assert "2 still to come in" in page_of(desk, order)
    assert "None of its copies is here" in page_of(desk, order)


def test_nothing_to_ship_does_not_mean_that_every_paid_order_is_on_its_way(desk, an_order):
    assert "Every paid order is on its way" in desk.get("/admin/orders").text
    for _ in range(2):
        an_order("ready", **COUNTER)
    waits = line_of(an_order())
    OrderLine.update(promised=1).where(OrderLine.id == waits.id).execute()
    page = desk.get("/admin/orders").text
    assert "Nothing to ship" in page
    assert "Every paid order is on its way" not in page
    assert 'queue=awaited">1 paid order waits for copies</a>' in page
    assert 'queue=to-collect">2 lie at the counter</a>' in page


def test_a_book_that_readers_want_to_be_told_of_is_awaited_with_how_many_they_are(desk, an_edition):
    edition = an_edition("Kindred", on_hand=0)
    for email in ("ada@example.org", "grace@example.org"):
        ask(edition, email, confirmed=True)
    ask(edition, "stranger@example.org")
    page = desk.get("/admin/awaited").text
    assert "Kindred" in page
    assert "2 readers want to be told when it is here" in page


def test_nothing_awaited_says_so(desk):
    assert "Nothing is awaited" in desk.get("/admin/awaited").text


def test_who_downloaded_what_and_when_is_shown(desk, owner, an_order):
    order = an_order(download_consent_at=now())
    Download.create(order_line=line_of(order), customer=owner)
    Download.create(order_line=line_of(order))
    page = page_of(desk, order)
    assert "asked for them at once" in page
    assert "by the link of the order" in page
