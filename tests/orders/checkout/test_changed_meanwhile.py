"""What staff change while somebody is at the checkout is said there, and agreed to anew."""

import pytest

from app.db import now
from app.orders.checkout.details import errors_for, read_details
from app.orders.checkout.placing import place_order
from app.orders.checkout.quotes import quote
from app.orders.models import Order
from app.orders.refusals import (
    CartChanged,
    DeliveryGone,
    NoDelivery,
    PriceChanged,
    TooMuchToPay,
    WayChanged,
    WrapGone,
)
from app.pricing.models import ShippingBand, ShippingMethod, Terms
from tests.orders.checkout.conftest import TYPED, hidden_of
from tests.pricing.conftest import tables_put_back

__all__ = ["tables_put_back"]

COUNTER = {"kind": "collect", "collect_from": "3 Dale Street,\nEdinburgh"}


def change(code, **facts):
    ShippingMethod.update(**facts).where(ShippingMethod.code == code).execute()


@pytest.mark.parametrize("was", [{"kind": "parcel"}, {**COUNTER, "collect_from": "1 Verso Road"}])
def test_what_was_to_be_sent_or_fetched_there_is_not_collected_elsewhere_unseen(
    a_cart, an_edition, details, tables_put_back, was
):
    change("standard", **was)
    cart = a_cart(an_edition())
    agreed = details(cart, delivery="standard")
    change("standard", **COUNTER)
    with pytest.raises(WayChanged, match="yours to collect from 3 Dale Street, Edinburgh"):
        place_order(cart, agreed)
    assert Order.select().count() == 0
    order = place_order(cart, details(cart, delivery="standard"))
    assert (order.delivery_kind, order.collect_from) == ("collect", COUNTER["collect_from"])


def test_what_was_to_be_collected_is_not_sent_unseen(
    a_cart, an_edition, details, a_collected_way, tables_put_back
):
    cart = a_cart(an_edition())
    agreed = details(cart, delivery="counter")
    change("counter", kind="parcel", collect_from="")
    with pytest.raises(WayChanged, match="sent to you"):
        place_order(cart, agreed)


def test_a_delivery_that_was_withdrawn_is_said_to_be_gone_whatever_the_next_one_costs(
    a_cart, an_edition, details, tables_put_back
):
    cart = a_cart(an_edition())
    agreed = details(cart, delivery="standard")
    change("standard", withdrawn_at=now())
    with pytest.raises(DeliveryGone):
        place_order(cart, agreed)


def test_another_way_of_the_same_kind_is_a_matter_of_its_price(a_cart, an_edition, details):
    cart = a_cart(an_edition())
    agreed = details(cart, delivery="standard")
    agreed.delivery = "express"
    with pytest.raises(PriceChanged):
        place_order(cart, agreed)


def test_gift_wrap_that_is_free_is_kept_with_the_order(
    client, stripe, add, form, an_edition, tables_put_back
):
    Terms.update(gift_wrap_minor=0).execute()
    add(an_edition())
    page = client.post("/checkout", data=form(update="1", wrapped="1")).text
    assert "Wrap it, free of charge" in page
    assert "<dt>Gift wrap</dt><dd>Free</dd>" in page
    client.post("/checkout", data={**hidden_of(page), **TYPED, "wrapped": "1"})
    order = Order.get()
    assert (order.wrapped, order.wrap_minor) == (True, 0)
    assert "<dt>Gift wrap</dt><dd>Free</dd>" in client.get(f"/orders/{order.number}").text


def test_an_order_that_was_not_to_be_wrapped_says_nothing_of_it(an_order, tables_put_back):
    Terms.update(gift_wrap_minor=0).execute()
    assert not an_order().wrapped


def test_gift_wrap_that_is_not_offered_any_more_is_said(
    a_cart, an_edition, details, tables_put_back
):
    Terms.update(gift_wrap_minor=0).execute()
    cart = a_cart(an_edition())
    agreed = details(cart, wrapped=True)
    Terms.update(gift_wrap_minor=None).execute()
    with pytest.raises(WrapGone, match=r"Without it there is £12\.94 to pay"):
        place_order(cart, agreed)
    assert not place_order(cart, details(cart)).wrapped


def test_downloads_alone_are_never_wrapped(a_cart, an_edition, details):
    cart = a_cart(an_edition(format="ebook"))
    assert not quote(cart, details(cart, wrapped=True)).price.wrapped


def test_an_order_above_what_cards_can_pay_is_refused_and_holds_nothing(
    a_cart, an_edition, details
):
    edition = an_edition(price_minor=50_000_000, on_hand=2)
    cart = a_cart(edition, quantity=2)
    with pytest.raises(TooMuchToPay, match=r"more than £999,999\.99"):
        place_order(cart, details(cart))
    assert Order.select().count() == 0
    cart.put(edition, 1)
    assert place_order(cart.lock(), details(cart)).total_minor == 50_000_000


@pytest.mark.parametrize(
    ("priced_by", "up_to", "words"),
    [("weight", 300, "too heavy for one parcel"), ("total", 500, "worth more than we send")],
)
def test_what_is_too_much_for_one_parcel_is_told_from_where_we_do_not_deliver(
    client, a_cart, an_edition, details, add, form, tables_put_back, priced_by, up_to, words
):
    ShippingMethod.update(priced_by=priced_by).execute()
    for method in ShippingMethod.select():
        ShippingBand.create(method=method, up_to=up_to, price_minor=200)
    book = an_edition(weight_g=900)
    add(book)
    assert words in client.get("/checkout").text
    cart = a_cart(book)
    with pytest.raises(NoDelivery, match=words):
        place_order(cart, details(cart))


def test_where_no_way_leads_it_is_said_however_light_it_is(
    a_cart, an_edition, details, tables_put_back
):
    ShippingMethod.update(withdrawn_at=now()).execute()
    cart = a_cart(an_edition(weight_g=50_000))
    assert quote(cart, details(cart)).delivery is None
    with pytest.raises(NoDelivery, match="do not deliver to that country"):
        place_order(cart, details(cart))


def test_a_cart_that_changed_is_said_before_what_it_costs_now(a_cart, an_edition, details):
    cart = a_cart(an_edition())
    agreed = details(cart)
    cart.put(an_edition(), 1)
    with pytest.raises(CartChanged):
        place_order(cart.lock(), agreed)


def test_a_saved_address_that_was_removed_meanwhile_is_said_to_be_gone(a_cart, an_edition):
    typed = {"saved": "4711", "email": "ada@example.org", "country": "GB"}
    gone = read_details(typed)
    errors = errors_for(gone, quote(a_cart(an_edition()), gone))
    assert next(iter(errors.items())) == (
        "saved",
        "That address is not in your address book any more. Choose another, or type one.",
    )


@pytest.mark.parametrize("saved", ["", "new"])
def test_of_an_address_that_she_types_no_book_is_spoken(saved):
    assert "saved" not in read_details({"saved": saved, **TYPED}).errors
