"""What a cart would cost, sent to a country: the figures a shopper agrees to."""

from dataclasses import dataclass
from hashlib import blake2b

from app.money import Money
from app.orders.shipping import Delivery, deliveries_to


@dataclass(frozen=True)
class Quote:
    items: list
    subtotal: Money
    deliveries: list[Delivery]
    delivery: Delivery | None

    @property
    def shipping(self):
        return self.delivery.price if self.delivery else Money(0, self.subtotal.currency)

    @property
    def total(self):
        return self.subtotal + self.shipping

    @property
    def contents(self):
        """A short digest of what is in the cart, to tell whether it changed in between."""
        lines = sorted(f"{item.edition_id}:{item.quantity}" for item in self.items)
        return blake2b(",".join(lines).encode(), digest_size=8).hexdigest()


def quote(cart, country, delivery_code=None):
    """Price the cart as it is now; of the deliveries, the one asked for or else the first."""
    deliveries = deliveries_to(country, cart.subtotal)
    asked = [delivery for delivery in deliveries if delivery.code == delivery_code]
    chosen = (asked or deliveries or [None])[0]
    return Quote(cart.items, cart.subtotal, deliveries, chosen)
