"""An order line keeps the condition that its copy was sold in, whatever the catalogue says later."""


def up(migrator, db):
    db.execute_sql("""
        alter table sales.order_lines
            add condition text not null default 'new',
            add constraint order_lines_condition_check
                check (condition in ('new', 'as_new', 'very_good', 'good', 'fair')) not valid
    """)
