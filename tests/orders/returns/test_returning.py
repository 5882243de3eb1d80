import itertools
from datetime import date, timedelta

import pytest

from app.catalog.models import Inventory, InventoryMovement
from app.db import now
from app.letters import LETTERS
from app.mail import Email
from app.orders.fulfilment.dispatch import ship
from app.orders.integrity import broken_invariants
from app.orders.models import Order, OrderLine, Refund, Return, ReturnLine, Shipment
from app.orders.refunds.parts import Wanted
from app.orders.refunds.refundable import left_of
from app.orders.refunds.requests import request_part
from app.orders.refusals import NotRefundable, NotReturnable
from app.orders.returns.coming_back import returnable
from app.orders.returns.desk import close, receive, refuse
from app.orders.returns.faults import years_later
from app.orders.returns.periods import ON_THE_WAY, last_moment
from app.orders.returns.returning import Asked, ask, call_off, proposed_for, say_sent
from app.orders.upkeep import carry_out_refunds
from tests.at_once import all_at_once
from tests.orders.conftest import fresh

KEYS = (f"a-key-of-a-return-{number}" for number in itertools.count())


@pytest.fixture
def sent(a_paid_order, an_edition, staff):
    """An order of two copies of a book that has been sent."""
    order = a_paid_order(an_edition(on_hand=5), quantity=2)
    ship(order.id, "", staff)
    return fresh(order)


def line_of(order):
    return order.lines.get()


def ask_back(order, copies=1, reason="damaged", **facts):
    asked = Asked({line_of(order).id: copies}, reason, form_key=next(KEYS))
    return ask(order.id, asked, **facts)


def take_in(back, staff, copies=1, restocked=1):
    return receive(back.id, {line_of(back.order).id: (copies, restocked)}, staff)


def shipped_days_ago(days):
    Shipment.update(shipped_at=now() - timedelta(days=days)).execute()


def test_a_copy_comes_back_is_put_on_the_shelf_and_its_money_goes(sent, staff):
    back = ask_back(sent, reason="unwanted")
    take_in(back, staff)
    assert Inventory.get().on_hand == 4
    moved = InventoryMovement.get(InventoryMovement.reason == "returned")
    assert (moved.on_hand_change, moved.order_id, moved.staff_id) == (1, sent.id, staff.id)
    assert line_of(sent).returned == 1
    back = Return.get()
    copies, shipping = proposed_for(back, left_of(fresh(sent)))
    assert (copies, shipping) == ({line_of(sent).id: 1}, 0)
    request_part(sent.id, Wanted("return", back=copies, return_id=back.id), "staff 1")
    carry_out_refunds()
    assert (Return.get().status, Refund.get().amount_minor) == ("refunded", 999)
    assert fresh(sent).status == "shipped"
    assert broken_invariants() == []


def test_a_damaged_copy_does_not_go_back_on_the_shelf(sent, staff):
    take_in(ask_back(sent), staff, restocked=0)
    assert Inventory.get().on_hand == 3
    assert InventoryMovement.select().where(InventoryMovement.reason == "returned").count() == 0
    assert broken_invariants() == []


def test_each_step_writes_to_the_buyer(sent, staff):
    take_in(ask_back(sent), staff)
    refuse(ask_back(sent).id, "It was read in the bath.", staff)
    kinds = [email.kind for email in Email.select().order_by(Email.id)]
    assert kinds[2:] == ["return_asked", "return_received", "return_asked", "return_refused"]
    for email in Email.select().where(Email.kind.startswith("return")):
        letter = LETTERS[email.kind](email.about)
        assert sent.number in letter.text
        assert sent.number in letter.html
    assert "It was read in the bath." in letter.text


def test_a_whole_order_that_we_spoiled_comes_back_with_its_delivery(sent, staff):
    back = ask_back(sent, copies=2)
    take_in(back, staff, copies=2, restocked=0)
    assert proposed_for(Return.get(), left_of(sent)) == ({line_of(sent).id: 2}, 295)


def test_no_more_copies_come_back_than_were_sent(sent):
    ask_back(sent, copies=2)
    with pytest.raises(NotReturnable):
        ask_back(sent)
    assert broken_invariants() == []


def test_copies_that_were_refunded_without_coming_back_do_not_come_back(sent):
    request_part(sent.id, Wanted("staff", back={line_of(sent).id: 1}), "staff 1")
    with pytest.raises(NotReturnable):
        ask_back(sent, copies=2)
    ask_back(sent, copies=1)


