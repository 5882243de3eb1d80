"""What 0060 says holds of the rows of before it too, if one has to be mended for it."""

atomic = False


def up(migrator, db):
    db.execute_sql("""
        update accounts.customers set role = null
            where id in (select id from accounts.customers
                where erased_at is not null and role is not null)
    """)
    db.execute_sql("alter table accounts.customers validate constraint customers_erased_role_check")
