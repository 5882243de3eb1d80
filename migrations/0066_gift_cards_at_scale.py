"""Gift cards are sold for more where a currency's units are small: see app.currencies.scale_of."""


def up(migrator, db):
    db.execute_sql(AMOUNTS)


AMOUNTS = """
    alter table sales.gift_cards_bought
        drop constraint gift_cards_bought_amount_minor_check,
        add constraint gift_cards_bought_amount_minor_check
            check (amount_minor between 100 and 50000000) not valid
"""
