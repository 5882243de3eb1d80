"""Somebody who was invited and never came is no owner whom the shop could be left to, and no loss."""


def up(migrator, db):
    db.execute_sql("""
        create or replace function accounts.keep_an_owner() returns trigger language plpgsql as $$
            begin
                if old.role = 'owner' and old.verified_at is not null
                        and (tg_op = 'DELETE' or new.role is distinct from 'owner') then
                    -- In turns, or two owners who go at once would each count the other.
                    perform pg_advisory_xact_lock(hashtextextended('accounts.keep_an_owner', 0));
                    if not exists (
                            select from accounts.customers where role = 'owner' and id <> old.id
                                and verified_at is not null) then
                        raise exception 'the last owner of the shop stays its owner'
                            using errcode = 'check_violation', constraint = 'an_owner_stays';
                    end if;
                end if;
                return case when tg_op = 'DELETE' then old else new end;
            end $$;
    """)
