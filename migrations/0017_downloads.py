"""A download has no copies: nobody could put one in a parcel."""


def up(migrator, db):
    for part in (DOWNLOADS, GONE, RULES):
        db.execute_sql(part)


DOWNLOADS = """
    create function catalog.is_download(format text, product_form text) returns boolean
        language sql immutable parallel safe
        return format = 'ebook' or product_form ~ '^(AJ|AN|AO|E)';
    comment on function catalog.is_download is
        'as Edition.is_download; ONIX code list 150: audio files, and all that is digital';
"""

# What inventory systems have put there meanwhile. What orders hold is for staff to look at.
GONE = """
    with gone as (
        select edition_id, on_hand - reserved as copies
        from catalog.inventory join catalog.editions on id = edition_id
        where on_hand > reserved and catalog.is_download(format, product_form)
    ), moved as (
        update catalog.inventory as i set on_hand = on_hand - copies from gone
        where i.edition_id = gone.edition_id
    )
    insert into catalog.inventory_movements (edition_id, on_hand_change, reason, note)
        select edition_id, -copies, 'adjustment', 'A download has no copies.' from gone;
"""

# Only more copies are looked at, so that buyers wait for nothing.
RULES = """
    create function catalog.refuse_copies_of_downloads() returns trigger language plpgsql as $$
        begin
            if exists (select from catalog.editions
                    where id = new.edition_id and catalog.is_download(format, product_form)) then
                raise check_violation using message = 'A download has no copies.';
            end if;
            return new;
        end $$;
    create trigger first_copies before insert on catalog.inventory
        for each row when (new.on_hand > 0)
        execute function catalog.refuse_copies_of_downloads();
    create trigger more_copies before update of on_hand on catalog.inventory
        for each row when (new.on_hand > old.on_hand)
        execute function catalog.refuse_copies_of_downloads();

    create function catalog.refuse_downloads_with_copies() returns trigger language plpgsql as $$
        begin
            if exists (select from catalog.inventory
                    where edition_id = new.id and on_hand > 0) then
                raise check_violation using
                    message = 'There are copies of this edition on the shelf, so it is no download.';
            end if;
            return new;
        end $$;
    create trigger no_download before update of format, product_form on catalog.editions
        for each row when (catalog.is_download(new.format, new.product_form)
            and not catalog.is_download(old.format, old.product_form))
        execute function catalog.refuse_downloads_with_copies();
"""
