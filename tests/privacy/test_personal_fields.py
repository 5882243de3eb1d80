"""docs/privacy.md knows every column, so that nobody adds a personal one without thinking."""

import re
from pathlib import Path

import pytest

from app.db import db
from app.orders.personal.forgetting import FORGET
from app.privacy.legal_terms import TERMS

PAGE = Path(__file__).parents[2] / "docs" / "privacy.md"
PERSONAL = re.compile(r"^\| `(\w+\.\w+)` \| ([\w, ]+) \| (.+) \| (.+) \| (.+) \| (.+) \|$", re.M)
OTHER = re.compile(r"^- `(\w+\.\w+)`: ([\w, ]+)$", re.M)
COLUMNS = """
    select table_schema || '.' || table_name, column_name from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema')
        and table_name !~ '^search_documents_[0-9]$'
"""


@pytest.fixture(scope="module")
def written():
    return PAGE.read_text("utf-8")


def columns(found):
    return [(row[0], column) for row in found for column in row[1].split(", ")]


def test_every_column_is_judged_once(app, written):
    judged = columns(PERSONAL.findall(written)) + columns(OTHER.findall(written))
    assert sorted(judged) == sorted(set(judged))
    assert set(judged) == set(db.execute_sql(COLUMNS).fetchall())


def test_every_personal_one_has_a_reason_a_ground_a_time_and_somebody_who_forgets_it(written):
    found = PERSONAL.findall(written)
    assert len(found) > 30
    for _, _, why, ground, long, who in found:
        assert all(words.strip() for words in (why, long))
        assert re.search(r"\((a|b|c|f)\)", ground)
        for module in re.findall(r"`(.+?)`", who):
            assert (PAGE.parents[1] / "app" / module).exists()


def test_what_an_erasure_empties_is_said_to_be_personal(written):
    personal = set(columns(PERSONAL.findall(written)))
    for statement in FORGET:
        if found := re.match(r"update (\w+\.\w+)(?: \w)? set (.*?)\s+where", statement, re.S):
            written = re.findall(r"(?:^|, |,\n\s+)(\w+) = ", found[2])
            assert written
            assert {(found[1], column) for column in written} <= personal


def test_the_terms_are_those_of_the_shop(written):
    said = dict(re.findall(r"^\| ([A-Z]{2}) \| (\d+) \|", written, re.M))
    assert said == {country: str(term.years) for country, term in TERMS.items()}