def test_what_was_not_sent_is_not_sent_back(a_paid_order):
    with pytest.raises(NotReturnable):
        ask_back(a_paid_order())


def test_two_windows_ask_for_the_same_copies_once(app, sent):
    answers = all_at_once(app, [lambda: ask_back(sent, copies=2)] * 3)
    assert sum(isinstance(answer, NotReturnable) for answer in answers) == 2
    assert broken_invariants() == []


def test_the_same_form_asks_once(app, sent):
    asked = Asked({line_of(sent).id: 1}, "damaged", form_key=next(KEYS))
    answers = all_at_once(app, [lambda: ask(sent.id, asked)] * 3)
    assert {answer.id for answer in answers} == {Return.get().id}


@pytest.mark.parametrize("reason", ["unwanted", "late", "other"])
def test_what_is_not_wanted_comes_back_for_thirty_days_from_delivery(sent, reason):
    shipped_days_ago(59)
    ask_back(sent, reason=reason)
    shipped_days_ago(63 + ON_THE_WAY.days)
    with pytest.raises(NotReturnable):
        ask_back(sent, reason=reason)


@pytest.mark.parametrize(("country", "years"), [("DE", 2), ("ES", 3), ("SE", 3), ("GB", 6)])
def test_what_is_faulty_comes_back_for_as_long_as_the_buyers_law_says_and_with_grace_for_ever(
    sent, country, years
):
    Order.update(address={"country": country}).where(Order.id == sent.id).execute()
    shipped_days_ago(years * 365 + ON_THE_WAY.days - 2)
    ask_back(sent, reason="misprint")
    shipped_days_ago(years * 366 + ON_THE_WAY.days + 4)
    with pytest.raises(NotReturnable):
        ask_back(sent, reason="misprint")
    ask_back(sent, reason="misprint", by="staff 1", grace=True)


def test_a_term_of_years_ends_on_the_same_date():
    assert years_later(date(2026, 3, 1), 2) == date(2028, 3, 1)
    assert years_later(date(2028, 2, 29), 3) == date(2031, 2, 28)


def test_a_return_is_taken_in_once(app, sent, staff):
    back = ask_back(sent, copies=2)
    answers = all_at_once(app, [lambda: take_in(back, staff, copies=2, restocked=2)] * 3)
    assert sum(isinstance(answer, NotReturnable) for answer in answers) == 2
    assert Inventory.get().on_hand == 5
    assert broken_invariants() == []


@pytest.mark.parametrize("came", [(2, 0), (1, 2), (0, 0), (-1, 0)])
def test_nothing_comes_that_was_not_to_come(sent, staff, came):
    back = ask_back(sent)
    with pytest.raises(NotReturnable):
        receive(back.id, {line_of(sent).id: came}, staff)
    assert Return.get().status == "requested"


def test_a_return_is_refunded_once(app, sent, staff):
    back = ask_back(sent)
    take_in(back, staff)
    wanted = Wanted("return", back={line_of(sent).id: 1}, return_id=back.id)
    answers = all_at_once(app, [lambda: request_part(sent.id, wanted, "staff 1")] * 3)
    assert sum(isinstance(answer, NotRefundable) for answer in answers) == 2
    assert broken_invariants() == []


def test_a_refusal_that_races_a_refund_leaves_one_of_the_two(app, sent, staff):
    back = ask_back(sent)
    take_in(back, staff, restocked=0)
    wanted = Wanted("return", back={line_of(sent).id: 1}, return_id=back.id)
    calls = [
        lambda: request_part(sent.id, wanted, "staff 1"),
        lambda: refuse(back.id, "No.", staff),
    ]
    answers = all_at_once(app, calls)
    assert sum(isinstance(answer, Exception) for answer in answers) == 1
    assert (Return.get().status == "refunded") == Refund.select().exists()
    assert broken_invariants() == []


def test_what_is_refused_goes_back_to_its_buyer_who_may_ask_again(sent, staff):
    back = ask_back(sent, copies=2)
    take_in(back, staff, copies=2, restocked=0)
    refuse(back.id, "It was read in the bath.", staff)
    assert line_of(sent).returned == 0
    ask_back(sent, copies=2)
    assert broken_invariants() == []


