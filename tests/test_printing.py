import io
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import render_template_string
from pypdf import PdfReader

from app.printing import OwnStyles, lay_out

LAYOUT = "{% extends 'layouts/print.html' %}{% block main %}CONTENT{% endblock %}"


@pytest.fixture
def pages(app):
    """Lays out what stands in the main part of a page for paper; returns the PDF's pages."""

    def build(content, country="GB", **context):
        with app.test_request_context():
            html = render_template_string(LAYOUT.replace("CONTENT", content), **context)
        return PdfReader(io.BytesIO(lay_out(html, country))).pages

    return build


def test_typefaces_are_in_the_file(pages):
    (page,) = pages("<h1>Kindred</h1><p>by <b>Octavia</b>, Война</p>")
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    names = {font["/BaseFont"].partition("+")[2] for font in fonts}
    assert names == {"Besley-Regular", "Cabin-Regular", "Cabin-Bold", "DejaVuSans"}


@pytest.mark.parametrize(
    ("country", "size"), [("GB", (595, 842)), ("DE", (595, 842)), ("US", (612, 792))]
)
def test_paper_is_what_the_country_prints_on(pages, country, size):
    (page,) = pages("<p>Kindred</p>", country)
    assert (round(page.mediabox.width), round(page.mediabox.height)) == size


def test_two_hundred_rows_break_over_pages_that_repeat_their_head_and_are_numbered(pages):
    rows = "{% for n in range(200) %}<tr><td>Row {{ n }} of it</td></tr>{% endfor %}"
    made = pages(f"<table><thead><tr><th>Above all</th></tr></thead><tbody>{rows}</tbody></table>")
    texts = [page.extract_text() for page in made]
    assert len(texts) > 4
    for number, text in enumerate(texts, 1):
        assert "Above all" in text
        assert f"Page {number} of {len(texts)}" in text
    whole = " ".join(texts)
    assert all(f"Row {number} of it" in whole for number in range(200))


@pytest.fixture
def eavesdropper():
    """A server that nobody may call; yields the list of those who did."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.05)
    calls, done = [], threading.Event()

    def listen():
        while not done.is_set():
            try:
                calls.append(server.accept()[0])
            except TimeoutError:
                continue

    thread = threading.Thread(target=listen)
    thread.start()
    yield server.getsockname()[1], calls
    done.set()
    thread.join()
    server.close()


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="ADDRESS/x.png">',
        '<link rel="stylesheet" href="ADDRESS/x.css">',
        '<iframe src="ADDRESS/"></iframe><object data="ADDRESS/"></object>',
        '<svg><image href="ADDRESS/x.png"/></svg>',
        '<p style="background: url(ADDRESS/x.png)">x</p>',
        "<style>@import 'ADDRESS/x.css'</style>",
        "<style>@font-face { font-family: Y; src: url(ADDRESS/y) } p { font-family: Y }</style>",
        '<img src="ADDRESS/static/ab/css/print.css">',
    ],
)
def test_even_markup_of_ours_would_fetch_nothing_from_outside(pages, eavesdropper, markup):
    port, calls = eavesdropper
    pages(f"{markup.replace('ADDRESS', f'http://127.0.0.1:{port}')}<p>x</p>")
    assert calls == []


PATHS = ("file:///etc/hostname", "/etc/hostname", "../../../etc/hostname")
PATHS += ("/static/ab/../../etc/hostname", "/static/ab/js/octavo.js")


@pytest.mark.parametrize("path", PATHS)
def test_no_file_is_given_to_a_page_but_the_style_sheet(app, path):
    with pytest.raises(LookupError):
        OwnStyles().fetch_url(path)


def test_many_threads_at_once_each_get_their_own(app):
    def make(word):
        page = "<link rel=stylesheet href=/static/ab/css/print.css><p>{}</p>"
        return PdfReader(io.BytesIO(lay_out(page.format(word), "GB"))).pages[0].extract_text()

    words = [f"Parcel {number}" for number in range(40)]
    with ThreadPoolExecutor(8) as threads:
        assert all(word in text for word, text in zip(words, threads.map(make, words), strict=True))


def test_a_process_that_has_printed_ends_in_peace():
    page = "<link rel=stylesheet href=/static/ab/css/print.css><h1>Ж</h1><p>a <b>b</b></p>"
    script = f"from app.printing import lay_out\nfor _ in range(40): lay_out({page!r}, 'GB')"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
