from datetime import timedelta

from app.cart.models import Cart
from app.cart.tidying import KEEP
from app.db import now
from app.orders.checkout import place_order
from app.orders.models import Order
from jobs import sweeps


def test_a_guests_cart_that_nobody_comes_back_for_is_forgotten_and_its_orders_stay(
    a_cart, a_customer, an_edition, details
):
    edition = an_edition()
    stale, recent, hers = a_cart(edition), a_cart(edition), a_cart(customer=a_customer())
    place_order(stale, details(stale))
    long_ago = now() - KEEP - timedelta(days=1)
    Cart.update(updated_at=long_ago).where(Cart.id != recent.id).execute()
    sweeps.tidy_up()
    assert set(Cart.select()) == {recent, hers}
    assert Order.get().cart_id is None
