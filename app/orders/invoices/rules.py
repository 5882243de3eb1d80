"""What must always be true of invoices and credit notes."""

INVOICE_RULES = {
    "Invoices are numbered from 1, and none is missing": """
        select id, number, expected from (
            select id, number, row_number() over (order by number) as expected
            from sales.invoices) as numbered
        where number is distinct from expected
        union all
        select null, last, issued from sales.invoice_counter,
            lateral (select count(*) as issued from sales.invoices) as counted
        where last <> issued""",
    "An order that was paid since there are invoices has one": """
        select number, settled_at from sales.orders
        where settled_at > (select min(issued_at) from sales.invoices)
            and not exists (select from sales.invoices where order_id = orders.id)""",
    "An order's first invoice is of its total and its tax": """
        select orders.number, orders.total_minor, invoices.total_minor as invoiced,
            orders.tax_minor, invoices.tax_minor as tax_invoiced
        from sales.invoices join sales.orders on orders.id = order_id
        where refund_id is null and (invoices.total_minor <> orders.total_minor
            or invoices.tax_minor <> orders.tax_minor)""",
    "What is invoiced of an order less what is credited is what has not gone back": """
        select number, total_minor, invoiced, back
        from sales.orders,
            lateral (select sum(case when kind = 'invoice' then i.total_minor
                else -i.total_minor end) as invoiced
                from sales.invoices i where order_id = orders.id) as i,
            lateral (select coalesce(sum(amount_minor), 0) as back from sales.refunds
                where order_id = orders.id and status in ('pending', 'succeeded')
                    and reason <> 'late_payment'
                    and created_at > (select min(issued_at) from sales.invoices)) as r
        where invoiced <> total_minor - back""",
}
