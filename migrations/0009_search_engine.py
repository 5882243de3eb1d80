"""The search engine: a narrow row for each listed work, beside the words it is found by.

How and why: docs/search.md.
"""


def up(migrator, db):
    for part in (WORKS, languages(), DOCUMENTS, WRITING, FACTS, INDEXING, ASKING):
        db.execute_sql(part)
    for part in (TRIGGERS, following(), NAMES, following_names()):
        db.execute_sql(part)
    db.execute_sql("select catalog.index_works(array(select id from catalog.works))")


WORKS = """
    drop function catalog.index_work(bigint), catalog.index_this_work(), catalog.index_its_work(),
        catalog.index_works_by_name() cascade;
    drop function catalog.index_works(bigint[]), catalog.weigh(text, "char"),
        catalog.words_to_query(text, text);
    drop index catalog.works_lowest_price_minor_id_idx;
    alter table catalog.works
        drop column search,
        add listed boolean not null default false,
        add in_stock boolean not null default false;
    comment on column catalog.works.listed is
        'shown and found: it has an edition that is not withdrawn, or none at all';
    comment on column catalog.works.in_stock is 'an edition with a price has a copy for sale';
    comment on column catalog.works.lowest_price_minor is
        'of the editions not withdrawn; null when none has a price';
"""

STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}


def languages():
    """The languages that Postgres stems, each with accents folded first, as english_folded does."""
    configurations = "".join(
        f"""
        create text search configuration catalog.{name}_folded (copy = pg_catalog.{name});
        alter text search configuration catalog.{name}_folded
            alter mapping for hword, hword_part, word
            with public.unaccent, pg_catalog.{name}_stem;"""
        for name in sorted(set(STEMMERS.values()) - {"english"})
    )
    cases = " ".join(
        f"when '{code}' then 'catalog.{name}_folded'::regconfig" for code, name in STEMMERS.items()
    )
    return f"""{configurations}
        create function catalog.stemmer(language text) returns regconfig
            language sql immutable parallel safe strict
            return case language {cases} end;
        comment on function catalog.stemmer is 'null where Postgres has none for the language';
    """


DOCUMENTS = """
    create table catalog.search_documents (
        work_id bigint not null references catalog.works on delete cascade,
        popularity bigint not null,
        offers bigint not null,
        published_on date,
        lowest_price_minor int,
        rating real,
        tier smallint not null default 0,
        year smallint,
        stars smallint not null,
        languages text not null,
        by_language jsonb,
        subjects int[] not null,
        title text not null,
        names text not null,
        search tsvector not null,
        ballast text not null default repeat(' ', 2100),
        primary key (work_id, tier)
    ) partition by list (tier);
    comment on table catalog.search_documents is
        'one row for each listed work, with all that search counts and sorts by; see docs/search.md';
    comment on column catalog.search_documents.offers is
        'a bit for each format, band of prices and stock of its editions: see catalog.offer()';
    comment on column catalog.search_documents.by_language is
        'the offers in each language, when there are several';
    comment on column catalog.search_documents.subjects is 'with those above them in the tree';
    comment on column catalog.search_documents.rating is 'by which ratings are sorted';
    comment on column catalog.search_documents.stars is 'of the average rating, rounded down';
    comment on column catalog.search_documents.ballast is
        'makes the row so long that Postgres puts the words elsewhere; takes 40 bytes compressed';

    -- Words elsewhere and all else in its place: thousands of rows are read for a count.
    alter table catalog.search_documents
        alter languages set storage plain, alter by_language set storage plain,
        alter subjects set storage plain, alter title set storage plain,
        alter names set storage plain,
        alter search set storage external, alter ballast set storage main;

    do $$ begin
        for tier in 0..6 loop
            execute format('create table catalog.search_documents_%%1$s
                partition of catalog.search_documents for values in (%%1$s)
                with (fillfactor = 85, toast_tuple_target = 128)', tier);
        end loop;
    end $$;
    create index search_documents_search on catalog.search_documents using gin (search)
        with (gin_pending_list_limit = 2048);

    create table catalog.search_tiers (
        tier smallint primary key,
        least_popularity bigint not null,
        last_id bigint not null
    );
    comment on table catalog.search_tiers is
        'which tier holds works how popular, and of those just so popular, up to which id; the rest
        are in the tier after the last; see app/search/tiers.py';

    create table catalog.search_languages (language text primary key);
    comment on table catalog.search_languages is 'what works are in and Postgres can stem';

    create table catalog.subject_counts (
        subject_id bigint not null,
        works int not null
    );
    create index on catalog.subject_counts (subject_id);
    comment on table catalog.subject_counts is
        'how many listed works a subject and its parts have: the sum of its rows, so that nobody
        waits for a row; they are added up now and then';

    create table catalog.stale_works (work_id bigint not null);
    comment on table catalog.stale_works is 'to be indexed again by the next sweep';
"""

