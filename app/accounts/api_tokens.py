"""Secrets by which other systems of the shop may speak to it: shown once, kept as a hash."""

import secrets
from datetime import timedelta

from peewee import JOIN, SQL, ForeignKeyField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.accounts.audit import audit
from app.accounts.models import Customer
from app.accounts.sessions import digest
from app.accounts.staff_actions import record
from app.db import AccountsModel, db, now
from app.typed_text import one_line

BEGINNING = "octavo_"  # so that whoever finds one in a file knows what it opens
LONGEST_NAME = 100  # characters
SEEN_EVERY = timedelta(minutes=1)


class ApiToken(AccountsModel):
    name = TextField()
    token_hash = TextField(unique=True)
    created_by = ForeignKeyField(Customer, null=True, column_name="created_by")
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    last_used_at = DateTimeTZField(null=True)
    revoked_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "api_tokens"


def issue(name, *, staff_id=None):
    """Make a token and return its secret, which is kept nowhere; without staff, an operator's."""
    secret = BEGINNING + secrets.token_urlsafe(32)
    with db.atomic():
        token = ApiToken.create(name=name, token_hash=digest(secret), created_by=staff_id)
        if staff_id:
            record(staff_id, "made", f"API token {token.id}", after={"name": name})
        else:
            audit("API token made by operator", token=token.id)
    return secret


def wrong_name(name):
    """A sentence when a token cannot have this name, else None."""
    if not one_line(name):
        return "Name the system that will use the token, such as “till”."
    if len(one_line(name)) > LONGEST_NAME:
        return f"Shorten the name to {LONGEST_NAME} characters."
    return None


def token_of(secret):
    """The token of this secret, unless it was revoked; None for any other."""
    token = ApiToken.get_or_none(
        ApiToken.token_hash == digest(secret), ApiToken.revoked_at.is_null()
    )
    if token and (token.last_used_at is None or token.last_used_at < now() - SEEN_EVERY):
        ApiToken.update(last_used_at=now()).where(ApiToken.id == token.id).execute()
    return token


def revoke(token_id, *, staff_id):
    """End a token for good; it is returned, or None when there is no such token in use."""
    usable = (ApiToken.id == token_id) & ApiToken.revoked_at.is_null()
    with db.atomic():
        ended = ApiToken.update(revoked_at=now()).where(usable).returning(ApiToken).execute()
        token = next(iter(ended), None)
        if token:
            record(staff_id, "revoked", f"API token {token.id}", before={"name": token.name})
    return token


def all_tokens():
    """Those in use first, each with whoever made it."""
    query = ApiToken.select(ApiToken, Customer).join(Customer, JOIN.LEFT_OUTER)
    return list(query.order_by(ApiToken.revoked_at.desc(nulls="first"), ApiToken.id.desc()))
