import pytest

from app.search import routes
from tests.conftest import HTMX

RESTORE = {**HTMX, "HX-History-Restore-Request": "true"}


def test_search_answers_a_page_to_a_browser_and_a_fragment_to_htmx(client, an_edition):
    an_edition("Kindred")
    page = client.get("/search?q=kindred")
    assert page.text.lower().startswith("<!doctype html>")
    assert "HX-Request" in page.headers["Vary"]
    fragment = client.get("/search?q=kindred", headers=HTMX).text.strip()
    assert fragment.startswith('<section id="results"')
    assert fragment in page.text
    assert "<!doctype" in client.get("/search?q=kindred", headers=RESTORE).text.lower()


def test_results_are_the_same_for_every_visitor(client, an_edition):
    an_edition("Kindred")
    with client.session_transaction() as session:
        session["cart"] = "somebody's"
    page = client.get("/search?q=kindred")
    assert page.data == client.application.test_client().get("/search?q=kindred").data
    assert page.headers["Cache-Control"].startswith("public")
    assert "Set-Cookie" not in page.headers


def test_the_same_search_again_is_not_sent_again(client, an_edition):
    page = client.get("/search?q=kindred")
    again = client.get("/search?q=kindred", headers={"If-None-Match": page.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("words", ["9780807083697", "978-0-8070-8369-7", "0807083690"])
def test_an_isbn_goes_straight_to_its_book(client, an_edition, words):
    edition = an_edition("Kindred", isbn="9780807083697")
    answer = client.get("/search", query_string={"q": words})
    assert (answer.status_code, answer.location) == (302, f"/books/kindred-{edition.work_id}")
    assert "Kindred" in client.get("/search", query_string={"q": words}, headers=HTMX).text


@pytest.mark.parametrize(
    "query",
    [
        "page=-1",
        "page=1" + "0" * 30,
        "price_min=x&price_max=%C2%A3",
        "q=%00&subject=%00&language=%00",
        "q=" + "x" * 5000,
        "q=%ff%fe",
        "q='\"&rating=1e9&format[]=1&sort=%27",
        "q=%25_%5C",
        "rating=nan&available=maybe",
    ],
)
def test_nothing_typed_into_the_address_breaks_the_page(client, an_edition, query):
    an_edition("Kindred")
    assert client.get(f"/search?{query}").status_code == 200


def test_nothing_found_offers_the_nearest_spelling_and_a_way_on(client, an_edition):
    an_edition("Kindred")
    page = client.get("/search?q=kindrid").text
    assert "Did you mean" in page
    assert 'href="/search?q=Kindred"' in page
    assert 'href="/subjects"' in page


def test_what_was_typed_is_shown_as_text(client):
    page = client.get("/search?q=<script>alert(1)</script>").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_suggestions_are_links_to_works_and_authors(client, an_edition):
    edition = an_edition("Kindred")
    assert f'href="/books/kindred-{edition.work_id}"' in client.get("/search/suggest?q=kin").text
    assert 'href="/authors/octavia-e.-butler-1"' in client.get("/search/suggest?q=butl").text


@pytest.mark.parametrize("words", ["", "k", "%25", "%00", "''", "\\"])
def test_there_may_be_nothing_to_suggest(client, an_edition, words):
    an_edition("Kindred")
    answer = client.get(f"/search/suggest?q={words}")
    assert answer.status_code == 200
    assert "<a" not in answer.text
    assert answer.headers["Cache-Control"].startswith("public")


def test_nobody_keeps_a_machine_busy_with_searches(client, monkeypatch):
    monkeypatch.setattr(routes, "MOST_SEARCHES", 2)
    answers = [client.get(url).status_code for url in ("/search", "/search/suggest", "/search")]
    assert answers == [200, 200, 429]
    client.environ_base["REMOTE_ADDR"] = "198.51.100.7"
    assert client.get("/search").status_code == 200
