"""All that can happen to a shop's orders, in any order, with what must hold after each step."""

import sys

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from app.orders.integrity import RULES, broken_invariants
from app.orders.models import OrderEvent
from app.planned import Prepared
from tests.orders.any_order.buying import BESIDE, Buying
from tests.orders.any_order.desk import WHICH, Desk
from tests.orders.any_order.giving_back import GivingBack
from tests.orders.any_order.paying import Paying
from tests.orders.any_order.reckoning import Reckoning
from tests.orders.any_order.sending_out import SendingOut
from tests.orders.any_order.telling import Telling
from tests.orders.any_order.too_late import TooLate

# One statement, planned once: it is asked after every step.
LOOKS = (f"select 1 from ({rule}) as broken" for rule in RULES.values())  # noqa: S608
ANY_BROKEN = Prepared(" union all ".join(LOOKS) + " limit $1", "int")
BOOKS = st.lists(WHICH, min_size=1, max_size=2)
# Who buys what, beside what, and how far it has come: paid, sent, delivered.
PURCHASE = st.tuples(WHICH, BOOKS, BESIDE, st.integers(0, 3))


class AnyOrder(
    *(Buying, Paying, Telling, SendingOut, GivingBack, TooLate),
    *(Reckoning, Desk, RuleBasedStateMachine),
):
    @initialize(purchases=st.lists(PURCHASE, min_size=2, max_size=4), tax_on_top=st.booleans())
    def some_orders_are_there(self, purchases, tax_on_top):
        self.world.put_tax_on_top(tax_on_top)
        steps = (
            ("awaiting_payment", lambda: self.pay(-1, True, "")),
            ("paid", lambda: self.ship(-1, True, False)),
            ("shipped", lambda: self.deliver(-1)),
        )
        for buyer, books, beside, far in purchases:
            self.buy(buyer, books, 1, "standard", beside)
            for status, go_on in steps[:far]:
                if self.orders(status):
                    go_on()
        if self.bought_downloads():
            self.download(0)

    @invariant()
    def all_is_well(self):
        if ANY_BROKEN.run(1):
            raise AssertionError(broken_invariants())

    def teardown(self):
        # What follows a failure, or an example that was given up, says nothing.
        if sys.exc_info()[0] is not None:
            return
        self.make_up_for_losses()
        self.press_every_button_too_late()
        self.all_is_well()
        self.check_settlements()
        self.check_copies()
        self.check_money()
        for (event,) in OrderEvent.select(OrderEvent.event).tuples():
            self.world.done[f"noted: {event}"] += 1
