import pytest

from app.db import db
from tests.orders.conftest import settings_changed

__all__ = ["settings_changed"]


@pytest.fixture
def tables_put_back(app):
    """Puts the tables that the shop comes with back as they were."""
    with db.atomic() as transaction:
        yield
        transaction.rollback()
