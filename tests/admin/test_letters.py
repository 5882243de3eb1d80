import re
from html import unescape

import pytest

from app.admin.letters.kinds import KINDS
from app.admin.letters.previews import preview
from app.admin.letters.samples import SAMPLES
from app.db import db
from app.letters import LETTERS
from tests.conftest import all_tables
from tests.orders.conftest import queued

WRITTEN = [kind for kinds in KINDS.values() for kind in kinds]


def test_every_letter_of_the_shop_is_listed_with_who_gets_it_and_when(desk):
    assert sorted(WRITTEN) == sorted(LETTERS)
    page = desk.get("/admin/letters").text
    for kinds in KINDS.values():
        for name, kind in kinds.items():
            assert f'<a href="/admin/letters/{name}">{kind.name}</a>' in page


def test_every_letter_has_a_sample():
    assert sorted(SAMPLES) == sorted(LETTERS)


@pytest.mark.parametrize("kind", LETTERS)
def test_a_preview_is_a_whole_letter_in_both_forms(app, kind):
    letter = preview(kind)
    assert letter.subject.endswith(" · Octavo")
    assert letter.text.endswith("Octavo, a bookshop")
    assert letter.html.rstrip().endswith("</html>")
    for words in (letter.subject, letter.text, letter.html):
        for unresolved in ("{{", "{%", "None", "Undefined", "<function", "[]"):
            assert unresolved not in words
    assert "\n\n\n" not in letter.text.strip()


@pytest.mark.parametrize("kind", LETTERS)
def test_paragraphs_stand_apart_in_plain_text_as_they_do_in_html(app, kind):
    letter = preview(kind)
    paragraphs = letter.text.split("\n\n")
    for words in re.findall(r"<p>([^<{]{60,})</p>", letter.html):
        ending = " ".join(unescape(words).replace("×", "x").split())[-30:]
        assert any(" ".join(one.split()).endswith(ending) for one in paragraphs), words


@pytest.mark.parametrize("kind", LETTERS)
def test_looking_at_a_letter_writes_no_row_and_queues_no_job(app, kind):
    before = rows()
    preview(kind)
    assert rows() == before
    assert queued() == []


def test_a_shop_that_sells_books_of_the_sample_authors_has_previews_too(a_work):
    a_work("Kindred", authors=("Octavia E. Butler", "Ursula K. Le Guin"))
    assert "Kindred" in preview("order_paid").text


def rows():
    tables = [f"{schema}.{table}" for schema, table in all_tables()]
    counts = " union all ".join(f"select '{name}', count(*) from {name}" for name in tables)  # noqa: S608
    return dict(db.execute_sql(counts).fetchall())


def test_a_letter_that_cannot_be_written_leaves_nothing_either(app, monkeypatch):
    before = rows()
    monkeypatch.setitem(LETTERS, "order_paid", lambda order_id: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        preview("order_paid")
    assert rows() == before


def test_the_page_of_a_letter_shows_subject_text_and_where_its_html_is(desk):
    page = desk.get("/admin/letters/order_paid")
    assert "Thank you for your order SAMPLE-0000-0000" in page.text
    assert "Total: £40.93" in page.text
    assert 'src="/admin/letters/order_paid/html"' in page.text
    assert "frame-src 'self'" in page.headers["Content-Security-Policy"]


def test_its_html_may_be_framed_by_our_own_pages_and_runs_nothing(desk):
    letter = desk.get("/admin/letters/order_paid/html")
    policy = letter.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "sandbox" in policy
    assert "script" not in policy
    assert letter.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_letter_that_is_none_of_ours_is_not_found(desk):
    assert desk.get("/admin/letters/love_letter").status_code == 404
    assert desk.get("/admin/letters/love_letter/html").status_code == 404
