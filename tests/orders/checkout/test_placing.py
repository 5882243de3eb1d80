import pytest

from app.catalog.inventory import FewerThanReserved, count_again
from app.catalog.models import Edition, Inventory
from app.db import db, now
from app.letters import LETTERS
from app.orders.checkout.placing import place_order
from app.orders.holds import cancel
from app.orders.integrity import broken_invariants
from app.orders.invoices.billed import billed
from app.orders.models import Order
from app.orders.numbers import new_number
from app.orders.payments.stripe_session import line_items
from app.orders.refusals import (
    CartChanged,
    CartEmpty,
    DeliveryGone,
    FormOfAnother,
    OutOfStock,
    PriceChanged,
)
from app.pricing.models import ShippingMethod
from tests.at_once import all_at_once
from tests.orders.conftest import fresh
from tests.waiting import begun, until_somebody_waits


def reserved(edition):
    return Inventory.get(Inventory.edition == edition).reserved


def test_an_order_keeps_what_was_bought_and_holds_its_copies(a_cart, an_edition, details):
    edition = an_edition("Kindred", price_minor=999)
    cart = a_cart(edition, quantity=2)
    order = place_order(cart, details(cart))
    line = order.lines.get()
    assert (line.title, line.byline, line.quantity) == ("Kindred", "Octavia E. Butler", 2)
    assert (order.subtotal_minor, order.shipping_minor, order.total_minor) == (1998, 295, 2293)
    assert reserved(edition) == 2
    assert cart.lock().items == []
    assert broken_invariants() == []


def test_an_order_does_not_change_when_the_catalogue_does(an_order, an_edition):
    edition = an_edition(price_minor=999)
    order = an_order(edition)
    edition.price_minor = 100
    edition.save()
    assert fresh(order).lines.get().unit_price_minor == 999


def test_what_a_used_copy_was_sold_as_does_not_change_when_staff_correct_its_edition(
    a_paid_order, an_edition
):
    edition = an_edition(condition="very_good")
    order = a_paid_order(edition)
    asked_of_stripe = line_items(order)
    Edition.update(condition="fair").where(Edition.id == edition.id).execute()
    order = fresh(order)
    (line,) = order.ordered_lines
    assert line.sold_as == "Paperback, used, very good"
    assert line_items(order) == asked_of_stripe
    assert "Paperback, used, very good" in billed(order)[0].detail
    assert "Paperback, used, very good" in LETTERS["order_paid"](order.id).html


def test_an_order_short_of_one_title_changes_nothing(a_cart, an_edition, an_order, details):
    plenty, scarce = an_edition(on_hand=9), an_edition("Dawn", on_hand=2)
    cart = a_cart(plenty, scarce, quantity=2)
    form = details(cart)
    an_order(scarce)
    with pytest.raises(OutOfStock, match="Dawn: Only one copy is left"):
        place_order(cart, form)
    assert reserved(plenty) == 0
    assert len(cart.lock().items) == 2
    assert broken_invariants() == []


def test_an_edition_withdrawn_meanwhile_is_not_sold(a_cart, an_edition, details):
    edition = an_edition()
    cart = a_cart(edition)
    form = details(cart)
    edition.withdrawn_at = "2026-01-01"
    edition.save()
    with pytest.raises(OutOfStock):
        place_order(cart, form)


def test_a_price_that_changed_must_be_seen_first(a_cart, an_edition, details):
    edition = an_edition(price_minor=999)
    cart = a_cart(edition)
    form = details(cart)
    edition.price_minor = 1500
    edition.save()
    with pytest.raises(PriceChanged, match=r"£17\.95"):
        place_order(cart, form)
    assert Order.select().count() == 0


def test_a_cart_changed_in_another_tab_must_be_seen_first(a_cart, an_edition, details):
    cart = a_cart(an_edition())
    form = details(cart)
    cart.put(an_edition(), 1)
    with pytest.raises(CartChanged):
        place_order(cart, form)


def test_an_empty_cart_orders_nothing(a_cart, details):
    cart = a_cart()
    with pytest.raises(CartEmpty):
        place_order(cart, details(cart))


def test_delivery_is_free_over_a_sum_and_dearer_abroad(a_cart, an_edition, details):
    cart = a_cart(an_edition(price_minor=3000))
    assert place_order(cart, details(cart)).shipping_minor == 0
    cart = a_cart(an_edition(price_minor=3000))
    assert place_order(cart, details(cart, country="FR")).shipping_name == "Tracked to Europe"
    cart = a_cart(an_edition(price_minor=3000))
    assert place_order(cart, details(cart, country="NZ")).shipping_minor == 1495


def test_the_same_form_again_is_the_same_order(a_cart, an_edition, details):
    edition = an_edition()
    cart = a_cart(edition)
    form = details(cart)
    assert place_order(cart, form) == place_order(cart, form)
    assert reserved(edition) == 1


def test_the_key_of_another_cart_is_refused(a_cart, an_edition, details):
    edition = an_edition()
    hers, his = a_cart(edition), a_cart(edition)
    form = details(hers)
    place_order(hers, form)
    with pytest.raises(FormOfAnother):
        place_order(his, details(his, key=form.key))
    assert Order.select().count() == 1


