"""What shelves show, what bounds of prices ask for and how names rank, kept where it is read."""


def up(migrator, db):
    for part in (CARDS, PRICED, FACTS, INDEXING, FOLLOWING, NAMES):
        db.execute_sql(part)
    # The sweep goes through them; until then cards are made when they are asked for.
    db.execute_sql("insert into catalog.stale_works select id from catalog.works")


# A shelf asks for 24 of them at a time; from its tables a card takes some thirty blocks, from here
# four.
CARDS = """
    create table catalog.cards (
        work_id bigint primary key references catalog.works on delete cascade,
        facts jsonb not null
    );
    comment on table catalog.cards is
        'what a card says of each work, kept by refresh_facts(); app/catalog/card_facts.py reads it';

    -- Who made a work is its authors; whoever else made it when it has none.
    create function catalog.card_facts(ids bigint[]) returns table (work_id bigint, facts jsonb)
        language sql stable parallel safe as $$
        select w.id, jsonb_build_array(
            w.slug, w.title, w.series_position, w.published_on, w.rating_sum, w.rating_count,
            (select jsonb_agg(jsonb_build_array(c.id, c.slug, c.name) order by wc.position)
                from catalog.work_contributors wc
                    join catalog.contributors c on c.id = wc.contributor_id
                where wc.work_id = w.id and (wc.role = 'A01' or not exists (
                    select from catalog.work_contributors a
                    where a.work_id = w.id and a.role = 'A01'))),
            (select jsonb_agg(jsonb_build_array(s.id, s.slug, s.name) order by ws.position)
                from catalog.work_subjects ws
                    join catalog.subjects s on s.id = ws.subject_id
                where ws.work_id = w.id),
            (select jsonb_build_array(s.id, s.slug, s.name)
                from catalog.series s where s.id = w.series_id),
            (select jsonb_build_array(version, media_type)
                from catalog.covers c where c.work_id = w.id),
            sold.currency, sold.in_stock, sold.lowest)
        from unnest(ids) as wanted
            join catalog.works w on w.id = wanted
            left join lateral (
                select e.currency, min(e.price_minor) as lowest,
                    min(e.price_minor) filter (where catalog.has_copies(
                        e.embargo_until, i.on_hand, i.reserved)) as in_stock
                from catalog.editions e left join catalog.inventory i on i.edition_id = e.id
                where e.work_id = w.id and e.withdrawn_at is null
                group by e.currency limit 1) as sold on true
    $$;
"""

PRICED = """
    alter table catalog.search_documents add priced bigint[] not null default '{}';
    alter table catalog.search_documents alter priced set storage plain;
    comment on column catalog.search_documents.priced is
        'of each edition with a price: that in minor units, the place of its language in languages
        (from 0), and of its bit in offers, in 8 bits each';

    create function catalog.offer_place(format text, price_minor int, in_stock boolean) returns int
        language sql immutable parallel safe
        return 12 * (array_position('{hardback,paperback,ebook,audiobook,other}', format) - 1)
            + 2 * coalesce(width_bucket(price_minor, '{500,1000,1500,2500}'::int[]), 5)
            + in_stock::int;
    create function catalog.place_of(language text, languages text) returns int
        language sql immutable parallel safe
        return greatest(0, least(255,
            array_position(string_to_array(languages, ' '), language) - 1));
    create or replace function catalog.offer(format text, price_minor int, in_stock boolean)
        returns bigint language sql immutable parallel safe
        return 1::bigint << catalog.offer_place(format, price_minor, in_stock);
"""

