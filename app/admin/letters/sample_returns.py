"""Sample books that come back."""

from app.admin.letters.sample_orders import an_order
from app.db import now
from app.orders.models import OrderLine, Return, ReturnLine, Withdrawal


def a_return(kind="return", reason="unwanted", **facts):
    order = an_order("shipped", shipped_at=now())
    back = Return.create(order=order, kind=kind, reason=reason, **facts)
    line = order.lines.order_by(OrderLine.id).first()
    received = 2 if back.received_at else 0
    ReturnLine.create(return_of=back, order_line=line, quantity=2, received=received)
    return back


def a_withdrawal():
    back = a_return(kind="withdrawal", reason="withdrawal")
    order = back.order
    declared = {"name": order.name, "email": order.email, "contract": order.number}
    return Withdrawal.create(order=order, return_of=back, form_key="sample", **declared).id