@pytest.mark.parametrize("key", ["", "short"])
def test_a_key_that_is_no_key_is_refused(a_cart, an_edition, details, key):
    cart = a_cart(an_edition())
    with pytest.raises(FormOfAnother):
        place_order(cart, details(cart, key=key))


def test_one_form_sent_ten_times_at_the_same_instant_is_one_order(app, a_cart, an_edition, details):
    edition = an_edition(on_hand=9)
    cart = a_cart(edition)
    form = details(cart)
    placed = all_at_once(app, [lambda: place_order(type(cart).get_by_id(cart.id), form)] * 10)
    assert {order.number for order in placed} == {Order.get().number}
    assert reserved(edition) == 1
    assert broken_invariants() == []


def test_one_key_from_two_carts_at_the_same_instant_is_one_order(app, a_cart, an_edition, details):
    edition = an_edition()
    carts = [a_cart(edition), a_cart(edition)]
    forms = [details(cart, key="the-very-same-key") for cart in carts]
    answers = all_at_once(
        app, [lambda c=c, f=f: place_order(c, f) for c, f in zip(carts, forms, strict=True)]
    )
    assert sorted(type(answer).__name__ for answer in answers) == ["FormOfAnother", "Order"]
    assert broken_invariants() == []


def test_fifty_buyers_of_the_last_five_copies_are_five_orders(app, a_cart, an_edition, details):
    edition = an_edition(on_hand=5)
    carts = [a_cart(edition) for _ in range(50)]
    forms = [details(cart) for cart in carts]
    answers = all_at_once(
        app, [lambda c=c, f=f: place_order(c, f) for c, f in zip(carts, forms, strict=True)]
    )
    assert sum(isinstance(answer, Order) for answer in answers) == 5
    assert sum(isinstance(answer, OutOfStock) for answer in answers) == 45
    assert reserved(edition) == 5
    assert broken_invariants() == []


def test_an_order_of_many_books_takes_no_more_queries(a_cart, an_edition, details, queries):
    def queries_for(number):
        cart = a_cart(*(an_edition() for _ in range(number)))
        form = details(cart)
        return queries(lambda: place_order(cart, form))

    assert queries_for(1) == queries_for(4)


def test_carts_that_share_titles_in_any_order_do_not_block_each_other(
    app, a_cart, an_edition, details
):
    editions = [an_edition(on_hand=40) for _ in range(4)]
    carts = [a_cart(*(editions if n % 2 else reversed(editions))) for n in range(16)]
    forms = [details(cart) for cart in carts]
    answers = all_at_once(
        app, [lambda c=c, f=f: place_order(c, f) for c, f in zip(carts, forms, strict=True)]
    )
    assert all(isinstance(answer, Order) for answer in answers), answers
    assert [reserved(edition) for edition in editions] == [16] * 4


def test_a_cart_in_any_order_takes_its_editions_as_staff_do(app, a_cart, an_edition, details):
    first, second = an_edition(), an_edition()
    cart = a_cart(second, first)
    form = details(cart)
    with db.atomic():
        Edition.select().where(Edition.id == first).for_update().get()
        checkout = begun(app, lambda: place_order(cart, form))
        until_somebody_waits()
        Edition.select().where(Edition.id == second).for_update("FOR UPDATE NOWAIT").get()
    checkout.join()
    assert Order.get().lines.count() == 2


def test_cancelling_puts_the_copies_back_on_the_shelf_and_into_the_cart(
    a_cart, an_edition, details
):
    edition = an_edition()
    cart = a_cart(edition, quantity=3)
    order = place_order(cart, details(cart))
    assert cancel(order.id, "buyer", cart)
    assert not cancel(order.id, "buyer", cart)
    assert reserved(edition) == 0
    assert [(item.edition, item.quantity) for item in cart.lock().items] == [(edition, 3)]
    assert fresh(order).status == "cancelled"
    assert broken_invariants() == []


def test_stock_cannot_be_counted_below_what_orders_hold(app, an_order, an_edition, staff):
    edition = an_edition(on_hand=5)
    an_order(edition, quantity=3)
    with pytest.raises(FewerThanReserved):
        count_again(edition.id, 2, staff_id=staff.id)


def test_order_numbers_are_random_and_easy_to_read_out():
    numbers = {new_number() for _ in range(1000)}
    assert len(numbers) == 1000
    assert all(len(number) == 14 and not set("AEIOUL01") & set(number) for number in numbers)


def test_what_was_to_go_one_way_does_not_go_another(a_cart, an_edition, details):
    cart = a_cart(an_edition(price_minor=4000))
    form = details(cart, delivery="standard")
    ShippingMethod.update(withdrawn_at=now()).where(ShippingMethod.code == "standard").execute()
    ShippingMethod.update(price_minor=0).where(ShippingMethod.code == "express").execute()
    try:
        with pytest.raises(DeliveryGone):
            place_order(cart, form)
    finally:
        ShippingMethod.update(withdrawn_at=None).execute()
        ShippingMethod.update(price_minor=595).where(ShippingMethod.code == "express").execute()
    assert Order.select().count() == 0
