import re

import pytest

from app.cart.models import Cart, CartItem
from app.catalog.inventory import move
from app.pricing.models import Promotion
from tests.conftest import HTMX


def only_item():
    return CartItem.select().get()


def change(client, quantity, htmx=False, item_id=None):
    item_id = item_id or only_item().id
    headers = HTMX if htmx else {}
    return client.post(f"/cart/items/{item_id}", data={"quantity": quantity}, headers=headers)


def place(client, place, htmx=False):
    headers = HTMX if htmx else {}
    return client.post(
        f"/cart/items/{only_item().id}/place", data={"place": place}, headers=headers
    )


def test_a_book_goes_into_the_cart_and_the_cart_shows_it(client, an_edition, add):
    response = add(an_edition("Kindred"), 2)
    assert (response.status_code, response.location) == (303, "/cart")
    page = client.get("/cart").text
    assert "Kindred" in page
    assert "£19.98" in page


TOLD, WHOLE = "div#added", "form#add-to-cart"  # as htmx names what its answer is for


@pytest.mark.parametrize(("place", "form_too"), [(TOLD, False), (WHOLE, True)])
def test_htmx_gets_a_confirmation_and_the_badge_and_the_form_where_it_has_an_error(
    client, an_edition, place, form_too
):
    form = {"edition_id": an_edition().id, "quantity": 2}
    answer = client.post("/cart/items", data=form, headers=HTMX | {"HX-Target": place}).text
    assert ('<form id="add-to-cart"' in answer) is form_too
    assert answer.count("Added: 2 in your cart") == 1
    assert re.search(r'id="cart-badge"[^>]*hx-swap-oob="true">Cart \(2\)', answer)
    assert "<html" not in answer


def test_an_empty_cart_says_so_and_leads_on(client, app):
    assert "Nothing in it yet" in client.get("/cart").text
    assert Cart.select().count() == 0, "looking makes no cart"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("-1", "Choose at least one copy."),
        ("0", "Choose at least one copy."),
        ("1000000000", "up to 20 copies"),
        ("x", "in digits, such as 2"),
        ("", "Type how many copies"),
        ("6", "Only 5 copies are left."),
        ("\x00", "in digits"),
        ("9" * 5000, "up to 20 copies"),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_a_wrong_quantity_gets_a_sentence_beside_the_field(an_edition, add, typed, sentence, htmx):
    response = add(an_edition("Dawn", on_hand=5), typed, htmx=htmx)
    assert response.status_code == 422
    assert sentence in response.text
    assert 'aria-invalid="true"' in response.text
    assert "autofocus" in response.text
    assert CartItem.select().count() == 0


@pytest.mark.parametrize("edition_id", ["", "x", "0", "-1", "9" * 30, "\x00", "999999"])
def test_an_edition_that_is_not_for_sale_is_not_added(client, app, edition_id):
    response = client.post("/cart/items", data={"edition_id": edition_id})
    assert response.status_code == 404
    assert "not for sale" in response.text


def test_a_form_without_fields_is_no_crash(client, app):
    assert client.post("/cart/items").status_code == 404


@pytest.mark.parametrize("htmx", [True, False])
def test_a_quantity_changes(client, an_edition, add, htmx):
    add(an_edition(on_hand=9))
    response = change(client, 4, htmx)
    assert response.status_code == (200 if htmx else 303)
    assert only_item().quantity == 4
    if htmx:
        assert '<section id="cart"' in response.text
        assert "Cart (4)" in response.text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("-1", "0 copies or more"), ("x", "digits"), ("", "Type"), ("10", "Only 5"), ("99", "20")],
)
def test_a_wrong_change_gets_a_sentence_and_keeps_what_was_typed(
    client, an_edition, add, typed, sentence
):
    add(an_edition(on_hand=5))
    response = change(client, typed)
    assert response.status_code == 422
    assert sentence in response.text
    assert f'value="{typed}"' in response.text
    assert only_item().quantity == 1


def test_a_removed_book_can_be_put_back_without_javascript(client, an_edition, add):
    edition = an_edition("Kindred")
    add(edition, 3)
    assert change(client, 0).location == "/cart"
    page = client.get("/cart").text
    assert "Removed Kindred." in page
    assert "Undo" in page
    client.post(f"/cart/items/{only_item().id}/place", data={"place": "cart"})
    assert (only_item().edition, only_item().quantity) == (edition, 3)
    page = client.get("/cart").text
    assert "Kindred is back in your cart." in page
    assert "Removed" not in page


def test_a_removed_book_can_be_put_back_with_htmx(client, an_edition, add):
    add(an_edition("Kindred"), 2)
    answer = change(client, "0", htmx=True).text
    assert "Removed Kindred." in answer
    assert re.search(r'id="cart-badge"[^>]*>Cart</a>', answer)
    undone = place(client, "cart", htmx=True).text
    assert "Kindred is back in your cart." in undone
    assert "Cart (2)" in undone