WRITING = """
    -- A title or a name to compare with others: letters and digits, and no article in front.
    create function catalog.bare(words text) returns text
        language sql immutable parallel safe strict
        return regexp_replace(
            btrim(regexp_replace(
                translate(replace(catalog.fold(words), '&', ' and '), '''’‘`', ''),
                '[^[:alnum:]]+', ' ', 'g')),
            '^(the|an?) (?=.)', '');

    -- What begins words, so that the one being typed is found like any other: no longer than this.
    create function catalog.beginnings_of(words tsvector) returns text[]
        language sql immutable parallel safe
        return array(
            select '=x' || left(word, size)
            from unnest(tsvector_to_array(words)) as word, generate_series(1, 5) as size);

    -- The words of a work whose editions are not only in English.
    create function catalog.stemmed(languages text, words text) returns tsvector
        language plpgsql stable parallel safe as $$
        declare
            stems tsvector = '';
            stemmer regconfig;
        begin
            for stemmer in
                select distinct coalesce(catalog.stemmer(code), 'catalog.english_folded')
                from string_to_table(languages, ' ') as code
            loop
                stems = stems || to_tsvector(stemmer, words);
            end loop;
            return stems;
        end $$;
"""

# Marks are lexemes that nobody can type: "=" and a letter for what they mark.
FACTS = """
    -- One bit of sixty: format, band of prices (the last: no price), copies for sale or not.
    -- app/search/offers.py knows the same.
    create function catalog.offer(format text, price_minor int, in_stock boolean) returns bigint
        language sql immutable parallel safe
        return 1::bigint << (
            12 * (array_position('{hardback,paperback,ebook,audiobook,other}', format) - 1)
            + 2 * coalesce(width_bucket(price_minor, '{500,1000,1500,2500}'::int[]), 5)
            + in_stock::int);

    -- Marks of what changes often, apart from those that stay.
    create function catalog.changing_marks(offers bigint, stars smallint) returns text[]
        language sql immutable parallel safe
        return array_remove(
            array[
                case when offers & 768614336404564650 <> 0 then '=i' end,
                case when offers & 844631138906115 <> 0 then '=b0' end,
                case when offers & (844631138906115 << 2) <> 0 then '=b1' end,
                case when offers & (844631138906115 << 4) <> 0 then '=b2' end,
                case when offers & (844631138906115 << 6) <> 0 then '=b3' end,
                case when offers & (844631138906115 << 8) <> 0 then '=b4' end,
                case when stars > 0 then '=g' || stars end],
            null);

    create function catalog.search_facts(ids bigint[]) returns table (
            id bigint, popularity bigint, listed boolean, in_stock boolean, offers bigint,
            published_on date, lowest_price_minor int, rating real, year smallint, stars smallint,
            languages text, by_language jsonb)
        language sql stable parallel safe as $$
        select w.id, w.popularity, coalesce(sold.kept > 0, true), coalesce(sold.in_stock, false),
            coalesce(sold.offers, 0), sold.published_on, sold.lowest_price_minor,
            ((w.rating_sum + 9.0) / nullif(w.rating_count + 3, 3))::real,
            greatest(-9999, least(9999,
                coalesce(w.first_published, extract(year from sold.first_on))))::smallint,
            coalesce(w.rating_sum / nullif(w.rating_count, 0), 0)::smallint,
            coalesce(sold.languages, ''), sold.by_language
        from unnest(ids) as wanted join catalog.works w on w.id = wanted
            cross join lateral (
                select sum(kept) as kept, bool_or(stock) as in_stock, bit_or(mask) as offers,
                    max(newest) as published_on, min(oldest) as first_on,
                    min(cheapest) as lowest_price_minor,
                    string_agg(language, ' ' order by kept desc, language)
                        filter (where kept > 0) as languages,
                    case when count(*) filter (where kept > 0) > 1 then
                        jsonb_object_agg(language, mask) filter (where kept > 0) end as by_language
                from (
                    select e.language, count(*) filter (where here) as kept,
                        bool_or(here and copies) as stock,
                        bit_or(catalog.offer(e.format, e.price_minor, copies))
                            filter (where here) as mask,
                        max(e.published_on) filter (where here) as newest,
                        min(e.published_on) as oldest,
                        min(e.price_minor) filter (where here) as cheapest
                    from catalog.editions e left join catalog.inventory i on i.edition_id = e.id
                        cross join lateral (select e.withdrawn_at is null as here,
                            e.price_minor is not null and coalesce(i.on_hand > i.reserved, false)
                                as copies) as now
                    where e.work_id = w.id
                    group by e.language) as apart) as sold
    $$;

    -- Prices, stock, sales and stars, which change often, without reading the words again.
    create function catalog.refresh_facts(ids bigint[]) returns void language sql as $$
        with facts as materialized (select * from catalog.search_facts(ids)),
        told as (
            update catalog.works w set lowest_price_minor = f.lowest_price_minor,
                published_on = f.published_on, listed = f.listed, in_stock = f.in_stock
            from facts f
            where w.id = f.id and
                (w.lowest_price_minor, w.published_on, w.listed, w.in_stock) is distinct from
                (f.lowest_price_minor, f.published_on, f.listed, f.in_stock))
        update catalog.search_documents d set
            popularity = f.popularity, offers = f.offers, published_on = f.published_on,
            lowest_price_minor = f.lowest_price_minor, rating = f.rating, year = f.year,
            stars = f.stars, languages = f.languages, by_language = f.by_language,
            search = case
                when catalog.changing_marks(d.offers, d.stars)
                    = catalog.changing_marks(f.offers, f.stars) then d.search
                else ts_delete(d.search, catalog.changing_marks(d.offers, d.stars))
                    || array_to_tsvector(catalog.changing_marks(f.offers, f.stars)) end
        from facts f
        where d.work_id = f.id and
            (d.popularity, d.offers, d.published_on, d.lowest_price_minor, d.rating, d.year,
                d.stars, d.languages, d.by_language) is distinct from
            (f.popularity, f.offers, f.published_on, f.lowest_price_minor, f.rating, f.year,
                f.stars, f.languages, f.by_language)
    $$;
"""

