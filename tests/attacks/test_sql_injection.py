"""Whatever stands in a parameter is a value to the database, and never a part of what it does."""

import pytest
from peewee import IntegrityError

from app.db import db
from tests.attacks.walking import as_it_is, asked, every_form, every_route, sent
from tests.every_route import address_of

QUOTES = "1'\"\\);%s%(x)s$1--"


@pytest.fixture
def errors(monkeypatch):
    """What the database could not make sense of."""
    seen = []
    execute = db.execute_sql

    def watched(*args, **kwargs):
        try:
            return execute(*args, **kwargs)
        except IntegrityError:  # of this it made sense, and refused it
            raise
        except Exception as error:
            seen.append(error)
            raise

    monkeypatch.setattr(db, "execute_sql", watched)
    return seen


def test_no_field_and_no_query_reaches_the_database_as_sql(shop, errors):
    tried, wrong = 0, []
    for who, form in every_form(shop):
        for name in form.fields:
            values = as_it_is(form) | {name: QUOTES}
            response = sent(shop, who, form, values.items())
            tried += 1
            if response.status_code == 500 or errors:
                wrong.append((who, form.method, form.path, name, errors.copy()))
                errors.clear()
    assert wrong == []
    assert tried > 300


def test_no_part_of_an_address_does(shop, errors):
    for who, endpoint, method in every_route(shop):
        for path in {address_of(shop.app, endpoint, text) for text in (QUOTES, "%00", "9" * 30)}:
            assert asked(shop, who, method, path).status_code != 500, (method, path)
            assert errors == [], (method, path)
