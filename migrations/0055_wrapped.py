"""Gift wrap may be free, so an order says when it is wrapped for nothing; and an order that its buyer
cancelled stays cancelled: money that comes for it afterwards goes back.
"""


def up(migrator, db):
    db.execute_sql(WRAPPED)
    db.execute_sql(STAYS_CANCELLED)


WRAPPED = """
    alter table sales.orders
        add wrapped_free boolean not null default false,
        add constraint orders_wrap_check check (not wrapped_free or wrap_minor = 0) not valid;
"""

STAYS_CANCELLED = """
    delete from sales.order_ways where from_status = 'cancelled' and to_status = 'paid';
"""
