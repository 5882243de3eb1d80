from app.accounts.staff_actions import StaffAction
from app.catalog.models import Work
from app.reviews.models import Review
from tests.conftest import HTMX


def test_reviews_are_read_newest_first(desk, a_review):
    a_review(body="The older one.")
    a_review(body="The newer one.")
    page = desk.get("/admin/reviews").text
    assert page.index("The newer one.") < page.index("The older one.")


def test_a_hidden_review_does_not_count_and_can_be_shown_again(desk, owner, a_review):
    review = a_review(stars=5)
    url = f"/admin/reviews/{review.id}/visibility"
    assert desk.post(url, data={"hidden": "1"}).status_code == 303
    assert Review.get().hidden_by_id == owner.id
    assert Work.get().rating_count == 0
    desk.post(url, data={"hidden": "0"})
    assert Review.get().hidden_at is None
    assert Work.get().rating_count == 1
    assert [row.action for row in StaffAction.select()] == ["hid", "showed again"]


def test_htmx_swaps_the_one_review(desk, a_review):
    review = a_review()
    url = f"/admin/reviews/{review.id}/visibility"
    page = desk.post(url, data={"hidden": "1"}, headers=HTMX).text
    assert page.lstrip().startswith(f'<article class="review" id="review-{review.id}"')
    assert "Show again" in page


def test_hidden_and_shown_reviews_are_lists_of_their_own(desk, a_review):
    a_review(body="In sight.")
    hidden = a_review(body="Out of sight.")
    desk.post(f"/admin/reviews/{hidden.id}/visibility", data={"hidden": "1"})
    assert "Out of sight." not in desk.get("/admin/reviews?only=shown").text
    page = desk.get("/admin/reviews?only=hidden").text
    assert "Out of sight." in page
    assert "In sight." not in page


def test_what_a_reader_wrote_is_shown_as_text(desk, a_review):
    a_review(title="<b>Loud</b>", body="<script>alert(1)</script>")
    page = desk.get("/admin/reviews").text
    assert "<b>Loud" not in page
    assert "<script>alert" not in page


def test_a_review_that_is_not_there_is_not_found(desk):
    assert desk.post("/admin/reviews/7/visibility", data={"hidden": "1"}).status_code == 404
