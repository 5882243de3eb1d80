"""What suggestions and corrections read: names by their beginnings, and the words they are made of."""


def up(migrator, db):
    db.execute_sql(TABLES)
    db.execute_sql(PLAIN)
    db.execute_sql(NAMING)
    db.execute_sql(RENEWAL)
    db.execute_sql(SUGGESTING)
    db.execute_sql(BEARING_OUT)
    db.execute_sql(MISSES)
    db.execute_sql("select catalog.index_names(array(select id from catalog.works))")
    db.execute_sql("select catalog.renew_names()")


TABLES = """
    create extension if not exists fuzzystrmatch with schema public;

    create table catalog.names (
        kind text not null check (kind in ('work', 'author', 'series', 'subject', 'publisher')),
        row_id bigint not null,
        folded text collate "C" not null,
        whole boolean not null,
        rank bigint not null
    );
    create index on catalog.names (row_id, kind);
    create index on catalog.names (kind, folded, row_id);
    create index on catalog.names (kind, left(folded, 1), rank desc);
    comment on table catalog.names is
        'what one may begin to type: each title and name, from its first word on and from later ones';
    comment on column catalog.names.whole is 'from its first word, an article aside';

    -- Not unique, so that two imports meeting the same new word never wait for each other.
    create table catalog.words (
        word text collate "C" not null,
        times bigint not null,
        near text[] not null,
        sound text not null
    );
    create index on catalog.words (word);
    create index on catalog.words using gin (near);
    create index on catalog.words (sound);
    comment on table catalog.words is 'every word of titles and names, to set others right by';
    comment on column catalog.words.near is 'the word, and what is left of it without one letter';
"""

PLAIN = """
    -- One way of writing for all: J. R. R. Tolkien, J.R.R. Tolkien and jrr tolkien.
    create function catalog.plain(words text) returns text
        language sql immutable parallel safe strict
        return btrim(regexp_replace(
            regexp_replace(
                regexp_replace(replace(catalog.fold(words), '&', ' and '),
                    '[''’`]|(?<=\\m[[:alpha:]])\\.', '', 'g'),
                '[^[:alnum:]]+', ' ', 'g'),
            '(\\m[[:alpha:]]) (?=[[:alpha:]]\\M)', '\\1', 'g'));

    -- George R.R. Martin as grr martin; null for a single word.
    create function catalog.initialled(name text) returns text
        language sql immutable parallel safe strict
        return (
            select regexp_replace(parts[1], '(\\S)\\S* ?', '\\1', 'g') || ' ' || parts[2]
            from regexp_match(btrim(regexp_replace(
                regexp_replace(catalog.fold(name), '[''’`]', '', 'g'),
                '[^[:alnum:]]+', ' ', 'g')), '^(.+) (\\S+)$') as parts);

    create function catalog.without_one_letter(word text) returns text[]
        language sql immutable parallel safe strict
        return array(
            select word union
            select overlay(word placing '' from place for 1)
            from generate_series(1, length(word)) as place
            where length(word) between 3 and 20);

    create function catalog.beginnings(name text, out folded text, out whole boolean)
        returns setof record language sql immutable parallel safe as $$
            select left(array_to_string(words[place:], ' '), 60),
                place = 1 or place = 2 and words[1] in ('the', 'a', 'an')
            from (select string_to_array(catalog.plain(name), ' ') as words offset 0) as one,
                generate_series(1, least(cardinality(words), 8)) as place
            where place = 1 or words[place] <> all (
                '{a,an,and,as,at,by,for,from,her,his,in,is,it,my,of,on,or,that,the,to,vol,with}')
        $$;
"""

