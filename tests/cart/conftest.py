import pytest

from app.cart.models import Cart
from tests import people
from tests.conftest import HTMX


@pytest.fixture
def cart(app):
    return Cart.create(token="a-cart-of-a-test")


@pytest.fixture
def a_customer(app):
    def build(email="ada@example.org", name="Ada Lovelace"):
        return people.a_person(email, name=name)

    return build


@pytest.fixture
def sign_in(client):
    def sign(customer, browser=client):
        response = people.sign_in(browser, customer.email)
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
