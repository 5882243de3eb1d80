"""What staff did is found by day and by kind, and who works here without a look at all customers."""

atomic = False  # so that nobody waits for the indexes

INDEXES = {
    "staff_actions_by_day": "accounts.staff_actions (created_at desc, id desc)",
    "staff_actions_by_kind": "accounts.staff_actions (action, created_at desc, id desc)",
    "customers_who_are_staff": "accounts.customers (role) where role is not null",
}


def up(migrator, db):
    for name, what in INDEXES.items():
        # One that was interrupted is there, but of no use.
        db.execute_sql(f"drop index concurrently if exists accounts.{name}")
        db.execute_sql(f"create index concurrently {name} on {what}")
