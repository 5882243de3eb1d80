"""Looks at the gift cards sold before: the rule of 0066 is wider than theirs was."""


def up(migrator, db):
    db.execute_sql(AMOUNTS)


AMOUNTS = """
    alter table sales.gift_cards_bought
        validate constraint gift_cards_bought_amount_minor_check
"""
