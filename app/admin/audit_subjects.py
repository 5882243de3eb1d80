"""What staff did something to, as the trail keeps it ("work 12"): its name, and its page if any."""

from flask import url_for

from app.db import db

# Kind: what it is called before its number, and its page with the name of the number there.
PAGES = {
    "work": ("the book", "admin.book", "work_id"),
    "edition": ("the edition", "admin.edition", "edition_id"),
    "contributor": ("the person", "admin.name", "row_id"),
    "series": ("the series", "admin.name", "row_id"),
    "publisher": ("the publisher", "admin.name", "row_id"),
    "subject": ("the subject", "admin.subject", "subject_id"),
    "delivery": ("delivery", "admin.delivery", "delivery_id"),
    "import": ("import", "admin.show_import", "import_id"),
    "stock-take": ("stock-take", "admin.stock_take", "take_id"),
    "stored value": ("gift card or credit", "admin.gift_card", "value_id"),
    "promotion": ("the promotion", "admin.promotion", "promotion_id"),
    "zone": ("the zone", "admin.zone", "zone_id"),
    "method": ("the method", "admin.method", "method_id"),
    "staff": ("account", "admin.audit_trail", "person"),
    "tax": ("the tax of", "admin.tax", "place"),
    "API token": ("API token", None, None),
    "review": ("review", None, None),
}
# Those that have a name, and may be gone.
NAMES = {
    "work": "select id, '“' || title || '”' from catalog.works",
    "edition": """select e.id, '“' || title || '”' || coalesce(' (' || isbn || ')', '')
        from catalog.editions e join catalog.works w on w.id = e.work_id""",
    "contributor": "select id, name from catalog.contributors",
    "series": "select id, name from catalog.series",
    "publisher": "select id, name from catalog.publishers",
    "subject": "select id, name from catalog.subjects",
    "promotion": "select id, coalesce(nullif(name, ''), code) from sales.promotions",
    "zone": "select id, name from sales.shipping_zones",
    "method": "select id, name from sales.shipping_methods",
    "staff": "select id, name from accounts.customers where erased_at is null",
}
LISTS = {"contributor": "contributors", "series": "series", "publisher": "publishers"}


def subjects_in(texts):
    """By text: words, or words and the address of their page; a query a kind that has names."""
    parted = {text: text.rpartition(" ")[::2] for text in texts}
    names = {kind: names_of(kind, parted.values()) for kind in NAMES}
    return {text: subject(text, *parts, names) for text, parts in parted.items()}


def names_of(kind, parted):
    ids = [int(number) for of, number in parted if of == kind and number.isdecimal()]
    if not ids:
        return {}
    named = f"select * from ({NAMES[kind]}) as named (id, name) where id = any(%s)"  # noqa: S608
    return dict(db.execute_sql(named, (ids,)).fetchall())


def subject(text, kind, number, names):
    if kind not in PAGES:
        return text  # such as "terms", which says all
    called, endpoint, argument = PAGES[kind]
    words = f"{called} {number}"
    if kind in NAMES:
        name = number.isdecimal() and names[kind].get(int(number))
        if not name:
            return words  # It is gone.
        words = name
    if endpoint is None:
        return words
    sort = {"sort": LISTS[kind]} if kind in LISTS else {}
    return words, url_for(endpoint, **sort, **{argument: number})
