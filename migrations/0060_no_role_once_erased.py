"""An erased account works nowhere, whatever was under way at that instant."""


def up(migrator, db):
    db.execute_sql("""
        alter table accounts.customers add constraint customers_erased_role_check
            check (erased_at is null or role is null) not valid
    """)
