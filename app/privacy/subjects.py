"""Everything that the shop holds about a customer, by subject, from the parts that hold it."""

from typing import NamedTuple

from app.accounts import personal as accounts
from app.cart import personal as cart
from app.catalog.stock_alerts import personal as stock_alerts
from app.db import streamed
from app.orders.personal import records as orders
from app.reviews import personal as reviews

OWN_RECORDS = {
    "copies": (
        "Copies of all this that you asked for",
        """select asked_at, made_at, expires_at, taken_at from accounts.exports
        where customer_id = %(customer)s order by id""",
    ),
}
RECORDS = (
    accounts.RECORDS
    | cart.RECORDS
    | orders.RECORDS
    | reviews.RECORDS
    | stock_alerts.RECORDS
    | OWN_RECORDS
)


class Subject(NamedTuple):
    name: str  # of its file
    heading: str
    sql: str
    facts: dict

    def rows(self):
        """Its rows as dicts, read a few at a time."""
        return streamed(self.sql, self.facts)


def subjects_of(customer):
    facts = {
        "customer": customer.id,
        "addresses": list(accounts.proven_addresses(customer)),
        "account_letters": list(accounts.ACCOUNT_LETTERS),
    }
    return [Subject(name, heading, sql, facts) for name, (heading, sql) in RECORDS.items()]
