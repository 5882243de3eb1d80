"""An order line keeps the condition that its copy was sold in, whatever the catalogue says later."""


def up(migrator, db):
    db.execute_sql(COLUMN)
    db.execute_sql(FILLED)


# Lines there are get the default; without it, those to come are told apart from them.
COLUMN = """
    alter table sales.order_lines
        add condition text not null default 'new',
        add constraint order_lines_condition_check
            check (condition in ('new', 'as_new', 'very_good', 'good', 'fair')) not valid;
    alter table sales.order_lines alter condition drop default;
"""

# The code of before, which takes orders until the new one starts, gives none.
FILLED = """
    create function sales.fill_condition() returns trigger language plpgsql as $$
        begin
            new.condition = (select condition from catalog.editions where id = new.edition_id);
            return new;
        end $$;
    create trigger fill_condition before insert on sales.order_lines for each row
        when (new.condition is null) execute function sales.fill_condition();
"""
