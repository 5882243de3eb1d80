-- A shop as migration 0004 left it: each order one book, shipped and paid, every twentieth refunded.
insert into catalog.works (slug, title)
    select 'book-' || n, 'Book ' || n from generate_series(1, %(editions)s) n;
insert into catalog.editions (work_id, isbn, format, price_minor, currency)
    select id, '979' || lpad(id::text, 10, '0'), 'paperback', 999, 'GBP' from catalog.works;
insert into catalog.inventory (edition_id, on_hand) select id, 9 from catalog.editions;

insert into accounts.customers (email, name, password_hash)
    select 'reader' || n || '@example.org', 'Reader ' || n, 'x'
    from generate_series(1, %(orders)s / 5) n;
insert into sales.carts (token, customer_id) select 'cart ' || id, id from accounts.customers;
insert into sales.cart_items (cart_id, edition_id, quantity)
    select id, 1 + id %% %(editions)s, 1 from sales.carts;

insert into sales.orders (number, idempotency_key, customer_id, status, email, name, address,
        shipping_method, shipping_name, currency, subtotal_minor, shipping_minor, total_minor,
        simulated, hold_expires_at, placed_at, settled_at, shipped_at)
    select 'ORDER-' || lpad(n::text, 8, '0'), 'key ' || n, 1 + n %% (%(orders)s / 5), 'shipped',
        'reader' || 1 + n %% (%(orders)s / 5) || '@example.org', 'Ada Lovelace',
        '{"line1": "12 Dale Street", "city": "Edinburgh", "postcode": "EH1 1YZ", "country": "GB"}',
        'standard', 'Standard', 'GBP', 999, 295, 1294, false, now(), now(), now(), now()
    from generate_series(1, %(orders)s) n;
insert into sales.order_lines (order_id, edition_id, title, byline, isbn, format, quantity,
        unit_price_minor)
    select id, 1 + id %% %(editions)s, 'Kindred', 'Octavia E. Butler', '9799900000001', 'paperback',
        1, 999
    from sales.orders;
insert into sales.order_events (order_id, event, actor)
    select id, unnest('{placed,paid,shipped}'::text[]), 'buyer' from sales.orders;
insert into catalog.inventory_movements (edition_id, order_id, on_hand_change, reserved_change,
        reason)
    select 1 + id %% %(editions)s, id, -1, -1, 'shipped' from sales.orders;

insert into sales.payments (order_id, attempt, amount_minor, currency, status, session_id,
        expires_at, paid_at)
    select id, 1, 1294, 'GBP', 'paid', 'cs_' || id, now(), now() from sales.orders;
insert into sales.refunds (payment_id, amount_minor, reason, status, requested_by,
        stripe_refund_id)
    select id, 1294, 'staff', 'succeeded', 'staff 1', 're_' || id
    from sales.payments where id %% 20 = 0;
