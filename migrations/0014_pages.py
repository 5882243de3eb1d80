"""What the pages of series, people and works ask for."""


def up(migrator, db):
    db.execute_sql(READING_ORDER)
    db.execute_sql(OTHER_NAMES)
    db.execute_sql(UPDATED)


READING_ORDER = """
    create function catalog.reading_order(place text) returns numeric
        language sql immutable parallel safe strict
        return (
            select case
                when place ~* '(omnibus|box|complete|[0-9]\\s*([-–—&,+]|and|to)\\s*[0-9])'
                    then 2000000 + coalesce(number, 0)
                when place ~* '(prequel|prologue)' then -1000000 + coalesce(number, 0)
                else coalesce(number, 1000000) end
            from (select substring(place from '[0-9]{1,6}(?:\\.[0-9]{1,4})?')::numeric as number)
                as found);
    comment on function catalog.reading_order is
        'of a position in a series: prequels, then 1, 1.5, 2, then what has no number, then omnibuses';
    create index works_reading_order on catalog.works
        (series_id, catalog.reading_order(series_position), coalesce(first_published, 9999), id)
        where series_id is not null;
"""

OTHER_NAMES = """
    -- Whose pen name is this: by the name itself.
    create index on catalog.contributor_names (name);
"""

# Of what a page shows; copies sold and stars given change every minute and are not meant.
UPDATED = """
    create function catalog.note_update() returns trigger language plpgsql as $$
        begin
            new.updated_at = now();
            return new;
        end $$;
    create trigger note_update before update of
            title, subtitle, slug, description, series_id, series_position, first_published,
            lowest_price_minor, published_on, listed
        on catalog.works for each row when (
            (new.title, new.subtitle, new.slug, new.description, new.series_id,
                new.series_position, new.first_published, new.lowest_price_minor, new.published_on,
                new.listed)
            is distinct from
            (old.title, old.subtitle, old.slug, old.description, old.series_id,
                old.series_position, old.first_published, old.lowest_price_minor, old.published_on,
                old.listed))
        execute function catalog.note_update();
"""
