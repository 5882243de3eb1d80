"""What orders hold about their buyer, to be copied for her; see app/accounts/personal.py.

Card numbers are not among it: they never reach the shop.
"""

RECORDS = {
    "orders": (
        "Your orders",
        """select o.number, o.status, o.placed_at, o.settled_at as paid_at, o.shipped_at,
            o.delivered_at, o.ended_at, o.name, o.email, o.phone, o.address, o.billing_address,
            o.shipping_name as delivery, o.collect_from, o.gift_message, o.voucher, o.currency,
            o.subtotal_minor, o.discount_minor, o.shipping_minor, o.wrap_minor, o.gift_cards_minor,
            o.tax_minor, o.total_minor, o.stored_minor as paid_with_gift_cards_and_credit_minor,
            o.download_consent_at as downloads_without_withdrawal_agreed_at,
            (select jsonb_agg(jsonb_build_object('title', title, 'by', byline, 'isbn', isbn,
                    'format', format, 'quantity', quantity, 'unit_price_minor', unit_price_minor,
                    'discount_minor', discount_minor, 'tax_minor', tax_minor, 'shipped', shipped,
                    'cancelled', cancelled, 'returned', returned) order by id)
                from sales.order_lines where order_id = o.id) as books,
            (select jsonb_agg(jsonb_build_object('event', event, 'at', created_at, 'by', actor,
                    'note', note) order by id)
                from sales.order_events where order_id = o.id) as history,
            (select jsonb_agg(jsonb_build_object('carrier', carrier, 'tracking', tracking,
                    'sent_at', shipped_at) order by id)
                from sales.shipments where order_id = o.id) as parcels
        from sales.orders o where o.customer_id = %(customer)s order by o.id""",
    ),
    "invoices": (
        "Your invoices and credit notes",
        """select i.kind, i.number, o.number as order_number, i.currency, i.net_minor, i.tax_minor,
            i.total_minor, i.issued_at, i.document
        from sales.invoices i join sales.orders o on o.id = i.order_id
        where o.customer_id = %(customer)s order by i.id""",
    ),
    "payments": (
        "Your payments",
        """select o.number as order_number, p.amount_minor, p.currency, p.status, p.created_at,
            p.paid_at, p.payment_intent_id as stripe_reference,
            (select jsonb_agg(jsonb_build_object('reason', reason, 'status', status, 'opened_at',
                    opened_at, 'closed_at', closed_at) order by id)
                from sales.disputes where payment_id = p.id) as disputes
        from sales.payments p join sales.orders o on o.id = p.order_id
        where o.customer_id = %(customer)s order by p.id""",
    ),
    "refunds": (
        "Your refunds",
        """select o.number as order_number, r.amount_minor, o.currency, r.reason, r.status, r.note,
            r.created_at, r.settled_at
        from sales.refunds r join sales.orders o on o.id = r.order_id
        where o.customer_id = %(customer)s order by r.id""",
    ),
    "returns": (
        "Your returns and withdrawals",
        """select o.number as order_number, r.kind, r.reason, r.status, r.comment, r.proof,
            r.answer, r.requested_at, r.sent_back_at, r.received_at, r.ended_at
        from sales.returns r join sales.orders o on o.id = r.order_id
        where o.customer_id = %(customer)s order by r.id""",
    ),
    "withdrawal_statements": (
        "Withdrawals that you declared",
        """select name, email, contract, stated_at from sales.withdrawals
        where order_id in (select id from sales.orders where customer_id = %(customer)s)
            or lower(email) = any(%(addresses)s) order by id""",
    ),
    "gift_cards_bought": (
        "Gift cards that you bought",
        """select o.number as order_number, g.amount_minor, g.currency, g.recipient_name,
            g.recipient_email, g.sender_name, g.message, g.send_on, g.created_at
        from sales.gift_cards_bought g join sales.orders o on o.id = g.order_id
        where o.customer_id = %(customer)s order by g.id""",
    ),
    "gift_cards_received": (
        "Gift cards that were sent to you",
        """select recipient_name, recipient_email, code_end, currency, balance_minor, created_at
        from sales.stored_values
        where kind = 'gift_card' and lower(recipient_email) = any(%(addresses)s) order by id""",
    ),
    "credit": (
        "Your credit with us",
        """select m.amount_minor, v.currency, m.reason, m.note, m.created_at
        from sales.stored_values v join sales.stored_value_movements m on m.stored_value_id = v.id
        where v.kind = 'credit' and v.customer_id = %(customer)s order by m.id""",
    ),
    "vouchers": (
        "Vouchers that you used",
        """select p.code, r.amount_minor, p.currency, r.email, r.redeemed_at, r.released_at
        from sales.redemptions r join sales.promotions p on p.id = r.promotion_id
        where r.customer_id = %(customer)s or lower(r.email) = any(%(addresses)s) order by r.id""",
    ),
    "downloads": (
        "Downloads that you began",
        """select l.title, d.began_at from sales.downloads d
            join sales.order_lines l on l.id = d.order_line_id
        where d.customer_id = %(customer)s order by d.id""",
    ),
}
