from datetime import timedelta

from app.cart.carts import cart_of_customer
from app.cart.models import LATER, REMOVED, Cart, CartItem
from app.cart.moving import move
from app.cart.tidying import UNDO
from app.db import now
from app.orders.checkout.placing import place_order
from app.orders.models import Order
from jobs import sweeps

SHORTLY = timedelta(minutes=1)


def touched(cart, moment):
    Cart.update(updated_at=moment).where(Cart.id == cart.id).execute()


def test_a_guests_cart_that_nobody_comes_back_for_is_forgotten_and_its_orders_stay(
    app, a_cart, an_edition, details
):
    edition = an_edition()
    stale, recent = a_cart(edition), a_cart(edition)
    place_order(stale, details(stale))
    touched(stale, now() - app.permanent_session_lifetime - SHORTLY)
    touched(recent, now() - app.permanent_session_lifetime + SHORTLY)
    sweeps.tidy_up()
    assert list(Cart.select()) == [recent]
    assert Order.get().cart_id is None


def test_a_cart_is_kept_for_30_days_as_its_cookie_is(app):
    assert app.permanent_session_lifetime == timedelta(days=30)


def test_what_a_customer_left_in_her_cart_for_so_long_is_saved_for_later(
    app, a_customer, an_edition
):
    hers = cart_of_customer(a_customer().id)
    hers.add(an_edition(), 1)
    touched(hers, now() - app.permanent_session_lifetime + SHORTLY)
    sweeps.tidy_up()
    assert hers.lock().count == 1
    touched(hers, now() - app.permanent_session_lifetime - SHORTLY)
    sweeps.tidy_up()
    assert hers.lock().count == 0
    assert len(hers.saved) == 1


def test_a_removed_line_can_be_put_back_for_a_day(a_cart, an_edition):
    cart = a_cart(an_edition(), an_edition(), an_edition())
    old, new, saved = (line.id for line in cart.items)
    for line, place in ((old, REMOVED), (new, REMOVED), (saved, LATER)):
        move(cart, line, place)
    CartItem.update(moved_at=now() - UNDO - SHORTLY).where(CartItem.id.in_([old, saved])).execute()
    sweeps.tidy_up()
    assert {line.id for line in cart.lock().lines} == {new, saved}
