"""Gift wrap may be free, so an order says itself whether it is wrapped; and an order that its buyer
cancelled stays cancelled: money that comes for it afterwards goes back.
"""


def up(migrator, db):
    db.execute_sql(WRAPPED)
    db.execute_sql(STAYS_CANCELLED)


WRAPPED = """
    alter table sales.orders add wrapped boolean not null default false;
    update sales.orders set wrapped = true where wrap_minor > 0;
    alter table sales.orders add constraint orders_wrap_check check (wrapped or wrap_minor = 0);
"""

STAYS_CANCELLED = """
    delete from sales.order_ways where from_status = 'cancelled' and to_status = 'paid';
"""
