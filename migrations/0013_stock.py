"""Deliveries and stock-takes in the ledger, prices written alone, names merged."""


def up(migrator, db):
    db.execute_sql(STOCK)
    db.execute_sql(PRICES)
    db.execute_sql(MERGED)


STOCK = """
    alter table catalog.inventory_movements
        add delivery_id bigint references catalog.deliveries,
        add stock_take_id bigint references catalog.stock_takes;
    create index on catalog.inventory_movements (delivery_id) where delivery_id is not null;
    create index on catalog.inventory_movements (stock_take_id) where stock_take_id is not null;

    alter table catalog.deliveries
        add form_key text unique,
        add foreign key (staff_id) references accounts.customers;
    comment on column catalog.deliveries.form_key is 'of the form it was typed into, which may be sent twice';

    alter table catalog.stock_takes add foreign key (started_by) references accounts.customers;
    create unique index one_stock_take on catalog.stock_takes ((true))
        where finished_at is null and cancelled_at is null;
    alter table catalog.stock_take_counts add foreign key (counted_by) references accounts.customers;
    create index on catalog.stock_take_counts (edition_id);
    comment on column catalog.stock_take_counts.on_hand_then is
        'by the ledger when it was counted: what is sold meanwhile is missing from neither';
"""

PRICES = """
    create index on catalog.sales (edition_id, ends_at);
    -- What a sweep looks for: few rows differ.
    create index on catalog.editions (id) where price_minor <> list_price_minor;

    create or replace function catalog.keep_price() returns trigger language plpgsql as $$
        begin
            if tg_op = 'UPDATE' and old.price_minor is not null and new.price_minor is null then
                -- Carts may hold it: withdraw the edition instead.
                raise check_violation using message = 'an edition that had a price keeps one';
            end if;
            -- Else the end of some sale would bring back a list price of long ago.
            if tg_op = 'UPDATE' and new.price_minor is distinct from old.price_minor
                    and new.list_price_minor is not distinct from old.list_price_minor
                    and not exists (select from catalog.sales where edition_id = new.id
                        and starts_at <= clock_timestamp() and clock_timestamp() < ends_at) then
                new.list_price_minor = new.price_minor;
            end if;
            new.list_price_minor = coalesce(new.list_price_minor, new.price_minor);
            return new;
        end $$;
"""

MERGED = """
    create table catalog.merged_names (
        kind text not null check (kind in ('contributor', 'series', 'publisher')),
        old_id bigint not null,
        row_id bigint not null,
        primary key (kind, old_id)
    );
    create index on catalog.merged_names (kind, row_id);
    comment on table catalog.merged_names is 'which row a person, series or publisher became a part of';
"""
