"""What all that happens has in common: it is tried, may be refused, and is counted when done."""

from itertools import count
from urllib.error import HTTPError

from hypothesis import strategies as st

from app.cart.models import Cart
from app.cart.refusals import CartRefusal
from app.catalog.inventory import FewerThanReserved
from app.orders.models import Order, Payment
from app.orders.payments.gateway import Unreachable
from app.orders.refusals import OrderRefusal
from app.pricing.vouchers import VoucherRefused

WHICH = st.integers(0, 11)  # of those there are, counted round and round
FEW = st.integers(1, 2)
KEYS = (f"a-key-of-any-form-{number:06d}" for number in count())


class NotAtStripe(Exception):
    """The page, or the bank, does not do this any more, or not yet."""


REFUSALS = (
    *(OrderRefusal, CartRefusal, VoucherRefused),
    *(FewerThanReserved, Unreachable, NotAtStripe),
)


def pick(things, which):
    return things[which % len(things)]


class Desk:
    def __init__(self, world):
        super().__init__()
        self.world = world
        world.begin_anew()
        self.forms = []  # opened at the checkout: pairs of a buyer and what she sends
        self.placed = {}  # by the form's key, the order it made
        self.begun = set()  # events at Stripe that it has tried to tell, or lost
        self.parcels = set()
        self.challenged, self.delayed, self.disputes = [], [], []  # ids at Stripe
        self.shelf = {}  # by edition id, copies that one would count there
        for edition in world.editions[:3]:
            self.shelf[edition.id] = (2, 1, 0)[len(self.shelf)]

    def do(self, kind, act, *args, **facts):
        """Do it, and count it unless it is refused."""
        try:
            done = act(*args, **facts)
        except REFUSALS:
            self.world.refused[kind] += 1
            return None
        if done is not False:
            self.world.done[kind] += 1
        return done

    def at_stripe(self, path):
        """What the shopper, her bank or Stripe itself does there."""
        try:
            return self.world.stripe.post(f"/_simulator/{path}")
        except HTTPError as error:
            if error.code not in (400, 404):
                raise
            raise NotAtStripe(path) from error

    def cart(self, buyer):
        return Cart.get_by_id(buyer.cart_id)

    def orders(self, *statuses):
        return list(Order.select().where(Order.status.in_(statuses)).order_by(Order.id))

    def payments(self, *statuses):
        query = Payment.select().where(Payment.status.in_(statuses))
        return list(query.order_by(Payment.id))
