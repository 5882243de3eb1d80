"""Vouchers: what a shopper types, whether it holds, and each use counted under a lock."""

from peewee import fn

from app.db import now
from app.pricing.models import Promotion, Redemption

NO_SUCH = "We know no voucher “{code}”. Look at its letters and numbers again."
WORDS = {
    "withdrawn": "This voucher cannot be used any more.",
    "early": "This voucher cannot be used yet.",
    "ended": "This voucher has ended.",
    "used_up": "This voucher has been used as often as it may be.",
    "used_by_her": "You have used this voucher as often as one customer may.",
}


class VoucherRefused(Exception):
    """The voucher does not hold; the message is a sentence for the shopper."""


def tidy(code):
    return "".join(code.upper().split())


def find(code, email="", *, lock=False):
    """The voucher with this code, as typed; raises VoucherRefused when it cannot be used now.

    With `lock`, inside a transaction, whoever else would use it waits until that has ended.
    """
    query = Promotion.select().where(Promotion.code == tidy(code))
    row = (query.for_update() if lock else query).first()
    if row is None:
        raise VoucherRefused(NO_SUCH.format(code=code))
    problem = problem_of(row, email)
    if problem:
        raise VoucherRefused(WORDS[problem])
    return row


def problem_of(row, email=""):
    moment = now()
    if row.withdrawn_at:
        return "withdrawn"
    if row.starts_at > moment:
        return "early"
    if row.ends_at and row.ends_at <= moment:
        return "ended"
    if row.most_uses and row.uses >= row.most_uses:
        return "used_up"
    if row.most_per_customer and email and uses_by(row, email) >= row.most_per_customer:
        return "used_by_her"
    return None


def uses_by(row, email):
    hers = fn.lower(Redemption.email) == email.lower()
    return Redemption.select().where(standing(), Redemption.promotion == row, hers).count()


def standing():
    return Redemption.released_at.is_null()


def redeem(amounts, order_id, email):
    """Note what each promotion took off an order: pairs of its id and the amount.

    Vouchers were found with lock=True in the same transaction, so none is used once too often.
    """
    for id, minor in sorted(amounts):
        Redemption.create(promotion=id, order_id=order_id, email=email, amount_minor=minor)
        count_uses(id, 1)


def release(order_id):
    """An order has ended unpaid: its vouchers may be used again."""
    ended = Redemption.update(released_at=now()).where(Redemption.order_id == order_id, standing())
    for id in sorted(row.promotion_id for row in ended.returning(Redemption).execute()):
        count_uses(id, -1)


def redeem_again(order_id):
    """Money for an order that had ended came after all: count its vouchers once more.

    Raises VoucherRefused when others have used one up meanwhile.
    """
    released = Redemption.select().where(
        Redemption.order_id == order_id, Redemption.released_at.is_null(False)
    )
    for redemption in sorted(released, key=lambda row: row.promotion_id):
        row = Promotion.select().where(Promotion.id == redemption.promotion_id).for_update().get()
        problem = problem_of(row, redemption.email)
        if problem in ("used_up", "used_by_her"):
            raise VoucherRefused(WORDS[problem])
        Redemption.update(released_at=None).where(Redemption.id == redemption.id).execute()
        count_uses(row.id, 1)


def count_uses(id, change):
    Promotion.update(uses=Promotion.uses + change).where(
        Promotion.id == id, Promotion.most_uses.is_null(False)
    ).execute()
