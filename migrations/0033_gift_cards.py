"""Whose a gift card is, each form once, no spending of what is blocked, and vouchers by account."""


def up(migrator, db):
    for part in (GIFT_CARDS, FORMS, BLOCKED, BY_ACCOUNT):
        db.execute_sql(part)


GIFT_CARDS = """
    alter table sales.stored_values
        add recipient_name text not null default '',
        add recipient_email text not null default '',
        add check (code_to_mail is null or code_hash is not null);
    comment on column sales.stored_values.recipient_email is 'of a gift card: whom its code is mailed to';
    create index on sales.stored_values (lower(recipient_email)) where kind = 'gift_card';
    create index on sales.stored_values (code_end) where kind = 'gift_card';
    create index on sales.stored_values (id) where code_to_mail is not null;
"""

FORMS = """
    alter table sales.gift_cards_bought add form_key text unique;
    alter table sales.stored_value_movements add form_key text unique;
    comment on column sales.stored_value_movements.form_key is 'of what staff did: a form sent twice does it once';
"""

BLOCKED = """
    create or replace function sales.move_value() returns trigger language plpgsql as $$
        declare
            blocked timestamptz;
        begin
            update sales.stored_values set balance_minor = balance_minor + new.amount_minor
                where id = new.stored_value_id returning blocked_at into blocked;
            if new.reason = 'spent' and blocked is not null then
                raise check_violation using message = 'what is blocked is not spent';
            end if;
            return null;
        end $$;
"""

BY_ACCOUNT = """
    alter table sales.redemptions add customer_id bigint references accounts.customers;
    create index on sales.redemptions (promotion_id, customer_id) where released_at is null;
    create index on sales.redemptions (customer_id);
    comment on column sales.redemptions.customer_id is 'so that another email makes no other customer';
"""
