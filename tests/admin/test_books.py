import io

import pytest
from PIL import Image

from app.accounts.staff_actions import StaffAction
from app.catalog.facts import work_facts
from app.catalog.models import AUTHOR, Cover, Subject, Work, WorkContributor
from tests.conftest import HTMX


@pytest.fixture
def form(desk):
    """What the form of a work holds when it is opened, to be changed and sent."""

    def build(work, **typed):
        facts = work_facts(Work.get_by_id(work.id))
        fields = {name: facts[name] or "" for name in facts} | {
            "authors": "\n".join(facts["authors"])
        }
        page = desk.get(f"/admin/books/{work.id}").text
        seen = page.split('name="seen" value="')[1].split('"')[0]
        return {**fields, "seen": seen, **typed}

    return build


@pytest.mark.parametrize("words", ["kindr", "KINDRED", "butler", "octavia e."])
def test_a_book_is_found_by_title_or_author(desk, an_edition, words):
    an_edition("Kindred")
    an_edition(work=None, title="Emma")
    page = desk.get("/admin/books", query_string={"q": words}).text
    assert "Kindred" in page


def test_a_book_is_found_by_its_isbn_even_when_it_is_not_sold(desk, an_edition):
    an_edition("Emma")
    edition = an_edition("Kindred")
    edition.withdrawn_at = edition.created_at
    edition.save()
    page = desk.get("/admin/books", query_string={"q": edition.isbn}).text
    assert "Kindred" in page
    assert "Emma" not in page


def test_books_that_run_low_are_a_list_of_their_own(desk, an_edition):
    an_edition("Plenty", on_hand=9)
    an_edition("Scarce", on_hand=3)
    an_edition("Gone", on_hand=0)
    page = desk.get("/admin/books?only=low", headers=HTMX).text
    assert page.lstrip().startswith('<section id="books"')
    assert "Scarce" in page
    assert "Gone" in page
    assert "Plenty" not in page


def test_a_saved_book_has_what_was_typed_and_leaves_a_trail(desk, owner, a_work, form):
    work = a_work("Kindred", subjects=["Fantasy"])
    Subject.create(slug="classics", name="Classics")
    typed = form(work, title="  Kindred  again ", authors="Octavia E. Butler\n\nRosa Guy")
    typed |= {"series": "Patternist", "series_position": "2", "first_published": "1979"}
    answer = desk.post(f"/admin/books/{work.id}", data=typed | {"subjects": ["classics"]})
    assert answer.status_code == 303
    saved = Work.get_by_id(work.id)
    assert work_facts(saved) == {
        "title": "Kindred again",
        "subtitle": "",
        "description": "",
        "first_published": 1979,
        "series": "Patternist",
        "series_position": "2",
        "authors": ["Octavia E. Butler", "Rosa Guy"],
        "subjects": ["classics"],
    }
    assert saved.slug == "kindred-again"
    action = StaffAction.get()
    assert (action.staff_id, action.action, action.subject) == (owner.id, "edited", "work 1")
    assert (action.before["title"], action.after["title"]) == ("Kindred", "Kindred again")
    page = desk.get(f"/admin/books/{work.id}").text
    assert "<del>Kindred</del> <ins>Kindred again</ins>" in page


def test_saving_what_did_not_change_leaves_no_trail(desk, a_work, form):
    work = a_work("Kindred", subjects=["Fantasy"])
    assert desk.post(f"/admin/books/{work.id}", data=form(work)).status_code == 303
    assert StaffAction.select().count() == 0


def test_whoever_else_made_a_book_stays_when_its_authors_change(desk, a_work, form):
    work = a_work("Kindred")
    translator = WorkContributor.get(WorkContributor.work == work).contributor
    WorkContributor.create(work=work, contributor=translator, role="B06")
    desk.post(f"/admin/books/{work.id}", data=form(work, authors="Rosa Guy"))
    roles = {row.role for row in WorkContributor.select().where(WorkContributor.work == work)}
    assert roles == {AUTHOR, "B06"}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "   ", "A book needs a title."),
        ("title", "\0", "A book needs a title."),
        ("title", "x" * 301, "Please keep this to 300 characters"),
        ("first_published", "soon", "a whole number from -3000 to 2100"),
        ("first_published", "99999999999999999999", "a whole number from -3000 to 2100"),
        ("first_published", "١٩٧٩", "a whole number from -3000 to 2100"),
        ("authors", "\n".join(f"Author {n}" for n in range(31)), "That is 31 lines"),
        ("authors", "x" * 201, "Please keep this to 200 characters"),
        ("series_position", "2", "Name the series"),
        ("description", "x" * 20_001, "Please keep this to 20000 characters"),
    ],
)
def test_a_book_is_not_saved_with_a_wrong_field(desk, a_work, form, field, typed, sentence):
    work = a_work("Kindred")
    answer = desk.post(f"/admin/books/{work.id}", data=form(work, **{field: typed}))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert Work.get_by_id(work.id).title == "Kindred"


