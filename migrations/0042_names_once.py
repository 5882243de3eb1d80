"""Names of people, series, subjects and houses are gone through when they are new or have changed,
not with each of their books.
"""


def up(migrator, db):
    db.execute_sql(FORGETTING)
    db.execute_sql(INDEXING)


# What has no names is given them anew when its works are indexed, which the same change brings about.
FORGETTING = """
    create function catalog.forget_names() returns trigger language plpgsql as $$
        begin
            delete from catalog.names where kind = tg_argv[0] and row_id = old.id;
            return null;
        end $$;
    create trigger forget_names after update of name on catalog.contributors for each row
        when (old.name is distinct from new.name) execute function catalog.forget_names('author');
    create trigger forget_names after update of name on catalog.series for each row
        when (old.name is distinct from new.name) execute function catalog.forget_names('series');
    create trigger forget_names after update of name on catalog.subjects for each row
        when (old.name is distinct from new.name) execute function catalog.forget_names('subject');
    create trigger forget_names after update of name on catalog.publishers for each row
        when (old.name is distinct from new.name) execute function catalog.forget_names('publisher');

    create function catalog.forget_names_of_author() returns trigger language plpgsql as $$
        begin
            delete from catalog.names
                where kind = 'author' and row_id in (old.contributor_id, new.contributor_id);
            return null;
        end $$;
    create trigger forget_names after insert or update or delete on catalog.contributor_names
        for each row execute function catalog.forget_names_of_author();
"""

INDEXING = """
    create function catalog.without_names(which text, ids bigint[]) returns bigint[]
        language sql stable as $$
        select array(
            select distinct id from unnest(ids) as id where (
                select 1 from catalog.names where kind = which and row_id = id limit 1) is null)
    $$;

    create or replace function catalog.index_names(ids bigint[]) returns void language sql as $$
        select catalog.index_names_of('work', ids);
        select catalog.index_names_of('author', catalog.without_names('author', array(
            select contributor_id from catalog.work_contributors where work_id = any(ids)
            union select contributor_id from catalog.edition_contributors
                join catalog.editions on editions.id = edition_id where work_id = any(ids))));
        select catalog.index_names_of('series', catalog.without_names('series', array(
            select series_id from catalog.works where id = any(ids) and series_id is not null)));
        select catalog.index_names_of('subject', catalog.without_names('subject', array(
            select subject_id from catalog.work_subjects where work_id = any(ids))));
        select catalog.index_names_of('publisher', catalog.without_names('publisher', array(
            select publisher_id from catalog.editions
                where work_id = any(ids) and publisher_id is not null)));
    $$;
"""
