"""Staff plan, change and end vouchers and offers: each change with its line in the trail."""

from peewee import IntegrityError

from app.accounts.staff_actions import record
from app.catalog.editing import note_change, unchanged_since
from app.catalog.models import Subject
from app.db import db, now
from app.pricing.models import Promotion
from app.pricing.vouchers import standing

PLAIN_FACTS = (
    *("name", "season", "percent", "amount_minor", "of_copies", "minimum_minor"),
    *("on_reduced", "most_uses", "most_per_customer"),
)


class CodeTaken(Exception):
    """Another voucher has this code."""


class SubjectGone(Exception):
    """A subject that it names was removed at this very instant."""


class UsedMoreOften(Exception):
    """A limit below what has been used already: `uses`."""

    def __init__(self, uses):
        super().__init__(f"used {uses} times")
        self.uses = uses


def promotion_facts(row):
    """What a promotion is, in values that the trail can keep."""
    slugs = Subject.select(Subject.slug).where(Subject.id.in_(row.subject_ids))
    return {name: getattr(row, name) for name in PLAIN_FACTS} | {
        "code": row.code or "",
        "takes_off": row.kind.replace("_", " "),
        "subjects": sorted(slug for (slug,) in slugs.tuples()),
        "formats": sorted(row.formats),
        "begins": row.starts_at.isoformat(timespec="minutes"),
        "ends": row.ends_at.isoformat(timespec="minutes") if row.ends_at else "",
    }


def save_promotion(values, *, currency, staff_id, promotion=None, seen=None):
    """Write a promotion, or add one when none is given; return it.

    A voucher stays a voucher and an offer an offer, since offers are not counted. Raises CodeTaken,
    SubjectGone, UsedMoreOften and EditedMeanwhile.
    """
    with db.atomic():
        row, before = Promotion(currency=currency), None
        if promotion:
            # Whoever uses it at this moment is done first, or counts by the new rules.
            row = Promotion.select().where(Promotion.id == promotion.id).for_update().get()
            before = unchanged_since(seen, promotion_facts(row))
            values = values | {"code": values["code"] if row.code else None}
        for name, value in values.items():
            setattr(row, name, value)
        row.uses = count_standing(row)
        write(row)
        note_change(staff_id, f"promotion {row.id}", before, promotion_facts(row))
    return row


def count_standing(row):
    """Uses are counted where they are limited: a limit that is new begins with those there are."""
    if not row.most_uses:
        return 0
    uses = row.redemptions.where(standing()).count() if row.id else 0
    if uses > row.most_uses:
        raise UsedMoreOften(uses)
    return uses


def write(row):
    try:
        with db.atomic():
            row.save()
    except IntegrityError as error:
        if "promotions_code_key" in str(error):
            raise CodeTaken from error
        if "subjects that are there" in str(error):
            raise SubjectGone from error
        raise


def withdraw(promotion_id, *, staff_id):
    """End it at once, for good; orders that have used it keep what it took off."""
    with db.atomic():
        ended = Promotion.update(withdrawn_at=now()).where(
            Promotion.id == promotion_id, Promotion.withdrawn_at.is_null()
        )
        if ended.execute():
            record(staff_id, "withdrew", f"promotion {promotion_id}")
