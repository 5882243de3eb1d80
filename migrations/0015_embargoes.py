"""Copies under an embargo are not in stock: nobody may buy them yet."""


def up(migrator, db):
    for part in (COPIES, FACTS, FOLLOWING):
        db.execute_sql(part)
    db.execute_sql(
        "select catalog.refresh_facts(array("
        "select distinct work_id from catalog.editions where embargo_until > current_date))"
    )


COPIES = """
    create function catalog.has_copies(embargo_until date, on_hand int, reserved int)
        returns boolean language sql stable parallel safe
        return coalesce(on_hand > reserved, false) and coalesce(embargo_until <= current_date, true);
    comment on function catalog.has_copies is 'a copy that one may buy today';

    create index on catalog.editions (embargo_until) where embargo_until is not null;
"""

# As in 0009, but for has_copies().
FACTS = """
    create or replace function catalog.search_facts(ids bigint[]) returns table (
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
                            e.price_minor is not null
                                and catalog.has_copies(e.embargo_until, i.on_hand, i.reserved)
                                as copies) as now
                    where e.work_id = w.id
                    group by e.language) as apart) as sold
    $$;
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
