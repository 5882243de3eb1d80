"""Ways to send an order to a country, and what each costs; the table is the shop's to edit."""

from dataclasses import dataclass

from app.money import Money
from app.orders.models import ShippingMethod


@dataclass(frozen=True)
class Delivery:
    code: str
    name: str
    promise: str
    price: Money


def deliveries_to(country, subtotal):
    """What can be chosen for this country, best known first; methods for "the rest" come last."""
    methods = list(
        ShippingMethod.select()
        .where(ShippingMethod.withdrawn_at.is_null(), ShippingMethod.currency == subtotal.currency)
        .order_by(ShippingMethod.position, ShippingMethod.id)
    )
    named = [method for method in methods if country in (method.countries or ())]
    anywhere = [method for method in methods if method.countries is None]
    return [_offer(method, subtotal) for method in named or anywhere]


def _offer(method, subtotal):
    free = method.free_from_minor is not None and subtotal.minor >= method.free_from_minor
    price = Money(0 if free else method.price_minor, method.currency)
    return Delivery(method.code, method.name, method.promise, price)
