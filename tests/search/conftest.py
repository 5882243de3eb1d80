from tests.catalog.conftest import stocked

__all__ = ["stocked"]
