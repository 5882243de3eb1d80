"""Three schemas, and the text search that folds accents."""


def up(migrator, db):
    db.execute_sql("""
        create schema catalog;
        create schema accounts;
        create schema sales;

        create extension if not exists pg_trgm with schema public;
        create extension if not exists unaccent with schema public;

        create text search configuration catalog.english_folded (copy = pg_catalog.english);
        alter text search configuration catalog.english_folded
            alter mapping for hword, hword_part, word
            with public.unaccent, pg_catalog.english_stem;

        -- unaccent() itself is not immutable, as its dictionary could be edited; ours is not.
        create function catalog.fold(words text) returns text
            language sql immutable parallel safe strict
            return lower(public.unaccent('public.unaccent'::regdictionary, words));

        create function public.refuse_change() returns trigger language plpgsql as $$
        begin
            raise exception '%% is append-only', tg_table_name;
        end $$;
    """)
