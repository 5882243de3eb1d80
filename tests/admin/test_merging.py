import pytest

from app.catalog.models import Edition, Work
from app.reviews.models import Review


def test_a_book_is_merged_by_the_address_of_the_other(desk, client, an_edition, a_review):
    old, into = an_edition("Kindrd").work, an_edition("Kindred").work
    a_review(old, stars=5)
    answer = desk.post(
        f"/admin/books/{old.id}/merge", data={"other": f"http://localhost{into.url}"}
    )
    assert answer.location == f"/admin/books/{into.id}"
    assert Edition.select().where(Edition.work == into).count() == 2
    assert Review.get().work_id == into.id
    assert (Work.get().rating_sum, Work.get().rating_count) == (5, 1)
    moved = client.get(old.url)
    assert (moved.status_code, moved.location) == (301, into.url)
    assert "merged “Kindrd”" in desk.get(f"/admin/books/{into.id}").text


@pytest.mark.parametrize(
    "other", ["", "x", "0", "99", "\0", "-", "9" * 40, "-{known}", "/-{known}"]
)
def test_a_merge_with_no_book_is_refused(desk, a_work, other):
    other = other.format(known=a_work("Emma").id)
    answer = desk.post(f"/admin/books/{a_work().id}/merge", data={"other": other})
    assert answer.status_code == 422
    assert "We have no book of that number" in answer.text


def test_a_book_is_not_merged_into_itself(desk, a_work):
    work = a_work()
    answer = desk.post(f"/admin/books/{work.id}/merge", data={"other": str(work.id)})
    assert "That is this book" in answer.text


def test_an_edition_moves_to_a_book_or_gets_one_of_its_own(desk, an_edition, a_work):
    edition, other = an_edition("Kindred"), a_work("Emma")
    url = f"/admin/editions/{edition.id}/move"
    for no_book in ("nonsense", "0"):
        assert desk.post(url, data={"other": no_book}).status_code == 422
    assert desk.post(url, data={"other": str(other.id)}).location == f"/admin/books/{other.id}"
    assert "already" in desk.post(url, data={"other": str(other.id)}).text
    assert desk.post(url, data={"other": ""}).status_code == 303
    assert Edition.get().work.title == "Emma"
    assert Edition.get().work_id not in (edition.work_id, other.id)
    assert "moved edition" in desk.get(f"/admin/books/{Edition.get().work_id}").text
