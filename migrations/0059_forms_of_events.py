"""A form that gives up copies which cost nothing makes no refund: what it did is known by its key."""

atomic = False


def up(migrator, db):
    db.execute_sql("alter table sales.order_events add if not exists form_key text")
    db.execute_sql(INDEX)


INDEX = """
    create unique index concurrently if not exists order_events_form_key_key
        on sales.order_events (form_key) where form_key is not null
"""
