"""Carts, codes and the checkout, of several buyers who want the same."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.cart.models import IN_CART, CartItem
from app.cart.vouchers import drop_voucher, keep_voucher
from app.catalog.models import Edition
from app.orders.cancellation import cancel_paid
from app.orders.checkout.codes import use_card
from app.orders.checkout.placing import place_order
from app.orders.checkout.quotes import Goods, way_of
from app.orders.fulfilment.downloads import begin_download
from app.orders.holds import cancel
from app.orders.models import GiftCardBought, Order, OrderLine, StoredValue
from tests.orders.any_order.desk import FEW, WHICH, pick
from tests.orders.gift_cards import want_card

CODES = st.sampled_from(["ONCE", "EACH", "card"])
BESIDE = st.sampled_from(["", "ONCE", "EACH", "card", "gift card"])
DELIVERY = st.sampled_from(["standard", "counter"])


class Buying:
    @rule(buyer=WHICH, book=WHICH, copies=FEW)
    def add_to_a_cart(self, buyer, book, copies):
        cart = self.cart(pick(self.world.buyers, buyer))
        edition = Edition.get_by_id(pick(self.world.editions, book).id)
        self.do("added", cart.add, edition, copies)

    @precondition(lambda self: self.filled_carts())
    @rule(which=WHICH, copies=st.integers(0, 3))
    def change_a_cart(self, which, copies):
        cart = self.cart(pick(self.filled_carts(), which))
        if cart.items:
            kind = "changed" if copies else "removed"
            self.do(kind, cart.set_quantity, pick(cart.items, which).id, copies)

    @rule(buyer=WHICH)
    def want_a_gift_card(self, buyer):
        self.do("gift card wanted", want_card, self.cart(pick(self.world.buyers, buyer)), 1000)

    @rule(buyer=WHICH, code=CODES, which=WHICH)
    def type_a_code(self, buyer, code, which):
        """A voucher's, or that of a gift card: the one there was, or one that was bought."""
        buyer = pick(self.world.buyers, buyer)
        cart = self.cart(buyer)
        if code == "card":
            cards = StoredValue.select().where(StoredValue.kind == "gift_card")
            card = pick(list(cards.order_by(StoredValue.id)), which)
            self.do("gift card typed", use_card, cart, card)
        else:
            self.do("voucher typed", keep_voucher, cart, code, buyer.email)

    @rule(buyer=WHICH)
    def drop_a_voucher(self, buyer):
        drop_voucher(self.cart(pick(self.world.buyers, buyer)))

    @precondition(lambda self: self.filled_carts())
    @rule(which=WHICH, delivery=DELIVERY, credit=st.booleans())
    def open_the_checkout(self, which, delivery, credit):
        buyer = pick(self.filled_carts(), which)
        facts = {"email": buyer.email, "delivery": delivery, "use_credit": credit}
        cart = self.cart(buyer)
        self.forms.append((buyer, self.world.details(cart, download_consent=True, **facts)))

    @precondition(lambda self: self.forms)
    @rule(which=st.integers(0, 2))
    def send_a_form(self, which):
        """The last one, or one of those before it, which may be out of date or sent already."""
        buyer, form = pick(self.forms[:-4:-1], which)
        customer = buyer.customer and buyer.customer.id
        again = form.key in self.placed
        kind = "sent twice" if again else "placed"
        if order := self.do(kind, place_order, self.cart(buyer), form, customer):
            assert self.placed.setdefault(form.key, order.id) == order.id
            assert form.agreed == agreed_in(order), "it is as she agreed to"
            self.world.done["paid with gift card or credit"] += bool(order.stored_minor)
            self.world.done["bought with a voucher"] += bool(order.voucher)

    @rule(
        buyer=WHICH,
        books=st.lists(WHICH, min_size=1, max_size=2),
        copies=FEW,
        delivery=DELIVERY,
        beside=BESIDE,
    )
    def buy(self, buyer, books, copies, delivery, beside):
        """With a voucher or the newest gift card, or beside a gift card for somebody."""
        for book in books:
            self.add_to_a_cart(buyer, book, copies)
        if beside == "gift card":
            self.want_a_gift_card(buyer)
        elif beside:
            self.type_a_code(buyer, beside, -1)
        if self.filled_carts():
            self.open_the_checkout(buyer, delivery, True)
            self.send_a_form(0)

    @precondition(lambda self: self.orders("awaiting_payment"))
    @rule(which=WHICH, back=st.booleans())
    def cancel_an_unpaid_order(self, which, back):
        order = pick(self.orders("awaiting_payment"), which)
        self.do("cancelled", cancel, order.id, "buyer", cart=order.cart if back else None)

    @precondition(lambda self: self.orders("paid", "packed", "ready"))
    @rule(which=WHICH)
    def cancel_a_paid_order(self, which):
        order = pick(self.orders("paid", "packed", "ready"), which)
        self.do("cancelled, paid", cancel_paid, order.id, "buyer")

    @precondition(lambda self: self.bought_downloads())
    @rule(which=WHICH)
    def download(self, which):
        line = pick(self.bought_downloads(), which)
        self.do("downloaded", begin_download, line.order, line.id)

    def bought_downloads(self):
        lines = OrderLine.select(OrderLine, Order).join(Order).where(OrderLine.is_download)
        return list(lines.where(Order.settled_at.is_null(False)).order_by(OrderLine.id))

    def filled_carts(self):
        items = CartItem.select(CartItem.cart).where(CartItem.place == IN_CART)
        cards = GiftCardBought.select(GiftCardBought.cart).where(GiftCardBought.cart.is_null(False))
        filled = {id for (id,) in (items | cards).tuples()}
        return [buyer for buyer in self.world.buyers if buyer.cart_id in filled]


def agreed_in(order):
    """What the form must have agreed to, for there to be this order."""
    bought = Goods(list(order.lines), list(order.gift_cards_bought))
    way = way_of(order.delivery_kind, order.collect_from)
    return f"{bought.contents}.{way}.{order.total_minor}.{order.stored_minor}"
