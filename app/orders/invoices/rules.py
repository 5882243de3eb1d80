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
    "No more is credited at a rate of tax than was invoiced at it": """
        select number, rate_ppm, net_left, tax_left
        from sales.orders, lateral (
            select (rate ->> 'rate_ppm')::int as rate_ppm,
                sum(sign * (rate ->> 'net_minor')::bigint) as net_left,
                sum(sign * (rate ->> 'tax_minor')::bigint) as tax_left
            from sales.invoices, jsonb_array_elements(document -> 'rates') as rate,
                lateral (select case when kind = 'invoice' then 1 else -1 end as sign) as s
            where order_id = orders.id group by 1) as rates
        where net_left < 0 or tax_left < 0""",
    "Credit notes have the tax of the refunds that they are of": """
        select request, sum(r.tax_minor) as refunded, sum(notes.tax_minor) as credited
        from sales.refunds r
            left join sales.invoices notes on notes.refund_id = r.id and notes.kind = 'credit_note',
            lateral (select coalesce(r.part_of, r.id) as request) as q
        where reason <> 'late_payment' and replaces is null
        group by request
        having count(*) = count(notes.id) and sum(r.tax_minor) <> sum(notes.tax_minor)""",
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
