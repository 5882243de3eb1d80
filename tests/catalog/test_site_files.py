"""What machines ask a website for is well-formed, true and bounded."""

from datetime import timedelta

import pytest
from lxml import etree

from app.catalog.models import Collection, Publisher, Series
from app.db import now

FILES = (
    "/robots.txt",
    "/sitemap.xml",
    "/sitemap-pages.xml",
    "/opensearch.xml",
    "/manifest.webmanifest",
    "/feeds/new.atom",
)
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "a": "http://www.w3.org/2005/Atom",
    "o": "http://a9.com/-/spec/opensearch/1.1/",
}


def parsed(client, path):
    return etree.fromstring(client.get(path).data)


def locations(client, path):
    places = parsed(client, path).xpath("//s:loc/text()", namespaces=NAMES)
    assert all(place.startswith("http://localhost/") for place in places)
    return [place.removeprefix("http://localhost") for place in places]


@pytest.fixture
def kindred(a_work, an_edition):
    series = Series.create(name="Time Travels", slug="time-travels")
    work = a_work("Kindred", subjects=("Science fiction",), series=series)
    publisher = Publisher.create(name="Quire & Leaf", slug="quire-leaf")
    an_edition(work=work, publisher=publisher, published_on=now().date() - timedelta(days=3))
    Collection.create(slug="long-nights", name="Long nights")
    return work