INDEXING = """
    create function catalog.tier_for(popularity bigint, id bigint) returns smallint
        language sql stable parallel safe as $$
        select coalesce(
            (select min(t.tier) from catalog.search_tiers t
                where (t.least_popularity, id) < (tier_for.popularity, t.last_id + 1)),
            (select max(t.tier) + 1 from catalog.search_tiers t), 0)
    $$;

    -- What these works are found by. Work by work, each part by its index: whatever the planner
    -- expects, nothing is read that is not theirs.
    create function catalog.search_words(ids bigint[]) returns table (
            id bigint, popularity bigint, listed boolean, offers bigint, published_on date,
            lowest_price_minor int, rating real, year smallint, stars smallint, languages text,
            by_language jsonb, title text, names text, subjects int[], search tsvector)
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
                    || catalog.changing_marks(f.offers, f.stars))
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

    create function catalog.index_works(ids bigint[]) returns void language plpgsql as $$
        begin
            -- Two at once take turns, so that the later one reads what the earlier has written.
            perform from catalog.works where id = any(ids) order by id for no key update;
            perform catalog.refresh_facts(ids);

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
                title, names, search)
            select l.id, l.popularity, l.offers, l.published_on, l.lowest_price_minor, l.rating,
                coalesce(k.tier, catalog.tier_for(l.popularity, l.id)), l.year, l.stars,
                l.languages, l.by_language, l.subjects, l.title, l.names, l.search
            from listed l left join known k on k.work_id = l.id
            on conflict (work_id, tier) do update set
                subjects = excluded.subjects, title = excluded.title, names = excluded.names,
                search = excluded.search
            where (d.subjects, d.title, d.names, d.search) is distinct from
                (excluded.subjects, excluded.title, excluded.names, excluded.search);
        end $$;
"""

