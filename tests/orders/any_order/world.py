"""A small shop, begun anew for each example, in which several want every copy and voucher."""

import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from types import SimpleNamespace

from app.accounts.models import Customer
from app.catalog.digital_files import keep_file
from app.catalog.models import Edition
from app.db import now
from app.money import Money
from app.orders.stored_values.spending import credit
from app.pricing.models import Promotion, TaxRegime
from tests.digital_files import SAMPLES
from tests.orders.gift_cards import a_card
from tests.people import a_person

IN_A_MONTH = now().date() + timedelta(days=30)
VOUCHER = {"name": "Some off", "kind": "percent", "currency": "GBP"}


@dataclass
class World:
    """What the machine takes of a test's fixtures, what is in the shop, and what has been done."""

    fixtures: SimpleNamespace
    done: Counter = field(default_factory=Counter)
    refused: Counter = field(default_factory=Counter)

    def begin_anew(self):
        self.fixtures.app.extensions["redis"].flushdb()
        self.fixtures.empty()
        self.stripe.post("/_simulator/reset")
        self.staff = a_person("clerk@example.org", role="owner")
        self.editions = self.books()
        self.card, _ = a_card(1500)
        self.buyers = self.people()
        self.sell_vouchers()

    def books(self):
        """Few copies, some that may be sold before they are here, and one that is no copy."""
        ebook = self.an_edition(format="ebook", price_minor=500)
        keep_file(ebook.id, io.BytesIO(SAMPLES["pdf"]), "a.pdf", staff_id=self.staff.id)
        return [
            self.an_edition(on_hand=2, price_minor=999),
            self.an_edition(on_hand=1, price_minor=1750, backorder_limit=1, tax_class="standard"),
            self.an_edition(on_hand=0, price_minor=2500, preorder_limit=2, published_on=IN_A_MONTH),
            Edition.get_by_id(ebook.id),
        ]

    def people(self):
        """Two guests, and a customer with some credit."""
        customer = a_person("ada@example.org")
        credit(Customer.get_by_id(customer.id), Money(700, "GBP"), "adjustment")
        guests = [
            SimpleNamespace(email=f"guest{number}@example.org", customer=None) for number in (1, 2)
        ]
        buyers = [SimpleNamespace(email=customer.email, customer=customer), *guests]
        for buyer in buyers:
            buyer.cart_id = self.a_cart(customer=buyer.customer).id
        return buyers

    def put_tax_on_top(self, on_top):
        """Whether the prices that shoppers see are without it."""
        TaxRegime.update(included=not on_top).where(TaxRegime.country == "GB").execute()

    def sell_vouchers(self):
        Promotion.create(code="ONCE", percent=50, most_uses=1, **VOUCHER)
        Promotion.create(code="EACH", percent=100, most_uses=3, most_per_customer=1, **VOUCHER)

    def __getattr__(self, name):
        return getattr(self.fixtures, name)