def test_what_is_put_back_is_as_it_was_though_the_shelf_is_empty_now(client, an_edition, add):
    edition = an_edition(on_hand=2)
    add(edition, 2)
    change(client, 0)
    move(edition.id, on_hand=-2, reason="lost")
    place(client, "cart")
    page = client.get("/cart").text
    assert only_item().quantity == 2
    assert "No copies are left to sell just now." in page


@pytest.mark.parametrize(("step", "quantity"), [("1", 3), ("-1", 1), ("7", 2), ("x", 2)])
def test_the_buttons_beside_a_number_change_it_by_one_without_javascript(
    client, an_edition, add, step, quantity
):
    add(an_edition(), 2)
    form = {"quantity": "2", "step": step}
    assert client.post(f"/cart/items/{only_item().id}", data=form).status_code == 303
    assert only_item().quantity == quantity


def test_a_step_from_one_to_none_removes_the_book_and_can_be_undone(client, an_edition, add):
    add(an_edition("Kindred"))
    client.post(f"/cart/items/{only_item().id}", data={"quantity": "1", "step": "-1"})
    page = client.get("/cart").text
    assert "Removed Kindred." in page
    assert "Undo" in page


def test_a_step_too_far_is_refused_with_its_reason(client, an_edition, add):
    add(an_edition(on_hand=2), 2)
    form = {"quantity": "2", "step": "1"}
    refused = client.post(f"/cart/items/{only_item().id}", data=form)
    assert refused.status_code == 422
    assert "Only 2 copies are left." in refused.text


def test_what_changed_is_read_out_with_the_subtotal_that_the_page_shows(client, an_edition, add):
    Promotion.create(name="Three for two", kind="cheapest_free", of_copies=3, currency="GBP")
    add(an_edition("Kindred", price_minor=1000))
    answer = change(client, "3", htmx=True).text
    assert "3 of Kindred in your cart. Subtotal: £20.00." in answer


@pytest.mark.parametrize("htmx", [True, False])
def test_a_book_is_saved_for_later_and_comes_back(client, an_edition, add, htmx):
    add(an_edition("Kindred"), 2)
    saved = place(client, "later", htmx)
    page = saved.text if htmx else client.get("/cart").text
    assert "Kindred is saved for later." in page
    assert "Move to cart" in page
    assert "Nothing in it yet" in page
    assert only_item().quantity == 2
    back = place(client, "cart", htmx)
    page = back.text if htmx else client.get("/cart").text
    assert "Kindred is in your cart." in page
    assert "Saved for later" not in page


def test_what_was_saved_and_removed_is_put_back_among_what_is_saved(client, an_edition, add):
    add(an_edition("Kindred"))
    place(client, "later")
    change(client, 0)
    page = client.get("/cart").text
    assert "Removed Kindred." in page
    assert 'name="place" value="later"' in page
    place(client, "later")
    assert "Kindred is saved for later again." in client.get("/cart").text


def test_only_as_many_as_there_are_come_back_to_the_cart_and_she_is_told(client, an_edition, add):
    edition = an_edition("Kindred", on_hand=5)
    add(edition, 5)
    place(client, "later")
    move(edition.id, on_hand=-3, reason="lost")
    place(client, "cart")
    page = client.get("/cart").text
    assert "Only 2 of the 5 copies of Kindred that you had saved could go back in your cart" in page
    assert "Cart (2)" in page


def test_a_book_that_is_sold_out_stays_saved_and_is_not_offered(client, an_edition, add):
    edition = an_edition(on_hand=1)
    add(edition)
    place(client, "later")
    move(edition.id, on_hand=-1, reason="lost")
    assert "Move to cart" not in client.get("/cart").text
    refused = place(client, "cart")
    assert refused.status_code == 422
    assert "No copies are left" in refused.text
    assert only_item().place == "later"


@pytest.mark.parametrize("where", ["", "removed", "elsewhere"])
def test_a_line_goes_to_no_place_that_there_is_not(client, an_edition, add, where):
    add(an_edition())
    assert place(client, where).status_code == 400


def test_a_line_that_is_gone_cannot_be_moved_and_she_is_told(client, an_edition, add):
    add(an_edition())
    gone = only_item().id
    CartItem.delete().execute()
    refused = client.post(f"/cart/items/{gone}/place", data={"place": "later"})
    assert refused.status_code == 409
    assert "not in your cart any more" in refused.text


def test_another_visitors_lines_cannot_be_moved(client, an_edition, add, a_browser):
    add(an_edition())
    assert place(a_browser(), "later").status_code == 409
    assert only_item().place == "cart"


def test_each_change_keeps_a_guests_cookie_as_long_as_her_cart(client, an_edition, add):
    add(an_edition(), 2, htmx=True)
    assert "Set-Cookie" not in client.get("/cart").headers
    for response in (change(client, 1), place(client, "later"), place(client, "cart", htmx=True)):
        assert "Expires=" in response.headers["Set-Cookie"]


@pytest.mark.parametrize(("item_id", "status"), [(999, 303), (2**63, 404), (10**30, 404)])
def test_an_item_that_is_not_there_is_no_crash(client, an_edition, add, item_id, status):
    add(an_edition())
    assert change(client, 0, item_id=item_id).status_code == status
    assert only_item().quantity == 1


