"""What has to be over before a buyer can be forgotten, each a sentence."""

from app.db import db
from app.orders.models import Order
from app.orders.refunds.resending import not_arrived

# Later than this nobody tells us any more that a parcel has arrived.
ON_ITS_WAY = 30  # days

OBSTACLES = (
    (
        """select number from sales.orders where id = any(%(ids)s) and (
            status in ('awaiting_payment', 'paid', 'packed', 'part_shipped', 'ready')
            or status = 'shipped' and shipped_at > now() - make_interval(days => %(days)s))""",
        "Order {} is still under way. Cancel it, or come back once it has arrived.",
    ),
    (
        """select distinct number from sales.orders o join sales.payments p on p.order_id = o.id
        where o.id = any(%(ids)s) and p.status in ('processing', 'mismatch')""",
        "A payment for order {} is still being made.",
    ),
    (
        """select distinct number from sales.orders o join sales.refunds r on r.order_id = o.id
        where o.id = any(%(ids)s) and r.status in ('requested', 'pending')""",
        "Money for order {} is still on its way back to you.",
    ),
    (
        """select distinct number from sales.orders o join sales.returns r on r.order_id = o.id
        where o.id = any(%(ids)s) and r.status in ('requested', 'received')""",
        "A return of order {} has not ended. Cancel it on the order’s page, or come back later.",
    ),
    (
        """select distinct number from sales.orders o
            join sales.payments p on p.order_id = o.id join sales.disputes d on d.payment_id = p.id
        where o.id = any(%(ids)s) and d.closed_at is null""",
        "Your bank is looking into the payment of order {}.",
    ),
    (
        """select distinct number from sales.orders o
            join sales.gift_cards_bought g on g.order_id = o.id
            join sales.stored_values v on v.id = g.stored_value_id
        where o.id = any(%(ids)s) and v.code_to_mail is not null and v.blocked_at is null""",
        "A gift card of order {} has still to be mailed.",
    ),
)
OWED = "Money for order {} has not reached you yet. We are seeing to it, and will write to you."


def obstacles(order_ids):
    """Sentences about what is still open of these orders; none when they can be forgotten."""
    given = {"ids": list(order_ids), "days": ON_ITS_WAY}
    found = [(db.execute_sql(sql, given).fetchall(), words) for sql, words in OBSTACLES]
    owed = not_arrived().where(Order.id.in_(given["ids"]))
    found.append(({(refund.order.number,) for refund in owed}, OWED))
    return [words.format(number) for rows, words in found for (number,) in sorted(rows)]
