"""What must always be true of money and stock, each rule a query that finds who breaks it."""

from app.db import db
from app.orders.invoices.rules import INVOICE_RULES
from app.orders.returns.rules import RETURN_RULES
from app.orders.stock_rules import STOCK_RULES
from app.orders.stored_values.rules import VALUE_RULES

MONEY_RULES = {
    "An order's lines add up to its subtotal": """
        select number, subtotal_minor, sum(quantity * unit_price_minor) as of_lines
        from sales.orders left join sales.order_lines on order_id = orders.id
        group by orders.id
        having subtotal_minor <> coalesce(sum(quantity * unit_price_minor), 0)""",
    "An order's discounts, taxes and gift cards are the sums of their parts": """
        select number, discount_minor, tax_minor, gift_cards_minor, of_lines, of_rates, of_cards
        from sales.orders,
            lateral (select coalesce(sum(discount_minor), 0) as of_lines,
                coalesce(sum(tax_minor), 0) as tax_of_lines
                from sales.order_lines where order_id = orders.id) as l,
            lateral (select coalesce(sum((rate ->> 'tax_minor')::int), 0) as of_rates
                from jsonb_array_elements(tax_summary) as rate) as t,
            lateral (select coalesce(sum(amount_minor), 0) as of_cards
                from sales.gift_cards_bought where order_id = orders.id) as g
        where discount_minor <> of_lines or tax_minor <> of_rates or tax_minor < tax_of_lines
            or gift_cards_minor <> of_cards""",
    "A settled order has one payment of what was due, beside those that came by mistake": """
        select number, orders.status, total_minor, stored_minor, count(payments.id) as payments
        from sales.orders
            left join sales.payments on payments.order_id = orders.id and payments.status = 'paid'
                and payments.amount_minor = total_minor - stored_minor
                and payments.currency = orders.currency
                and not exists (select from sales.refunds where payment_id = payments.id
                    and refunds.reason = 'late_payment')
        where settled_at is not null
        group by orders.id
        having count(payments.id) <> case when total_minor = stored_minor then 0 else 1 end""",
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
    "A gift card or credit is the sum of its ledger": """
        select stored_values.id, balance_minor, sum(amount_minor) as ledger
        from sales.stored_values
            left join sales.stored_value_movements on stored_value_id = stored_values.id
        group by stored_values.id having balance_minor <> coalesce(sum(amount_minor), 0)""",
    "What an order had from gift cards and credit is what it spent, unless it ended unpaid": """
        select number, orders.status, stored_minor, coalesce(-sum(amount_minor), 0) as spent
        from sales.orders left join sales.stored_value_movements on order_id = orders.id
            and reason in ('spent', 'given_back')
        group by orders.id
        having coalesce(-sum(amount_minor), 0)
            <> case when orders.status in ('expired', 'cancelled') then 0 else stored_minor end""",
    "A voucher's uses are the redemptions that stand": """
        select code, uses, most_uses, count(redemptions.id) as standing
        from sales.promotions
            left join sales.redemptions on promotion_id = promotions.id and released_at is null
        where most_uses is not null group by promotions.id
        having uses <> count(redemptions.id)""",
    "A redemption stands unless its order ended unpaid, or nothing of it was sent": """
        select number, promotion_id, released_at
        from sales.redemptions join sales.orders on orders.id = order_id
        where case when status in ('expired', 'cancelled') then released_at is null
            else (released_at is not null) <> (select bool_and(cancelled = quantity)
                from sales.order_lines where order_id = orders.id) end""",
    "A country is in the zone that names it, and in no other": """
        select country, zones.name, zone_countries.zone_id
        from sales.zone_countries full join (
            select id, name, unnest(countries) as country from sales.shipping_zones
        ) as zones using (country)
        where zones.id is distinct from zone_countries.zone_id""",
    "An order is settled once": """
        select number, count(*) as settlements
        from sales.order_events join sales.orders on orders.id = order_id
        where event = 'paid' group by number having count(*) > 1""",
}
RULES = STOCK_RULES | MONEY_RULES | VALUE_RULES | RETURN_RULES | INVOICE_RULES


def broken_invariants():
    """Pairs of a rule and the rows that break it, each a dict; empty when all is well."""
    found = [(rule, rows_of(query)) for rule, query in RULES.items()]
    return [(rule, rows) for rule, rows in found if rows]


def rows_of(query):
    cursor = db.execute_sql(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