# A bulk load says `set local octavo.index_later = 'on'` and calls index_works at its end.
TRIGGERS = """
    create function catalog.index_or_leave(ids bigint[]) returns void language plpgsql as $$
        begin
            -- So many that nobody should wait for them: a famous author's, or a whole subject's.
            if cardinality(ids) > 200 then
                insert into catalog.stale_works select unnest(ids);
            elsif cardinality(ids) > 0 then
                perform catalog.index_works(ids);
            end if;
        end $$;

    create function catalog.index_new_works() returns trigger language plpgsql as $$
        begin
            perform catalog.index_works(array(select id from new_rows));
            return null;
        end $$;
    create function catalog.index_changed_works() returns trigger language plpgsql as $$
        declare
            ids bigint[];
        begin
            ids = array(
                select id from new_rows n join old_rows o using (id)
                where (n.title, n.subtitle, n.description, n.keywords, n.series_id,
                        n.first_published) is distinct from
                    (o.title, o.subtitle, o.description, o.keywords, o.series_id,
                        o.first_published));
            if cardinality(ids) > 0 then
                perform catalog.index_works(ids);
            end if;
            ids = array(
                select id from new_rows n join old_rows o using (id)
                where id <> all (ids) and (n.popularity, n.rating_sum, n.rating_count) <>
                    (o.popularity, o.rating_sum, o.rating_count));
            if cardinality(ids) > 0 then
                perform catalog.refresh_facts(ids);
            end if;
            return null;
        end $$;
    create trigger index_new after insert on catalog.works
        referencing new table as new_rows
        for each statement when (catalog.index_now()) execute function catalog.index_new_works();
    create trigger index_changed after update on catalog.works
        referencing old table as old_rows new table as new_rows
        for each statement when (catalog.index_now())
        execute function catalog.index_changed_works();

    create function catalog.uncount_work() returns trigger language plpgsql as $$
        begin
            insert into catalog.subject_counts
                select unnest(subjects), -1 from catalog.search_documents where work_id = old.id;
            return old;
        end $$;
    create trigger uncount before delete on catalog.works
        for each row execute function catalog.uncount_work();

    create function catalog.index_their_works() returns trigger language plpgsql as $$
        declare
            ids bigint[] = '{}';
        begin
            if tg_op <> 'INSERT' then
                ids = ids || array(select distinct work_id from old_rows);
            end if;
            if tg_op <> 'DELETE' then
                ids = ids || array(select distinct work_id from new_rows where work_id <> all (ids));
            end if;
            if cardinality(ids) > 0 then
                perform catalog.index_works(ids);
            end if;
            return null;
        end $$;
    create function catalog.index_works_of_editions() returns trigger language plpgsql as $$
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
                where n.work_id <> all (ids) and n.price_minor is distinct from o.price_minor);
            if cardinality(ids) > 0 then
                perform from catalog.works where id = any(ids) order by id for no key update;
                perform catalog.refresh_facts(ids);
            end if;
            return null;
        end $$;
    create function catalog.index_works_of_credits() returns trigger language plpgsql as $$
        declare
            changed bigint[] = '{}';
        begin
            if tg_op <> 'INSERT' then
                changed = changed || array(select distinct edition_id from old_rows);
            end if;
            if tg_op <> 'DELETE' then
                changed = changed || array(select distinct edition_id from new_rows);
            end if;
            perform catalog.index_works(array(
                select distinct work_id from catalog.editions where id = any(changed)));
            return null;
        end $$;

    -- Nobody who buys waits for the row of a work that another changes: it is left to the sweep.
    create function catalog.notice_stock() returns trigger language plpgsql as $$
        declare
            turned bigint[];
            ids bigint[];
            free bigint[];
        begin
            if tg_op = 'INSERT' then
                turned = array(select edition_id from new_rows where on_hand > reserved);
            elsif tg_op = 'DELETE' then
                turned = array(select edition_id from old_rows where on_hand > reserved);
            else
                turned = array(
                    select edition_id from new_rows n join old_rows o using (edition_id)
                    where (n.on_hand > n.reserved) <> (o.on_hand > o.reserved));
            end if;
            if cardinality(turned) = 0 then
                return null;
            end if;
            ids = array(select distinct work_id from catalog.editions where id = any(turned));
            free = array(
                select id from catalog.works where id = any(ids)
                order by id for no key update skip locked);
            if cardinality(free) < cardinality(ids) then
                insert into catalog.stale_works
                    select id from unnest(ids) as id where id <> all (free);
            end if;
            perform catalog.refresh_facts(free);
            return null;
        end $$;
"""

