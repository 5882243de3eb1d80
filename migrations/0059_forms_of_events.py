"""A form that gives up copies which cost nothing makes no refund: what it did is known by its key.
And two letters that nobody sends any more are not waited for.
"""

atomic = False


def up(migrator, db):
    db.execute_sql("alter table sales.order_events add if not exists form_key text")
    db.execute_sql(INDEX)
    db.execute_sql(GIVE_UP)


INDEX = """
    create unique index concurrently if not exists order_events_form_key_key
        on sales.order_events (form_key) where form_key is not null
"""
# Their orders have letters of parcels and refunds instead.
GIVE_UP = """
    update accounts.emails set given_up_at = now()
        where sent_at is null and given_up_at is null
            and kind in ('order_shipped', 'order_refunded')
"""
