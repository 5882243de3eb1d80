"""A shop has the name that it was given, wherever a shopper reads it."""

import re

import pytest

from app.admin.letters.previews import preview
from app.letters import LETTERS
from tests.orders.conftest import settings_changed
from tests.people import signed_in
from tests.test_links import crawl, starter_shop

__all__ = ["settings_changed", "starter_shop"]

NAME = "Quire & Daughters"
# The house of the starter's books, and the one line about the software.
NOT_THE_SHOP = re.compile(r"Octavo Classics|The software is called Octavo")
GUESTS = ("/login", "/register", "/forgot", "/orders/find", "/no-such-page")
FILES = ("/manifest.webmanifest", "/opensearch.xml", "/feeds/new.atom")


@pytest.fixture
def renamed(app, settings_changed):
    settings_changed(shop_name=NAME)
    app.jinja_env.cache.clear()  # macros keep the settings that they first saw
    yield
    app.jinja_env.cache.clear()


def names_another(text):
    return "Octavo" in NOT_THE_SHOP.sub("", text)


def test_no_page_of_the_shop_calls_it_by_another_name(starter_shop, renamed, client, a_browser):
    guest = a_browser()
    answers = {path: guest.get(path) for path in (*GUESTS, *FILES)}
    signed_in(client)
    answers |= dict(crawl(client))
    readable = ("text/html", *(answers[path].mimetype for path in FILES))
    pages = {path: one.text for path, one in answers.items() if one.mimetype in readable}
    assert [path for path, page in pages.items() if names_another(page)] == []
    titles = [path for path, page in pages.items() if "Quire &amp; Daughters</title>" in page]
    assert len(titles) > 100
    for path in FILES:
        assert "Quire" in pages[path]


@pytest.mark.parametrize("kind", LETTERS)
def test_no_letter_calls_the_shop_by_another_name(renamed, kind):
    letter = preview(kind)
    assert letter.subject.endswith(f" · {NAME}")
    assert NAME in letter.text
    assert not any(map(names_another, (letter.subject, letter.text, letter.html)))
