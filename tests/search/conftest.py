from app.db import db, unhurried
from tests.catalog.conftest import stocked
from tests.orders.conftest import settings_changed

__all__ = ["settings_changed", "stocked"]


def insert_works(select):
    """Insert many works at once: slug, title and popularity."""
    with unhurried():
        # Those of a connection that has met but a few works go through all rows for each row.
        db.execute_sql("discard plans")
        db.execute_sql(f"insert into catalog.works (slug, title, popularity) {select}")
