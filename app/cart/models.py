"""The cart: a row a visitor, found by the random token in her cookie or by her account."""

from peewee import SQL, ForeignKeyField, IntegerField, TextField
from playhouse.postgres_ext import DateTimeTZField

from app.accounts.models import Customer
from app.catalog.models import Edition
from app.db import SalesModel

MOST_OF_ONE_EDITION = 20


class Cart(SalesModel):
    token = TextField(unique=True)
    customer = ForeignKeyField(Customer, null=True, unique=True)
    created_at = DateTimeTZField(constraints=[SQL("default now()")])
    updated_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "carts"


class CartItem(SalesModel):
    cart = ForeignKeyField(Cart, backref="rows")
    edition = ForeignKeyField(Edition)
    quantity = IntegerField()
    added_at = DateTimeTZField(constraints=[SQL("default now()")])

    class Meta:
        table_name = "cart_items"