NAMING = """
    create view catalog.named as
        select 'work' as kind, id as row_id, title as name, 1 + popularity as rank
            from catalog.works where listed
        union all select 'author', id, name, null from catalog.contributors
        union all select 'author', id, catalog.initialled(name), null from catalog.contributors
        union all select 'author', contributor_id, name, null from catalog.contributor_names
        union all select 'series', id, name, null from catalog.series
        union all select 'subject', id, name, null from catalog.subjects
        union all select 'publisher', id, name, null from catalog.publishers;

    create function catalog.name_rank(kind text, row_id bigint) returns bigint
        language sql stable parallel safe
        return case kind
            when 'author' then (
                select sum(1 + popularity) from catalog.work_contributors wc
                    join catalog.works w on w.id = wc.work_id where contributor_id = row_id)
            when 'series' then (
                select sum(1 + popularity) from catalog.works where series_id = row_id)
            when 'subject' then (select count(*) from catalog.work_subjects where subject_id = row_id)
            when 'publisher' then (select count(*) from catalog.editions where publisher_id = row_id)
        end;

    -- What stands in a name's middle weighs less than what it begins with.
    create function catalog.weighed(rank bigint, whole boolean) returns bigint
        language sql immutable parallel safe
        return coalesce(rank, 0) * case when whole then 4 else 1 end;

    create function catalog.index_names_of(which text, ids bigint[]) returns void
        language sql as $$
        with wanted as materialized (
            select distinct n.row_id, n.rank, b.folded, b.whole
            from catalog.named n, catalog.beginnings(n.name) b
            where n.kind = which and n.row_id = any(ids) and b.folded <> ''),
        gone as (
            delete from catalog.names n
            where n.kind = which and n.row_id = any(ids) and not exists (
                select from wanted where (wanted.row_id, wanted.folded) = (n.row_id, n.folded))),
        -- A subquery with a limit is asked row by row, by index, whatever the planner expects.
        missing as materialized (
            select * from wanted where (
                select 1 from catalog.names n
                where n.kind = which and (n.row_id, n.folded) = (wanted.row_id, wanted.folded)
                limit 1) is null),
        ranked as materialized (
            select row_id, coalesce(rank, catalog.name_rank(which, row_id)) as rank
            from (select distinct row_id, rank from missing) as new),
        added as (
            insert into catalog.names
            select which, row_id, folded, whole, catalog.weighed(ranked.rank, whole)
            from missing join ranked using (row_id)),
        spelled as materialized (
            select word, count(*) as times
            from missing, regexp_split_to_table(folded, ' ') as word where whole
            group by word)
        insert into catalog.words
        select word, times, catalog.without_one_letter(word), public.metaphone(word, 12)
        from spelled
        where length(word) between 2 and 30 and (
            select 1 from catalog.words known where known.word = spelled.word limit 1) is null
    $$;

    create function catalog.index_names(ids bigint[]) returns void language sql as $$
        select catalog.index_names_of('work', ids);
        select catalog.index_names_of('author', array(
            select contributor_id from catalog.work_contributors where work_id = any(ids)
            union select contributor_id from catalog.edition_contributors
                join catalog.editions on editions.id = edition_id where work_id = any(ids)));
        select catalog.index_names_of('series', array(
            select distinct series_id from catalog.works
                where id = any(ids) and series_id is not null));
        select catalog.index_names_of('subject', array(
            select distinct subject_id from catalog.work_subjects where work_id = any(ids)));
        select catalog.index_names_of('publisher', array(
            select distinct publisher_id from catalog.editions
                where work_id = any(ids) and publisher_id is not null));
    $$;

    alter function catalog.index_works(bigint[]) rename to index_search;
    create function catalog.index_works(ids bigint[]) returns void language sql as $$
        select catalog.index_search(ids);
        select catalog.index_names(ids);
    $$;
"""

# Ranks follow sales and words their number of books once a night: nobody sees the difference of a
# day, and no sale waits for a famous author's row.
RENEWAL = """
    create function catalog.renew_names() returns void language sql as $$
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
            group by 1)
        update catalog.words set times = counted.times from counted
        where counted.word = words.word and counted.times <> words.times;
    $$;
"""

SUGGESTING = """
    -- The best ranked rows of a kind with a name that begins so. Few are sorted; of many, the best
    -- are soon met by walking down the ranks.
    create function catalog.names_beginning(
            wanted text, beginning text, most int, out row_id bigint, out rank bigint)
        returns setof record language plpgsql stable as $$
        declare
            enough constant int = 1000;
            beyond constant text = beginning || chr(1114111);
            many constant boolean = enough = (
                select count(*) from (
                    select from catalog.names n
                    where n.kind = wanted and n.folded >= beginning and n.folded < beyond
                    limit enough) as first);
        begin
            return query
                select near.row_id, max(near.rank) from (
                    (select n.row_id, 50 * n.rank as rank from catalog.names n
                        where n.kind = wanted and n.folded = beginning and n.whole limit 50)
                    union all
                    (select n.row_id, n.rank from catalog.names n
                        where not many and n.kind = wanted
                            and n.folded >= beginning and n.folded < beyond limit enough)
                    union all
                    (select n.row_id, n.rank from catalog.names n
                        where many and n.kind = wanted and left(n.folded, 1) = left(beginning, 1)
                            and n.folded >= beginning and n.folded < beyond
                        order by n.rank desc limit 3 * most)) as near
                group by near.row_id order by 2 desc, 1 limit most;
        end $$;
"""

# By the index, though the planner thinks that any few hundred books are soon found without it.
BEARING_OUT = """
    create function catalog.books_with(query tsquery, most int)
        returns table (title text, names text, popularity bigint)
        language sql stable set enable_seqscan = off as $$
            select title, names, popularity from catalog.search_documents
            where search @@ query limit most
        $$;
"""

MISSES = """
    create table catalog.search_misses (
        words text primary key check (length(words) between 1 and 200),
        times int not null default 1,
        instead text not null default '',
        first_at timestamptz not null default now(),
        last_at timestamptz not null default now()
    );
    create index on catalog.search_misses (last_at);
    comment on table catalog.search_misses is
        'what was searched and not found, and how often; nothing about who';
    comment on column catalog.search_misses.instead is 'the words whose books were shown';
"""