def test_what_is_on_the_shelf_again_is_not_refused(sent, staff):
    back = ask_back(sent)
    take_in(back, staff)
    with pytest.raises(NotReturnable):
        refuse(back.id, "No.", staff)


def test_a_buyer_may_keep_her_books_until_they_are_here(sent, staff):
    back = ask_back(sent)
    call_off(back.id)
    assert call_off(back.id).status == "called_off"
    other = ask_back(sent, copies=2)
    take_in(other, staff, copies=2)
    with pytest.raises(NotReturnable):
        call_off(other.id)
    assert broken_invariants() == []


def test_a_buyer_says_that_she_has_sent_them_and_by_what_parcel(sent):
    back = ask_back(sent)
    say_sent(back.id, "RM 12")
    assert (Return.get().proof, Return.get().sent_back_at is not None) == ("RM 12", True)


def test_the_last_day_is_a_whole_one_by_the_shops_clock_and_no_sunday(app):
    tuesday = now().replace(year=2026, month=6, day=23, hour=23, minute=30)  # after midnight here
    assert last_moment(tuesday, 14).isoformat() == "2026-07-09T00:00:00+01:00"
    saturday = tuesday.replace(day=19)
    assert last_moment(saturday, 14).isoformat() == "2026-07-07T00:00:00+01:00"


def test_the_database_itself_keeps_returns_within_what_was_bought(sent):
    back = Return.create(order=sent, kind="return", reason="damaged")
    with pytest.raises(Exception, match="no more copies"):
        ReturnLine.create(return_of=back, order_line=line_of(sent), quantity=3)


def test_downloads_do_not_come_back(sent):
    OrderLine.update(is_download=True).execute()
    Order.update(status="delivered").execute()
    with pytest.raises(NotReturnable):
        ask_back(sent)


def test_after_goodwill_a_return_is_proposed_for_what_is_left(sent, staff):
    request_part(sent.id, Wanted("staff", other_minor=2200, note="Sorry."), "staff 1")
    back = ask_back(sent, copies=2)
    take_in(back, staff, copies=2)
    copies, shipping = proposed_for(Return.get(), left_of(fresh(sent)))
    wanted = Wanted("return", back=copies, shipping_minor=shipping, return_id=back.id)
    refund = request_part(sent.id, wanted, "staff 1")
    assert (refund.amount_minor, shipping) == (sent.total_minor - 2200, 0)
    carry_out_refunds()
    assert (Return.get().status, fresh(sent).status) == ("refunded", "refunded")
    assert broken_invariants() == []


def test_copies_whose_money_went_back_before_come_back_and_the_return_is_closed(sent, staff):
    back = ask_back(sent, reason="unwanted")
    request_part(sent.id, Wanted("staff", back={line_of(sent).id: 2}), "staff 1")
    take_in(back, staff)
    wanted = Wanted("return", return_id=back.id)
    with pytest.raises(NotRefundable, match="closed without money, on its own page"):
        request_part(sent.id, wanted, "staff 1")
    close(back.id, "It went back to your card on Monday.", staff)
    assert (Return.get().status, line_of(sent).returned) == ("closed", 1)
    assert "on Monday" in LETTERS["return_closed"](back.id).text
    assert Email.get(Email.kind == "return_closed").about == back.id
    assert returnable(fresh(sent)) == {}
    assert broken_invariants() == []


def test_a_book_that_cost_nothing_comes_back_and_the_return_is_closed(
    a_paid_order, a_cart, an_edition, staff
):
    free = an_edition(price_minor=0)
    order = a_paid_order(free, an_edition())
    ship(order.id, "", staff)
    line = order.lines.where(OrderLine.edition == free).get()
    back = ask(order.id, Asked({line.id: 1}, "damaged", form_key=next(KEYS)))
    receive(back.id, {line.id: (1, 1)}, staff)
    with pytest.raises(NotReturnable, match="close it"):
        refuse(back.id, "No.", staff)
    close(back.id, "It cost you nothing.", staff)
    assert line.id not in returnable(fresh(order))
    assert broken_invariants() == []


def test_only_a_return_that_has_come_is_closed_and_once(sent, staff):
    back = ask_back(sent)
    with pytest.raises(NotReturnable):
        close(back.id, "It cost you nothing.", staff)
    take_in(back, staff)
    close(back.id, "It cost you nothing.", staff)
    with pytest.raises(NotReturnable):
        close(back.id, "It cost you nothing.", staff)