@pytest.mark.parametrize("path", FILES)
def test_a_file_for_machines_may_be_kept_by_any_cache(client, kindred, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"].startswith("public, max-age=0, s-maxage=60")
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_the_sitemap_leads_to_every_page(client, kindred):
    parts = locations(client, "/sitemap.xml")
    pages = {page for part in parts for page in locations(client, part)}
    assert pages >= {"/", "/about", "/new", "/coming", "/subjects", kindred.url}
    for folder in ("/authors/", "/series/", "/publishers/", "/subjects/", "/collections/"):
        (found,) = [page for page in pages if page.startswith(folder)]
        assert client.get(found).status_code == 200


def test_a_sitemap_has_parts_by_ranges_of_ids_and_none_that_is_empty(
    client, an_edition, monkeypatch
):
    monkeypatch.setattr("app.catalog.sitemap.PART", 2)
    editions = [an_edition(f"Book {number}") for number in range(7)]
    for edition in editions[2:4]:
        edition.withdrawn_at = now()
        edition.save()
    parts = [part for part in locations(client, "/sitemap.xml") if "works" in part]
    assert parts == [f"/sitemap-works-{part}.xml" for part in (0, 2, 3)]
    assert locations(client, "/sitemap-works-2.xml") == [
        edition.work.url for edition in editions[4:6]
    ]
    assert client.get("/sitemap-works-1.xml").status_code == 404


def test_the_sitemap_says_when_a_book_changed_and_a_sale_is_no_change(client, kindred):
    kindred.updated_at = now() - timedelta(days=40)
    kindred.save()
    kindred.popularity = 12
    kindred.save()
    days_ago = f"{now() - timedelta(days=40):%Y-%m-%d}"
    part = parsed(client, "/sitemap-works-0.xml")
    assert part.xpath("//s:lastmod/text()", namespaces=NAMES) == [days_ago]
    kindred.title = "Kindred, again"
    kindred.save()
    part = parsed(client, "/sitemap-works-0.xml")
    assert part.xpath("//s:lastmod/text()", namespaces=NAMES) == [f"{now():%Y-%m-%d}"]


@pytest.mark.parametrize(
    "path",
    [
        "/sitemap-9.xml",
        "/sitemap-works-9.xml",
        "/sitemap-works-300000.xml",
        "/sitemap-works-1000000000.xml",
        "/sitemap-works-99999999999999999.xml",
        "/sitemap-people-0.xml",
        "/sitemap-works--1.xml",
    ],
)
def test_a_part_that_is_not_there_is_a_404(client, kindred, path):
    assert client.get(path).status_code == 404


def test_the_feed_is_an_atom_feed_of_what_is_out(client, kindred, an_edition):
    an_edition("Not yet", published_on=now().date() + timedelta(days=3))
    answer = client.get("/feeds/new.atom")
    assert answer.mimetype == "application/atom+xml"
    feed = etree.fromstring(answer.data)
    assert feed.tag == etree.QName(NAMES["a"], "feed")
    for once in ("id", "title", "updated"):
        assert len(feed.findall(f"a:{once}", NAMES)) == 1
    links = {link.get("rel"): link.get("href") for link in feed.findall("a:link", NAMES)}
    assert links == {
        "self": "http://localhost/feeds/new.atom",
        "alternate": "http://localhost/new",
    }
    (entry,) = feed.findall("a:entry", NAMES)
    assert entry.findtext("a:title", None, NAMES) == "Kindred by Octavia E. Butler"
    assert entry.findtext("a:id", None, NAMES) == f"tag:localhost,2026:books/{kindred.id}"
    assert entry.findtext("a:author/a:name", None, NAMES) == "Octavia E. Butler"
    assert entry.find("a:link", NAMES).get("href") == f"http://localhost{kindred.url}"
    assert entry.findtext("a:updated", None, NAMES) == feed.findtext("a:updated", None, NAMES)


def test_an_entry_keeps_its_name_when_the_title_changes(client, kindred):
    before = parsed(client, "/feeds/new.atom").findtext("a:entry/a:id", None, NAMES)
    kindred.title, kindred.slug = "Kith", "kith"
    kindred.save()
    after = parsed(client, "/feeds/new.atom").findtext("a:entry/a:id", None, NAMES)
    assert before == after


def test_a_description_is_markup_inside_the_feed_and_never_of_it(client, kindred):
    kindred.title = "A <b>bold</b> & bad \x0b one"
    kindred.description = "<p>One</p><p>Two &amp; <em>three</em></p>"
    kindred.description_is_html = True
    kindred.save()
    entry = parsed(client, "/feeds/new.atom").find("a:entry", NAMES)
    assert entry.findtext("a:title", None, NAMES).startswith("A <b>bold</b> & bad  one")
    assert entry.findtext("a:summary", None, NAMES) == "One Two & three"
    content = entry.find("a:content", NAMES)
    assert (content.get("type"), len(content)) == ("html", 0)
    assert content.text == "<p>One</p><p>Two &amp; <em>three</em></p>"


def test_a_feed_of_no_books_is_still_a_feed(client):
    feed = parsed(client, "/feeds/new.atom")
    assert feed.findall("a:entry", NAMES) == []
    assert feed.findtext("a:updated", None, NAMES)


def test_a_feed_holds_the_newest_fifty(client, an_edition):
    for number in range(52):
        an_edition(f"Book {number}", published_on=now().date() - timedelta(days=number + 1))
    titles = parsed(client, "/feeds/new.atom").xpath("//a:entry/a:title/text()", namespaces=NAMES)
    assert len(titles) == 50
    assert titles[0].startswith("Book 0 ")


def test_pages_tell_of_the_feed_and_of_how_to_search(client):
    page = client.get("/").text
    assert 'href="/feeds/new.atom" type="application/atom+xml"' in page
    assert 'href="/opensearch.xml" type="application/opensearchdescription+xml"' in page


def test_a_browser_learns_how_to_search_us(client):
    found = parsed(client, "/opensearch.xml").findall("o:Url", NAMES)
    templates = {url.get("type"): url.get("template") for url in found}
    assert templates["text/html"] == "http://localhost/search?q={searchTerms}"


def test_robots_are_kept_from_what_is_nobodys_business(client):
    rules = client.get("/robots.txt").text
    assert "Disallow: /account" in rules
    assert "Sitemap: http://localhost/sitemap.xml" in rules
