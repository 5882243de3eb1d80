"""Sweeps take what they tried least recently first; promotions follow the subjects that they name."""


def up(migrator, db):
    for part in (TRIED, SUBJECTS, FOLLOWED):
        db.execute_sql(part)


TRIED = """
    alter table sales.orders add tried_at timestamptz;
    alter table sales.payments add tried_at timestamptz;
    alter table sales.refunds add tried_at timestamptz;
    comment on column sales.orders.tried_at is 'when a sweep last tried to end it, its time being over';
    comment on column sales.payments.tried_at is 'when a sweep last wanted to ask about it, answered or not';
    comment on column sales.refunds.tried_at is 'when a sweep last took it up, whatever came of it';
"""

# What subjects were removed from under a promotion is not known any more. One that names none that
# is there would be for everything, so it is withdrawn.
SUBJECTS = """
    update sales.promotions set withdrawn_at = coalesce(withdrawn_at, now())
        where subject_ids <> '{}' and not exists (
            select from catalog.subjects where id = any(subject_ids));
    update sales.promotions set subject_ids = there.ids
        from (select p.id, array_agg(s.id order by s.id) as ids
            from sales.promotions p join catalog.subjects s on s.id = any(p.subject_ids)
            group by p.id) as there
        where there.id = promotions.id and cardinality(there.ids) < cardinality(subject_ids);
    create index on sales.promotions using gin (subject_ids);
"""

# The catalogue knows nothing of promotions: merging writes where an address leads now, and then
# deletes. Promotions are locked before subjects, by whoever saves one too.
FOLLOWED = """
    create function sales.follow_subject() returns trigger language plpgsql as $$
        declare
            merged_into bigint;
        begin
            select row_id into merged_into from catalog.old_slugs
                where kind = 'subject' and slug = old.slug and row_id <> old.id;
            if merged_into is not null then
                update sales.promotions set subject_ids = array(
                    select distinct case when id = old.id then merged_into else id end as id
                    from unnest(subject_ids) as id order by 1)
                    where subject_ids @> array[old.id];
            end if;
            return old;
        end $$;
    create trigger follow_subject before delete on catalog.subjects
        for each row execute function sales.follow_subject();

    create function sales.keep_subject() returns trigger language plpgsql as $$
        begin
            if exists (select from sales.promotions where subject_ids @> array[old.id]) then
                raise foreign_key_violation using message = 'a promotion is for this subject';
            end if;
            return null;
        end $$;
    create trigger keep_subject after delete on catalog.subjects
        for each row execute function sales.keep_subject();

    create function sales.check_subjects() returns trigger language plpgsql as $$
        begin
            perform from catalog.subjects where id = any(new.subject_ids) order by id for key share;
            if exists (select from unnest(new.subject_ids) as named
                    where not exists (select from catalog.subjects where id = named)) then
                raise foreign_key_violation using message = 'a promotion is for subjects that are there';
            end if;
            return new;
        end $$;
    create trigger check_subjects before insert or update of subject_ids on sales.promotions
        for each row execute function sales.check_subjects();
"""
