"""What an order says of its delivery, whatever becomes of the method that it was placed with."""

from app.orders.models import Order
from app.pricing.method_editing import save_method, withdraw
from app.pricing.models import ShippingZone
from tests.pricing.conftest import tables_put_back

__all__ = ["tables_put_back"]
COUNTER = {
    "name": "At our counter",
    "promise": "Tomorrow",
    "kind": "collect",
    "collect_from": "14 Folio Street, Norwich",
    "priced_by": "order",
    "price_minor": 100,
    "free_from_minor": None,
    "position": 0,
    "bands": [],
}


def test_an_order_keeps_the_name_price_and_address_of_its_method(an_order, staff, tables_put_back):
    zone = ShippingZone.get(ShippingZone.name == "United Kingdom")
    method = save_method(COUNTER, staff_id=staff.id, zone=zone, currency="GBP")
    order = an_order(delivery=method.code)
    method.name, method.collect_from, method.price_minor = "Elsewhere", "1 Verso Road", 900
    method.save()
    withdraw(method, staff_id=staff.id)
    kept = Order.get_by_id(order.id)
    assert (kept.shipping_name, kept.shipping_minor) == ("At our counter", 100)
    assert kept.collect_from == "14 Folio Street, Norwich"
