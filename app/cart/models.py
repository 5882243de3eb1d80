"""The cart: a row a visitor, found by the random token in her cookie or by her account."""

from functools import cached_property

from flask import current_app
from peewee import JOIN, SQL, ForeignKeyField, IntegerField, TextField, fn
from playhouse.postgres_ext import DateTimeTZField

from app.accounts.models import Customer
from app.cart.refusals import NotEnoughCopies, TooManyCopies
from app.catalog.ahead import copies_for_sale
from app.catalog.models import Edition, Inventory, Work
from app.catalog.works import authors_of, cards_by_id, in_words
from app.db import SalesModel, db, now
from app.money import Money

MOST_OF_ONE_EDITION = 20


class Cart(SalesModel):
    token = TextField(unique=True)
    customer = ForeignKeyField(Customer, null=True, unique=True)
    voucher = TextField(default="")  # the code typed
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    updated_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "carts"

    @cached_property
    def items(self):
        """What is in it, oldest first; each item with its edition, its work and the copies left."""
        items = list(_items_of(self)) if self.id else []
        authors = authors_of({item.work for item in items}) if items else {}
        for item in items:
            item.work.byline = in_words([author.name for author in authors[item.work.id]])
        return items

    @property
    def items_to_show(self):
        """The items, each with its work as pages show it, cover and all."""
        works = cards_by_id({item.work.id for item in self.items}) if self.items else {}
        for item in self.items:
            item.edition.work = works[item.work.id]
        return self.items

    @property
    def count(self):
        """How many copies are in it."""
        if "items" in self.__dict__:
            return sum(item.quantity for item in self.items)
        return (
            CartItem.select(fn.sum(CartItem.quantity)).where(CartItem.cart == self.id).scalar() or 0
        )

    @property
    def subtotal(self):
        nothing = Money(0, current_app.config["SETTINGS"].currency)
        return sum((item.total for item in self.items), start=nothing)

    def lock(self):
        """Wait for whoever is changing this cart, and read its items anew."""
        Cart.select(Cart.id).where(Cart.id == self.id).for_update().execute()
        self.forget_items()
        return self

    def add(self, edition, quantity):
        """Put copies in beside those there are; raises a CartRefusal and changes nothing."""
        with db.atomic():
            self.lock()
            row = CartItem.get_or_none(cart=self, edition=edition)
            in_cart = row.quantity if row else 0
            check_room(edition, in_cart + quantity, in_cart)
            self.put(edition, in_cart + quantity)

    def set_quantity(self, item_id, quantity):
        """Change an item, or remove it with 0; return the item as it was, None if it was gone."""
        with db.atomic():
            self.lock()
            item = next((item for item in self.items if item.id == item_id), None)
            if item is None:
                return None
            # Fewer copies than before are always welcome, even when that is still too many.
            if quantity > item.quantity:
                check_room(item.edition, quantity)
            self.put(item.edition, quantity)
        return item

    def put(self, edition, quantity):
        """Have exactly so many copies in the cart, whatever the shelf holds."""
        if quantity:
            CartItem.insert(cart=self, edition=edition, quantity=quantity).on_conflict(
                conflict_target=[CartItem.cart, CartItem.edition], preserve=[CartItem.quantity]
            ).execute()
        else:
            CartItem.delete().where(CartItem.cart == self.id, CartItem.edition == edition).execute()
        Cart.update(updated_at=now()).where(Cart.id == self.id).execute()
        self.forget_items()

    def empty(self):
        CartItem.delete().where(CartItem.cart == self.id).execute()
        self.forget_items()

    def forget_items(self):
        self.__dict__.pop("items", None)


class CartItem(SalesModel):
    cart = ForeignKeyField(Cart, backref="rows")
    edition = ForeignKeyField(Edition)
    quantity = IntegerField()
    added_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "cart_items"

    @property
    def work(self):
        return self.edition.work

    @property
    def price(self):
        return self.edition.price

    @property
    def total(self):
        return self.price * self.quantity

    @property
    def available(self):
        """Copies that can still be sold; none of an edition that is no longer on sale."""
        return copies_for_sale(self.edition, getattr(self.edition, "shelf", None))

    @property
    def problem(self):
        """Why this item cannot be bought as it is, as a sentence; empty when it can."""
        if not self.edition.for_sale:
            return "We do not sell this edition at present."
        return "" if self.quantity <= self.available else str(NotEnoughCopies(self.available))


def check_room(edition, wanted, in_cart=0):
    if wanted > MOST_OF_ONE_EDITION:
        raise TooManyCopies(MOST_OF_ONE_EDITION)
    available = available_copies(edition)
    if wanted > available:
        raise NotEnoughCopies(available, in_cart)


def available_copies(edition):
    return copies_for_sale(edition, Inventory.get_or_none(Inventory.edition == edition))


def _items_of(cart):
    return (
        CartItem.select(CartItem, Edition, Inventory, Work.id, Work.slug, Work.title)
        .join(Edition)
        .join(Work)
        .switch(Edition)
        .join(Inventory, JOIN.LEFT_OUTER, on=(Inventory.edition == Edition.id), attr="shelf")
        .where(CartItem.cart == cart.id)
        .order_by(CartItem.id)
    )
