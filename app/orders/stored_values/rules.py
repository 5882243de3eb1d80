"""What must always be true of gift cards, beside each being the sum of its ledger."""

VALUE_RULES = {
    "Gift cards that were bought hold what was paid for them, once the order is settled": """
        select number, bought.id, stored_value_id, settled_at, bought.amount_minor, issued
        from sales.gift_cards_bought as bought join sales.orders on orders.id = bought.order_id,
            lateral (select coalesce(sum(m.amount_minor), 0) as issued
                from sales.stored_value_movements as m
                where m.stored_value_id = bought.stored_value_id and reason = 'issued') as ledger
        where (stored_value_id is null) <> (settled_at is null)
            or issued <> case when settled_at is null then 0 else bought.amount_minor end""",
    "The code of a gift card is kept until it has been mailed, and no longer": """
        select stored_values.id, code_end, emails.sent_at
        from sales.stored_values
            left join sales.gift_cards_bought as bought on bought.stored_value_id = stored_values.id
            join accounts.emails on emails.kind = 'gift_card' and about = bought.id
                or emails.kind = 'store_credit' and about = stored_values.id
        where sent_at is not null and code_to_mail is not null""",
}
