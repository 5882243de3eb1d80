"""A letter as it would be, made of sample rows that nobody ever sees."""

from app.admin.letters.samples import SAMPLES
from app.db import db
from app.letters import LETTERS


def preview(kind):
    """The letter of this kind. It is about rows that are written for it and taken back at once, so
    that looking changes nothing, sends nothing and uses up no number of an invoice.
    """
    with db.atomic() as transaction:
        try:
            return LETTERS[kind](SAMPLES[kind]())
        finally:
            transaction.rollback()
