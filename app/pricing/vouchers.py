"""Vouchers: what a shopper types, whether it holds, and each use counted under a lock."""

from functools import reduce
from operator import or_

from flask import current_app
from peewee import fn

from app.db import now
from app.pricing.models import Promotion, Redemption

NO_SUCH = "We do not recognise the voucher “{code}”. Check its letters and numbers."
WORDS = {
    "withdrawn": "This voucher cannot be used any more.",
    "early": "This voucher cannot be used yet.",
    "ended": "This voucher has ended.",
    "used_up": "This voucher has been used as many times as it can be.",
    "used_by_her": "You have used this voucher as many times as one customer can.",
}
LONGEST_CODE = 40


class VoucherRefused(Exception):
    """The voucher does not hold; the message is a sentence for the shopper."""


class NoSuchVoucher(VoucherRefused):
    def __init__(self, code):
        super().__init__(NO_SUCH.format(code=code[:LONGEST_CODE]))


def tidy(code):
    return "".join(code.upper().split())


def find(code, email="", customer_id=None, *, lock=False):
    """The voucher with this code, as typed; raises VoucherRefused when it cannot be used now.

    With `lock`, inside a transaction, whoever else would use it waits until that has ended.
    """
    currency = current_app.config["SETTINGS"].currency
    query = Promotion.select().where(Promotion.code == tidy(code), Promotion.currency == currency)
    row = (query.for_update() if lock else query).first()
    if row is None:
        raise NoSuchVoucher(code)
    problem = closed(row) or used_up(row, email, customer_id)
    if problem:
        raise VoucherRefused(WORDS[problem])
    return row


def closed(row):
    """Why nobody may begin to use it at this moment."""
    moment = now()
    if row.withdrawn_at:
        return "withdrawn"
    if row.starts_at > moment:
        return "early"
    if row.ends_at and row.ends_at <= moment:
        return "ended"
    return None


def used_up(row, email="", customer_id=None):
    if row.most_uses and row.uses >= row.most_uses:
        return "used_up"
    if row.most_per_customer and uses_by(row, email, customer_id) >= row.most_per_customer:
        return "used_by_her"
    return None


def uses_by(row, email, customer_id):
    """How often she has used it, known by her email or by her account, where she has said one."""
    known = [fn.lower(Redemption.email) == email.lower()] if email else []
    known += [Redemption.customer_id == customer_id] if customer_id else []
    if not known:
        return 0
    hers = reduce(or_, known)
    return Redemption.select().where(standing(), Redemption.promotion == row, hers).count()


def standing():
    return Redemption.released_at.is_null()


def redeem(amounts, order_id, email, customer_id=None):
    """Note what each promotion took off an order: pairs of its id and the amount.

    Vouchers were found with lock=True in the same transaction, so none is used once too often.
    """
    for id, minor in sorted(amounts):
        Redemption.create(
            promotion=id,
            order_id=order_id,
            email=email,
            customer_id=customer_id,
            amount_minor=minor,
        )
        count_uses(id, 1)


def release(order_id):
    """An order has ended unpaid: its vouchers may be used again."""
    lock_vouchers_of(order_id)
    ended = Redemption.update(released_at=now()).where(Redemption.order_id == order_id, standing())
    for id in sorted(row.promotion_id for row in ended.returning(Redemption).execute()):
        count_uses(id, -1)


def redeem_again(order_id):
    """Money for an order that had ended came after all: count its vouchers once more.

    Raises VoucherRefused when others have used one up meanwhile. One that has ended since holds
    all the same: the order was placed in time.
    """
    lock_vouchers_of(order_id)
    released = Redemption.select().where(
        Redemption.order_id == order_id, Redemption.released_at.is_null(False)
    )
    for redemption in sorted(released, key=lambda row: row.promotion_id):
        problem = used_up(redemption.promotion, redemption.email, redemption.customer_id)
        if problem:
            raise VoucherRefused(WORDS[problem])
        Redemption.update(released_at=None).where(Redemption.id == redemption.id).execute()
        count_uses(redemption.promotion_id, 1)


def lock_vouchers_of(order_id):
    """Wait for whoever uses or edits them. Offers, which every order may have, are not counted."""
    used = Redemption.select(Redemption.promotion).where(Redemption.order_id == order_id)
    vouchers = Promotion.select(Promotion.id).where(
        Promotion.id.in_(used), Promotion.code.is_null(False)
    )
    vouchers.order_by(Promotion.id).for_update().execute()


def count_uses(id, change):
    Promotion.update(uses=Promotion.uses + change).where(
        Promotion.id == id, Promotion.most_uses.is_null(False)
    ).execute()
