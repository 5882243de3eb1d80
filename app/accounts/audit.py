"""What happened at the door and to accounts, for whoever has to look into it later; append-only."""

import hmac

from flask import current_app, has_request_context
from peewee import SQL, BigIntegerField, TextField
from playhouse.postgres_ext import BinaryJSONField, DateTimeTZField

from app.db import AccountsModel
from app.throttle import visitor_address


class AuditEvent(AccountsModel):
    at = DateTimeTZField(constraints=[SQL("default now()")])
    event = TextField()
    customer_id = BigIntegerField(null=True)
    facts = BinaryJSONField(index=False)

    class Meta:
        table_name = "audit_events"


def audit(event, customer_id=None, **facts):
    """Note an event about an account, if there is one, in the transaction of the caller.

    Facts never hold names, emails, addresses or secrets. Of a request it keeps a mark of where it
    came from, so that what came from one place can be told without saying from which.
    """
    if has_request_context():
        facts["visitor"] = mark(visitor_address())
    AuditEvent.create(event=event, customer_id=customer_id, facts=facts)


def mark(address):
    """Always the same of an address, and of no use to who does not have the shop's key."""
    key = current_app.config["SETTINGS"].secret_key.encode()
    return hmac.digest(key, b"audit " + address.encode(), "sha256")[:8].hex()
