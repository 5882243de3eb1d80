"""Copies under an embargo are not in stock: nobody may buy them yet."""


def up(migrator, db):
    for part in (COPIES, FOLLOWING):
        db.execute_sql(part)


COPIES = """
    create function catalog.has_copies(embargo_until date, on_hand int, reserved int)
        returns boolean language sql stable parallel safe
        return coalesce(on_hand > reserved, false) and coalesce(embargo_until <= current_date, true);
    comment on function catalog.has_copies is 'a copy that one may buy today';

    create index on catalog.editions (embargo_until) where embargo_until is not null;
"""

FOLLOWING = """
    create or replace function catalog.index_works_of_editions() returns trigger
        language plpgsql as $$
        declare
            ids bigint[];
        begin
            ids = array(
                select n.work_id from new_rows n join old_rows o using (id)
                where (n.work_id, n.isbn, n.format, n.language, n.publisher_id, n.imprint_id,
                        n.published_on, n.withdrawn_at) is distinct from
                    (o.work_id, o.isbn, o.format, o.language, o.publisher_id, o.imprint_id,
                        o.published_on, o.withdrawn_at)
                union
                select o.work_id from new_rows n join old_rows o using (id)
                where n.work_id <> o.work_id);
            if cardinality(ids) > 0 then
                perform catalog.index_works(ids);
            end if;
            ids = array(
                select distinct n.work_id from new_rows n join old_rows o using (id)
                where n.work_id <> all (ids) and (n.price_minor, n.embargo_until)
                    is distinct from (o.price_minor, o.embargo_until));
            if cardinality(ids) > 0 then
                perform from catalog.works where id = any(ids) order by id for no key update;
                perform catalog.refresh_facts(ids);
            end if;
            return null;
        end $$;
"""
