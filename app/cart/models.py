"""The cart: a row a visitor, found by the random token in her cookie or by her account."""

from collections import Counter
from functools import cached_property

from peewee import JOIN, SQL, ForeignKeyField, IntegerField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.accounts.models import Customer
from app.cart.adding import add_if_it_fits
from app.cart.refusals import CartGone
from app.cart.room import check_room, refusal_of
from app.catalog.ahead import copies_for_sale
from app.catalog.availability import availability, count_copies, once_counted
from app.catalog.models import Edition, Inventory, Work
from app.catalog.works import bylines_of
from app.db import SalesModel, db, now
from app.planned import Planned, Prepared

IN_CART, LATER, REMOVED = "cart", "later", "removed"  # the places of a line
# Each page asks for it.
COUNT = Prepared(
    """select coalesce(sum(quantity), 0)
        + (select count(*) from sales.gift_cards_bought where cart_id = $1 and not saved)
    from sales.cart_items where cart_id = $1 and place = 'cart'""",
    "bigint",
)


class Cart(SalesModel):
    token = TextField(unique=True)
    customer = ForeignKeyField(Customer, null=True, unique=True)
    voucher = TextField(default="")  # the code typed
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    updated_at = DateTimeTZField(constraints=[SQL("default now()")])
    merged_at = DateTimeTZField(null=True)

    class Meta:
        table_name = "carts"

    @cached_property
    def lines(self):
        """All its lines, wherever they are, oldest first."""
        return lines_of(self) if self.id else []

    @property
    def items(self):
        """What is in it, oldest first; each item with its edition, its work and the copies left."""
        return [line for line in self.lines if line.place == IN_CART]

    @property
    def saved(self):
        """What is saved for later, the latest first."""
        later = [line for line in self.lines if line.place == LATER]
        return sorted(later, key=lambda line: line.moved_at, reverse=True)

    @cached_property
    def count(self):
        """How many copies and gift cards are in it."""
        return COUNT.run(self.id)[0][0] if self.id else 0

    def lock(self):
        """Wait for whoever is changing this cart, and read its lines and its voucher anew."""
        columns = Cart.select(Cart.voucher, Cart.merged_at)
        row = columns.where(Cart.id == self.id).for_update().get_or_none() or Cart()
        self.voucher, self.merged_at = row.voucher, row.merged_at
        self.forget_lines()
        return self

    def lock_to_fill(self):
        """As lock, before something is put in; raises CartGone when there is no such cart now."""
        if not self.lock().is_there:
            raise CartGone
        return self

    @property
    def is_there(self):
        return Cart.select(Cart.id).where(Cart.id == self.id).exists()

    def add(self, edition, quantity):
        """Put copies in beside those there are; raises a CartRefusal and changes nothing.

        How many can be had is what the edition says, if it was counted before.
        """
        if not add_if_it_fits(self.id, once_counted(edition), quantity):
            self.add_beside_others(edition, quantity)
        self.forget_lines()

    def add_beside_others(self, edition, quantity):
        with db.atomic():
            self.lock_to_fill()
            row = CartItem.get_or_none(cart=self, edition=edition)
            in_cart = row.quantity if row and row.place == IN_CART else 0
            check_room(edition, in_cart + quantity, in_cart)
            self.put(edition, in_cart + quantity)

    def set_quantity(self, item_id, quantity):
        """Change an item; return it as it was, None if it was gone. Raises a CartRefusal."""
        with db.atomic():
            item = self.lock().line(item_id)
            if item is None or item.place != IN_CART:
                return None
            # Fewer copies than before are always welcome, even when that is still too many.
            if quantity > item.quantity:
                check_room(item.edition, quantity)
            self.put(item.edition, quantity)
        return item

    def line(self, item_id):
        return next((line for line in self.lines if line.id == item_id), None)

    def put(self, edition, quantity):
        """Have exactly so many copies in the cart, whatever the shelf holds."""
        there = (CartItem.cart == self.id) & (CartItem.edition == edition)
        if quantity:  # What was saved for later or removed is added as if it were new.
            there &= CartItem.place != IN_CART
        CartItem.delete().where(there).execute()
        if quantity:
            CartItem(cart=self, edition=edition, quantity=quantity).put()
        self.touch()

    def touch(self):
        Cart.update(updated_at=now()).where(Cart.id == self.id).execute()
        self.forget_lines()

    def empty(self):
        """Nothing is in it any more; what is saved for later stays."""
        CartItem.delete().where(CartItem.cart == self.id, CartItem.place != LATER).execute()
        self.forget_lines()

    def forget_lines(self):
        for name in ("lines", "count"):
            self.__dict__.pop(name, None)


class CartItem(SalesModel):
    """A line: copies of an edition in one place of a cart, and what was true when it was added."""

    cart = ForeignKeyField(Cart, backref="rows")
    edition = ForeignKeyField(Edition)
    quantity = IntegerField()
    place = TextField(default=IN_CART)
    brought = IntegerField(default=0)  # copies that came at sign-in, see merging.py
    price_minor_then = IntegerField(null=True)
    state_then = TextField(null=True)
    added_at = DateTimeTZField(constraints=[SQL("default now()")])
    moved_at = DateTimeTZField(constraints=[SQL("default now()")])

    has_twin = False  # beside another edition with the same title, format and condition

    class Meta:
        table_name = "cart_items"

    def put(self):
        """Write the line; where there is one already, change but its number of copies."""
        edition = once_counted(self.edition)
        CartItem.insert(
            cart=self.cart_id,
            edition=edition,
            quantity=self.quantity,
            price_minor_then=edition.price_minor,
            state_then=availability(edition).state,
        ).on_conflict(
            conflict_target=[CartItem.cart, CartItem.edition],
            preserve=[CartItem.quantity, CartItem.brought],
        ).execute()

    @property
    def work(self):
        return self.edition.work

    @property
    def called(self):
        """What tells it from another edition of the same book, and a used copy from a new one."""
        return f"{self.work.title}, {self.sold_as.lower()}"

    @property
    def sold_as(self):
        sold_as = self.edition.sold_as
        return f"{sold_as}, {self.edition.isbn}" if self.has_twin else sold_as

    @property
    def price(self):
        return self.edition.price

    @property
    def total(self):
        return self.price * self.quantity

    @property
    def available(self):
        """Copies that can be ordered now; none of an edition that is no longer on sale."""
        return copies_for_sale(self.edition)

    @property
    def problem(self):
        """Why this item cannot be bought as it is, as a sentence; empty when it can."""
        if not self.edition.for_sale:
            return "We do not sell this edition at present."
        return refusal_of(self.edition, self.quantity)


LINES = Planned(
    lambda cart_id: (
        CartItem.select(CartItem, Edition, Inventory, Work.id, Work.slug, Work.title)
        .join(Edition)
        .join(Work)
        .switch(Edition)
        .join(Inventory, JOIN.LEFT_OUTER, on=(Inventory.edition == Edition.id), attr="shelf")
        .where(CartItem.cart == cart_id)
        .order_by(CartItem.id)
    )
)


def lines_of(cart):
    """The rows of a cart, each with its edition, counted, and its work with a byline."""
    lines = LINES.all(cart.id)
    bylines = bylines_of({line.work.id for line in lines}) if lines else {}
    for line in lines:
        count_copies(line.edition)
        line.work.byline = bylines.get(line.work.id, "")
    tell_twins_apart([line for line in lines if line.place != REMOVED])
    return lines


def tell_twins_apart(lines):
    names = Counter(line.called for line in lines)
    for line in lines:
        line.has_twin = names[line.called] > 1
