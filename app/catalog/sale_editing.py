"""Staff begin and end sales; each leaves its line in the trail of the edition."""

from app.accounts.staff_actions import record
from app.catalog import prices
from app.db import db


def put_on_sale(edition, price_minor, starts_at, ends_at, *, staff_id):
    """As prices.put_on_sale()."""
    with db.atomic():
        sale = prices.put_on_sale(edition, price_minor, starts_at, ends_at)
        record(staff_id, "put on sale", f"edition {edition.id}", after=facts_of(sale))
    return sale


def end_sale(sale, *, staff_id):
    """As prices.end_sale()."""
    with db.atomic():
        prices.end_sale(sale)
        record(staff_id, "ended the sale", f"edition {sale.edition_id}", before=facts_of(sale))


def facts_of(sale):
    return {
        "sale_price_minor": sale.price_minor,
        "starts_at": sale.starts_at.isoformat(timespec="minutes"),
        "ends_at": sale.ends_at.isoformat(timespec="minutes"),
    }
