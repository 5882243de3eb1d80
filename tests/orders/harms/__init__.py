"""What would break a rule of the shop's, done past all that keeps it from happening."""

from contextlib import contextmanager

from app.accounts.models import Customer
from app.db import db
from tests.people import a_person

# An order's columns, for another of the same buyer.
COPIED = (
    *("email", "name", "address", "shipping_method", "shipping_name"),
    *("currency", "simulated", "hold_expires_at"),
)


@contextmanager
def unguarded():
    """Without the triggers that keep most of this from happening at all."""
    with db.atomic():
        db.execute_sql("set local session_replication_role = replica")
        yield


def staff():
    return Customer.get_or_none() or a_person("clerk@example.org", role="owner")
