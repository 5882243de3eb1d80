"""A buyer without a browser: she sends back what she read on a page, as a browser would."""

import itertools
from urllib.parse import urljoin

import lxml.html
import requests

from app.orders.models import Order, Payment

NUMBERS = itertools.count(1)
SECONDS = 30  # that she waits for an answer


class Buyer:
    def __init__(self, shop):
        self.shop = shop
        self.email = f"buyer{next(NUMBERS)}@example.org"
        self.session = requests.Session()
        self.session.headers["Sec-Fetch-Site"] = "same-origin"

    def get(self, path):
        return self.session.get(urljoin(self.shop.url, path), timeout=SECONDS)

    def post(self, path, **form):
        """The answer itself: where it leads is not followed."""
        url = urljoin(self.shop.url, path)
        return self.session.post(url, data=form, timeout=SECONDS, allow_redirects=False)

    def add(self, edition, quantity=1):
        return self.post("/cart/items", edition_id=edition.id, quantity=quantity)

    def form(self, answer=None):
        """The checkout form as it stands, or as she was answered, filled in."""
        page = lxml.html.fromstring((answer or self.get("/checkout")).text)
        fields = next(dict(form.form_values()) for form in page.forms if "key" in form.fields)
        who = {"email": self.email, "name": "Ada Lovelace"}
        where = {"line1": "12 Dale Street", "city": "Edinburgh", "postcode": "EH1 1YZ"}
        return {**fields, **who, **where}

    def check_out(self, form=None):
        return self.post("/checkout", **(form or self.form()))

    @property
    def order(self):
        """Her latest order as the database has it, or None."""
        return Order.select().where(Order.email == self.email).order_by(Order.id.desc()).first()

    @property
    def payment(self):
        return (
            Payment.select().where(Payment.order == self.order).order_by(Payment.id.desc()).first()
        )

    def act_at_stripe(self, action):
        """What she or her bank does on Stripe's page."""
        address = f"{self.shop.payments_url}/_simulator/sessions/{self.payment.session_id}/{action}"
        return requests.post(address, timeout=SECONDS)

    def come_back(self):
        return self.get(f"/orders/{self.order.number}/return")

    def cancel(self):
        return self.post(f"/orders/{self.order.number}/cancellation")
