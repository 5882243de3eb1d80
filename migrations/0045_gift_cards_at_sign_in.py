"""Gift cards in a cart are lines of it when a guest signs in: shown as brought, or saved for later."""


def up(migrator, db):
    db.execute_sql(GIFT_CARDS)


# With a constant for a default neither column has the table rewritten or read.
GIFT_CARDS = """
    alter table sales.gift_cards_bought
        add brought boolean not null default false,
        add saved boolean not null default false;
    comment on column sales.gift_cards_bought.brought is
        'it came from the cart of before she signed in, and she may send it away';
    comment on column sales.gift_cards_bought.saved is
        'in a cart: saved for later, so no order takes it';
"""
