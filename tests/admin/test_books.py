import io

import pytest
from PIL import Image

from app.accounts.staff_actions import StaffAction
from app.catalog.facts import work_facts
from app.catalog.imports.grouping import keys_for
from app.catalog.models import (
    Contributor,
    Cover,
    Subject,
    Work,
    WorkCode,
    WorkContributor,
    WorkSubject,
)


@pytest.fixture
def form(desk):
    """What the form of a work holds when it is opened, to be changed and sent."""

    def build(work, **typed):
        facts = work_facts(Work.get_by_id(work.id))
        people = facts.pop("contributors")
        fields = {name: facts[name] or "" for name in facts} | {
            "credit_role": [role for role, _ in people],
            "credit_name": [name for _, name in people],
            "credit_order": [str(place) for place, _ in enumerate(people, 1)],
            "codes": "\n".join(facts["codes"]),
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


def test_a_saved_book_has_what_was_typed_and_leaves_a_trail(desk, owner, a_work, form):
    work = a_work("Kindred", subjects=["Fantasy"])
    Subject.create(slug="classics", name="Classics")
    typed = form(work, title="  Kindred  again ")
    typed |= {
        "credit_name": ["Rosa Guy", "", "Octavia E.  Butler"],
        "credit_role": ["A23", "A01", "A01"],
        "credit_order": ["", "", "1"],
        "series": "Patternist",
        "series_position": "1.5",
        "first_published": "1979",
        "original_language": "en",
        "keywords": "time  travel",
        "codes": "Thema fba\nbisac FIC028000 MAIN",
    }
    answer = desk.post(f"/admin/books/{work.id}", data=typed | {"subjects": ["classics"]})
    assert answer.status_code == 303
    saved = Work.get_by_id(work.id)
    assert work_facts(saved) == {
        "title": "Kindred again",
        "subtitle": "",
        "description": "",
        "description_is_html": False,
        "keywords": "time travel",
        "original_language": "en",
        "first_published": 1979,
        "series": "Patternist",
        "series_position": "1.5",
        "contributors": [["A01", "Octavia E. Butler"], ["A23", "Rosa Guy"]],
        "subjects": ["classics"],
        "codes": ["BISAC FIC028000 main", "Thema FBA"],
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


def test_a_role_that_is_rare_stays_with_the_book(desk, a_work, form):
    work = a_work("Kindred", authors=[])
    person = Contributor.create(name="Rosa Guy", slug="rosa-guy", sort_name="Guy")
    WorkContributor.create(work=work, contributor=person, role="Z02")
    assert desk.post(f"/admin/books/{work.id}", data=form(work)).status_code == 303
    assert work_facts(Work.get_by_id(work.id))["contributors"] == [["Z02", "Rosa Guy"]]
    assert '<option value="Z02" selected>' in desk.get(f"/admin/books/{work.id}").text


def test_subjects_that_stay_keep_their_order(desk, a_work, form):
    work = a_work("Kindred", subjects=["Science fiction", "Classics"])
    Subject.create(slug="art", name="Art")
    subjects = ["art", "classics", "science-fiction"]
    desk.post(f"/admin/books/{work.id}", data=form(work, subjects=subjects))
    rows = WorkSubject.select().where(WorkSubject.work == work).order_by(WorkSubject.position)
    assert [row.subject.slug for row in rows] == ["science-fiction", "classics", "art"]


def test_a_heading_of_a_trade_code_outlives_an_edit(desk, a_work, form):
    work = a_work("Kindred")
    WorkCode.create(work=work, scheme="10", code="FIC028000", heading="FICTION / Science Fiction")
    codes = "BISAC FIC028000\n24 Our own words"
    assert desk.post(f"/admin/books/{work.id}", data=form(work, codes=codes)).status_code == 303
    rows = {(row.scheme, row.code): row.heading for row in work.codes}
    assert rows == {
        ("10", "FIC028000"): "FICTION / Science Fiction",
        ("24", "Our own words"): "",
    }


def test_html_in_a_description_is_made_safe_before_it_is_kept(desk, a_work, form):
    work = a_work("Kindred")
    html = "<p onclick=x>Dana <script>alert(1)</script><em>returns</em>.</p>"
    typed = form(work, description=html, description_is_html="1")
    assert desk.post(f"/admin/books/{work.id}", data=typed).status_code == 303
    saved = Work.get_by_id(work.id)
    assert (saved.description, saved.description_is_html) == (
        "<p>Dana <em>returns</em>.</p>",
        True,
    )


def test_a_feed_finds_a_book_by_the_title_that_staff_gave_it(desk, a_work, form):
    work = a_work("Kindrd")
    desk.post(f"/admin/books/{work.id}", data=form(work, title="Kindred"))
    keys = keys_for("Kindred", "", ["Octavia E. Butler"])
    assert keys
    assert set(keys) <= {row.key for row in work.keys}


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "   ", "A book needs a title."),
        ("title", "\0", "A book needs a title."),
        ("title", "x" * 301, "Please keep this to 300 characters"),
        ("first_published", "soon", "a whole number from -3000 to 2100"),
        ("first_published", "99999999999999999999", "a whole number from -3000 to 2100"),
        ("first_published", "١٩٧٩", "a whole number from -3000 to 2100"),
        ("credit_name", ["Ann"] * 201, "200 people are the most"),
        ("credit_name", "x" * 201, "Please keep this to 200 characters"),
        ("credit_role", "author", "Say what Octavia E. Butler did."),
        ("credit_order", "first", "The places are numbers"),
        ("original_language", "Latin", "Choose one of these."),
        ("codes", "BISAC fiction", "a BISAC code is three letters and six digits"),
        ("codes", "fiction", "begin with BISAC, Thema or BIC"),
        ("codes", "Thema !", "a Thema code is letters, digits"),
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
    typed = {"title": "Beloved", "first_published": "1987"}
    typed |= {"credit_name": "Toni Morrison", "credit_role": "A01", "credit_order": ""}
    answer = desk.post("/admin/books/new", data=typed)
    work = Work.get()
    assert answer.location == f"/admin/books/{work.id}/editions/new"
    assert work_facts(work)["contributors"] == [["A01", "Toni Morrison"]]
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
