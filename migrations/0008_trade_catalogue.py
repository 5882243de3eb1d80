"""The catalogue as the book trade knows it: codes, roles, formats, prices in time, imports."""


def up(migrator, db):
    db.execute_sql(SUBJECTS)
    db.execute_sql(PEOPLE_AND_WORKS)
    db.execute_sql(EDITIONS)
    db.execute_sql(PRICES)
    db.execute_sql(STOCK)
    db.execute_sql(IMPORTS)


SUBJECTS = """
    alter table catalog.subjects add parent_id bigint references catalog.subjects;
    create index on catalog.subjects (parent_id);

    create table catalog.subject_codes (
        scheme text not null check (scheme ~ '^[0-9A-Z]{2}$'),
        code text not null check (code <> ''),
        subject_id bigint not null references catalog.subjects on delete cascade,
        primary key (scheme, code)
    );
    create index on catalog.subject_codes (subject_id);
    comment on table catalog.subject_codes is
        'which of our subjects a trade code belongs to, and all that begin with it';
    comment on column catalog.subject_codes.scheme is
        'ONIX code list 27: 10 is BISAC, 93 Thema, 12 BIC';

    create table catalog.work_codes (
        work_id bigint not null references catalog.works on delete cascade,
        scheme text not null,
        code text not null,
        heading text not null default '',
        is_main boolean not null default false,
        primary key (work_id, scheme, code)
    );
    comment on table catalog.work_codes is 'the trade codes of a work, as publishers gave them';

    create table catalog.old_slugs (
        kind text not null check (kind in ('subject', 'collection')),
        slug text not null,
        row_id bigint not null,
        primary key (kind, slug)
    );
    create table catalog.merged_works (
        old_id bigint primary key,
        work_id bigint not null references catalog.works on delete cascade
    );
    create index on catalog.merged_works (work_id);
"""

PEOPLE_AND_WORKS = """
    alter table catalog.contributors add isni text unique check (isni ~ '^[0-9]{15}[0-9X]$');
    create table catalog.contributor_names (
        contributor_id bigint not null references catalog.contributors on delete cascade,
        name text not null check (name <> ''),
        primary key (contributor_id, name)
    );
    create index on catalog.contributor_names using gin (catalog.fold(name) gin_trgm_ops);
    comment on table catalog.contributor_names is 'other names: real, pen, in other spellings';

    alter table catalog.works
        add description_is_html boolean not null default false,
        add keywords text not null default '',
        add supplied_rating_sum bigint not null default 0,
        add supplied_rating_count bigint not null default 0,
        add check (supplied_rating_sum between supplied_rating_count and 5 * supplied_rating_count);
    comment on column catalog.works.description_is_html is
        'else it is plain text with empty lines between paragraphs; HTML is sanitised when stored';

    create table catalog.work_keys (
        key text not null check (key <> ''),
        work_id bigint not null references catalog.works on delete cascade,
        primary key (key, work_id)
    );
    create index on catalog.work_keys (work_id);
    comment on table catalog.work_keys is 'what editions of one work have in common: see grouping';
"""

