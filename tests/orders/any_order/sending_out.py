"""The shelf and the parcels: what staff do with copies."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.catalog.inventory import count_again, receive
from app.orders.fulfilment.collecting import hand_over, make_ready
from app.orders.fulfilment.dispatch import mark_delivered, ship, shippable_copies
from app.orders.fulfilment.packing import pack, unpack
from app.orders.models import Shipment
from tests.orders.any_order.desk import FEW, KEYS, WHICH, pick

TO_SEND = ("paid", "packed", "part_shipped")


class SendingOut:
    @precondition(lambda self: self.orders("paid", "packed"))
    @rule(which=WHICH)
    def pack(self, which):
        order = pick(self.orders("paid", "packed"), which)
        if order.status == "paid":
            self.do("packed", pack, order.id, self.world.staff)
        else:
            self.do("unpacked", unpack, order.id, self.world.staff)

    @precondition(lambda self: self.parcels_to_send())
    @rule(which=WHICH, whole=st.booleans(), twice=st.booleans())
    def ship(self, which, whole, twice):
        """All that is here, or one copy of one line."""
        order = pick(self.parcels_to_send(), which)
        here = shippable_copies(order)
        one = {pick(here, which)[0].id: 1} if here and not whole else None
        form = {"copies": one, "form_key": next(KEYS)}
        for _ in range(2 if twice else 1):
            self.do("shipped", ship, order.id, "", self.world.staff, **form)
        self.parcels_left()

    @precondition(lambda self: self.orders("shipped"))
    @rule(which=WHICH)
    def deliver(self, which):
        order = pick(self.orders("shipped"), which)
        self.do("delivered", mark_delivered, order.id, self.world.staff)

    @precondition(lambda self: self.to_collect())
    @rule(which=WHICH)
    def go_to_the_counter(self, which):
        order = pick(self.to_collect(), which)
        if order.status == "ready":
            self.do("collected", hand_over, order.id, self.world.staff)
        else:
            self.do("made ready", make_ready, order.id, self.world.staff)
        self.parcels_left()

    @rule(book=WHICH, copies=FEW)
    def receive_copies(self, book, copies):
        edition = pick(self.world.editions[:3], book)
        self.do("copies received", receive, edition.id, copies)
        self.shelf[edition.id] += copies

    @rule(book=WHICH, copies=st.integers(0, 3))
    def count_the_shelf(self, book, copies):
        edition = pick(self.world.editions[:3], book)
        facts = {"staff_id": self.world.staff.id}
        if self.do("counted", count_again, edition.id, copies, **facts) is not None:
            self.shelf[edition.id] = copies

    def find_the_shelves_empty(self):
        """But for what orders hold."""
        for book in range(3):
            self.count_the_shelf(book, 0)

    def parcels_to_send(self):
        return [order for order in self.orders(*TO_SEND) if order.delivery_kind == "parcel"]

    def to_collect(self):
        orders = self.orders("paid", "packed", "ready")
        return [order for order in orders if order.delivery_kind == "collect"]

    def parcels_left(self):
        """Take what new parcels hold off the shelf that one would count."""
        for parcel in Shipment.select().where(Shipment.id.not_in(self.parcels)):
            self.parcels.add(parcel.id)
            for line in parcel.lines:
                self.shelf[line.order_line.edition_id] -= line.quantity
