"""Lines of before 0063 are of the condition that their edition has now: nothing else is known."""

atomic = False


def up(migrator, db):
    while db.execute_sql(FILL_SOME).rowcount:
        pass
    db.execute_sql("alter table sales.order_lines validate constraint order_lines_condition_check")


FILL_SOME = """
    update sales.order_lines set condition = editions.condition from catalog.editions
        where editions.id = edition_id and order_lines.id in (
            select l.id from sales.order_lines l join catalog.editions e on e.id = l.edition_id
                where l.condition = 'new' and e.condition <> 'new'
                limit 1000)
"""
