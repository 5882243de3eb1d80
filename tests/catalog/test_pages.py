import json
import re

import pytest

from app.catalog.models import Collection, CollectionWork, OldSlug, Publisher, Series, Subject
from app.db import now
from tests.catalog.conftest import titles

PLAIN = ("/about", "/delivery", "/privacy", "/accessibility")


@pytest.fixture
def kindred(a_work, an_edition):
    series = Series.create(name="Time Travels", slug="time-travels")
    publisher = Publisher.create(name="Quire & Leaf", slug="quire-leaf")
    work = a_work("Kindred", subjects=("Science fiction",), series=series, series_position="1")
    work.edition = an_edition(work=work, publisher=publisher)
    return work


def path_of(work):
    return f"/books/{work.slug}-{work.id}"


@pytest.mark.parametrize("path", ["/", "/subjects", "/new", "/coming", "/search", *PLAIN])
def test_a_public_page_may_be_kept_by_any_cache(client, kindred, path):
    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["Cache-Control"].startswith("public, max-age=0, s-maxage=60")
    assert "Set-Cookie" not in page.headers
    assert "Cookie" not in page.headers.get("Vary", "")
    again = client.get(path, headers={"If-None-Match": page.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_book_page_is_the_same_for_every_visitor(client, kindred):
    with client.session_transaction() as session:
        session["cart"] = "somebody's"
    path = f"/books/kindred-{kindred.id}"
    page = client.get(path)
    assert page.data == client.application.test_client().get(path).data
    assert "Set-Cookie" not in page.headers


def test_a_book_page_says_what_there_is_to_buy(client, kindred):
    page = client.get(f"/books/kindred-{kindred.id}").text
    for words in (
        "Kindred",
        "Octavia E. Butler",
        "£9.99",
        "In stock",
        "Quire &amp; Leaf",
        "Time Travels",
    ):
        assert words in page
    assert "Add to cart" in page


def test_a_book_page_tells_machines_the_same(client, kindred):
    page = client.get(f"/books/kindred-{kindred.id}").text
    data = json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', page).group(1)
    )
    assert data["@type"] == "Book"
    assert data["workExample"][0]["isbn"] == kindred.edition.isbn
    assert data["workExample"][0]["offers"]["price"] == "9.99"
    assert f'<link rel="canonical" href="http://localhost/books/kindred-{kindred.id}">' in page


def test_a_title_cannot_end_the_data_block_it_stands_in(client, a_work, an_edition):
    work = a_work()
    work.title = "</script><script>alert(1)"
    work.save()
    an_edition(work=work)
    page = client.get(path_of(work)).text
    assert "alert(1)" in page
    assert "<script>alert(1)" not in page


def test_a_wrong_slug_leads_to_the_right_one(client, kindred):
    answer = client.get(f"/books/kindling-and-more-{kindred.id}")
    assert (answer.status_code, answer.location) == (301, f"/books/kindred-{kindred.id}")


def test_a_slug_may_end_in_a_number(client, an_edition):
    edition = an_edition("Catch-22")
    assert client.get(f"/books/catch-22-{edition.work_id}").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/books/kindred-999",
        "/books/kindred-99999999999999999999",
        "/books/kindred",
        "/authors/nobody-999",
        "/series/none-999",
        "/publishers/none-999",
        "/subjects/none",
        "/subjects/%00",
        "/collections/none",
        "/isbn/9780000000000",
        "/isbn/%00",
        "/isbn/9799900000017",
        "/covers/999-abc.svg",
    ],
)
def test_what_is_not_there_is_a_404(client, path):
    assert client.get(path).status_code == 404


def test_an_isbn_leads_to_its_book(client, an_edition):
    edition = an_edition("Kindred", isbn="9780807083697")
    for written in ("9780807083697", "978-0-8070-8369-7", "0807083690", "0-8070-8369-0"):
        answer = client.get(f"/isbn/{written}")
        assert (answer.status_code, answer.location) == (301, path_of(edition.work))


def test_a_book_no_longer_sold_has_a_page_but_stands_on_no_shelf(client, kindred):
    kindred.edition.withdrawn_at = now()
    kindred.edition.save()
    assert client.get(f"/books/kindred-{kindred.id}").status_code == 200
    assert "Kindred" not in client.get("/").text
    assert "Kindred" not in client.get("/subjects/science-fiction").text