def test_what_was_typed_is_still_there_when_it_is_refused(desk, a_work, form):
    work = a_work("Kindred")
    typed = form(work, title="", description="A long and careful text.")
    assert "A long and careful text." in desk.post(f"/admin/books/{work.id}", data=typed).text


def test_of_two_who_edit_at_once_the_second_sees_both_and_decides(desk, a_work, form):
    work = a_work("Kindred")
    first, second = form(work, title="Kindred, revised"), form(work, description="About Dana.")
    assert desk.post(f"/admin/books/{work.id}", data=first).status_code == 303
    refused = desk.post(f"/admin/books/{work.id}", data=second)
    assert refused.status_code == 409
    assert "Somebody else saved this" in refused.text
    assert "Kindred, revised" in refused.text
    assert "About Dana." in refused.text
    assert Work.get_by_id(work.id).title == "Kindred, revised"
    seen = refused.text.split('name="seen" value="')[1].split('"')[0]
    assert desk.post(f"/admin/books/{work.id}", data=second | {"seen": seen}).status_code == 303
    assert Work.get_by_id(work.id).description == "About Dana."


def test_an_empty_or_odd_form_is_refused_and_never_an_error_of_ours(desk, a_work):
    work = a_work("Kindred")
    for data in (
        {},
        {"title": "x"},
        {"seen": "\0", "title": "\0"},
        {"title": "x", "subjects": "?"},
    ):
        assert desk.post(f"/admin/books/{work.id}", data=data).status_code in (409, 422)


def test_a_new_book_is_added_and_asks_for_its_edition(desk):
    typed = {"title": "Beloved", "authors": "Toni Morrison", "first_published": "1987"}
    answer = desk.post("/admin/books/new", data=typed)
    work = Work.get()
    assert answer.location == f"/admin/books/{work.id}/editions/new"
    assert work_facts(work)["authors"] == ["Toni Morrison"]
    assert StaffAction.get().action == "added"


def test_a_title_of_signs_alone_still_has_an_address(desk):
    desk.post("/admin/books/new", data={"title": "!!!"})
    assert Work.get().slug


def test_a_book_can_be_withdrawn_and_put_back_on_sale(desk, an_edition):
    edition = an_edition("Kindred")
    url = f"/admin/books/{edition.work_id}/sale"
    desk.post(url, data={"on_sale": "0"})
    assert Work.get_by_id(edition.work_id).lowest_price_minor is None
    desk.post(url, data={"on_sale": "1"})
    assert Work.get_by_id(edition.work_id).lowest_price_minor == 999
    assert [action.subject for action in StaffAction.select()] == [f"edition {edition.id}"] * 2


def test_a_title_is_shown_as_text_on_every_page(desk, an_edition):
    edition = an_edition("<img src=x onerror=alert(1)>")
    urls = ["/admin/books", f"/admin/books/{edition.work_id}", f"/admin/editions/{edition.id}"]
    for url in [*urls, f"/admin/books/{edition.work_id}/editions/new"]:
        page = desk.get(url).text
        assert "<img src=x" not in page, url
        assert "&lt;img src=x" in page, url


def test_a_cover_is_changed_and_removed_again(desk, a_work):
    work = a_work("Kindred")
    file = io.BytesIO()
    Image.new("RGB", (200, 300), "teal").save(file, "PNG")
    file.seek(0)
    answer = desk.post(f"/admin/books/{work.id}/cover", data={"cover": (file, "kindred.png")})
    assert answer.status_code == 303
    assert Cover.get().work_id == work.id
    desk.post(f"/admin/books/{work.id}/cover", data={"remove": "1"})
    assert Cover.select().count() == 0
    assert [row.action for row in StaffAction.select().order_by(StaffAction.id)] == [
        "changed the cover",
        "removed the cover",
    ]


def test_a_file_that_is_no_picture_is_refused(desk, a_work):
    work = a_work("Kindred")
    data = {"cover": (io.BytesIO(b"%PDF-1.7"), "kindred.png")}
    answer = desk.post(f"/admin/books/{work.id}/cover", data=data)
    assert answer.status_code == 422
    assert "could not read that file" in answer.text
    assert StaffAction.select().count() == 0


def test_no_file_at_all_is_refused(desk, a_work):
    answer = desk.post(f"/admin/books/{a_work().id}/cover", data={})
    assert answer.status_code == 422
    assert "Choose a picture first." in answer.text
