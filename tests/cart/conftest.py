import pytest

from app.accounts.models import Customer
from app.accounts.passwords import hash_password
from app.cart.models import Cart
from tests.conftest import HTMX

PASSWORD = "a long and winding password"


@pytest.fixture
def cart(app):
    return Cart.create(token="a-cart-of-a-test")


@pytest.fixture
def a_customer(app):
    def build(email="ada@example.org", name="Ada Lovelace"):
        return Customer.create(email=email, name=name, password_hash=hash_password(PASSWORD))

    return build


@pytest.fixture
def sign_in(client):
    def sign(customer, browser=client):
        form = {"email": customer.email, "password": PASSWORD}
        response = browser.post("/login", data=form)
        assert response.status_code == 303, response.text
        return browser

    return sign


@pytest.fixture
def add(client):
    """Puts an edition into this browser's cart, as the form on its page would."""

    def post(edition, quantity=1, *, htmx=False, **typed):
        form = {"edition_id": edition.id, "quantity": quantity, **typed}
        return client.post("/cart/items", data=form, headers=HTMX if htmx else {})

    return post
