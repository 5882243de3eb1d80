"""What a customer took note of or agreed to, in which version, and when."""

from peewee import SQL, ForeignKeyField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.accounts.models import Customer
from app.db import AccountsModel

# The day of the privacy page's words: change it together with them.
PRIVACY_NOTICE = "2026-11-28"


class Consent(AccountsModel):
    customer = ForeignKeyField(Customer, backref="consents")
    what = TextField()
    version = TextField()
    given_at = DateTimeTZField(constraints=[SQL("default now()")])
    withdrawn_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "consents"


def note_privacy_notice(customer):
    """She was shown the way to the privacy page's words of now; call it in the transaction that
    she joins in. Twice is as good as once.
    """
    Consent.insert(
        customer=customer, what="privacy_notice", version=PRIVACY_NOTICE
    ).on_conflict_ignore().execute()


def consents_of(customer_id):
    return list(Consent.select().where(Consent.customer == customer_id).order_by(Consent.given_at))