# As in 0009, with priced, and copies by has_copies().
FACTS = """
    drop function catalog.search_facts(bigint[]);
    create function catalog.search_facts(ids bigint[]) returns table (
            id bigint, popularity bigint, listed boolean, in_stock boolean, offers bigint,
            published_on date, lowest_price_minor int, rating real, year smallint, stars smallint,
            languages text, by_language jsonb, priced bigint[])
        language sql stable parallel safe as $$
        select w.id, w.popularity, coalesce(sold.kept > 0, true), coalesce(sold.in_stock, false),
            coalesce(sold.offers, 0), sold.published_on, sold.lowest_price_minor,
            ((w.rating_sum + 9.0) / nullif(w.rating_count + 3, 3))::real,
            greatest(-9999, least(9999,
                coalesce(w.first_published, extract(year from sold.first_on))))::smallint,
            coalesce(w.rating_sum / nullif(w.rating_count, 0), 0)::smallint,
            coalesce(sold.languages, ''), sold.by_language,
            array(
                select (e.price_minor::bigint << 16)
                    | (catalog.place_of(e.language, sold.languages)::bigint << 8)
                    | catalog.offer_place(e.format, e.price_minor,
                        catalog.has_copies(e.embargo_until, i.on_hand, i.reserved))
                from catalog.editions e left join catalog.inventory i on i.edition_id = e.id
                where e.work_id = w.id and e.withdrawn_at is null and e.price_minor is not null
                order by 1)
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
                            e.price_minor is not null
                                and catalog.has_copies(e.embargo_until, i.on_hand, i.reserved)
                                as copies) as now
                    where e.work_id = w.id
                    group by e.language) as apart) as sold
    $$;

    -- Prices, stock, sales and stars, which change often, without reading the words again.
    create or replace function catalog.refresh_facts(ids bigint[]) returns void language sql as $$
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
            priced = f.priced,
            search = case
                when catalog.changing_marks(d.offers, d.stars)
                    = catalog.changing_marks(f.offers, f.stars) then d.search
                else ts_delete(d.search, catalog.changing_marks(d.offers, d.stars))
                    || array_to_tsvector(catalog.changing_marks(f.offers, f.stars)) end
        from facts f
        where d.work_id = f.id and
            (d.popularity, d.offers, d.published_on, d.lowest_price_minor, d.rating, d.year,
                d.stars, d.languages, d.by_language, d.priced) is distinct from
            (f.popularity, f.offers, f.published_on, f.lowest_price_minor, f.rating, f.year,
                f.stars, f.languages, f.by_language, f.priced);

        -- Their dates and prices as just written.
        insert into catalog.cards as c
        select * from catalog.card_facts(ids)
        on conflict (work_id) do update set facts = excluded.facts
        where c.facts <> excluded.facts
    $$;
"""

# As in 0009, but that the facts come last.
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

            -- And what is not said of words.
            perform catalog.refresh_facts(ids);
        end $$;
"""

# What only cards tell, beside what 0009 and 0015 follow already.
FOLLOWING = """
    create function catalog.refresh_cards() returns trigger language plpgsql as $$
        declare
            ids bigint[];
        begin
            ids = array(
                select id from new_rows n join old_rows o using (id)
                where (n.slug, n.series_position) is distinct from (o.slug, o.series_position)
                order by id);
            if cardinality(ids) > 0 then
                perform catalog.refresh_facts(ids);
            end if;
            return null;
        end $$;
    create trigger refresh_cards after update on catalog.works
        referencing old table as old_rows new table as new_rows
        for each statement when (catalog.index_now()) execute function catalog.refresh_cards();

    create function catalog.refresh_cards_of_covers() returns trigger language plpgsql as $$
        declare
            ids bigint[] = array[coalesce(new.work_id, old.work_id)];
        begin
            perform from catalog.works where id = any(ids) for no key update;
            perform catalog.refresh_facts(ids);
            return null;
        end $$;
    create trigger refresh_cards after insert or update or delete on catalog.covers
        for each row execute function catalog.refresh_cards_of_covers();

    create trigger index_works_by_slug after update of slug on catalog.contributors
        for each row when (catalog.index_now() and old.slug <> new.slug and old.name = new.name)
        execute function catalog.index_works_by_name();
    create trigger index_works_by_slug after update of slug on catalog.series
        for each row when (catalog.index_now() and old.slug <> new.slug and old.name = new.name)
        execute function catalog.index_works_by_name();
    create trigger index_works_by_slug after update of slug on catalog.subjects
        for each row when (catalog.index_now() and old.slug <> new.slug and old.name = new.name
            and old.parent_id is not distinct from new.parent_id)
        execute function catalog.index_works_by_name();
"""

# A thousand names are compared for a suggestion: by the indexes alone.
NAMES = """
    drop index catalog.names_kind_folded_row_id_idx, catalog.names_kind_left_rank_idx;
    create index names_kind_folded_idx on catalog.names (kind, folded)
        include (row_id, rank, whole);
    create index names_kind_left_rank_idx on catalog.names (kind, left(folded, 1), rank desc)
        include (folded, row_id);
"""
