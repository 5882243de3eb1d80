"""Accounts that somebody else opened with an address, once its owner has shown that it is hers; and
those whose address nobody proves are found without reading all.
"""

atomic = False


def up(migrator, db):
    for statement in STATEMENTS:
        db.execute_sql(statement)


STATEMENTS = (
    "alter table accounts.customers add column if not exists disowned_at timestamptz",
    """comment on column accounts.customers.disowned_at is
        'when the address that it was opened with was proven by somebody else, who has another row'""",
    """create index concurrently if not exists disowned on accounts.customers (id)
        where disowned_at is not null""",
    """create index concurrently if not exists unproven on accounts.customers (created_at)
        where verified_at is null and role is null and erased_at is null""",
)
