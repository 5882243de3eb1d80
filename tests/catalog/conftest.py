import re

import pytest

from app.catalog.starter import load_starter


@pytest.fixture
def stocked(app):
    """The shop with its starter catalogue."""
    load_starter()
    return app


def titles(page):
    """Of the books on a shelf."""
    return re.findall(r'class="card__title"><a href="[^"]*">([^<]*)', page.text)
