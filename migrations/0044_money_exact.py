"""Sweeps take what they tried least recently first."""


def up(migrator, db):
    db.execute_sql(TRIED)


TRIED = """
    alter table sales.orders add tried_at timestamptz;
    alter table sales.payments add tried_at timestamptz;
    alter table sales.refunds add tried_at timestamptz;
    comment on column sales.orders.tried_at is 'when a sweep last tried to end it, its time being over';
    comment on column sales.payments.tried_at is 'when a sweep last wanted to ask about it, answered or not';
    comment on column sales.refunds.tried_at is 'when a sweep last took it up, whatever came of it';
"""
