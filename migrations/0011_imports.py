"""What an import has met so far, and what undoing one came to."""


def up(migrator, db):
    db.execute_sql("""
        create table catalog.import_tokens (
            import_id bigint not null references catalog.imports on delete cascade,
            token text collate "C" not null check (token <> ''),
            primary key (import_id, token)
        );
        comment on table catalog.import_tokens is
            'ISBNs, and keys of works without one, that an import has told of; gone when it is done';

        alter table catalog.imports
            add put_back int not null default 0,
            add left_alone int not null default 0;
        comment on column catalog.imports.put_back is 'entries that undoing it put back';
        comment on column catalog.imports.left_alone is
            'entries that undoing it left, since others changed or use them';
        alter table catalog.import_remarks
            add about_undoing boolean not null default false;
    """)
