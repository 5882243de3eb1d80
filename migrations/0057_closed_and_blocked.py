"""The rules of 0055 and 0056 hold for rows of before them, too, and nobody waits for that."""

atomic = False


def up(migrator, db):
    while db.execute_sql(CLOSE_SOME).rowcount:
        pass
    for statement in (*RULES, INDEX):
        db.execute_sql(statement)


# Until now a return that cost nothing was "refunded" without a refund.
CLOSE_SOME = """
    update sales.returns set status = 'closed' where id in (
        select id from sales.returns where status = 'refunded'
            and not exists (select from sales.refunds where return_id = returns.id)
        limit 1000)
"""
RULES = (
    "alter table sales.orders validate constraint orders_wrap_check",
    "alter table sales.returns validate constraint returns_status_check",
    "alter table sales.returns validate constraint returns_check",
    "alter table sales.stored_values validate constraint blocked_for_a_dispute",
)
INDEX = """
    create index concurrently if not exists blocked_for on sales.stored_values (blocked_for_id)
        where blocked_for_id is not null
"""