EDITIONS = """
    alter table catalog.editions
        drop constraint editions_format_check,
        drop constraint editions_isbn_key,
        alter price_minor drop not null,
        add condition text not null default 'new'
            check (condition in ('new', 'as_new', 'very_good', 'good', 'fair')),
        add condition_note text not null default '',
        add imprint_id bigint references catalog.publishers,
        add product_form text not null default '',
        add edition_statement text not null default '',
        add trade_status text not null default 'active'
            check (trade_status in ('forthcoming', 'active', 'unavailable', 'out_of_print', 'cancelled')),
        add embargo_until date,
        add preorder_limit int not null default 0 check (preorder_limit >= 0),
        add backorder_limit int not null default 0 check (backorder_limit >= 0),
        add weight_g int check (weight_g > 0),
        add height_mm int check (height_mm > 0),
        add width_mm int check (width_mm > 0),
        add thickness_mm int check (thickness_mm > 0),
        add tax_class text not null default 'printed'
            check (tax_class in ('printed', 'ebook', 'audio', 'standard')),
        add cover_address text not null default '',
        add check (format in ('hardback', 'paperback', 'ebook', 'audiobook', 'other')),
        add check (condition = 'new' or format in ('hardback', 'paperback', 'audiobook', 'other')),
        add check (language ~ '^[a-z]{2,3}$');
    create unique index editions_isbn_key on catalog.editions (isbn, condition);
    create index on catalog.editions (imprint_id);
    comment on column catalog.editions.product_form is 'ONIX code list 150';
    comment on column catalog.editions.language is
        'ISO 639-1, else 639-2; und when it is not known';
    comment on column catalog.editions.price_minor is
        'what it costs now, a sale price included; null: no price yet, so it cannot be bought';

    create table catalog.edition_contributors (
        edition_id bigint not null references catalog.editions on delete cascade,
        contributor_id bigint not null references catalog.contributors,
        role text not null check (role ~ '^[A-Z][0-9]{2}$'),
        position int not null default 0,
        primary key (edition_id, contributor_id, role)
    );
    create index on catalog.edition_contributors (contributor_id);
    comment on table catalog.edition_contributors is
        'who made this edition and not the work: translators (B06), readers of audiobooks (E..)';

    create table catalog.related_products (
        edition_id bigint not null references catalog.editions on delete cascade,
        isbn text not null check (isbn ~ '^97[89][0-9]{10}$'),
        relation text not null check (relation ~ '^[0-9]{2}$'),
        primary key (edition_id, isbn, relation)
    );
    create index on catalog.related_products (isbn);
    comment on column catalog.related_products.relation is 'ONIX code list 51';

    create table catalog.images (
        id bigint generated by default as identity primary key,
        work_id bigint not null references catalog.works on delete cascade,
        edition_id bigint references catalog.editions on delete cascade,
        kind text not null check (kind in ('front', 'back', 'inside')),
        alt text not null default '',
        position int not null default 0,
        media_type text not null check (media_type in ('image/jpeg', 'image/png', 'image/webp')),
        image bytea not null check (length(image) between 1 and 2000000),
        version text not null,
        uploaded_at timestamptz not null default now()
    );
    create index on catalog.images (work_id, position, id);
    create index on catalog.images (edition_id);
    comment on table catalog.images is 'pictures beside the front cover of the work in covers';
"""

PRICES = """
    alter table catalog.editions add list_price_minor int check (list_price_minor >= 0);
    update catalog.editions set list_price_minor = price_minor;
    comment on column catalog.editions.list_price_minor is 'what it costs outside a sale';

    create function catalog.keep_price() returns trigger language plpgsql as $$
        begin
            new.list_price_minor = coalesce(new.list_price_minor, new.price_minor);
            if tg_op = 'UPDATE' and old.price_minor is not null and new.price_minor is null then
                -- Carts may hold it: withdraw the edition instead.
                raise check_violation using message = 'an edition that had a price keeps one';
            end if;
            return new;
        end $$;
    create trigger keep_price before insert or update of price_minor, list_price_minor
        on catalog.editions for each row execute function catalog.keep_price();

    create table catalog.sales (
        id bigint generated by default as identity primary key,
        edition_id bigint not null references catalog.editions on delete cascade,
        price_minor int not null check (price_minor >= 0),
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        check (starts_at < ends_at),
        exclude using gist (int8range(edition_id, edition_id, '[]') with &&,
            tstzrange(starts_at, ends_at) with &&)
    );
    comment on table catalog.sales is 'reduced prices and their time; a sweep writes price_minor';
    create index on catalog.sales (ends_at);

    create table catalog.price_changes (
        id bigint generated by default as identity primary key,
        edition_id bigint not null references catalog.editions on delete cascade,
        price_minor int not null,
        currency text not null,
        changed_at timestamptz not null default now()
    );
    create index on catalog.price_changes (edition_id, changed_at);
    comment on table catalog.price_changes is 'every price from the moment it held';
    insert into catalog.price_changes (edition_id, price_minor, currency, changed_at)
        select id, price_minor, currency, created_at from catalog.editions
        where price_minor is not null;

    create function catalog.note_price() returns trigger language plpgsql as $$
        begin
            if tg_op = 'INSERT' or new.price_minor is distinct from old.price_minor
                    or new.currency <> old.currency then
                insert into catalog.price_changes (edition_id, price_minor, currency)
                    values (new.id, new.price_minor, new.currency);
            end if;
            return null;
        end $$;
    create trigger note_price after insert or update of price_minor, currency
        on catalog.editions for each row when (new.price_minor is not null)
        execute function catalog.note_price();

    create table catalog.trade_prices (
        edition_id bigint not null references catalog.editions on delete cascade,
        position int not null,
        price_type text not null default '',
        amount_minor int not null check (amount_minor >= 0),
        currency text not null check (currency ~ '^[A-Z]{3}$'),
        territory text not null default '',
        starts_on date,
        ends_on date,
        primary key (edition_id, position)
    );
    comment on table catalog.trade_prices is
        'all prices that a feed gave, in any currency; the shop''s own stands in the edition';
    comment on column catalog.trade_prices.price_type is 'ONIX code list 58';
"""

