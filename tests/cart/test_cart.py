import re

import pytest

from app.cart.carts import cart_of_customer
from app.cart.models import IN_CART, LATER, REMOVED, Cart, CartItem
from app.cart.moving import move
from app.cart.quantities import read_quantity
from app.cart.refusals import BadQuantity, NotEnoughCopies, TooManyCopies
from app.catalog.models import Edition
from app.db import db
from tests.at_once import all_at_once
from tests.waiting import begun, until_somebody_waits


def test_an_item_knows_its_work_its_price_and_what_is_left(cart, an_edition):
    cart.add(an_edition("Kindred", price_minor=999, on_hand=5), 2)
    (item,) = cart.items
    assert (item.work.title, item.work.byline) == ("Kindred", "Octavia E. Butler")
    assert (str(item.total), item.available, cart.count) == ("£19.98", 5, 2)


def test_the_same_edition_again_adds_to_its_copies(cart, an_edition):
    edition = an_edition()
    cart.add(edition, 1)
    cart.add(edition, 2)
    assert [item.quantity for item in cart.items] == [3]


def test_no_more_goes_in_than_is_left(cart, an_edition):
    edition = an_edition(on_hand=3)
    cart.add(edition, 2)
    with pytest.raises(NotEnoughCopies, match="Only 3 copies are left, and you have 2") as refusal:
        cart.add(edition, 2)
    assert refusal.value.available == 3
    assert cart.count == 2


def test_an_edition_without_inventory_cannot_be_added(cart, an_edition):
    with pytest.raises(NotEnoughCopies, match="No copies are left"):
        cart.add(an_edition(on_hand=0), 1)


def test_more_than_twenty_of_one_edition_is_too_many(cart, an_edition):
    with pytest.raises(TooManyCopies, match="up to 20"):
        cart.add(an_edition(on_hand=100), 21)


def test_staff_may_allow_fewer_copies_of_an_edition_to_a_customer_or_more(cart, an_edition):
    signed, for_schools = (an_edition(on_hand=99, most_per_customer=most) for most in (2, 60))
    with pytest.raises(TooManyCopies, match="at most 2 copies of this edition to one customer"):
        cart.add(signed, 3)
    cart.add(signed, 2)
    cart.add(for_schools, 60)
    assert cart.count == 62


def test_a_limit_that_came_later_is_said_beside_the_line(cart, an_edition):
    edition = an_edition()
    cart.add(edition, 2)
    Edition.update(most_per_customer=1).execute()
    assert cart.lock().items[0].problem == (
        "We sell at most one copy of this edition to one customer."
    )


def test_an_order_takes_what_is_in_the_cart_and_leaves_what_is_saved(cart, an_edition):
    cart.add(an_edition("Kindred"), 1)
    cart.add(an_edition("Dawn"), 1)
    move(cart, cart.items[1].id, LATER)
    cart.empty()
    assert cart.count == 0
    assert [line.work.title for line in cart.saved] == ["Dawn"]


def test_a_quantity_may_go_down_though_it_is_still_too_many(cart, an_edition):
    edition = an_edition(on_hand=1)
    cart.put(edition, 9)
    assert cart.items[0].problem == "Only one copy is left."
    cart.set_quantity(cart.items[0].id, 5)
    assert cart.count == 5


def test_items_of_other_carts_are_out_of_reach(cart, an_edition):
    other = Cart.create(token="another")
    other.put(an_edition(), 1)
    assert cart.set_quantity(other.items[0].id, 0) is None
    assert other.lock().count == 1


def test_what_is_added_during_a_checkout_is_in_the_cart_after_it(app, cart, an_edition):
    ordered, added = an_edition("Kindred"), an_edition("Dawn")
    cart.add(ordered, 1)
    with db.atomic():
        cart.lock()
        adding = begun(app, lambda: Cart.get_by_id(cart.id).add(added, 1))
        until_somebody_waits()
        assert [item.edition_id for item in cart.items] == [ordered.id]
        cart.empty()
    adding.join()
    assert [item.edition_id for item in Cart.get_by_id(cart.id).items] == [added.id]


def test_a_book_added_while_a_sign_in_takes_the_cart_away_is_refused_in_words(
    app, client, cart, an_edition
):
    with client.session_transaction() as session:
        session["cart"] = cart.token
    edition, answers = an_edition(), []
    typed = {"edition_id": edition.id}
    with db.atomic():
        Cart.delete().where(Cart.id == cart.id).execute()
        adding = begun(app, lambda: answers.append(client.post("/cart/items", data=typed)))
        until_somebody_waits()
    adding.join()
    (answer,) = answers
    assert answer.status_code == 422
    assert re.search(r'role="alert">[^<]*Nothing was done: please try again.', answer.text)
    assert not re.search("aria-invalid|autofocus", answer.text)
    assert "Set-Cookie" not in answer.headers
    assert client.post("/cart/items", data=typed).status_code == 303
    assert CartItem.get().edition_id == edition.id


@pytest.mark.parametrize("place", [LATER, REMOVED])
def test_what_was_saved_or_removed_is_added_as_if_it_were_new(cart, an_edition, place):
    edition = an_edition()
    cart.add(edition, 3)
    move(cart, cart.items[0].id, place)
    cart.add(edition, 1)
    assert [(line.place, line.quantity) for line in cart.lines] == [(IN_CART, 1)]


def test_clicks_at_the_same_instant_all_count(app, cart, an_edition):
    edition = an_edition(on_hand=10)
    all_at_once(app, [lambda: Cart.get_by_id(cart.id).add(edition, 1)] * 8)
    assert cart.lock().count == 8


def test_clicks_at_the_same_instant_put_no_more_in_than_there_is(app, cart, an_edition):
    edition = an_edition(on_hand=3)
    answers = all_at_once(app, [lambda: Cart.get_by_id(cart.id).add(edition, 1)] * 6)
    assert sorted(type(answer).__name__ for answer in answers) == (
        ["NoneType"] * 3 + ["NotEnoughCopies"] * 3
    )
    assert cart.lock().count == 3


def test_a_customer_has_one_cart_however_many_tabs_ask_at_once(app, a_customer):
    customer = a_customer()
    carts = all_at_once(app, [lambda: cart_of_customer(customer.id)] * 6)
    assert len({cart.id for cart in carts}) == 1


@pytest.mark.parametrize(
    ("typed", "number"), [("1", 1), (" 2 ", 2), ("007", 7), ("+3", None), ("20", 20)]
)
def test_a_number_is_read_as_people_type_it(typed, number):
    if number is None:
        with pytest.raises(BadQuantity):
            read_quantity(typed)
    else:
        assert read_quantity(typed) == number


@pytest.mark.parametrize("typed", [None, "", " ", "x", "1.5", "1e3", "²", "٣", "-1", "0", "\x00"])
def test_what_is_no_number_of_copies_gets_a_sentence(typed):
    with pytest.raises(BadQuantity, match=r"\.$"):
        read_quantity(typed)


@pytest.mark.parametrize("typed", ["1000000000", "9" * 100, "000000000001000000000"])
def test_a_huge_number_stays_huge_and_fits(typed):
    assert 20 < read_quantity(typed) < 2**31
