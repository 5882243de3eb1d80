"""A new document is written whole: a second time would be a second row for each of its words."""


def up(migrator, db):
    for part in (WORDS, INDEXING):
        db.execute_sql(part)


# As in 0009, with priced.
WORDS = """
    drop function catalog.search_words(bigint[]);
    create function catalog.search_words(ids bigint[]) returns table (
            id bigint, popularity bigint, listed boolean, offers bigint, published_on date,
            lowest_price_minor int, rating real, year smallint, stars smallint, languages text,
            by_language jsonb, title text, names text, subjects int[], search tsvector,
            priced bigint[])
        language sql stable set enable_hashjoin = off set enable_mergejoin = off
        set enable_seqscan = off set enable_memoize = off as $$
        select w.id, f.popularity, f.listed, f.offers, f.published_on, f.lowest_price_minor,
            f.rating, f.year, f.stars, f.languages, f.by_language,
            left(concat_ws(' | ', bare.title, nullif(bare.subtitle, '')), 160),
            left(concat_ws(' | ', people.writers, catalog.bare(series.name)), 200),
            about.subjects,
            head.plain
                || to_tsvector('catalog.english_folded',
                    concat_ws(' ', head.words, about.names, houses.names, w.keywords))
                || case when f.languages in ('', 'en') then
                    to_tsvector('catalog.english_folded', w.description)
                    else catalog.stemmed(f.languages, head.words || ' ' || w.description) end
                || array_to_tsvector(people.marks || sold.marks
                    || array(select '=s' || subject from unnest(about.subjects) as subject)
                    || catalog.beginnings_of(head.plain)
                    || array_remove(array[
                        '=t' || left(bare.title, 80),
                        '=t' || left(nullif(bare.title || ' ' || bare.subtitle, bare.title || ' '), 80),
                        '=r' || w.series_id,
                        '=y' || greatest(189, least(210, f.year / 10))], null)
                    || catalog.changing_marks(f.offers, f.stars)),
            f.priced
        from unnest(ids) as wanted
            join catalog.works w on w.id = wanted
            left join catalog.series on series.id = w.series_id
            cross join lateral catalog.search_facts(array[w.id]) as f
            cross join lateral (
                select catalog.bare(w.title) as title, catalog.bare(w.subtitle) as subtitle
                offset 0) as bare
            cross join lateral (
                with recursive line (id) as (
                    select subject_id from catalog.work_subjects where work_id = w.id
                    union
                    select s.parent_id from line join catalog.subjects s on s.id = line.id
                        where s.parent_id is not null)
                select coalesce(array_agg(s.id::int order by s.id), '{}') as subjects,
                    string_agg(s.name, ' ') as names
                from line join catalog.subjects s on s.id = line.id) as about
            cross join lateral (
                select array(select distinct '=c' || contributor_id from unnest(
                        array_agg(contributor_id)) as contributor_id) as marks,
                    string_agg(c.name, ' ' order by place) as names,
                    string_agg(catalog.bare(c.name), ' | ' order by place)
                        filter (where wrote) as writers,
                    string_agg((select string_agg(name, ' ') from catalog.contributor_names
                        where contributor_id = c.id), ' ') as other_names
                from (
                    select contributor_id, true as wrote, position as place
                        from catalog.work_contributors where work_id = w.id
                    union all
                    select ec.contributor_id, false, 1000 + ec.position
                        from catalog.editions e
                            join catalog.edition_contributors ec on ec.edition_id = e.id
                        where e.work_id = w.id) as credits
                    join catalog.contributors c on c.id = contributor_id) as people
            cross join lateral (
                select array_remove(array(
                    select unnest(array[isbn] || case when withdrawn_at is null then array[
                        '=f' || format, '=l' || language, '=p' || publisher_id,
                        '=p' || imprint_id, to_char(published_on, '"=m"YYYYMM')] end)
                    from catalog.editions where work_id = w.id), null) as marks) as sold
            cross join lateral (
                select string_agg(name, ' ') as names from catalog.publishers
                where publishers.id in (
                    select unnest(array[publisher_id, imprint_id]) from catalog.editions
                    where work_id = w.id)) as houses
            cross join lateral (
                select catalog.spellings(concat_ws(' ', w.title, w.subtitle, people.names,
                    people.other_names, series.name)) as words offset 0) as spelled
            cross join lateral (
                select words, to_tsvector('catalog.plain_folded', words) as plain
                offset 0) as head
    $$;
"""

# As in 0018, but that a new row has its prices at once.
INDEXING = """
    create or replace function catalog.index_search(ids bigint[]) returns void
        language plpgsql as $$
        begin
            -- Two at once take turns, so that the later one reads what the earlier has written.
            perform from catalog.works where id = any(ids) order by id for no key update;

            insert into catalog.search_languages
                select distinct e.language from catalog.editions e
                where e.work_id = any(ids) and catalog.stemmer(e.language) is not null
                    and e.language not in (select language from catalog.search_languages)
                order by 1
                on conflict do nothing;

            with listed as materialized (
                select * from catalog.search_words(ids) where listed),
            known as materialized (
                select work_id, tier, subjects from catalog.search_documents
                where work_id = any(ids)),
            gone as (
                delete from catalog.search_documents
                where work_id = any(ids) and work_id not in (select id from listed)),
            counted as (
                insert into catalog.subject_counts
                select subject, sum(change) from (
                    select unnest(subjects) as subject, 1 as change from listed
                    union all select unnest(subjects), -1 from known) as changes
                group by subject having sum(change) <> 0)
            insert into catalog.search_documents as d (work_id, popularity, offers, published_on,
                lowest_price_minor, rating, tier, year, stars, languages, by_language, subjects,
                title, names, search, priced)
            select l.id, l.popularity, l.offers, l.published_on, l.lowest_price_minor, l.rating,
                coalesce(k.tier, catalog.tier_for(l.popularity, l.id)), l.year, l.stars,
                l.languages, l.by_language, l.subjects, l.title, l.names, l.search,
                l.priced
            from listed l left join known k on k.work_id = l.id
            on conflict (work_id, tier) do update set
                subjects = excluded.subjects, title = excluded.title, names = excluded.names,
                search = excluded.search
            where (d.subjects, d.title, d.names, d.search) is distinct from
                (excluded.subjects, excluded.title, excluded.names, excluded.search);

            -- And what is not said of words.
            perform catalog.refresh_facts(ids);
        end $$;
"""
