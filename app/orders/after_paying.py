"""What a buyer can do about an order that she has paid, and what has gone back of it."""

from dataclasses import dataclass

from app.orders.cancellation import can_be_cancelled
from app.orders.models import Refund, Return
from app.orders.payments.disputes import claims_on
from app.orders.refunds.given_back import standing
from app.orders.refunds.resending import not_arrived
from app.orders.returns.coming_back import SETTLED, returnable
from app.orders.returns.withdrawing import can_withdraw


@dataclass(frozen=True)
class AfterPaying:
    cancellable: bool = False
    withdrawable: bool = False
    returnable: bool = False
    refunds: tuple = ()
    not_back: tuple = ()  # refunds that failed, whose money she still waits for
    returns: tuple = ()
    claims: tuple = ()  # disputes that her bank has open, or that the shop has lost


def after_paying(order):
    if order.settled_at is None:
        return AfterPaying()
    open_to = order.status in SETTLED
    not_back = not_arrived().where(Refund.order == order)
    return AfterPaying(
        cancellable=can_be_cancelled(order),
        withdrawable=can_withdraw(order),
        returnable=open_to and bool(returnable(order)),
        refunds=tuple(order.refunds.where(standing()).order_by(Refund.id)),
        not_back=tuple(not_back.order_by(Refund.id)),
        returns=tuple(order.returns.order_by(Return.id)),
        claims=tuple(claims_on(order)),
    )
