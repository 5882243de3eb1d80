import pytest

from app.reviews.models import Review
from app.reviews.writing import set_visibility
from tests.conftest import HTMX
from tests.people import a_person, signed_in
from tests.placed_orders import placed_order

WORDS = {"stars": "4", "title": "A keeper", "body": "I read it twice.\n\nThen I lent it out."}


def page_of(work):
    return f"/books/{work.slug}-{work.id}"


def test_a_stranger_is_shown_the_door_and_the_way_back(client, a_work):
    work = a_work()
    page = client.get(f"/books/{work.id}/reviews/new")
    assert f"/login?next=/books/{work.id}/reviews/new" in page.text
    assert "<textarea" not in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_who_has_not_verified_her_address_is_told_to(client, a_work):
    signed_in(client, verified=False)
    page = client.get(f"/books/{a_work().id}/reviews/new").text
    assert "Verify your email address first" in page
    assert "<textarea" not in page


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["browser", "htmx"])
def test_what_a_stranger_wrote_is_kept_on_the_form_and_nowhere_else(client, a_work, headers):
    answer = client.post(f"/books/{a_work().id}/reviews", data=WORDS, headers=headers)
    assert answer.status_code == 422
    assert "I read it twice." in answer.text
    assert "Sign in" in answer.text
    assert Review.select().count() == 0


def test_who_has_not_verified_cannot_post(client, a_work):
    signed_in(client, verified=False)
    assert client.post(f"/books/{a_work().id}/reviews", data=WORDS).status_code == 422
    assert Review.select().count() == 0


def test_a_browser_is_led_back_to_the_book(client, a_work):
    work = a_work()
    signed_in(client)
    answer = client.post(f"/books/{work.id}/reviews", data=WORDS)
    assert (answer.status_code, answer.location) == (303, f"{page_of(work)}#reviews")
    assert "A keeper" in client.get(page_of(work)).text


def test_htmx_gets_all_reviews_with_hers_first_and_thanks(client, a_work, a_review):
    work = a_work()
    signed_in(client)
    client.post(f"/books/{work.id}/reviews", data=WORDS)
    a_review(work, title="Later than hers")
    answer = client.post(f"/books/{work.id}/reviews", data=WORDS, headers=HTMX)
    assert answer.status_code == 200
    assert answer.headers["HX-Retarget"] == "#reviews"
    assert 'id="reviews"' in answer.text
    assert "Thank you" in answer.text
    assert answer.text.count("A keeper") == 1
    assert answer.text.index("A keeper") < answer.text.index("Later than hers")


def test_her_own_review_is_on_the_form_to_change(client, a_work, a_review):
    work = a_work()
    a_review(work, 2, title="At first", body="Too slow.", by=signed_in(client))
    form = client.get(f"/books/{work.id}/reviews/new", headers=HTMX).text
    assert form.lstrip().startswith("<form")
    assert 'value="At first"' in form
    assert "Too slow." in form
    assert 'value="2" required checked' in form


def test_a_purchase_is_told_beside_the_review(client, an_edition):
    edition = an_edition()
    placed_order(edition, customer=signed_in(client))
    client.post(f"/books/{edition.work_id}/reviews", data=WORDS)
    assert "Verified purchase" in client.get(f"/books/{edition.work_id}/reviews").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("stars", ""),
        ("stars", "0"),
        ("stars", "6"),
        ("stars", "-1"),
        ("stars", "4.5"),
        ("stars", "four"),
        ("stars", "٤"),
        ("stars", "9" * 50),
        ("title", "x" * 121),
        ("body", ""),
        ("body", " \n\0\t "),
        ("body", "x" * 5001),
    ],
)
def test_a_wrong_field_is_named_and_the_others_kept(client, a_work, field, value):
    signed_in(client)
    answer = client.post(f"/books/{a_work().id}/reviews", data={**WORDS, field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert field == "title" or "A keeper" in answer.text
    assert field == "body" or "I read it twice." in answer.text
    assert Review.select().count() == 0


def test_what_is_left_out_is_refused_like_what_is_empty(client, a_work):
    signed_in(client)
    assert client.post(f"/books/{a_work().id}/reviews", data={}).status_code == 422


def test_control_characters_are_dropped_and_paragraphs_kept(client, a_work):
    signed_in(client)
    body = "One\0.\r\n\r\n\r\n\r\nTwo\x1b.\r\n"
    client.post(f"/books/{a_work().id}/reviews", data={**WORDS, "body": body})
    assert Review.get().body == "One .\n\nTwo ."


def test_a_changed_review_that_staff_hid_stays_hidden(client, a_work, a_review):
    work, person = a_work(), signed_in(client)
    set_visibility(a_review(work, by=person).id, True, a_person("bea@example.org"))
    answer = client.post(f"/books/{work.id}/reviews", data=WORDS, headers=HTMX)
    assert "Hidden by the shop" in answer.text
    assert "A keeper" not in client.get(page_of(work)).text


def test_her_review_is_deleted_after_she_confirms(client, a_work, a_review):
    work = a_work()
    a_review(work, by=signed_in(client))
    assert "Delete your review?" in client.get(f"/books/{work.id}/reviews/deletion").text
    assert client.post(f"/books/{work.id}/reviews/deletion").status_code == 303
    assert Review.select().count() == 0


def test_nobody_deletes_what_another_wrote(client, a_work, a_review):
    work = a_work()
    a_review(work)
    assert client.post(f"/books/{work.id}/reviews/deletion").status_code == 303
    signed_in(client)
    assert client.get(f"/books/{work.id}/reviews/deletion").status_code == 404
    client.post(f"/books/{work.id}/reviews/deletion")
    assert Review.select().count() == 1


def test_her_account_lists_what_she_wrote(client, a_work, a_review):
    work = a_work("Kindred")
    a_review(work, by=signed_in(client))
    a_review(a_work("Another"))
    listed = client.get("/account/reviews", headers=HTMX).text
    assert "Kindred" in listed
    assert "Another" not in listed
    assert "Your reviews" in client.get("/account/reviews").text


def test_a_flood_of_reviews_is_stopped(client, a_work):
    signed_in(client)
    url = f"/books/{a_work().id}/reviews"
    answers = [client.post(url, data=WORDS).status_code for _ in range(21)]
    assert answers == [303] * 20 + [429]
