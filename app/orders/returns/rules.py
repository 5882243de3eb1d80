"""What must always be true of money and books that come back."""

RETURN_RULES = {
    "An order gives back no more than was paid for it, and of its lines and delivery": """
        select number, total_minor, given.*
        from sales.orders,
            lateral (select coalesce(sum(amount_minor), 0) as refunded,
                coalesce(sum(shipping_minor), 0) as of_delivery, coalesce(sum(tax_minor), 0) as tax
                from sales.refunds where order_id = orders.id
                    and status <> 'failed' and reason <> 'late_payment') as given
        where refunded > case when settled_at is null then 0 else total_minor end
            or tax > tax_minor
            or of_delivery > shipping_minor + case when tax_included then 0 else tax_minor end""",
    "A line gives back no more copies than were bought, and no more than they cost": """
        select order_lines.id, order_lines.quantity, sum(l.quantity) as refunded,
            sum(l.amount_minor) as refunded_minor
        from sales.order_lines join sales.refund_lines l on order_line_id = order_lines.id
            join sales.refunds r on r.id = refund_id and r.status <> 'failed'
            join sales.orders on orders.id = order_lines.order_id
        group by order_lines.id, orders.id
        having sum(l.quantity) > order_lines.quantity or sum(l.amount_minor) >
            order_lines.quantity * unit_price_minor - order_lines.discount_minor
            + case when tax_included then 0 else order_lines.tax_minor end""",
    "A refund is the sum of its lines, its delivery and more": """
        select refunds.id, amount_minor, shipping_minor, of_lines, quantity
        from sales.refunds, lateral (select coalesce(sum(l.amount_minor), 0) as of_lines,
                sum(quantity) as quantity
            from sales.refund_lines l where refund_id = refunds.id) as lines
        where amount_minor < shipping_minor + of_lines""",
    "What went back to gift cards and credit is in their ledger, once": """
        select refunds.id, refunds.amount_minor, status, movements.amount_minor as in_ledger
        from sales.refunds full join sales.stored_value_movements movements
            on refund_id = refunds.id and movements.stored_value_id = refunds.stored_value_id
        where (refunds.stored_value_id is not null or refund_id is not null)
            and (refunds.amount_minor is distinct from movements.amount_minor
                or status <> 'succeeded')""",
    "A refunded order has given all back, unless a bank sent some of it on": """
        select number, total_minor, coalesce(sum(refunds.amount_minor), 0) as gone
        from sales.orders left join sales.refunds on order_id = orders.id
            and reason <> 'late_payment' and refunds.status <> 'requested'
        where orders.status = 'refunded'
        group by orders.id
        having coalesce(sum(refunds.amount_minor), 0) + coalesce((select sum(d.amount_minor)
            from sales.disputes d join sales.payments p on p.id = payment_id
            where p.order_id = orders.id and d.status = 'lost'), 0) < total_minor""",
    "Copies that came back are those of the returns": """
        select order_lines.id, returned, coalesce(sum(received), 0) as received
        from sales.order_lines left join (sales.return_lines
                join sales.returns on returns.id = return_id and status <> 'refused')
            on order_line_id = order_lines.id
        group by order_lines.id having returned <> coalesce(sum(received), 0)""",
    "Copies that came back to the shelf are in the ledger, once": """
        select order_id, edition_id, restocked, in_ledger
        from (
            select order_lines.order_id, edition_id, sum(restocked) as restocked
            from sales.return_lines join sales.order_lines on order_lines.id = order_line_id
            where restocked > 0 group by 1, 2
        ) as back full join (
            select order_id, edition_id, sum(on_hand_change) as in_ledger
            from catalog.inventory_movements where reason = 'returned' group by 1, 2
        ) as moved using (order_id, edition_id)
        where restocked is distinct from in_ledger""",
    "A return that was refunded has a refund": """
        select returns.id, number
        from sales.returns join sales.orders on orders.id = order_id
        where returns.status = 'refunded'
            and not exists (select from sales.refunds where return_id = returns.id)""",
}
