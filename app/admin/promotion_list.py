"""Vouchers and offers as staff look for them: by how they stand, one season after another."""

from itertools import groupby

from peewee import fn

from app.admin.promotion_forms import KINDS
from app.db import now
from app.money import Money
from app.orders.models import Order
from app.pricing.models import Promotion, Redemption
from app.pricing.tables import running
from app.pricing.vouchers import standing

STATES = {"running": "Running", "planned": "Planned", "ended": "Ended"}


def promotions_in(state):
    """Pairs of a season and its promotions, each with `.used`: how many orders have it."""
    used = fn.count(Redemption.id).filter(standing())
    rows = list(
        Promotion.select(Promotion, used.alias("used"))
        .left_outer_join(Redemption)
        .where(condition(state))
        .group_by(Promotion.id)
        .order_by(Promotion.season, Promotion.starts_at.desc(), Promotion.id.desc())
    )
    return [(season, list(group)) for season, group in groupby(rows, lambda row: row.season)]


def condition(state):
    planned = Promotion.withdrawn_at.is_null() & (Promotion.starts_at > now())
    return {"running": running(), "planned": planned, "ended": ~(running() | planned)}[state]


def state_of(row):
    if row.withdrawn_at:
        return "withdrawn"
    if row.ends_at and row.ends_at <= now():
        return "ended"
    return "planned" if row.starts_at > now() else "running"


def takes_off(row):
    """What a promotion does, in few words."""
    words = {
        "percent": f"{row.percent}% off",
        "amount": f"{Money(row.amount_minor or 0, row.currency)} off",
        "cheapest_free": f"cheapest of {row.of_copies} free",
    }
    said = words.get(row.kind, KINDS[row.kind].lower())
    return f"{said} from {Money(row.minimum_minor, row.currency)}" if row.minimum_minor else said


def seasons():
    """Those there are, to choose from."""
    query = Promotion.select(Promotion.season).where(Promotion.season != "").distinct()
    return [season for (season,) in query.order_by(Promotion.season).tuples()]


def used_by(row, most=50):
    """Its latest uses, each with the `.number` of its order and whether that `.was_paid`."""
    used = Redemption.select().where(Redemption.promotion == row)
    uses = list(used.order_by(Redemption.id.desc()).limit(most))
    facts = Order.select(Order.id, Order.number, Order.settled_at)
    orders = {
        order.id: order for order in facts.where(Order.id.in_([use.order_id for use in uses]))
    }
    for use in uses:
        order = orders[use.order_id]
        use.number, use.was_paid = order.number, order.settled_at is not None
        use.amount = Money(use.amount_minor, row.currency)
    return uses
