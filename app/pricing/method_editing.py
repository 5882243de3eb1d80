"""Staff edit the delivery methods: each change with its line in the trail.

An order keeps the name, the price and the address of the method that it was placed with.
"""

import secrets

from app.accounts.staff_actions import record
from app.catalog.editing import note_change, slug_of, unchanged_since
from app.db import db, now
from app.pricing.models import ShippingBand, ShippingMethod

PLAIN_FACTS = (
    *("name", "promise", "collect_from", "price_minor", "free_from_minor", "position"),
    "priced_by",
)


def method_facts(method):
    """What a method is, in values that the trail can keep."""
    columns = {name: getattr(method, name) for name in (*PLAIN_FACTS, "kind")}
    return facts_of(columns | {"bands": bands_of(method)})


def facts_of(values):
    """The same of the values that save_method takes."""
    return {name: values[name] for name in PLAIN_FACTS} | {
        "sent_as": values["kind"],
        "bands": [list(band) for band in values["bands"]],
    }


def bands_of(method):
    """Pairs of up to how much, and the price."""
    bands = ShippingBand.select(ShippingBand.up_to, ShippingBand.price_minor)
    return list(bands.where(ShippingBand.method == method).order_by(ShippingBand.up_to).tuples())


def save_method(values, *, staff_id, method=None, seen=None, **of_new):
    """Write a method with its `bands`, or add one `of_new` zone and currency; return it.

    Raises EditedMeanwhile.
    """
    values = dict(values)
    bands = values.pop("bands")
    with db.atomic():
        row, before = ShippingMethod(code=new_code(values["name"]), **of_new), None
        if method:
            row = ShippingMethod.select().where(ShippingMethod.id == method.id).for_update().get()
            before = unchanged_since(seen, method_facts(row))
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        write_bands(row, bands)
        note_change(staff_id, f"method {row.id}", before, method_facts(row))
    return row


def new_code(name):
    """Orders keep it for good, so no later method may be mistaken for an earlier one."""
    return f"{slug_of(name)[:30]}-{secrets.token_hex(4)}"


def write_bands(method, bands):
    ShippingBand.delete().where(ShippingBand.method == method).execute()
    for up_to, price_minor in bands:
        ShippingBand.create(method=method, up_to=up_to, price_minor=price_minor)


def withdraw(method, *, staff_id):
    """Offer it to nobody from now on."""
    set_withdrawn(method, now(), "withdrew", staff_id)


def bring_back(method, *, staff_id):
    set_withdrawn(method, None, "brought back", staff_id)


def set_withdrawn(method, moment, action, staff_id):
    with db.atomic():
        standing = ShippingMethod.withdrawn_at.is_null(moment is not None)
        changed = ShippingMethod.update(withdrawn_at=moment).where(
            ShippingMethod.id == method.id, standing
        )
        if changed.execute():
            record(staff_id, action, f"method {method.id}")
