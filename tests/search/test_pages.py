import re

import pytest

from app.catalog.models import Series, Subject
from app.search import routes
from tests.conftest import HTMX
from tests.search.conftest import insert_works

RESTORE = {**HTMX, "HX-History-Restore-Request": "true"}


def titles_on(page):
    return re.findall(r'card__title"><a href="[^"]+">([^<]+)<', page)


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


def test_a_slip_shows_what_is_meant_and_lets_one_insist(client, an_edition):
    an_edition("Kindred")
    page = client.get("/search?q=kindrid").text
    assert "No books for “kindrid”. Showing “kindred”." in page
    assert 'href="/search?q=%22kindrid%22"' in page
    assert 'value="kindrid"' in page  # in the search box
    assert "Results for “kindred”" in page
    assert "Nothing on our shelves" in client.get("/search?q=%22kindrid%22").text


def test_nothing_found_offers_a_way_on(client):
    page = client.get("/search?q=qqxxzz").text
    assert "Nothing on our shelves" in page
    assert 'href="/subjects"' in page
    assert 'href="mailto:shop@octavo.example"' in page
    assert "do not know a book with that ISBN" in client.get("/search?q=9780807083697").text
    assert "That ISBN cannot be right" in client.get("/search?q=9780807083690").text


def test_filters_that_leave_nothing_can_each_be_taken_away_for_so_many_books(client, an_edition):
    for number in range(3):
        an_edition("Kindred", format="hardback" if number else "paperback", language="fr")
    page = client.get("/search?q=kindred&format=hardback&language=fr&price_max=5").text
    assert re.search(r"Remove “Up to £5”</a>\s*<span[^>]*>→ 2 books", page)
    assert "Remove “Hardback”" not in page
    page = client.get("/search?q=kindred&language=de&price_max=5").text
    assert re.search(r"Clear all filters</a>\s*<span[^>]*>→ 3 books", page)


def test_the_filters_in_use_can_be_cleared_at_once(client, an_edition):
    an_edition("Kindred")
    page = client.get("/search?q=kindred&format=paperback&language=en").text
    assert re.search(r'chip--clear" href="/search\?q=kindred"', page)
    assert "chip--clear" not in client.get("/search?q=kindred&format=paperback").text


def test_a_place_in_a_series_comes_first(client, a_work):
    series = Series.create(name="The Wheel of Time", slug="the-wheel-of-time")
    for place, title in enumerate(["The Eye of the World", "The Great Hunt"], 1):
        a_work(title, series=series, series_position=str(place), popularity=100 - place)
    for words in ("wheel of time 2", "Wheel of Time, book 2", "the wheel of time #2"):
        page = client.get("/search", query_string={"q": words}).text
        assert titles_on(page) == ["The Great Hunt", "The Eye of the World"], words
        assert 'of <a href="/series/the-wheel-of-time-1">The Wheel of Time</a>' in page
    assert titles_on(client.get("/search?q=wheel+of+time").text)[0] == "The Eye of the World"


@pytest.fixture
def a_long_series(a_work, an_edition):
    """Thirty books of a series, the first one the most popular."""
    series = Series.create(name="The Wheel of Time", slug="the-wheel-of-time")
    for place in range(1, 31):
        work = a_work(
            f"Volume {place}", series=series, series_position=str(place), popularity=100 - place
        )
        an_edition(work=work, format="hardback" if place % 2 else "paperback")


def test_a_volume_that_comes_first_is_on_no_other_page_and_pushes_none_out(client, a_long_series):
    pages = [
        titles_on(client.get(f"/search?q=wheel+of+time+30&page={page}").text) for page in (1, 2)
    ]
    assert pages[0][0] == "Volume 30"
    assert sorted(pages[0] + pages[1]) == sorted(f"Volume {place}" for place in range(1, 31))


def test_filters_hold_for_a_volume_too(client, a_long_series):
    page = client.get("/search?q=wheel+of+time+2&format=hardback").text
    assert "Volume 2" not in titles_on(page)


def test_a_title_that_ends_with_a_number_is_no_place_in_a_series(client, a_work):
    series = Series.create(name="Catch", slug="catch")
    a_work("Something Else", series=series, series_position="22")
    a_work("Catch-22")
    assert titles_on(client.get("/search?q=catch+22").text)[0] == "Catch-22"


