"""Until when an order can be withdrawn from, and its books sent back.

Days are counted as the law counts them (Directive 2011/83/EU, article 9; Regulation 1182/71,
article 3): from the day after the last parcel was delivered, to the end of the last day by the
shop's clock, and on to Monday when that is a Saturday or Sunday.
"""

from datetime import datetime, timedelta

from app.db import now
from app.orders.models import OrderEvent, OrderLine, Shipment
from app.orders.returns.faults import years_for, years_later
from app.pricing.models import Terms
from app.times import shop_zone

ON_THE_WAY = timedelta(days=30)  # that a parcel of whose delivery we know nothing may have taken
DELIVERED = ("delivered", "collected")
FAULTY = ("damaged", "wrong_book", "misprint", "not_as_described")


def delivered_at(order):
    """When the last of an order was in the buyer's hands, at the latest; None if it is not yet."""
    if any(line.owed for line in order.lines.where(~OrderLine.is_download)):
        return None
    told = order.events.where(OrderEvent.event.in_(DELIVERED)).order_by(OrderEvent.id.desc())
    if event := told.first():
        return event.created_at
    parcel = order.shipments.order_by(Shipment.shipped_at.desc()).first()
    return parcel and parcel.shipped_at + ON_THE_WAY


def last_moment(delivered, days):
    """When a period of so many days after a delivery is over."""
    return end_of(day_of(delivered) + timedelta(days=days))


def day_of(moment):
    return moment.astimezone(shop_zone()).date()


def end_of(day):
    """When the last day of a period is over, which is a working day."""
    while day.weekday() >= 5:
        day += timedelta(days=1)
    after = day + timedelta(days=1)
    return datetime(after.year, after.month, after.day, tzinfo=shop_zone())


def withdrawal_ends(order):
    """The end of the period; None while it has not begun, since not all of the order is there."""
    delivered = delivered_at(order)
    return delivered and last_moment(delivered, Terms.get().withdrawal_days)


def last_day_to_withdraw(order):
    ends = withdrawal_ends(order)
    return ends and (ends - timedelta(minutes=1)).astimezone(shop_zone()).date()


def is_open_to_withdrawal(order):
    ends = withdrawal_ends(order)
    return ends is None or now() < ends


def is_open_to_return(order, reason):
    """What is faulty or wrong can come back for much longer than what is only not wanted."""
    delivered = delivered_at(order)
    if delivered is None:
        return True
    if reason in FAULTY:
        years = years_for(order.address.get("country"))
        return now() < end_of(years_later(day_of(delivered), years))
    return now() < last_moment(delivered, Terms.get().return_days)
