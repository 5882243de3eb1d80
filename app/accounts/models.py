"""The user database: customers (staff among them), their addresses, sessions and links."""

from peewee import SQL, BooleanField, ForeignKeyField, TextField, fn
from playhouse.postgres_ext import DateTimeTZField

from app.accounts.addresses.envelope import address_lines
from app.accounts.addresses.forms import LONGEST
from app.db import NO_KEY, AccountsModel


class Customer(AccountsModel):
    email = TextField()
    name = TextField()
    password_hash = TextField(null=True)  # None: no password opens it
    role = TextField(null=True)
    verified_at = DateTimeTZField(null=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    erased_at = DateTimeTZField(null=True)
    disowned_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "customers"
        # What was read before another changed it is not written back over that.
        only_save_dirty = True

    @classmethod
    def at(cls, email):
        """The customer with this address, however its letters are sized, else None."""
        return cls.get_or_none(fn.lower(cls.email) == email.lower())

    @classmethod
    def locked(cls, customer_id):
        """Her row as it is now, and stays until the transaction ends; None once she is erased."""
        hers = (cls.id == customer_id) & cls.erased_at.is_null()
        return cls.select().where(hers).for_update(NO_KEY).first()

    @property
    def is_verified(self):
        return self.verified_at is not None

    @property
    def is_staff(self):
        return self.role is not None


class Address(AccountsModel):
    """One of a customer's address book; at most one of them is where parcels go unless she says."""

    customer = ForeignKeyField(Customer, backref="addresses")
    label = TextField(default="")
    name = TextField()
    line1 = TextField()
    line2 = TextField(default="")
    city = TextField(default="")
    region = TextField(default="")
    postcode = TextField(default="")
    country = TextField()
    phone = TextField(default="")
    is_default = BooleanField(default=False)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "addresses"

    @property
    def fields(self):
        """What its form has."""
        return {name: getattr(self, name) for name in LONGEST}

    @property
    def lines(self):
        return address_lines(self.fields)

    @property
    def called(self):
        return self.label or self.line1


class Session(AccountsModel):
    """One signed-in browser; the cookie holds the token, we hold its hash."""

    customer = ForeignKeyField(Customer, backref="sessions")
    token_hash = TextField(unique=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    last_seen_at = DateTimeTZField(constraints=[SQL("default now()")])
    authenticated_at = DateTimeTZField(constraints=[SQL("default now()")])
    expires_at = DateTimeTZField()
    browser = TextField()
    remembered = BooleanField()
    second_factor = BooleanField(default=False)

    class Meta:
        table_name = "sessions"


class Token(AccountsModel):
    """A one-time link to verify an address, reset a password or change an email, kept as a hash.

    One without a customer opens nothing: it was asked for an address that has no account. Nor does
    one for a notice, which is there for a letter to be about.
    """

    customer = ForeignKeyField(Customer, null=True, backref="tokens")
    purpose = TextField()
    email = TextField(null=True)
    token_hash = TextField(unique=True)
    expires_at = DateTimeTZField()
    used_at = DateTimeTZField(null=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "tokens"
