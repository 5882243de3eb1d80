"""What has still to be forgotten is found without reading all that was."""

atomic = False


def up(migrator, db):
    for index in INDEXES:
        db.execute_sql(index)


INDEXES = (
    """create index concurrently if not exists emails_to on accounts.emails (lower(recipient))
        where recipient <> ''""",
    """create index concurrently if not exists orders_of_guests on sales.orders (placed_at)
        where customer_id is null and email <> ''""",
    """create index concurrently if not exists events_with_people on sales.payment_events
        (handled_at) where stripped_at is null""",
)
