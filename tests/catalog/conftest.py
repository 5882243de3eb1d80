import pytest

from app.catalog.starter import load_starter


@pytest.fixture
def stocked(app):
    """The shop with its starter catalogue."""
    load_starter()
    return app