TRANSITIONS = {
    "insert": "new table as new_rows",
    "update": "old table as old_rows new table as new_rows",
    "delete": "old table as old_rows",
}
# By table, the function to call after an insert, an update and a delete.
FOLLOWED = {
    "work_contributors": ["index_their_works"] * 3,
    "work_subjects": ["index_their_works"] * 3,
    "editions": ["index_their_works", "index_works_of_editions", "index_their_works"],
    "edition_contributors": ["index_works_of_credits"] * 3,
    "inventory": ["notice_stock"] * 3,
}


def following():
    return "".join(
        f"""
        create trigger index_{event} after {event} on catalog.{table} referencing {rows}
            for each statement when (catalog.index_now()) execute function catalog.{function}();
        """
        for table, functions in FOLLOWED.items()
        for function, (event, rows) in zip(functions, TRANSITIONS.items(), strict=True)
    )


NAMES = """
    create function catalog.index_works_by_name() returns trigger language plpgsql as $$
        declare
            ids bigint[];
            who bigint;
        begin
            if tg_table_name in ('contributors', 'contributor_names') then
                who = case when tg_table_name = 'contributors' then to_jsonb(new) -> 'id'
                    else to_jsonb(coalesce(new, old)) -> 'contributor_id' end;
                ids = array(
                    select work_id from catalog.work_contributors where contributor_id = who
                    union
                    select e.work_id from catalog.edition_contributors c
                        join catalog.editions e on e.id = c.edition_id
                        where c.contributor_id = who);
            elsif tg_table_name = 'subjects' then
                ids = array(
                    with recursive parts (id) as (
                        values (new.id)
                        union select s.id from parts
                            join catalog.subjects s on s.parent_id = parts.id)
                    select distinct work_id from parts
                        join catalog.work_subjects on subject_id = parts.id);
            elsif tg_table_name = 'series' then
                ids = array(select id from catalog.works where series_id = new.id);
            else
                ids = array(
                    select distinct work_id from catalog.editions
                    where publisher_id = new.id or imprint_id = new.id);
            end if;
            perform catalog.index_or_leave(ids);
            return null;
        end $$;
    create trigger index_works after insert or update or delete on catalog.contributor_names
        for each row when (catalog.index_now()) execute function catalog.index_works_by_name();
    create trigger index_works after update on catalog.subjects
        for each row when (catalog.index_now()
            and (old.name, old.parent_id) is distinct from (new.name, new.parent_id))
        execute function catalog.index_works_by_name();
"""


def following_names():
    return "".join(
        f"""
        create trigger index_works after update of name on catalog.{table}
            for each row when (catalog.index_now() and old.name <> new.name)
            execute function catalog.index_works_by_name();
        """
        for table in ("contributors", "series", "publishers")
    )


ASKING = r"""
    -- What begins so: a mark as long as one is, else any lexeme with this beginning.
    create function catalog.beginning_query(typing text) returns tsquery
        language sql stable parallel safe
        return case
            when typing = '' then ''::tsquery
            when length(catalog.fold(typing)) <= 5
                then quote_literal('=x' || catalog.fold(typing))::tsquery
            else to_tsquery('catalog.plain_folded', quote_literal(typing) || ':*') end;

    -- A word in all the forms that works have of it, by the languages they are in; nothing for what
    -- English passes over.
    create function catalog.word_query(word text) returns tsquery
        language sql stable parallel safe
        return (
            select coalesce(string_agg('(' || stem::text || ')', ' | ')::tsquery, '')
            from plainto_tsquery('catalog.english_folded', word) as english
                cross join lateral (
                    select english as stem
                    union
                    select plainto_tsquery(catalog.stemmer(language), word)
                        from catalog.search_languages) as forms
            where numnode(english) > 0 and numnode(stem) > 0);

    -- What to look for: `words` in the syntax of search engines, and then a word that may be still
    -- in the typing (letters and digits only, or empty).
    create function catalog.words_to_query(words text, typing text) returns tsquery
        language plpgsql stable parallel safe as $$
        declare
            part constant tsquery = catalog.beginning_query(typing);
            whole constant tsquery = catalog.word_query(typing);
            known tsquery = '';
            word text;
        begin
            if words ~ '(^|\s)-|"|\mor\M' then
                known = websearch_to_tsquery('catalog.english_folded', words);
            else
                for word in select regexp_split_to_table(words, '\s+') loop
                    known = known && catalog.word_query(word);
                end loop;
            end if;
            if numnode(known && whole) = 0 then
                return websearch_to_tsquery('catalog.plain_folded', words) && part;
            elsif numnode(whole) = 0 then
                return known;
            end if;
            return known && (whole || part);
        end $$;
"""
