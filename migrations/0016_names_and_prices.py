"""Feeds find what staff have merged; ."""


def up(migrator, db):
    db.execute_sql(MERGED)


# The trail knows what those were called that were merged before.
MERGED = """
    alter table catalog.merged_names add name text;
    comment on column catalog.merged_names.name is
        'what it was called: feeds that call it so mean the row that it became a part of';
    create index on catalog.merged_names (kind, name);

    update catalog.merged_names as merged set name = told.name
        from (
            select split_part(subject, ' ', 1) as kind,
                regexp_match(action, '^merged “(.*)”, which was number ([0-9]+), into$') as parts
            from accounts.staff_actions where action like 'merged “%%”, which was number %%') as said
            cross join lateral (select parts[1] as name, parts[2]::bigint as old_id) as told
        where (merged.kind, merged.old_id) = (said.kind, told.old_id);
"""