def test_another_visitors_items_are_out_of_reach(client, an_edition, add, a_browser):
    add(an_edition())
    stranger = a_browser()
    assert change(stranger, 0).status_code == 303
    assert only_item().quantity == 1


def test_a_book_sold_out_meanwhile_is_said_beside_it(client, an_edition, add):
    edition = an_edition(on_hand=5)
    add(edition, 4)
    CartItem.update(quantity=7).execute()
    assert "Only 5 copies are left." in client.get("/cart").text


def test_the_header_has_the_count_and_the_way_in(client, an_edition, add):
    add(an_edition(), 2)
    nav = client.get("/me/nav", headers=HTMX).text
    assert nav.startswith('<nav id="me-nav"')
    assert "Cart (2)" in nav
    assert "Sign in" in nav


def test_the_guests_cart_comes_along_at_sign_in_and_stays_with_the_account(
    client, an_edition, add, a_customer, sign_in
):
    one, other = an_edition("Kindred"), an_edition("Dawn")
    customer = a_customer()
    add(one)
    sign_in(customer)
    assert "Kindred" in client.get("/cart").text
    assert "Account" in client.get("/me/nav").text
    client.post("/logout")
    assert "Kindred" not in client.get("/cart").text
    add(other)
    sign_in(customer)
    page = client.get("/cart").text
    assert "Kindred" in page
    assert "Dawn" in page
    assert Cart.select().count() == 1


def test_no_cache_may_keep_any_of_it(client, an_edition, add):
    for response in (client.get("/cart"), client.get("/me/nav"), add(an_edition())):
        assert response.headers["Cache-Control"] == "private, no-store"


def test_a_post_from_another_site_puts_nothing_in(app, an_edition):
    stranger = app.test_client()
    form = {"edition_id": an_edition().id, "quantity": 1}
    response = stranger.post("/cart/items", data=form, headers={"Origin": "https://evil.example"})
    assert response.status_code == 403


def test_a_book_that_is_gone_from_the_cart_cannot_be_changed_and_she_is_told(
    client, an_edition, add
):
    add(an_edition())
    gone = only_item().id
    change(client, "0")
    refusal = change(client, "3", item_id=gone)
    assert refusal.status_code == 409
    assert "not in your cart any more" in refusal.text
    assert refusal.text.count('id="cart-badge"') == 1
    fragment = change(client, "3", htmx=True, item_id=gone)
    assert fragment.status_code == 409
    assert fragment.text.count('id="cart-badge"') == 1


def test_a_book_that_is_removed_twice_is_no_fault(client, an_edition, add):
    add(an_edition())
    gone = only_item().id
    change(client, "0")
    assert change(client, "0", item_id=gone).status_code == 303


@pytest.mark.parametrize("htmx", [True, False], ids=["htmx", "without-js"])
@pytest.mark.parametrize("way", ["removed", "saved"])
def test_what_left_the_cart_twice_can_still_be_put_back(client, an_edition, add, way, htmx):
    add(an_edition("Kindred"))
    sent_away = {"removed": lambda: change(client, "0", htmx=htmx, item_id=item)}
    sent_away["saved"] = lambda: place(client, "later", htmx=htmx)
    item = only_item().id
    sent_away[way]()
    answer = sent_away[way]()
    page = answer.text if htmx else client.get("/cart").text
    assert "Undo" in page
    assert 'name="place" value="cart"' in page


def test_a_form_sent_twice_leaves_one_notice(an_edition, add, client):
    edition = an_edition()
    add(edition)
    add(edition)
    assert client.get("/cart").text.count("Added to your cart.") == 1


def test_many_lines_take_no_more_queries_than_few(client, an_edition, add, queries):
    def fill(number):
        for _ in range(number):
            add(an_edition(), htmx=True)

    fill(2)
    few = queries(lambda: client.get("/cart"))
    fill(5)
    assert queries(lambda: client.get("/cart")) == few


def test_a_used_copy_is_told_from_a_new_one_by_eye_and_by_ear(client, an_edition, add):
    new = an_edition("Kindred")
    add(new)
    add(an_edition(work=new.work, isbn=new.isbn, condition="good"))
    page = client.get("/cart").text
    assert "Paperback, used, good" in page
    assert re.findall(r"Remove<span[^>]*> (Kindred[^<]*)<", page) == [
        "Kindred, paperback",
        "Kindred, paperback, used, good",
    ]
    assert "paperback, used, good: £9.99" in client.get("/checkout").text


def test_two_editions_that_are_called_alike_are_told_apart_by_their_isbns(client, an_edition, add):
    one = an_edition("Kindred")
    other = an_edition(work=one.work)
    add(one)
    assert one.isbn not in client.get("/cart").text
    add(other)
    assert re.findall(r"Remove<span[^>]*> (Kindred[^<]*)<", client.get("/cart").text) == [
        f"Kindred, paperback, {one.isbn}",
        f"Kindred, paperback, {other.isbn}",
    ]
    assert f"paperback, {other.isbn}: £9.99" in client.get("/checkout").text
    place(client, "later")
    change(client, 0)
    assert other.isbn not in client.get("/cart").text
