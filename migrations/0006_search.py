"""What search and the shelves read of a work, kept in its row by the database itself."""


def up(migrator, db):
    db.execute_sql(COLUMNS)
    db.execute_sql(SPELLINGS)
    db.execute_sql(INDEXING)
    db.execute_sql(TRIGGERS)
    db.execute_sql(ASKING)


COLUMNS = """
    alter table catalog.works
        add lowest_price_minor int,
        add published_on date;
    comment on column catalog.works.lowest_price_minor is
        'of the editions on sale; null when none is';
    comment on column catalog.works.published_on is 'of the newest edition on sale';
    create index on catalog.works (lowest_price_minor, id);
    create index on catalog.works (published_on desc nulls last, id desc);
"""

SPELLINGS = """
    -- Words as they stand: no stemming, no stop words, so that "We" and "It" can be found.
    create text search configuration catalog.plain_folded (copy = pg_catalog.simple);
    alter text search configuration catalog.plain_folded
        alter mapping for hword, hword_part, word
        with public.unaccent, pg_catalog.simple;

    -- The ways people write a title or a name: Catch-22 and catch 22, O'Brien and obrien,
    -- J. R. R. and JRR.
    create function catalog.spellings(words text) returns text
        language sql immutable parallel safe strict
        return concat_ws(' ',
            regexp_replace(words, '[-‐–—./]', ' ', 'g'),
            case when words ~ '[''’]' then translate(words, '''’', '') end,
            case when words ~ '\\m\\w\\.\\s*\\w\\.'
                then regexp_replace(words, '(\\m\\w)\\.\\s*(?=\\w\\.)', '\\1', 'g') end);

    create function catalog.weigh(words text, weight "char") returns tsvector
        language sql stable parallel safe
        return setweight(
            to_tsvector('catalog.english_folded', catalog.spellings(coalesce(words, '')))
            || to_tsvector('catalog.plain_folded', catalog.spellings(coalesce(words, ''))), weight);
"""

INDEXING = """
    create function catalog.index_works(ids bigint[]) returns void language sql as $$
        update catalog.works as w set
            search =
                catalog.weigh(concat_ws(' ', w.title, w.subtitle, sold.isbns), 'A')
                || catalog.weigh(concat_ws(' ', people.names, series.name), 'B')
                || setweight(to_tsvector('catalog.english_folded', coalesce(about.names, '')), 'C')
                || setweight(to_tsvector('catalog.english_folded', w.description), 'D'),
            lowest_price_minor = sold.lowest_price,
            published_on = sold.newest
        from catalog.works as same
            left join catalog.series on series.id = same.series_id
            cross join lateral (
                select string_agg(name, ' ' order by position) as names
                from catalog.work_contributors join catalog.contributors on contributors.id = contributor_id
                where work_id = same.id) as people
            cross join lateral (
                select string_agg(name, ' ' order by work_subjects.position) as names
                from catalog.work_subjects join catalog.subjects on subjects.id = subject_id
                where work_id = same.id) as about
            cross join lateral (
                select string_agg(isbn, ' ') as isbns,
                    min(price_minor) filter (where withdrawn_at is null) as lowest_price,
                    max(published_on) filter (where withdrawn_at is null) as newest
                from catalog.editions where work_id = same.id) as sold
        where w.id = any(ids) and same.id = w.id
    $$;

    create function catalog.index_work(id bigint) returns void language sql
        return catalog.index_works(array[id]);
"""

# A bulk load says `set local octavo.index_later = 'on'` and calls index_works at its end.
TRIGGERS = """
    create function catalog.index_now() returns boolean language sql stable
        return coalesce(current_setting('octavo.index_later', true), '') <> 'on';

    create function catalog.index_this_work() returns trigger language plpgsql as $$
        begin perform catalog.index_work(new.id); return null; end $$;

    create function catalog.index_its_work() returns trigger language plpgsql as $$
        begin
            if tg_op <> 'INSERT' then perform catalog.index_work(old.work_id); end if;
            if tg_op <> 'DELETE' then perform catalog.index_work(new.work_id); end if;
            return null;
        end $$;

    create function catalog.index_works_by_name() returns trigger language plpgsql as $$
        begin
            perform catalog.index_works(array(
                select work_id from catalog.work_contributors
                    where tg_table_name = 'contributors' and contributor_id = new.id
                union select work_id from catalog.work_subjects
                    where tg_table_name = 'subjects' and subject_id = new.id
                union select id from catalog.works
                    where tg_table_name = 'series' and series_id = new.id));
            return null;
        end $$;

    create trigger index_work after insert or update of title, subtitle, description, series_id
        on catalog.works for each row when (catalog.index_now())
        execute function catalog.index_this_work();
    create trigger index_work after insert or update or delete
        on catalog.work_contributors for each row when (catalog.index_now())
        execute function catalog.index_its_work();
    create trigger index_work after insert or update or delete
        on catalog.work_subjects for each row when (catalog.index_now())
        execute function catalog.index_its_work();
    create trigger index_work after insert or delete
        or update of work_id, isbn, published_on, price_minor, withdrawn_at
        on catalog.editions for each row when (catalog.index_now())
        execute function catalog.index_its_work();
    create trigger index_works after update of name on catalog.contributors
        for each row when (catalog.index_now() and old.name <> new.name)
        execute function catalog.index_works_by_name();
    create trigger index_works after update of name on catalog.subjects
        for each row when (catalog.index_now() and old.name <> new.name)
        execute function catalog.index_works_by_name();
    create trigger index_works after update of name on catalog.series
        for each row when (catalog.index_now() and old.name <> new.name)
        execute function catalog.index_works_by_name();
"""

ASKING = """
    -- What to look for: `words` in the syntax of search engines, and then a word that may be
    -- still in the typing (letters and digits only, or empty).
    create function catalog.words_to_query(words text, typing text) returns tsquery
        language sql stable parallel safe
        return (
            select case
                when numnode(known) > 0 and (typing = '' or numnode(whole) = 0) then known
                when numnode(known && whole) > 0 then known && (whole || part)
                else websearch_to_tsquery('catalog.plain_folded', words) && part
            end
            from (select
                websearch_to_tsquery('catalog.english_folded', words) as known,
                websearch_to_tsquery('catalog.english_folded', typing) as whole,
                case when typing = '' then ''::tsquery else
                    to_tsquery('catalog.plain_folded', quote_literal(typing) || ':*') end as part
            ) as parsed);
"""
