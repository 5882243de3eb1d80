"""What must always be true of copies: shelves, ledger, orders, deliveries and counts agree."""

STOCK_RULES = {
    "The inventory is the sum of its ledger": """
        select edition_id, on_hand, reserved, promised, moved.*
        from catalog.inventory full join (
            select edition_id, sum(on_hand_change) as ledger_on_hand,
                sum(reserved_change) as ledger_reserved, sum(promised_change) as ledger_promised
            from catalog.inventory_movements group by edition_id
        ) as moved using (edition_id)
        where coalesce(on_hand, 0) <> coalesce(ledger_on_hand, 0)
            or coalesce(reserved, 0) <> coalesce(ledger_reserved, 0)
            or coalesce(promised, 0) <> coalesce(ledger_promised, 0)""",
    "Reserved and promised copies are those that orders hold": """
        select edition_id, reserved, held, promised, awaited
        from catalog.inventory full join (
            select edition_id, sum(quantity - order_lines.promised - shipped - cancelled) as held,
                sum(order_lines.promised) as awaited
            from sales.order_lines join sales.orders on orders.id = order_id
            where not is_download
                and status in ('awaiting_payment', 'paid', 'packed', 'part_shipped', 'ready')
            group by edition_id
        ) as holds using (edition_id)
        where coalesce(reserved, 0) <> coalesce(held, 0)
            or coalesce(promised, 0) <> coalesce(awaited, 0)""",
    "What an order has shipped has left the shelf, once": """
        select number, edition_id, shipped, coalesce(left_shelf, 0) as left_shelf
        from sales.order_lines join sales.orders on orders.id = order_lines.order_id
            left join (
                select order_id, edition_id, -sum(on_hand_change) as left_shelf
                from catalog.inventory_movements where reason = 'shipped' group by 1, 2
            ) as gone using (order_id, edition_id)
        where coalesce(left_shelf, 0) <> shipped and not is_download""",
    "An order's shipments hold what its lines say": """
        select order_lines.id, shipped, coalesce(sum(shipment_lines.quantity), 0) as in_shipments
        from sales.order_lines left join sales.shipment_lines on order_line_id = order_lines.id
        where not is_download group by order_lines.id
        having shipped <> coalesce(sum(shipment_lines.quantity), 0)""",
    "Only what was paid for is downloaded": """
        select number, order_lines.id as line, count(downloads.id) as downloads
        from sales.downloads join sales.order_lines on order_lines.id = order_line_id
            join sales.orders on orders.id = order_id
        where settled_at is null or not is_download
        group by number, order_lines.id""",
    "Whoever bought a download had asked to have it at once": """
        select distinct number from sales.orders join sales.order_lines on order_id = orders.id
        where is_download and download_consent_at is null""",
    "An order without a parcel is delivered as soon as it is paid": """
        select number, status from sales.orders
        where delivery_kind = 'download' and settled_at is not null
            and status not in ('delivered', 'refunded')""",
    "What has been sent whole has nothing left to send, and what has not has": """
        select number, status, sum(quantity - shipped - cancelled) as unsent
        from sales.orders join sales.order_lines on order_id = orders.id
        where not is_download and delivery_kind <> 'download'
            and status in ('part_shipped', 'shipped', 'delivered')
        group by orders.id
        having (sum(quantity - shipped - cancelled) > 0) <> (status = 'part_shipped')""",
    "A delivery's lines are in the ledger, and nothing else is under its name": """
        select delivery_id, edition_id, copies, in_ledger
        from catalog.delivery_lines full join (
            select delivery_id, edition_id, sum(on_hand_change) as in_ledger
            from catalog.inventory_movements
            where delivery_id is not null and reason = 'delivery' group by 1, 2
        ) as moved using (delivery_id, edition_id)
        where copies is distinct from in_ledger""",
    "A finished stock-take's differences are in the ledger, and no other's": """
        select stock_take_id, edition_id, difference, in_ledger
        from (
            select stock_take_id, edition_id, case when finished_at is not null
                then counted - on_hand_then else 0 end as difference
            from catalog.stock_take_counts
                join catalog.stock_takes on stock_takes.id = stock_take_id
        ) as counts full join (
            select stock_take_id, edition_id, sum(on_hand_change) as in_ledger
            from catalog.inventory_movements where stock_take_id is not null group by 1, 2
        ) as moved using (stock_take_id, edition_id)
        where coalesce(difference, 0) <> coalesce(in_ledger, 0)""",
    "What the ledger says came of a delivery or stock-take names it rightly": """
        select id, edition_id, reason, delivery_id, stock_take_id
        from catalog.inventory_movements
        where (stock_take_id is not null) <> (reason = 'stock_take')
            or (delivery_id is not null and reason <> 'delivery')""",
    "An edition costs its list price, or less while it is on sale": """
        select id, isbn, price_minor, list_price_minor
        from catalog.editions
        where price_minor > list_price_minor or (price_minor is null) <> (list_price_minor is null)
            or (price_minor < list_price_minor and not exists (
                select from catalog.sales where edition_id = editions.id
                    and starts_at <= now() and ends_at > now() - interval '1 hour'))""",
}
