"""The user database: customers (staff among them), their sessions and one-time tokens."""

from peewee import SQL, ForeignKeyField, TextField, fn
from playhouse.postgres_ext import DateTimeTZField

from app.db import AccountsModel


class Customer(AccountsModel):
    email = TextField()
    name = TextField()
    password_hash = TextField()
    role = TextField(null=True)
    verified_at = DateTimeTZField(null=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "customers"

    @classmethod
    def at(cls, email):
        """The customer with this address, however its letters are sized, else None."""
        return cls.get_or_none(fn.lower(cls.email) == email.lower())

    @property
    def is_verified(self):
        return self.verified_at is not None

    @property
    def is_staff(self):
        return self.role is not None


class Session(AccountsModel):
    """One signed-in browser; the cookie holds the token, we hold its hash."""

    customer = ForeignKeyField(Customer, backref="sessions")
    token_hash = TextField(unique=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    last_seen_at = DateTimeTZField(constraints=[SQL("default now()")])
    expires_at = DateTimeTZField()

    class Meta:
        table_name = "sessions"


class Token(AccountsModel):
    """A one-time link to verify an address or reset a password, kept as a hash.

    One without a customer opens nothing: it was asked for an address that has no account.
    """

    customer = ForeignKeyField(Customer, null=True, backref="tokens")
    purpose = TextField()
    token_hash = TextField(unique=True)
    expires_at = DateTimeTZField()
    used_at = DateTimeTZField(null=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "tokens"
