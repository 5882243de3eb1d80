"""Feeds find what staff have merged, and their prices come in time; words are forgotten."""


def up(migrator, db):
    for part in (MERGED, FEED_PRICES, HISTORY, WORDS):
        db.execute_sql(part)


# The trail knows what those were called that were merged before.
MERGED = """
    alter table catalog.merged_names add name text;
    comment on column catalog.merged_names.name is
        'what it was called: feeds that call it so mean the row that it became a part of';
    create index on catalog.merged_names (kind, name);

    update catalog.merged_names as merged set name = told.name
        from (
            select split_part(subject, ' ', 1) as kind,
                regexp_match(action, '^merged “(.*)”, which was number ([0-9]+), into$') as parts
            from accounts.staff_actions where action like 'merged “%%”, which was number %%') as said
            cross join lateral (select parts[1] as name, parts[2]::bigint as old_id) as told
        where (merged.kind, merged.old_id) = (said.kind, told.old_id);
"""

FEED_PRICES = """
    alter table catalog.editions
        add feed_price_minor int check (feed_price_minor >= 0),
        add reprice_on date;
    comment on column catalog.editions.feed_price_minor is
        'what a feed asked when we last followed it: no news when it asks so again';
    comment on column catalog.editions.reprice_on is
        'when another price of a feed begins to hold, or this one no longer does; a sweep looks then';
    create index on catalog.editions (reprice_on) where reprice_on is not null;

    -- Search reads none of it.
    set local octavo.index_later = 'on';
    -- A price of the feed that is ours was followed; if ours is none of them, staff set it, and it
    -- stays until the feed has another than today's.
    update catalog.editions as e set feed_price_minor = asked.amount_minor, reprice_on = asked.soon
        from (
            select distinct on (t.edition_id) t.edition_id, t.amount_minor,
                case when bool_or(t.starts_on is not null or t.ends_on is not null)
                    over (partition by t.edition_id) then current_date end as soon
            from catalog.trade_prices as t join catalog.editions as its on its.id = t.edition_id
            where t.currency = its.currency
                and t.price_type in ('', '02', '01', '04', '03', '42', '41')
            order by t.edition_id, t.amount_minor = its.list_price_minor desc nulls last,
                coalesce(t.starts_on <= current_date, true)
                    and coalesce(t.ends_on >= current_date, true) desc,
                array_position(array['', '02', '01', '04', '03', '42', '41'], t.price_type),
                t.starts_on desc nulls last, t.position) as asked
        where e.id = asked.edition_id;
    set local octavo.index_later = 'off';
"""

# A transaction that began earlier may write later: the price that holds is the one written last.
HISTORY = """
    alter table catalog.price_changes alter changed_at set default clock_timestamp();
"""

# As in 0010, but that words go with the last name that has them. One that a name got at that very
# moment is found again by the next round.
WORDS = """
    create or replace function catalog.renew_names() returns void language sql as $$
        with ranks as materialized (
            select 'work' as kind, id as row_id, 1 + popularity as rank from catalog.works
            union all select 'author', contributor_id, sum(1 + popularity)
                from catalog.work_contributors join catalog.works on works.id = work_id
                group by contributor_id
            union all select 'series', series_id, sum(1 + popularity)
                from catalog.works where series_id is not null group by series_id
            union all select 'subject', subject_id, count(*)
                from catalog.work_subjects group by subject_id
            union all select 'publisher', publisher_id, count(*)
                from catalog.editions where publisher_id is not null group by publisher_id)
        update catalog.names n set rank = catalog.weighed(ranks.rank::bigint, n.whole)
        from ranks
        where (ranks.kind, ranks.row_id) = (n.kind, n.row_id)
            and abs(n.rank - catalog.weighed(ranks.rank::bigint, n.whole)) > n.rank / 10;

        with counted as materialized (
            select word collate "C" as word, count(*) as times
            from catalog.names, regexp_split_to_table(folded, ' ') as word where whole
            group by 1),
        forgotten as (
            delete from catalog.words
            where not exists (select from counted where counted.word = words.word)),
        found_again as (
            insert into catalog.words
            select word, times, catalog.without_one_letter(word), public.metaphone(word, 12)
            from counted
            where length(word) between 2 and 30
                and not exists (select from catalog.words known where known.word = counted.word))
        update catalog.words set times = counted.times from counted
        where counted.word = words.word and counted.times <> words.times;
    $$;
"""
