import re
from datetime import timedelta

import pytest

from app.cart.carts import cart_of_customer
from app.cart.merging import TOLD_FOR, join
from app.cart.models import IN_CART, LATER, REMOVED, Cart, CartItem
from app.cart.moving import move
from app.db import now
from tests.people import PASSWORD


@pytest.fixture
def account(a_customer):
    """The cart of a customer."""
    return cart_of_customer(a_customer().id)


def contents(cart):
    return [(line.work.title, line.quantity) for line in cart.lock().items]


def titles_saved(cart):
    return [line.work.title for line in cart.lock().saved]


@pytest.mark.parametrize(
    ("on_hand", "hers", "theirs", "together"),
    [(9, 1, 2, 3), (2, 2, 2, 2), (90, 15, 15, 20), (0, 3, 1, 3), (0, 1, 3, 3), (5, 0, 2, 2)],
)
def test_two_carts_become_one_within_stock_and_limit(
    cart, account, an_edition, on_hand, hers, theirs, together
):
    edition = an_edition(on_hand=on_hand)
    account.put(edition, hers)
    cart.put(edition, theirs)
    join(cart, account)
    assert account.lock().count == together
    assert account.items[0].brought == together - hers
    assert Cart.select().count() == 1


@pytest.mark.parametrize(
    ("guests", "hers", "becomes"),
    [
        (IN_CART, LATER, IN_CART),
        (IN_CART, REMOVED, IN_CART),
        (LATER, IN_CART, IN_CART),
        (LATER, LATER, LATER),
        (LATER, REMOVED, LATER),
        (LATER, None, LATER),
        (REMOVED, IN_CART, IN_CART),
        (REMOVED, LATER, LATER),
    ],
)
def test_a_book_of_both_is_in_one_place_and_what_is_in_a_cart_stays_in_it(
    cart, account, an_edition, guests, hers, becomes
):
    edition = an_edition()
    for one, place in ((cart, guests), (account, hers)):
        if place:
            one.put(edition, 1)
            move(one, one.items[0].id, place)
    join(cart, account)
    assert [line.place for line in account.lock().lines] == [becomes]


def test_two_tabs_that_sign_in_at_once_do_not_forget_what_came(cart, account, an_edition):
    cart.put(an_edition("Kindred"), 2)
    in_the_other_tab = Cart.get_by_id(cart.id)
    join(cart, account)
    join(in_the_other_tab, cart_of_customer(account.customer_id))
    assert [item.brought for item in account.lock().items] == [2]


def test_two_tabs_on_the_way_to_the_checkout_put_nothing_by_that_was_chosen(
    cart, account, an_edition
):
    cart.put(an_edition("Kindred"), 2)
    in_the_other_tab = Cart.get_by_id(cart.id)
    assert in_the_other_tab.items
    join(cart, account, paying=True)
    join(in_the_other_tab, account, paying=True)
    assert contents(account) == [("Kindred", 2)]


def test_what_came_from_two_devices_is_told_together(cart, account, an_edition):
    kindred, dawn = an_edition("Kindred", on_hand=9), an_edition("Dawn")
    cart.put(kindred, 2)
    phone = Cart.create(token="a-cart-of-a-phone")
    phone.put(kindred, 1)
    phone.put(dawn, 1)
    join(cart, account)
    join(phone, cart_of_customer(account.customer_id))
    assert [(i.quantity, i.brought) for i in account.lock().items] == [(3, 3), (1, 1)]


def test_what_came_long_ago_is_not_told_again(cart, account, an_edition):
    cart.put(an_edition("Kindred"), 1)
    join(cart, account)
    Cart.update(merged_at=now() - TOLD_FOR - timedelta(minutes=1)).execute()
    phone = Cart.create(token="a-cart-of-a-phone")
    phone.put(an_edition("Dawn"), 1)
    join(phone, account)
    assert [item.brought for item in account.lock().items] == [0, 1]


def test_a_merged_line_keeps_the_price_of_when_it_was_added(cart, account, an_edition):
    cart.put(an_edition(price_minor=899), 1)
    join(cart, account)
    assert account.items[0].price_minor_then == 899


def test_on_the_way_to_the_checkout_the_cart_is_what_the_guest_chose(cart, account, an_edition):
    both, hers = an_edition("Kindred", on_hand=9), an_edition("Dawn")
    cart.add(both, 1)
    account.add(both, 3)
    account.add(hers, 2)
    assert join(cart, account, paying=True).put_by == 1
    assert contents(account) == [("Kindred", 1)]
    assert titles_saved(account) == ["Dawn"]
    assert not any(line.brought for line in account.lines)
    assert Cart.select().count() == 1


