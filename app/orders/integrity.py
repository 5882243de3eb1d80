"""What must always be true of money and stock, each rule a query that finds who breaks it."""

from app.db import db
from app.orders.stock_rules import STOCK_RULES

MONEY_RULES = {
    "An order's lines add up to its subtotal": """
        select number, subtotal_minor, sum(quantity * unit_price_minor) as of_lines
        from sales.orders left join sales.order_lines on order_id = orders.id
        group by orders.id
        having subtotal_minor is distinct from sum(quantity * unit_price_minor)""",
    "A settled order has one payment of its total, beside those that came by mistake": """
        select number, orders.status, total_minor, count(payments.id) as payments
        from sales.orders
            left join sales.payments on payments.order_id = orders.id and payments.status = 'paid'
                and payments.amount_minor = total_minor and payments.currency = orders.currency
                and not exists (select from sales.refunds where payment_id = payments.id
                    and refunds.reason = 'late_payment')
        where orders.status in ('paid', 'packed', 'shipped', 'delivered', 'refunded')
        group by orders.id having count(payments.id) <> 1""",
    "Money for an order that has ended goes back": """
        select number, payments.id as payment, payments.amount_minor
        from sales.payments join sales.orders on orders.id = order_id
        where payments.status = 'paid'
            and orders.status in ('awaiting_payment', 'expired', 'cancelled')
            and not exists (select from sales.refunds where payment_id = payments.id)""",
    "Refunds are of payments, and no larger": """
        select payments.id as payment, payments.amount_minor, sum(refunds.amount_minor) as refunded
        from sales.refunds join sales.payments on payments.id = payment_id
        where refunds.status <> 'failed'
        group by payments.id
        having sum(refunds.amount_minor) > payments.amount_minor
            or bool_or(payments.status <> 'paid')""",
    "An order is settled once": """
        select number, count(*) as settlements
        from sales.order_events join sales.orders on orders.id = order_id
        where event = 'paid' group by number having count(*) > 1""",
}
RULES = STOCK_RULES | MONEY_RULES


def broken_invariants():
    """Pairs of a rule and the rows that break it, each a dict; empty when all is well."""
    found = [(rule, rows_of(query)) for rule, query in RULES.items()]
    return [(rule, rows) for rule, rows in found if rows]


def rows_of(query):
    cursor = db.execute_sql(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
