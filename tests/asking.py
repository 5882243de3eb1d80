"""Every route asked for by everybody: where each is, and what a customer has of her own."""

import io

import pytest

from app.accounts.factors.models import Passkey
from app.accounts.models import Address
from app.accounts.sessions import open_session
from app.cart.models import Cart
from app.catalog.digital_files import keep_file
from app.db import db
from app.orders.fulfilment.downloads import begin_download
from app.orders.models import GiftCardBought, Order, OrderLine
from app.privacy.exporting import make
from app.privacy.models import Export
from app.reviews.models import Review
from tests.digital_files import SAMPLES
from tests.orders.gift_cards import want_card
from tests.placed_orders import placed_order

ADDRESS = {
    "extension": "webp",
    "file_name": "catalogue.csv",
    "key": "no-key",
    "kind": "works",
    "name": "order_paid",
    "number": "OC-TEST-0001",
    "part": 1,
    "path": "css/octavo.css",
    "place": "GB",
    "report": "refused",
    "slug": "fantasy",
    "sort": "contributors",
    "token": "no-token",
    "version": "1",
}  # and 1 for every number of a row
OWN_ADDRESS = {
    "catalog.book": {"slug": "kindred-1"},
    "catalog.collection": {"slug": "none"},
    "catalog.isbn": {"number": "9780000000002"},
    "catalog.page": {"name": "about"},
    "orders.begin": {"number": "OC-TEST-0002"},
    "orders.download": {"number": "OC-TEST-0002"},
    "orders.move_gift_card": {"card_id": 2},
}
FORMS = {"cart.change_item": {"quantity": "2"}, "cart.move_item": {"place": "later"}}


@pytest.fixture
def her(one_of_everything, a_person, an_edition, owner):
    """A customer with one of everything that is one customer's own."""
    her = a_person(name="Ada")
    open_session(her)
    Passkey.create(customer=her, credential_id="hers", public_key=b"key", name="Phone")
    ebook = an_edition("Dawn", format="ebook")
    keep_file(ebook.id, io.BytesIO(SAMPLES["epub"]), "dawn.epub", staff_id=owner.id)
    bought = placed_order(an_edition(), "paid")
    OrderLine.update(edition=ebook, is_download=True).where(OrderLine.order == bought).execute()
    begin_download(bought, bought.lines.get().id, None)
    Order.update(customer=her).execute()
    Review.update(customer=her).execute()
    Address.create(customer=her, name="Ada", line1="14 Folio Street", country="GB")
    cart = Cart.create(token="the token of her cart", customer=her)
    cart.put(an_edition(), 1)
    want_card(want_card(cart))
    GiftCardBought.update(saved=True).where(GiftCardBought.id == 2).execute()
    make(Export.create(customer=her).id)
    return her


@pytest.fixture
def asked(app, her, signed_in, a_browser):
    """Asks for a route by a method as somebody, and takes back whatever that changed."""

    def ask(endpoint, method, somebody):
        app.extensions["redis"].flushdb()  # nobody asks so often that it is too often
        with db.atomic() as step:
            browser = signed_in(somebody) if somebody else a_browser()
            answer = browser.open(
                address_of(app, endpoint), method=method, data=FORMS.get(endpoint)
            )
            answer.close()
            step.rollback()
        to_login = answer.status_code == 303 and answer.location.startswith("/login")
        return "login" if to_login else str(answer.status_code)

    return ask


def address_of(app, endpoint):
    rule = next(app.url_map.iter_rules(endpoint))
    known = dict.fromkeys(rule.arguments, 1) | ADDRESS | OWN_ADDRESS.get(endpoint, {})
    with app.test_request_context():
        return rule.build({name: known[name] for name in rule.arguments})[1]


def methods_of(app, endpoint):
    methods = set().union(*(rule.methods for rule in app.url_map.iter_rules(endpoint)))
    return sorted(methods & {"GET", "POST", "PUT", "PATCH", "DELETE"})
