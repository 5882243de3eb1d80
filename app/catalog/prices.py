"""What editions cost: list prices, and sales that reduce them for a time.

The price now is that of the sale that is on, else the list price. It is worked out here, whoever
asks: staff, an inventory system, or the sweep at a sale's first and last minute.
"""

from peewee import IntegrityError, chunked

from app.catalog.models import Edition, Sale
from app.db import NO_KEY, db, now

BATCH = 500  # editions a transaction, so that shoppers and feeds get their turn


class NotReduced(Exception):
    """A sale's price is not below the list price, or there is none to be below."""


class SalesOverlap(Exception):
    """Another sale of the edition is on at some moment of this one."""


class SaleIsOver(Exception):
    """The sale would end before it began, or has ended already."""


def set_list_prices(prices):
    """Set the list prices of editions, in the minor unit, by edition id; return those changed.

    What an edition costs now follows, unless it is on sale.
    """
    with db.atomic():
        editions = lock_editions(prices)
        changed = [e.id for e in editions if e.list_price_minor != prices[e.id]]
        for ids in chunked(changed, BATCH):
            typed = [prices[id] for id in ids]
            db.execute_sql(LIST_PRICES, {"ids": ids, "prices": typed, "now": now()})
    return changed


def put_on_sale(edition, price_minor, starts_at, ends_at):
    """Reduce the price of an edition for a time; at once, if that has begun. Return the sale."""
    with db.atomic():
        (edition,) = lock_editions([edition.id])
        if edition.list_price_minor is None or price_minor >= edition.list_price_minor:
            raise NotReduced
        if ends_at <= max(starts_at, now()):
            raise SaleIsOver
        sale = add_sale(edition, price_minor, starts_at, ends_at)
        reprice([edition.id])
    return sale


def add_sale(edition, price_minor, starts_at, ends_at):
    try:
        with db.atomic():
            return Sale.create(
                edition=edition, price_minor=price_minor, starts_at=starts_at, ends_at=ends_at
            )
    except IntegrityError as error:
        raise SalesOverlap from error


def end_sale(sale):
    """End a sale that is on, or take back one that has not begun."""
    with db.atomic():
        lock_editions([sale.edition_id])
        moment = now()
        if sale.starts_at >= moment:
            Sale.delete().where(Sale.id == sale.id).execute()
        elif (
            not Sale.update(ends_at=moment)
            .where(Sale.id == sale.id, Sale.ends_at > moment)
            .execute()
        ):
            raise SaleIsOver
        reprice([sale.edition_id])


def apply_due_sales():
    """Make the price of each edition what it should be now; return how many changed."""
    moment = now()
    ids = [id for (id,) in db.execute_sql(DUE, {"now": moment})]
    changed = 0
    for batch in chunked(ids, BATCH):
        with db.atomic():
            lock_editions(batch)
            changed += reprice(batch)
    return changed


def lock_editions(ids):
    """Lock editions in id order, as all do who change prices; return them."""
    rows = Edition.select(Edition.id, Edition.list_price_minor)
    rows = rows.where(Edition.id.in_(list(ids))).order_by(Edition.id)
    return list(rows.for_update(NO_KEY))


def reprice(ids):
    """Write the price of now into editions that the caller has locked; return how many changed."""
    return db.execute_sql(PRICE_OF_NOW, {"ids": list(ids), "now": now()}).rowcount


def lowest_in_30_days_before_reduction(edition_ids):
    """By edition id, the lowest price of the 30 days before the present reduction began.

    Editions that are not reduced are left out, as are those that never cost anything else. Beside
    a reduced price the law wants to see it: Directive 98/6/EC, article 6a.
    """
    return dict(db.execute_sql(LOWEST_BEFORE, {"ids": list(edition_ids)}).fetchall())


# Both at once: whatever follows the prices of editions, such as the search, follows once.
LIST_PRICES = """
    update catalog.editions as e set list_price_minor = typed.price, price_minor = least(
        typed.price, (
            select s.price_minor from catalog.sales as s
            where s.edition_id = e.id and s.starts_at <= %(now)s and %(now)s < s.ends_at))
    from unnest(%(ids)s::bigint[], %(prices)s::int[]) as typed (id, price) where e.id = typed.id
"""

# A sale never makes an edition dearer, though its list price may have come down meanwhile.
PRICE_OF_NOW = """
    update catalog.editions as e set price_minor = due.price
    from (
        select id, least(list_price_minor, (
            select s.price_minor from catalog.sales as s
            where s.edition_id = same.id and s.starts_at <= %(now)s and %(now)s < s.ends_at
        )) as price
        from catalog.editions as same where id = any(%(ids)s::bigint[])) as due
    where e.id = due.id and due.price is distinct from e.price_minor
"""

DUE = """
    select id from catalog.editions
        where price_minor <> list_price_minor and not exists (
            select from catalog.sales where edition_id = editions.id
                and starts_at <= %(now)s and %(now)s < ends_at)
    union
    select e.id from catalog.sales as s join catalog.editions as e on e.id = s.edition_id
        where s.ends_at > %(now)s and s.starts_at <= %(now)s
            and e.price_minor <> least(s.price_minor, e.list_price_minor)
    order by id
"""

LOWEST_BEFORE = """
    with held as (
        select c.*, lead(changed_at) over one as until,
            row_number() over (partition by c.edition_id order by changed_at desc, c.id desc)
                as back
        from catalog.price_changes as c join catalog.editions as e
            on e.id = c.edition_id and e.currency = c.currency
        where c.edition_id = any(%(ids)s::bigint[]) and e.price_minor < e.list_price_minor
        window one as (partition by c.edition_id order by changed_at, c.id)
    )
    select before.edition_id, min(before.price_minor)
    from held as now join held as before using (edition_id)
    where now.back = 1 and before.back > 1 and before.until > before.changed_at
        and before.until > now.changed_at - interval '30 days'
    group by before.edition_id
"""