@pytest.fixture
def three_pages(a_work):
    for number in range(50):
        a_work(f"Tale {number:02}", popularity=100 - number)


def test_more_books_are_the_next_page_and_say_which_they_are(client, three_pages):
    page = client.get("/search?q=tale").text
    more = '<a class="button button--quiet" data-more href="/search?q=tale&amp;page=2"'
    assert more in page
    assert "Books 1 to 24 of 50" in page
    fragment = client.get("/search?q=tale&page=2", headers=HTMX).text
    assert titles_on(fragment) == [f"Tale {number}" for number in range(24, 48)]
    assert '<p id="shown" class="visually-hidden" role="status">Books 25 to 48 of 50' in fragment
    last = client.get("/search?q=tale&page=3").text
    assert "data-more" not in last
    assert "Books 49 to 50 of 50" in last


def test_pages_have_numbers(client, three_pages):
    page = client.get("/search?q=tale&page=2").text
    assert 'aria-current="page"><span class="visually-hidden">Page </span>2</a>' in page
    assert re.search(r'href="/search\?q=tale"\s+rel="prev"', page)
    assert 'href="/search?q=tale&amp;page=3"' in page


def test_page_400_is_a_page_like_any_other(client):
    insert_works("select 'x', 'Tale ' || n, 10000 - n from generate_series(0, 9700) as n")
    page = client.get("/search?q=tale&page=400&sort=bestselling").text
    assert titles_on(page)[0] == "Tale 9576"
    assert "Books 9,577 to 9,600 of 9,701" in page
    assert "…" in page


def test_of_a_long_facet_the_rest_is_behind_more(client, a_work, an_edition):
    subjects = [f"Subject {letter}" for letter in "ABCDEFGHIJK"]
    an_edition(work=a_work("Kindred", subjects=subjects))
    page = client.get("/search?q=kindred").text
    shown, rest = page.split('id="more-subject"')
    assert (shown.count(">Subject "), rest.count(">Subject ")) == (8, 3)
    assert "<summary>3 more</summary>" in rest


def test_a_chosen_subject_shows_its_parts_and_the_way_back_up(client, a_work, an_edition):
    fiction = Subject.create(slug="fiction", name="Fiction")
    crime = Subject.create(slug="crime", name="Crime", parent=fiction)
    Subject.create(slug="cosy", name="Cosy crime", parent=crime)
    an_edition(work=a_work("Kindred", subjects=("Cosy",)))
    page = client.get("/search?subject=crime").text
    assert re.findall(r'href="([^"]+)"[^>]+>(?:All subjects|Fiction)</a>', page) == [
        "/search",
        "/search?subject=fiction",
    ]
    assert 'href="/search?subject=cosy"' in page


def test_what_was_typed_is_shown_as_text(client):
    page = client.get("/search?q=<script>alert(1)</script>").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def test_suggestions_are_links_to_works_and_authors(client, an_edition):
    edition = an_edition("Kindred")
    assert f'href="/books/kindred-{edition.work_id}"' in client.get("/search/suggest?q=kin").text
    assert 'href="/authors/octavia-e.-butler-1"' in client.get("/search/suggest?q=butl").text
    slip = client.get("/search/suggest?q=kindrid").text
    assert "Books for “kindred”" in slip


@pytest.mark.parametrize("words", ["", "zz", "%25", "%00", "''", "\\"])
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


@pytest.mark.parametrize(
    ("wish", "label"), [("format=paperback", "Paperback"), ("price_max=0", "Up to £0")]
)
def test_a_filter_that_leaves_nothing_says_what_is_there_without_it(
    client, an_edition, wish, label
):
    an_edition("Kindred", format="hardback")
    page = client.get(f"/search?q=kindred&{wish}").text
    assert "Nothing with all of these filters" in page
    assert re.search(
        rf'href="/search\?q=kindred"[^>]*>Remove “{label}”</a>\s*<span[^>]*>→ 1 book<', page
    )


def test_a_shelf_that_filters_empty_is_not_called_empty(client, an_edition):
    an_edition("Kindred", published_on="2020-01-01")
    assert "Nothing here passes these filters" in client.get("/new?year_min=2030").text
