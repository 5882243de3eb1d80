from functools import partial

from app.catalog.models import Inventory
from app.orders.cancellation import cancel_paid
from app.orders.fulfilment.dispatch import ship
from app.orders.integrity import broken_invariants
from app.orders.models import Order, Refund
from app.orders.refunds.requests import request_refund
from app.orders.refusals import NotRefundable, NotShippable, TooLateToCancel
from app.orders.upkeep import carry_out_refunds
from tests.at_once import all_at_once
from tests.orders.conftest import fresh
from tests.orders.refunds.conftest import KEYS, at_stripe, give, lines


def test_the_same_form_gives_back_once(app, two_books):
    key = next(KEYS)
    call = partial(give, two_books, other_minor=100, form_key=key, note="Sorry.")
    answers = all_at_once(app, [call] * 4)
    assert {answer.id for answer in answers} == {Refund.get().id}


def test_two_clerks_who_refund_at_once_give_back_no_more_than_was_paid(app, two_books):
    total = two_books.total_minor
    calls = [partial(give, two_books, other_minor=total // 2 + 1, note="x")] * 4
    answers = all_at_once(app, calls)
    assert sum(isinstance(answer, NotRefundable) for answer in answers) == 3
    assert broken_invariants() == []


def test_two_clerks_give_up_the_same_last_copies_once(app, two_books):
    copies = {line.id: 2 for line in lines(two_books)}
    answers = all_at_once(app, [partial(give, two_books, given_up=copies)] * 3)
    assert sum(isinstance(answer, Refund) for answer in answers) == 1
    assert Inventory.select().where(Inventory.reserved > 0).count() == 0
    assert broken_invariants() == []


def test_a_refund_that_races_a_cancellation_gives_all_back_once(app, two_books, staff):
    first = lines(two_books)[0]
    answers = all_at_once(
        app,
        [
            partial(give, two_books, given_up={first.id: 1}),
            lambda: cancel_paid(two_books.id, "buyer"),
            lambda: request_refund(two_books.id, "staff", staff),
        ],
    )
    refusals = (NotRefundable, TooLateToCancel)
    assert all(isinstance(answer, (Refund, Order, *refusals)) for answer in answers)
    carry_out_refunds()
    assert sum(at_stripe()) == two_books.total_minor
    assert fresh(two_books).status == "refunded"
    assert broken_invariants() == []


def test_a_refund_that_races_a_parcel_never_pays_back_a_copy_that_it_calls_unsent(
    app, two_books, staff
):
    copies = {line.id: 2 for line in lines(two_books)}
    answers = all_at_once(
        app, [partial(give, two_books, given_up=copies), lambda: ship(two_books.id, "", staff)]
    )
    assert sum(isinstance(answer, (NotRefundable, NotShippable)) for answer in answers) == 1
    carry_out_refunds()
    sent = sum(line.shipped for line in lines(two_books))
    assert (sent, fresh(two_books).status) in {(4, "shipped"), (0, "refunded")}
    assert broken_invariants() == []
