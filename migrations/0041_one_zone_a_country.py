"""A country is in one delivery zone: what a parcel there costs is never a matter of chance."""


def up(migrator, db):
    db.execute_sql(ZONE_COUNTRIES)


# The zones' own lists stay what is read and written; this table says that no two of them overlap.
ZONE_COUNTRIES = """
    create table sales.zone_countries (
        country text primary key check (country ~ '^[A-Z]{2}$'),
        zone_id bigint not null references sales.shipping_zones on delete cascade
    );
    comment on table sales.zone_countries is
        'kept by a trigger from shipping_zones.countries, so that a country is in one of them only';
    create index on sales.zone_countries (zone_id);

    create function sales.keep_zone_countries() returns trigger language plpgsql as $$
        begin
            delete from sales.zone_countries where zone_id = new.id;
            insert into sales.zone_countries (country, zone_id)
                select unnest(new.countries), new.id;
            return null;
        end $$;
    create trigger keep_zone_countries after insert or update of countries on sales.shipping_zones
        for each row execute function sales.keep_zone_countries();

    insert into sales.zone_countries (country, zone_id)
        select unnest(countries), id from sales.shipping_zones;
"""
