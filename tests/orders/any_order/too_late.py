"""Buttons of pages that are out of date: whoever presses them is refused, and nothing changes."""

from contextlib import suppress

from hypothesis.stateful import rule

from app.orders.cancellation import BY_STAFF, cancel_paid
from app.orders.fulfilment.dispatch import ship
from app.orders.holds import cancel
from app.orders.models import Order, OrderEvent, Refund
from app.orders.payments.attempts import begin_payment
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part, request_refund
from app.orders.refunds.resending import send_again
from app.orders.returns import desk
from tests.orders.any_order.desk import KEYS, REFUSALS, WHICH, pick

UNPAID = ("awaiting_payment", "expired", "cancelled")
ENDED = ("expired", "cancelled", "refunded")
SENT = ("part_shipped", "shipped", "delivered")
OVER = ("refunded", "closed", "refused", "called_off")  # of returns
# Of an order in which status each comes too late.
OF_ORDERS = {
    "cancelled": ("paid", "packed", *SENT, *ENDED),
    "payment opened": ("paid", "packed", *SENT, *ENDED),
    "cancelled by staff": ("awaiting_payment", *SENT, *ENDED),
    "shipped": ("awaiting_payment", "shipped", "delivered", *ENDED),
    "refunded": UNPAID,
}
OF_RETURNS = {
    "return received": ("received", *OVER),
    "return refused": OVER,
    "return refunded": OVER,
}


class TooLate:
    @rule(which=WHICH)
    def press_buttons_too_late(self, which):
        for kind, press, things in self.too_late():
            if things:
                self.be_refused(kind, press, pick(things, which))

    def press_every_button_too_late(self):
        for kind, press, things in self.too_late():
            for thing in things:
                self.be_refused(kind, press, thing)

    def too_late(self):
        """Kinds, each with what presses the button, and all for which it would be too late."""
        staff = self.world.staff
        of_orders = {
            "cancelled": lambda order: cancel(order.id, "buyer"),
            "payment opened": begin_payment,
            "cancelled by staff": self.call_off_too_late,
            "shipped": lambda order: ship(order.id, "", staff),
            "refunded": lambda order: request_refund(order.id, "staff", staff),
        }
        of_returns = {
            "return received": self.take_in_too_late,
            "return refused": lambda back: desk.refuse(back.id, "It was read.", staff),
            "return refunded": self.refund_a_return_too_late,
        }
        for kind, press in of_orders.items():
            yield kind, press, self.orders(*OF_ORDERS[kind])
        for kind, press in of_returns.items():
            yield kind, press, self.returns(*OF_RETURNS[kind])
        yield "sent again", self.send_again_too_late, self.refunds_done_with()

    def be_refused(self, kind, press, thing):
        before = rows_of(thing)
        with suppress(*REFUSALS):
            assert press(thing) is False, kind
        assert rows_of(thing) == before, kind
        self.world.done[f"too late: {kind}"] += 1

    def call_off_too_late(self, order):
        return cancel_paid(order.id, self.staff_name, statuses=BY_STAFF)

    def send_again_too_late(self, refund):
        return send_again(refund.id, self.staff_name)

    def take_in_too_late(self, back):
        came = {line.order_line_id: (line.to_come, line.to_come) for line in desk.lines_of(back)}
        return desk.receive(back.id, came, self.world.staff)

    def refund_a_return_too_late(self, back):
        wanted = Wanted(back.kind, other_minor=100, return_id=back.id, form_key=next(KEYS))
        return request_part(back.order_id, wanted, self.staff_name)

    def refunds_done_with(self):
        replaced = Refund.select(Refund.replaces).where(Refund.replaces.is_null(False))
        done_with = (Refund.status != "failed") | Refund.id.in_(replaced)
        return list(Refund.select().where(done_with).order_by(Refund.id))


def rows_of(thing):
    """An order, or a return or a refund with its order, as the database has it, and how many
    events are noted.
    """
    order_id = thing.id if isinstance(thing, Order) else thing.order_id
    rows = {type(thing): thing.id, Order: order_id}
    events = OrderEvent.select().where(OrderEvent.order == order_id).count()
    return [model.get_by_id(id).__data__ for model, id in rows.items()], events
