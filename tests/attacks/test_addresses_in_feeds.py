"""An address that somebody's file names is kept as words: the shop asks nothing of it.

Of entities, DTDs and inclusions in such files see tests/catalog/imports/onix/test_attacks.py.
"""

import io

import pytest

from app.catalog.imports import runs
from app.catalog.models import Edition, Image, Work
from tests.attacks.pages import Page
from tests.catalog.imports.onix.messages import message, product


def feed_with(link):
    cover = (
        "<CollateralDetail><SupportingResource><ResourceContentType>01</ResourceContentType>"
        "<ResourceMode>03</ResourceMode><ResourceVersion><ResourceLink>"
        f"{link}</ResourceLink></ResourceVersion></SupportingResource></CollateralDetail>"
    )
    return message(product("", cover))


def take(feed):
    imported = runs.keep(io.BytesIO(feed.encode()), "feed.xml")
    runs.carry_on(imported.id)
    return Edition.get()


def test_the_cover_that_a_feed_names_is_fetched_neither_by_the_shop_nor_by_readers(
    client, requests_made
):
    made, address = requests_made
    edition = take(feed_with(f"{address}/cover.jpg"))
    assert edition.cover_address == f"{address}/cover.jpg"
    page = client.get(Work.get().url)
    pictures = [value for name, value in Page(page.text).attributes if name == "src"]
    assert all(client.get(each).status_code == 200 for each in pictures)
    assert address not in page.text
    assert made == []
    assert Image.select().count() == 0


@pytest.mark.parametrize("link", ["file:///etc/passwd", "gopher://127.0.0.1", "javascript:evil()"])
def test_what_is_no_address_on_the_web_is_not_even_kept(app, link):
    assert take(feed_with(link)).cover_address == ""
