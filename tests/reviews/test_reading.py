import pytest

from tests.conftest import HTMX
from tests.people import a_person


def page_of(work):
    return f"/books/{work.slug}-{work.id}"


def test_the_page_of_a_book_shows_what_readers_say(client, a_work, a_review):
    work = a_work("Kindred")
    a_review(work, 5, title="Unforgettable", body="One.\n\nTwo.")
    page = client.get(page_of(work)).text
    assert "Unforgettable" in page
    assert "<p>One.</p>" in page
    assert "<p>Two.</p>" in page
    assert "Octavia B." in page
    assert "Butler</p>" not in page.partition('id="reviews"')[2]


def test_reviews_are_a_public_page_and_a_fragment(client, a_work, a_review):
    work = a_work("Kindred")
    a_review(work)
    page = client.get(f"/books/{work.id}/reviews")
    assert "Reviews of Kindred" in page.text
    assert "s-maxage" in page.headers["Cache-Control"]
    fragment = client.get(f"/books/{work.id}/reviews", headers=HTMX)
    assert fragment.text.lstrip().startswith("<section")
    assert 'id="reviews"' in fragment.text


def test_more_reviews_are_appended_ten_at_a_time(client, a_work, a_review):
    work = a_work()
    for number in range(1, 13):
        a_review(work, body=f"Opinion number {number}.")
    first = client.get(f"/books/{work.id}/reviews").text
    assert "number 12." in first
    assert "number 2." not in first
    more = client.get(f"/books/{work.id}/reviews?page=2", headers=HTMX).text
    assert "number 2." in more
    assert "number 12." not in more
    assert 'id="reviews"' not in more
    assert "Page 2 of 2" in client.get(f"/books/{work.id}/reviews?page=2").text


@pytest.mark.parametrize("page", ["2", "0", "-1", "99999999999999999999"])
def test_pages_that_do_not_exist_are_not_found(client, a_work, page):
    assert client.get(f"/books/{a_work().id}/reviews?page={page}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/books/9/reviews", f"/books/{10**30}/reviews", "/books/9/reviews/new"]
)
def test_reviews_of_no_book_are_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_page_number_that_is_none_shows_the_first(client, a_work):
    assert client.get(f"/books/{a_work().id}/reviews?page=x").status_code == 200


def test_nothing_in_a_review_is_run(client, a_work, a_review):
    work, script = a_work(), "<script>alert(1)</script>"
    a_review(work, title=script, body=script, by=a_person(name=f"{script} {script}"))
    for url in (page_of(work), f"/books/{work.id}/reviews"):
        assert "<script>alert" not in client.get(url).text


def test_addresses_in_a_review_are_no_links(client, a_work, a_review):
    work = a_work()
    a_review(work, body="See https://evil.example/ for more.")
    assert 'href="https://evil.example' not in client.get(page_of(work)).text
