"""Carts keep what was true when a line was added, what is saved for later and what was removed."""


def up(migrator, db):
    for part in (EDITIONS, CARTS, ORDERS):
        db.execute_sql(part)


EDITIONS = """
    alter table catalog.editions
        add most_per_customer int check (most_per_customer between 1 and 999);
    comment on column catalog.editions.most_per_customer is
        'copies that one customer may buy within 30 days; null is as many as the shop sells at a time';
"""

CARTS = """
    alter table sales.cart_items
        drop constraint cart_items_quantity_check,
        add check (quantity between 1 and 999),
        add place text not null default 'cart' check (place in ('cart', 'later', 'removed')),
        add moved_at timestamptz not null default now(),
        add brought int not null default 0,
        add price_minor_then int check (price_minor_then >= 0),
        add state_then text check (state_then in ('in', 'few', 'out', 'preorder', 'backorder')),
        add check (brought between 0 and quantity),
        add check (brought = 0 or place = 'cart');
    create index on sales.cart_items (moved_at) where place = 'removed';
    comment on column sales.cart_items.place is
        'an edition is in one place of a cart; what was removed waits to be put back';
    comment on column sales.cart_items.brought is
        'copies that came from the cart of before she signed in, and that she may send away';
    comment on column sales.cart_items.price_minor_then is 'what it cost when it was added';
    comment on column sales.cart_items.state_then is
        'whether it could be had when it was added: see app.catalog.availability';

    alter table sales.carts add merged_at timestamptz;
    comment on column sales.carts.merged_at is 'when a guest''s cart last came into this one';
"""

# What somebody has bought before is asked by her address as well.
ORDERS = """
    create index on sales.orders (lower(email), placed_at);
"""
