"""Refunds, returns and withdrawals, asked for by buyers and by staff."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.orders.cancellation import BY_STAFF, cancel_paid
from app.orders.models import Order, Refund, Return
from app.orders.refunds.parts import Wanted
from app.orders.refunds.refundable import left_of
from app.orders.refunds.requests import request_part, request_refund
from app.orders.refunds.resending import send_again
from app.orders.returns import desk
from app.orders.returns.coming_back import SETTLED, returnable, withdrawable
from app.orders.returns.returning import Asked, ask, call_off, proposed_for, say_sent
from app.orders.returns.withdrawing import Declared, declare
from tests.orders.any_order.desk import FEW, KEYS, WHICH, pick

OUT = ("part_shipped", "shipped", "delivered")


class GivingBack:
    @precondition(lambda self: self.orders(*SETTLED))
    @rule(which=WHICH, copies=FEW, other=st.sampled_from([0, 0, 100]), to_credit=st.booleans())
    def refund_a_part(self, which, copies, other, to_credit):
        order = pick(self.orders(*SETTLED), which)
        left = left_of(order)
        if not left.lines:
            return
        one = pick(left.lines, which)
        kind = "given_up" if one.to_give_up else "back"
        facts = {
            kind: {one.line.id: min(copies, one.copies)},
            "other_minor": other,
            "cards": tuple(card.id for card in left.unspent_cards[:other]),
            "to_credit": to_credit,
        }
        wanted = Wanted("staff", form_key=next(KEYS), **facts)
        had_all = left.minor == order.total_minor
        for _ in range(copies):  # the same form twice as well
            done = self.do(f"refunded, {kind}", request_part, order.id, wanted, self.staff_name)
        if done and had_all and not other:
            assert given_by(done) >= price_of(order, one.line, wanted.copies_of(one.line)) - 1

    @precondition(lambda self: self.orders(*SETTLED, "refunded"))
    @rule(which=WHICH)
    def refund_all(self, which):
        order = pick(self.orders(*SETTLED, "refunded"), which)
        self.do("refunded, all", request_refund, order.id, "staff", self.world.staff)

    @precondition(lambda self: self.orders(*BY_STAFF))
    @rule(which=WHICH)
    def call_an_order_off(self, which):
        order = pick(self.orders(*BY_STAFF), which)
        facts = {"statuses": BY_STAFF}
        self.do("cancelled by staff", cancel_paid, order.id, self.staff_name, **facts)

    @precondition(lambda self: self.failed())
    @rule(which=WHICH, to_credit=st.booleans())
    def refund_again(self, which, to_credit):
        refund = pick(self.failed(), which)
        self.do("sent again", send_again, refund.id, self.staff_name, to_credit=to_credit)

    @precondition(lambda self: self.orders(*OUT))
    @rule(which=WHICH, reason=st.sampled_from(["damaged", "unwanted"]))
    def ask_to_return(self, which, reason):
        order = pick(self.orders(*OUT), which)
        if can := returnable(order):
            asked = Asked({pick(sorted(can), which): 1}, reason, form_key=next(KEYS))
            self.do("return asked", ask, order.id, asked)

    @precondition(lambda self: self.orders(*SETTLED))
    @rule(which=WHICH, everything=st.booleans())
    def withdraw(self, which, everything):
        order = pick(self.orders(*SETTLED), which)
        can = withdrawable(order)
        copies = None if everything or not can else {pick(sorted(can), which): 1}
        declared = Declared("Ada", order.number, order.email, next(KEYS), copies)
        if can and self.do("withdrawn", declare, declared, order):
            self.do("withdrawn twice", declare, declared, order)

    @precondition(lambda self: self.returns("requested"))
    @rule(which=WHICH, resold=st.booleans())
    def take_a_return_in(self, which, resold):
        back = pick(self.returns("requested"), which)
        self.do("return sent", say_sent, back.id, "")
        came = {
            line.order_line_id: (line.to_come, line.to_come * resold)
            for line in desk.lines_of(back)
        }
        if self.do("return received", desk.receive, back.id, came, self.world.staff):
            for line in desk.lines_of(back):
                self.shelf[line.order_line.edition_id] += line.restocked

    @precondition(lambda self: self.returns("received", "requested"))
    @rule(which=WHICH, to_credit=st.booleans())
    def refund_a_return(self, which, to_credit):
        back = pick(self.returns("received", "requested"), which)
        copies, shipping = proposed_for(back, left_of(Order.get_by_id(back.order_id)))
        facts = {"back": copies, "shipping_minor": shipping, "return_id": back.id}
        wanted = Wanted(back.kind, to_credit=to_credit, form_key=next(KEYS), **facts)
        self.do("return refunded", request_part, back.order_id, wanted, self.staff_name)

    @precondition(lambda self: self.returns("received"))
    @rule(which=WHICH)
    def close_a_return(self, which):
        back = pick(self.returns("received"), which)
        self.do("return closed", desk.close, back.id, "It cost nothing.", self.world.staff)

    @precondition(lambda self: self.returns("received", "requested"))
    @rule(which=WHICH, by_staff=st.booleans())
    def end_a_return(self, which, by_staff):
        back = pick(self.returns("received", "requested"), which)
        if by_staff:
            self.do("return refused", desk.refuse, back.id, "It was read.", self.world.staff)
        else:
            self.do("return called off", call_off, back.id)

    @property
    def staff_name(self):
        return f"staff {self.world.staff.id}"

    def failed(self):
        return list(Refund.select().where(Refund.status == "failed").order_by(Refund.id))

    def returns(self, *statuses):
        return list(Return.select().where(Return.status.in_(statuses)).order_by(Return.id))


def given_by(refund):
    """With what went to another place, for the same copies."""
    asked = Refund.select().where((Refund.id == refund) | (Refund.part_of == refund))
    return sum(part.amount_minor for part in asked)


def price_of(order, line, copies):
    """With its tax, but for a penny of rounding or so that an order with copies to send has one."""
    tax_on_top = 0 if order.tax_included else line.tax_minor
    whole = line.quantity * line.unit_price_minor - line.discount_minor + tax_on_top
    return whole * copies // line.quantity
