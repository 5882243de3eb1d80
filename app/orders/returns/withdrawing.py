"""Withdrawing from the contract: declared on a page, acknowledged at once, acted upon by itself.

Directive 2011/83/EU, articles 9 to 16, with the function of article 11a (Directive (EU) 2023/2673).
"""

from dataclasses import dataclass

from peewee import JOIN, fn

from app.db import db, now
from app.mail import send_once
from app.orders.models import Order, Return, Withdrawal
from app.orders.numbers import read_number
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import refund_wanted
from app.orders.refusals import NotRefundable, NotReturnable
from app.orders.returns.coming_back import SETTLED, returnable, withdrawable
from app.orders.returns.periods import is_open_to_withdrawal
from app.orders.returns.returning import write_lines


@dataclass
class Declared:
    """What the law asks a buyer to say: who she is, of which contract, where to acknowledge it."""

    name: str = ""
    contract: str = ""
    email: str = ""
    form_key: str = ""
    copies: dict | None = None  # by line id; None is everything


def can_withdraw(order):
    return order.status in SETTLED and is_open_to_withdrawal(order) and bool(withdrawable(order))


def declare(declared, order=None):
    """Keep a declaration, once for each form, and acknowledge it by email at once.

    `order` is the one whose page it was declared on; else it is found by number and email. If it
    can be withdrawn from, that is done: what was not sent is refunded now, what was sent is
    awaited. Whatever cannot be acted upon, or paid, is kept for staff. Raises NotReturnable, and
    changes nothing, when an order's page asks for copies that it has not.
    """
    with db.atomic():
        order = lock(order or order_of(declared))
        row = keep(declared, order)
        if row is None:
            return Withdrawal.get(Withdrawal.form_key == declared.form_key)
        if order and can_withdraw(order):
            row.return_of = acted_upon(order, declared.copies)
            row.save()
        send_once("withdrawal_received", row.id, row.email)
    return row


def order_of(declared):
    hers = fn.lower(Order.email) == declared.email.lower()
    return Order.get_or_none(Order.number == read_number(declared.contract), hers)


def lock(order):
    return order and Order.locked(order.id)


def keep(declared, order):
    """The declaration's row; None when this form has made one before."""
    rows = (
        Withdrawal.insert(
            form_key=declared.form_key,
            name=declared.name,
            contract=declared.contract,
            email=declared.email,
            order=order,
        )
        .on_conflict(conflict_target=[Withdrawal.form_key], action="IGNORE")
        .returning(Withdrawal)
        .execute()
    )
    return next(iter(rows), None)


def acted_upon(order, copies):
    """The return of what is withdrawn from; None, for staff to see, when that cannot be paid."""
    try:
        with db.atomic():
            return withdraw(order, copies)
    except NotRefundable as refusal:
        order.note("withdrawal_to_look_at", "buyer", str(refusal))
        return None


def withdraw(order, copies=None):
    """The return of what is withdrawn from; what was not sent of it is refunded now."""
    can = withdrawable(order)
    copies = can if copies is None else {id: number for id, number in copies.items() if number}
    if not copies or any(not 0 < number <= can.get(id, 0) for id, number in copies.items()):
        raise NotReturnable("Choose the copies that you want to withdraw from.")
    sent = returnable(order)
    given_up = {id: min(number, can[id] - sent.get(id, 0)) for id, number in copies.items()}
    given_up = {id: number for id, number in given_up.items() if number}
    back = Return.create(order=order, kind="withdrawal", reason="withdrawal")
    write_lines(back, copies, given_up)
    order.note("withdrawn", "buyer")
    if given_up:
        awaited = sum(copies.values()) > sum(given_up.values())
        refund_now(order, back, given_up, ends_return=not awaited)
    return back


def refund_now(order, back, given_up, *, ends_return):
    wanted = Wanted("withdrawal", given_up=given_up, return_id=back.id, ends_return=ends_return)
    refund_wanted(order, wanted, "buyer")


def unanswered():
    """Declarations that the shop could not act upon, for staff, the oldest first."""
    open_ones = Withdrawal.return_of.is_null() & Withdrawal.seen_at.is_null()
    with_order = Withdrawal.select(Withdrawal, Order).join(Order, JOIN.LEFT_OUTER)
    return with_order.where(open_ones).order_by(Withdrawal.id)


def mark_seen(withdrawal_id, staff):
    Withdrawal.update(seen_at=now(), staff=staff.id).where(
        Withdrawal.id == withdrawal_id, Withdrawal.seen_at.is_null()
    ).execute()
