"""What a customer shows besides her password, or instead of it."""

from peewee import SQL, BigIntegerField, BlobField, ForeignKeyField, TextField, UUIDField
from playhouse.postgres_ext import DateTimeTZField

from app.accounts.models import Customer
from app.db import AccountsModel


class Authenticator(AccountsModel):
    """An app that shows a code each half minute; it counts once a code of it was typed."""

    customer = ForeignKeyField(Customer, unique=True)
    sealed_secret = TextField()
    last_step = BigIntegerField(default=0)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    confirmed_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "authenticators"


class RecoveryCode(AccountsModel):
    customer = ForeignKeyField(Customer)
    code_hash = TextField()
    used_at = DateTimeTZField(null=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "recovery_codes"


class Passkey(AccountsModel):
    customer = ForeignKeyField(Customer)
    credential_id = TextField(unique=True)
    public_key = BlobField()
    sign_count = BigIntegerField(default=0)
    name = TextField()
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    last_used_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "passkeys"


class PasskeyHandle(AccountsModel):
    """What her passkeys know her by: it says nothing of her, and never changes."""

    id = None
    customer = ForeignKeyField(Customer, primary_key=True)
    handle = UUIDField(constraints=[SQL("default gen_random_uuid()")])

    class Meta:
        table_name = "passkey_handles"


class SpentChallenge(AccountsModel):
    id = None
    challenge_hash = TextField(primary_key=True)
    spent_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "spent_challenges"
