from tests.catalog.conftest import stocked
from tests.orders.conftest import settings_changed

__all__ = ["settings_changed", "stocked"]
