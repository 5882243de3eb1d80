import pytest

from app.accounts.addresses.book import add_address
from tests.people import a_person

TYPED = {"name": "Ada Lovelace", "line1": "12 Dale Street", "line2": "", "city": "Edinburgh"}
TYPED |= {"region": "", "postcode": "EH1 1YZ", "country": "GB", "phone": ""}


@pytest.fixture
def ada(app):
    return a_person("ada@example.org")


@pytest.fixture
def an_address(ada):
    """Builds an address in Ada's book, unless another customer is named."""

    def build(line1="12 Dale Street", *, customer=ada, label="", **typed):
        return add_address(customer.id, {**TYPED, "line1": line1, **typed}, label)

    return build
