"""A form that gives up copies which cost nothing makes no refund: what it did is known by its key.
And two letters that nobody sends any more are not waited for. And an embargo ends as the shop's own
day begins, wherever the database is.
"""

atomic = False


def up(migrator, db):
    db.execute_sql("alter table sales.order_events add if not exists form_key text")
    db.execute_sql(INDEX)
    db.execute_sql(GIVE_UP)
    db.execute_sql(TODAY)


INDEX = """
    create unique index concurrently if not exists order_events_form_key_key
        on sales.order_events (form_key) where form_key is not null
"""
# Their orders have letters of parcels and refunds instead.
GIVE_UP = """
    update accounts.emails set given_up_at = now()
        where sent_at is null and given_up_at is null
            and kind in ('order_shipped', 'order_refunded')
"""
# Bodies as they were in 0015 and 0031, but for today. The setting is given by each connection of the
# shop; whoever comes without it, with psql, has the day of UTC.
TODAY = """
    create or replace function catalog.today() returns date language sql stable parallel safe
        return (now() at time zone
            coalesce(nullif(current_setting('octavo.timezone', true), ''), 'UTC'))::date;
    comment on function catalog.today() is 'the day that it is in the shop';

    create or replace function catalog.has_copies(embargo_until date, on_hand int, reserved int)
        returns boolean language sql stable parallel safe
        return coalesce(on_hand > reserved, false)
            and coalesce(embargo_until <= catalog.today(), true);

    create or replace function catalog.can_be_had(format text, product_form text, file_id bigint,
            embargo_until date, on_hand int, reserved int)
        returns boolean language sql stable parallel safe
        return case when catalog.is_download(format, product_form)
            then file_id is not null and coalesce(embargo_until <= catalog.today(), true)
            else catalog.has_copies(embargo_until, on_hand, reserved) end;
"""