STOCK = """
    alter table catalog.inventory add low_at int check (low_at >= 0);
    comment on column catalog.inventory.low_at is
        'copies available at which it is time to order more; null: as the shop does in general';
    alter table catalog.inventory_movements
        drop constraint inventory_movements_reason_check,
        add constraint inventory_movements_reason_check check (reason in (
            'delivery', 'adjustment', 'held', 'released', 'shipped', 'returned',
            'stock_take', 'damaged', 'lost', 'inventory_system'));

    create table catalog.deliveries (
        id bigint generated by default as identity primary key,
        supplier text not null check (supplier <> ''),
        reference text not null default '',
        note text not null default '',
        staff_id bigint,
        received_at timestamptz not null default now()
    );
    create table catalog.delivery_lines (
        delivery_id bigint not null references catalog.deliveries,
        edition_id bigint not null references catalog.editions,
        copies int not null check (copies > 0),
        primary key (delivery_id, edition_id)
    );
    create index on catalog.delivery_lines (edition_id);

    create table catalog.stock_takes (
        id bigint generated by default as identity primary key,
        name text not null check (name <> ''),
        started_by bigint,
        started_at timestamptz not null default now(),
        finished_at timestamptz,
        cancelled_at timestamptz,
        check (finished_at is null or cancelled_at is null)
    );
    create table catalog.stock_take_counts (
        stock_take_id bigint not null references catalog.stock_takes,
        edition_id bigint not null references catalog.editions,
        counted int not null check (counted >= 0),
        on_hand_then int not null,
        counted_by bigint,
        counted_at timestamptz not null default now(),
        primary key (stock_take_id, edition_id)
    );
"""

IMPORTS = """
    create table catalog.imports (
        id bigint generated by default as identity primary key,
        file_name text not null,
        file_format text not null check (file_format in ('csv', 'onix')),
        digest text not null,
        dry_run boolean not null default false,
        staff_id bigint,
        status text not null default 'waiting' check (status in
            ('waiting', 'running', 'done', 'failed', 'undoing', 'undone')),
        failure text not null default '',
        bytes_total bigint not null,
        bytes_read bigint not null default 0,
        records int not null default 0,
        added int not null default 0,
        changed int not null default 0,
        unchanged int not null default 0,
        refused int not null default 0,
        created_at timestamptz not null default now(),
        started_at timestamptz,
        finished_at timestamptz
    );
    create index on catalog.imports (id desc) where status in ('waiting', 'running', 'undoing');
    comment on column catalog.imports.records is 'how many are behind us: where to go on';

    create table catalog.import_parts (
        import_id bigint not null references catalog.imports on delete cascade,
        part int not null,
        body bytea not null,
        primary key (import_id, part)
    );
    comment on table catalog.import_parts is 'the file as it came, in pieces, until it is imported';

    create table catalog.import_remarks (
        id bigint generated by default as identity primary key,
        import_id bigint not null references catalog.imports on delete cascade,
        record int not null,
        place text not null,
        identifier text not null default '',
        refused boolean not null,
        reason text not null check (reason <> '')
    );
    create index on catalog.import_remarks (import_id, refused, id);

    create table catalog.import_changes (
        id bigint generated by default as identity primary key,
        import_id bigint not null references catalog.imports on delete cascade,
        table_name text not null,
        row_key jsonb not null,
        before jsonb,
        after jsonb,
        check (before is not null or after is not null)
    );
    create index on catalog.import_changes (import_id, id);
    comment on table catalog.import_changes is
        'what an import did to each row, so that it can be undone: added when before is null';
"""
