"""The trail that staff leave: who changed what, when, before and after; append-only."""

from peewee import SQL, ForeignKeyField, TextField
from playhouse.postgres_ext import BinaryJSONField, DateTimeTZField

from app.accounts.models import Customer
from app.db import AccountsModel


class StaffAction(AccountsModel):
    staff = ForeignKeyField(Customer)
    action = TextField()
    subject = TextField()
    before = BinaryJSONField(null=True, index=False)
    after = BinaryJSONField(null=True, index=False)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "staff_actions"


def record(staff_id, action, subject, *, before=None, after=None):
    """Leave a line in the trail; call it in the transaction of the change itself."""
    StaffAction.create(staff=staff_id, action=action, subject=subject, before=before, after=after)


def actions_about(subjects, most=50):
    """The latest changes of these subjects, with whoever made them."""
    return list(
        StaffAction.select(StaffAction, Customer)
        .join(Customer)
        .where(StaffAction.subject.in_(subjects))
        .order_by(StaffAction.id.desc())
        .limit(most)
    )
