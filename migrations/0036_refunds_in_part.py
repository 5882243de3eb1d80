"""Refunds in part: what they give back of an order, kept within what was paid for it."""


def up(migrator, db):
    db.execute_sql(COLUMNS)
    db.execute_sql(WITHIN_ITS_ORDER)
    db.execute_sql(WITHIN_THEIR_LINE)


COLUMNS = """
    alter table sales.orders
        add standard_shipping_minor int check (standard_shipping_minor >= 0);
    comment on column sales.orders.standard_shipping_minor is
        'what the cheapest parcel would have cost: the most that a withdrawal gives back for delivery;
         null: not known, so all of it';

    alter table sales.refunds
        add part_of bigint references sales.refunds,
        add replaces bigint unique references sales.refunds,
        add tax_minor int not null default 0,
        add check (tax_minor between 0 and amount_minor),
        add check (shipping_minor <= amount_minor);
    create index on sales.refunds (part_of) where part_of is not null;
    comment on column sales.refunds.part_of is
        'the first refund of the same request, which gives back to more than one place';
    comment on column sales.refunds.replaces is 'the refund that failed and is made up for here';
    comment on column sales.refunds.tax_minor is 'of the amount, what was paid as tax';

    alter table sales.refund_lines
        add tax_minor int not null default 0,
        add check (tax_minor between 0 and amount_minor);
"""

# Named to fire before keep_refunds_within, which locks a payment: orders are locked before those.
WITHIN_ITS_ORDER = """
    create function sales.keep_order_refunds_within() returns trigger language plpgsql as $$
        declare
            bought sales.orders;
            refunded bigint;
        begin
            if new.reason = 'late_payment' or new.status = 'failed' then
                return new;
            end if;
            select * into bought from sales.orders where id = new.order_id for update;
            select coalesce(sum(amount_minor), 0) into refunded from sales.refunds
                where order_id = new.order_id and status <> 'failed' and reason <> 'late_payment'
                    and id <> new.id;
            if bought.settled_at is null or refunded + new.amount_minor > bought.total_minor then
                raise check_violation using
                    message = 'an order gives back no more than was paid for it';
            end if;
            return new;
        end $$;
    create trigger keep_order_refunds_within
        before insert or update of amount_minor, status, order_id, reason on sales.refunds
        for each row execute function sales.keep_order_refunds_within();
"""

# Inserting the refund has locked its order, so nobody adds to its lines meanwhile.
WITHIN_THEIR_LINE = """
    create function sales.keep_refund_lines_within() returns trigger language plpgsql as $$
        declare
            line sales.order_lines;
            on_top int;
            copies bigint;
            refunded bigint;
        begin
            select l.* into line from sales.order_lines l
                join sales.refunds r on r.order_id = l.order_id
                where l.id = new.order_line_id and r.id = new.refund_id;
            if line.id is null then
                raise check_violation using message = 'a refund is of lines of its own order';
            end if;
            select case when tax_included then 0 else line.tax_minor end into on_top
                from sales.orders where id = line.order_id;
            select coalesce(sum(l.quantity), 0), coalesce(sum(l.amount_minor), 0)
                into copies, refunded
                from sales.refund_lines l join sales.refunds r on r.id = l.refund_id
                where l.order_line_id = line.id and r.status <> 'failed' and r.id <> new.refund_id;
            if copies + new.quantity > line.quantity or refunded + new.amount_minor
                    > line.quantity * line.unit_price_minor - line.discount_minor + on_top then
                raise check_violation using
                    message = 'a line gives back no more than was bought and paid';
            end if;
            return new;
        end $$;
    create trigger keep_refund_lines_within before insert or update on sales.refund_lines
        for each row execute function sales.keep_refund_lines_within();
"""