def test_what_a_guest_saved_comes_along_to_the_checkout_as_saved(cart, account, an_edition):
    cart.add(an_edition("Kindred"), 1)
    cart.add(an_edition("Dawn"), 1)
    move(cart, cart.items[1].id, LATER)
    assert join(cart, account, paying=True).put_by == 0
    assert contents(account) == [("Kindred", 1)]
    assert titles_saved(account) == ["Dawn"]


@pytest.fixture
def both(client, an_edition, add, a_customer):
    """A guest with Kindred, who has an account with Kindred and Dawn in its cart."""
    kindred, dawn = an_edition("Kindred", on_hand=9), an_edition("Dawn")
    account = cart_of_customer(a_customer().id)
    account.add(kindred, 1)
    account.add(dawn, 1)
    add(kindred, 2)
    add(an_edition("Emma"), 1)
    return account


def sign_in(client, **fields):
    form = {"email": "ada@example.org", "password": PASSWORD, **fields}
    return client.post("/login", data=form)


def test_the_cart_shows_what_came_from_before_she_signed_in(client, both):
    sign_in(client)
    page = client.get("/cart").text
    assert "From before you signed in:" in page
    assert "2 × Kindred" in page
    assert re.findall(r"Take out<span[^>]*> (\w+)", page) == ["Kindred", "Emma"]


def test_each_line_that_came_can_be_sent_away_with_one_click(client, both):
    sign_in(client)
    for undo in re.findall(r'action="(/cart/items/\d+)"[^>]*>\s*<span>', client.get("/cart").text):
        there = both.lock().line(int(undo.rsplit("/", 1)[1]))
        client.post(undo, data={"quantity": there.quantity - there.brought})
    assert contents(both) == [("Kindred", 1), ("Dawn", 1)]
    page = client.get("/cart").text
    assert "From before you signed in" not in page
    assert "Removed Emma." in page


def test_a_line_that_was_changed_since_is_hers(client, both):
    sign_in(client)
    kindred = next(line for line in both.lock().items if line.brought)
    client.post(f"/cart/items/{kindred.id}", data={"quantity": 4})
    assert re.findall(r"Take out<span[^>]*> (\w+)", client.get("/cart").text) == ["Emma"]


def test_all_that_came_may_stay_and_is_no_news_any_more(client, both):
    sign_in(client)
    assert "Keep them all" in client.get("/cart").text
    assert client.post("/cart/brought").location == "/cart"
    assert "From before" not in client.get("/cart").text
    assert both.lock().count == 5


def test_whoever_has_no_cart_may_keep_what_came_too(client, app):
    assert client.post("/cart/brought").status_code == 303
    assert Cart.select().count() == 0


def test_what_came_is_news_until_about_the_next_visit(client, both):
    sign_in(client)
    Cart.update(merged_at=now() - TOLD_FOR - timedelta(minutes=1)).execute()
    assert "From before" not in client.get("/cart").text


@pytest.mark.parametrize("next_page", ["/checkout", "/checkout?step=2", "/checkout/address"])
def test_who_signs_in_on_the_way_to_the_checkout_pays_for_what_she_chose_and_is_told(
    client, both, next_page
):
    assert sign_in(client, next=next_page).location == next_page
    page = client.get("/checkout").text
    assert "what you chose just now" in page
    assert "Emma" in page
    assert "Dawn" not in page
    assert contents(both) == [("Kindred", 2), ("Emma", 1)]
    assert "From before" not in client.get("/cart").text
    assert titles_saved(both) == ["Dawn"]


def test_the_cart_of_her_account_goes_to_the_checkout_when_the_guest_has_none(
    client, an_edition, a_customer
):
    account = cart_of_customer(a_customer().id)
    account.add(an_edition("Dawn"), 1)
    sign_in(client, next="/checkout")
    page = client.get("/checkout").text
    assert "Dawn" in page
    assert "chose just now" not in page


def test_her_cart_is_the_same_on_every_device(client, a_browser, an_edition, add, a_customer):
    a_customer()
    phone = a_browser()
    sign_in(client)
    sign_in(phone)
    add(an_edition("Kindred"))
    assert "Kindred" in phone.get("/cart").text
    phone.post(f"/cart/items/{CartItem.get().id}/place", data={"place": "later"})
    assert "Saved for later" in client.get("/cart").text
