"""Disputes: a buyer has her bank claim a payment back."""

from peewee import BigIntegerField, ForeignKeyField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.db import SalesModel
from app.money import Money
from app.orders.models.payments import Payment
from app.orders.payments import dispute_words

TO_ANSWER = ("needs_response", "warning_needs_response", "appeal_needs_response")


class Dispute(SalesModel):
    """As Stripe told of it when it was last asked."""

    payment = ForeignKeyField(Payment, null=True, backref="disputes")
    stripe_dispute_id = TextField(unique=True)
    reason = TextField()
    status = TextField()
    amount_minor = BigIntegerField()
    currency = TextField()
    evidence_due_at = DateTimeTZField(null=True)
    opened_at = DateTimeTZField()
    closed_at = DateTimeTZField(null=True)
    asked_at = DateTimeTZField()

    class Meta:
        table_name = "disputes"

    @property
    def amount(self):
        return Money(self.amount_minor, self.currency)

    @property
    def to_answer(self):
        return self.status in TO_ANSWER

    @property
    def why(self):
        return dispute_words.why(self)

    @property
    def standing(self):
        return dispute_words.standing(self)
