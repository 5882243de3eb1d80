"""Every page that a guest can reach by links: none is missing or broken, each is one whole page."""

import re
from collections import Counter, deque
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from app.catalog.starter import load_starter

HOME = "http://localhost/"
MOST_OF_A_KIND = 20  # addresses of one page, such as books or searches


class Page(HTMLParser):
    """What a page's HTML says of itself, and where it leads."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.targets = Counter(), [], set()
        self.headings, self.title, self._in_title = 0, "", False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.ids.update(filter(None, [attributes.get("id")]))
        self.headings += tag == "h1"
        self._in_title = tag == "title"
        if attributes.get("method", "get") == "get":
            names = ("href", "src", "action")
            self.links += filter(None, (attributes.get(name) for name in names))
        if (attributes.get("href") or "").startswith("#"):
            self.targets.add(attributes["href"][1:])
        for name in ("aria-labelledby", "aria-describedby", "for"):
            self.targets.update((attributes.get(name) or "").split())

    def handle_data(self, data):
        if self._in_title:
            self.title += data

    def handle_endtag(self, _tag):
        self._in_title = False


@pytest.fixture
def starter_shop(app):
    load_starter()


def test_no_link_leads_nowhere_and_every_page_is_whole(starter_shop, client):
    faults, seen = [], 0
    for path, response in crawl(client):
        seen += 1
        if response.status_code >= 400:
            faults.append(f"{response.status_code} at {path}")
        elif response.mimetype == "text/html":
            faults += [f"{fault} at {path}" for fault in faults_of(response.text)]
    assert faults == []
    assert seen > 150


def crawl(client):
    """Each address within the shop with its answer, breadth first, so many of a kind."""
    paths, known, kinds = deque(["/"]), {"/"}, Counter()
    while paths:
        path = paths.popleft()
        kinds[kind_of(path)] += 1
        if kinds[kind_of(path)] > MOST_OF_A_KIND:
            continue
        # One visitor would be asked to wait: this is faster than anybody reads.
        client.environ_base["REMOTE_ADDR"] = f"198.51.100.{kinds.total() % 250 + 1}"
        response = client.get(path, follow_redirects=True)
        yield path, response
        new = [found for found in own_links(path, response) if found not in known]
        paths.extend(dict.fromkeys(new))
        known.update(new)


def own_links(path, response):
    links = Page(response.text).links if response.mimetype == "text/html" else []
    found = [urlsplit(urljoin(HOME + path.lstrip("/"), link)) for link in links]
    ours = [link for link in found if link.netloc == "localhost"]
    return [link._replace(scheme="", netloc="", fragment="").geturl() for link in ours]


def kind_of(path):
    """Which page an address is of, whatever it shows: its first folder, and whether it asks."""
    parts = urlsplit(path)
    return re.sub(r"^(/\w+/).+", r"\1", parts.path), bool(parts.query)


def faults_of(html):
    page = Page(html)
    if page.headings != 1:
        yield f"{page.headings} main headings"
    if not page.title.strip():
        yield "no title"
    yield from (f"id {id!r} {times} times" for id, times in page.ids.items() if times > 1)
    yield from (f"nothing has the id {id!r}" for id in page.targets - set(page.ids))
