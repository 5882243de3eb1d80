"""The rules of 0047 about links hold for those of before, too."""


def up(migrator, db):
    db.execute_sql("""
        alter table accounts.tokens
            validate constraint known_purpose,
            validate constraint address_to_set;
    """)