def test_every_shelf_of_a_book_shows_it(client, kindred):
    page = client.get(f"/books/kindred-{kindred.id}").text
    paths = re.findall(r'href="(/(?:authors|series|publishers|subjects)/[^"]+)"', page)
    assert len(set(paths)) >= 4
    for path in set(paths) - set(
        re.findall(r'href="(/subjects/[^"]+)"', client.get("/about").text)
    ):
        assert "Kindred" in titles(client.get(path))


def test_a_shelf_is_sorted_and_leafed_through(client, a_work, an_edition):
    for number in range(30):
        work = a_work(f"Book {number:02}", subjects=("Poetry",), popularity=30 - number)
        an_edition(work=work, price_minor=1000 - number)
    assert titles(client.get("/subjects/poetry"))[:2] == ["Book 00", "Book 01"]
    assert titles(client.get("/subjects/poetry?page=2"))[0] == "Book 24"
    assert titles(client.get("/subjects/poetry?sort=price_up"))[0] == "Book 29"


@pytest.mark.parametrize(
    "wish", ["page=-1", "page=0", "page=x", "page=" + "9" * 30, "page=%00", "sort=%00"]
)
def test_a_shelf_takes_bad_wishes_in_its_stride(client, kindred, wish):
    page = client.get(f"/subjects/science-fiction?{wish}")
    assert page.status_code == 200
    assert titles(page) == ["Kindred"]


def test_a_series_is_in_reading_order(client, a_work, an_edition):
    series = Series.create(name="Discworld", slug="discworld")
    for position in ("10", "2", "1.5", ""):
        an_edition(work=a_work(f"Volume {position}", series=series, series_position=position))
    page = client.get(f"/series/discworld-{series.id}")
    assert titles(page) == ["Volume 1.5", "Volume 2", "Volume 10", "Volume "]


def test_a_collection_shows_its_books_in_order_with_notes(client, an_edition):
    collection = Collection.create(slug="long-nights", name="Long nights")
    for position, title in enumerate(["Second", "First"]):
        CollectionWork.create(
            collection=collection,
            work=an_edition(title).work,
            position=-position,
            note=f"About {title}",
        )
    page = client.get("/collections/long-nights")
    assert titles(page) == ["First", "Second"]
    assert "About First" in page.text
    assert "Long nights" in client.get("/").text


def test_an_empty_shop_still_opens(client):
    assert client.get("/").status_code == 200
    assert client.get("/search").status_code == 200


@pytest.mark.parametrize(
    "path",
    ["/", "/subjects", "/collections/long-nights", "/about", "/books/1/reviews", "/new", "/coming"],
)
def test_a_page_says_its_one_true_address(client, kindred, path):
    Collection.create(slug="long-nights", name="Long nights")
    page = client.get(f"{path}?utm_source=letter").text
    assert f'<link rel="canonical" href="http://localhost{path}">' in page
    assert f'<meta property="og:url" content="http://localhost{path}">' in page


def test_results_of_a_search_are_kept_out_of_other_search_engines(client, kindred):
    assert '<meta name="robots" content="noindex' in client.get("/search?q=kindred").text


def test_a_collection_of_before_leads_to_what_it_is_called_now(client, app):
    collection = Collection.create(slug="long-nights", name="Long nights")
    OldSlug.create(kind="collection", slug="winter", row_id=collection.id)
    answer = client.get("/collections/winter")
    assert (answer.status_code, answer.location) == (301, "/collections/long-nights")


def test_the_directory_shows_the_tree(client, an_edition, a_work):
    an_edition(work=a_work(subjects=("Fiction", "Crime", "Detectives", "Travel")))
    for name, above in (("crime", "fiction"), ("detectives", "crime")):
        above = Subject.get(Subject.slug == above)
        Subject.update(parent=above).where(Subject.slug == name).execute()
    page = client.get("/subjects").text
    (main,) = re.findall("<main.*?</main>", page, re.DOTALL)
    assert re.findall(r'href="/subjects/([a-z]+)"', main) == ["fiction", "crime", "travel"]
    assert re.findall(r"<h2[^>]*><a[^>]*>([^<]+)", main) == ["Fiction"]
