import pytest

from app.admin.listing import ROWS
from app.catalog.models import Inventory
from app.orders.models import OrderLine, Return, ReturnLine, Withdrawal
from app.orders.returns.returning import say_sent, write_lines
from tests.placed_orders import put_in_a_parcel


@pytest.fixture
def sent(an_order):
    order = an_order("shipped", quantity=2)
    put_in_a_parcel(order)
    return order


@pytest.fixture
def back(sent):
    back = Return.create(order=sent, kind="return", reason="damaged", comment="Wet <b>through</b>")
    write_lines(back, {sent.lines.get().id: 2})
    return back


def test_returns_are_in_the_queue_of_their_status(desk, back):
    number = back.order.number
    assert number in desk.get("/admin/returns").text
    assert "It came damaged" in desk.get("/admin/returns").text
    assert number not in desk.get("/admin/returns?queue=received").text
    Return.update(status="received", received_at=Return.requested_at).execute()
    assert number in desk.get("/admin/returns?queue=received").text


def test_a_clerk_takes_in_what_came_and_puts_the_sound_copy_on_the_shelf(desk, back):
    line = ReturnLine.get().order_line_id
    on_hand = Inventory.get().on_hand
    typed = {f"came_{line}": "2", f"restocked_{line}": "1"}
    answer = desk.post(f"/admin/returns/{back.id}/receipt", data=typed)
    assert (answer.status_code, answer.location) == (303, f"/admin/returns/{back.id}")
    assert (OrderLine.get().returned, Inventory.get().on_hand) == (2, on_hand + 1)
    assert desk.post(f"/admin/returns/{back.id}/receipt", data=typed).status_code == 409


@pytest.mark.parametrize(
    ("came", "restocked", "status"), [("3", "0", 422), ("1", "2", 422), ("0", "0", 409)]
)
def test_what_cannot_have_come_is_refused(desk, back, came, restocked, status):
    line = ReturnLine.get().order_line_id
    typed = {f"came_{line}": came, f"restocked_{line}": restocked}
    assert desk.post(f"/admin/returns/{back.id}/receipt", data=typed).status_code == status
    assert Return.get().status == "requested"


def test_a_clerk_refuses_in_words_that_the_buyer_reads(desk, back):
    url = f"/admin/returns/{back.id}/refusal"
    assert desk.post(url, data={"answer": " "}).status_code == 422
    assert desk.post(url, data={"answer": "It was read in the bath."}).status_code == 303
    assert (Return.get().status, Return.get().answer) == ("refused", "It was read in the bath.")
    assert desk.post(url, data={"answer": "No."}).status_code == 409


def test_a_clerk_closes_a_return_in_words_that_the_buyer_reads(desk, back):
    url = f"/admin/returns/{back.id}/closing"
    assert "Close without money" not in desk.get(f"/admin/returns/{back.id}").text
    Return.update(status="received", received_at=Return.requested_at).execute()
    assert "Close without money" in desk.get(f"/admin/returns/{back.id}").text
    assert desk.post(url, data={"closing": " "}).status_code == 422
    assert desk.post(url, data={"closing": "It cost nothing."}).status_code == 303
    assert (Return.get().status, Return.get().answer) == ("closed", "It cost nothing.")
    assert desk.post(url, data={"closing": "Again."}).status_code == 409


def test_a_return_is_offered_for_what_was_sent_alone(desk, an_order, sent):
    assert "Allow a return…" in desk.get(f"/admin/orders/{sent.number}").text
    assert "Allow a return…" not in desk.get(f"/admin/orders/{an_order().number}").text


def test_none_came_so_none_goes_on_the_shelf(desk, back):
    line = back.order.lines.get().id
    typed = {f"came_{line}": "0", f"restocked_{line}": "1"}
    answer = desk.post(f"/admin/returns/{back.id}/receipt", data=typed)
    assert answer.status_code == 422
    assert "None came, so none can go back on the shelf." in answer.text


def test_staff_allow_a_return_however_long_ago_it_was(desk, owner, sent):
    line = sent.lines.get()
    typed = {f"copies_{line.id}": "1", "reason": "misprint", "form_key": "a-key-of-a-clerk-0001"}
    answer = desk.post(f"/admin/orders/{sent.number}/returns", data=typed)
    assert answer.status_code == 303
    assert (Return.get().asked_by, ReturnLine.get().quantity) == (f"staff {owner.id}", 1)
    assert desk.post(f"/admin/orders/{sent.number}/returns", data={}).status_code == 422


def test_a_withdrawal_says_by_when_its_money_must_be_on_the_way(desk, sent):
    back = Return.create(order=sent, kind="withdrawal", reason="withdrawal")
    write_lines(back, {sent.lines.get().id: 1})
    assert "refund by" not in desk.get("/admin/returns").text
    say_sent(back.id, "RM 12")
    assert "refund by" in desk.get("/admin/returns").text
    assert "By law" in desk.get(f"/admin/returns/{back.id}").text


def test_a_withdrawal_that_fits_no_order_waits_until_somebody_has_looked(desk, app):
    row = Withdrawal.create(form_key="a key", name="Ada", contract="TYPO", email="a@example.org")
    assert "TYPO" in desk.get("/admin/returns").text
    desk.post(f"/admin/withdrawals/{row.id}/seen")
    assert "TYPO" not in desk.get("/admin/returns").text


def test_what_a_buyer_typed_is_shown_as_text(desk, back):
    page = desk.get(f"/admin/returns/{back.id}").text
    assert "Wet &lt;b&gt;through&lt;/b&gt;" in page


def test_declarations_to_look_up_come_a_page_at_a_time_with_as_many_queries_for_each(
    desk, sent, queries
):
    def declare(numbers):
        for number in numbers:
            facts = {"form_key": f"a key {number}", "name": "Ada", "email": "a@example.org"}
            Withdrawal.create(
                contract=f"NR-{number:03d}", order=sent if number % 2 else None, **facts
            )

    declare(range(2))
    few = queries(lambda: desk.get("/admin/returns"))
    declare(range(2, ROWS + 2))
    assert queries(lambda: desk.get("/admin/returns")) == few
    first, second = (desk.get(f"/admin/returns?declared={page}").text for page in (1, 2))
    assert "NR-000" in first
    assert f"NR-{ROWS:03d}" not in first
    assert f"NR-{ROWS:03d}" in second
    assert "NR-000" not in second
    assert f"{ROWS + 2} declarations" in second
