"""What each delivery method costs."""

from typing import NamedTuple

from app.pricing.basket import Method

DOWNLOAD = Method("download", "Download", "At once, from the page of your order", kind="download")
BY_EMAIL = Method("email", "By email", "On the day you chose", kind="download")


class Delivery(NamedTuple):
    method: Method
    minor: int

    @property
    def code(self):
        return self.method.code

    @property
    def name(self):
        return self.method.name

    @property
    def note(self):
        """When it comes, or where it waits and from when."""
        where = " ".join(self.method.collect_from.split())
        return f"{self.method.promise}, at {where}" if where else self.method.promise


def deliveries(basket, methods, goods_minor):
    """What can be chosen for a basket whose books cost so much, in the order of the methods."""
    if not basket.goods:
        return [Delivery(DOWNLOAD if basket.lines else BY_EMAIL, 0)]
    priced = [
        Delivery(method, price_of(method, basket.weight_g, goods_minor)) for method in methods
    ]
    return [delivery for delivery in priced if delivery.minor is not None]


def too_much_for(methods):
    """What an order has too much of for all of these methods; nothing when there is none."""
    measures = {method.priced_by for method in methods}
    return next((one for one in ("weight", "total") if one in measures), "")


def price_of(method, weight_g, goods_minor):
    """What a method costs, or None when it does not take so much."""
    if method.priced_by == "order":
        price = method.price_minor
    else:
        measured = weight_g if method.priced_by == "weight" else goods_minor
        price = next((price for up_to, price in sorted(method.bands) if measured <= up_to), None)
    is_free = method.free_from_minor is not None and goods_minor >= method.free_from_minor
    return 0 if is_free and price is not None else price


def chosen(offered, code):
    """The delivery asked for, else the first; None when there is none."""
    asked = [delivery for delivery in offered if delivery.code == code]
    return (asked or offered or [None])[0]


def taken_off(offered, delivery):
    """What free delivery takes off: as much as the cheapest way costs, parcels only."""
    return min(delivery.minor, cheapest_parcel(offered))


def cheapest_parcel(offered):
    return min((one.minor for one in offered if one.method.kind == "parcel"), default=0)
