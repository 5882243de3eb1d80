import pytest

from app.catalog.models import Subject

FORM = {"name": "Fantasy", "slug": "", "parent": "", "position": "", "about": "", "codes": ""}


@pytest.fixture
def add(desk):
    def send(**typed):
        return desk.post("/admin/subjects", data=FORM | typed)

    return send


@pytest.fixture
def save(desk):
    def send(subject, **typed):
        page = desk.get(f"/admin/subjects/{subject.id}").text
        seen = page.split('name="seen" value="')[1].split('"')[0]
        data = FORM | {"name": subject.name, "slug": subject.slug, "seen": seen} | typed
        return desk.post(f"/admin/subjects/{subject.id}", data=data)

    return send


def test_a_subject_is_added_moved_and_renamed(desk, client, add, save):
    add(name="Fiction")
    assert add(codes="bisac fic009000", parent="fiction").status_code == 303
    fantasy = Subject.get(Subject.slug == "fantasy")
    assert fantasy.parent.slug == "fiction"
    assert "BISAC FIC009000" in desk.get(f"/admin/subjects/{fantasy.id}").text
    assert save(fantasy, slug="Fantastic fiction").status_code == 303
    assert Subject.get_by_id(fantasy.id).slug == "fantastic-fiction"
    assert Subject.get_by_id(fantasy.id).parent is None
    moved = client.get("/subjects/fantasy")
    assert (moved.status_code, moved.location) == (301, "/subjects/fantastic-fiction")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": ""}, "A subject needs a name."),
        ({"slug": "fiction"}, "Another subject has this address."),
        ({"codes": "BISAC fantasy"}, "a BISAC code is"),
        ({"codes": "BISAC FIC000000"}, "BISAC FIC000000 belongs to Fiction."),
        ({"codes": "Thema FM main"}, "No code of a subject is more the main one"),
        ({"position": "first"}, "a whole number"),
    ],
)
def test_what_is_wrong_about_a_subject_is_said_beside_it(add, typed, sentence):
    add(name="Fiction", codes="BISAC FIC000000")
    answer = add(**typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert Subject.select().count() == 1


def test_a_subject_below_itself_is_refused(add, save):
    add(name="Fiction")
    fiction = Subject.get()
    add(parent="fiction")
    assert "cannot stand below itself" in save(fiction, parent="fantasy").text


def test_subjects_are_merged_and_empty_ones_removed(desk, add, a_work):
    add(name="Marvels")
    add()
    work = a_work(subjects=["Marvels"])
    old, into = Subject.get(Subject.slug == "marvels"), Subject.get(Subject.slug == "fantasy")
    refused = desk.post(f"/admin/subjects/{old.id}/removal")
    assert (refused.status_code, "Merge it into another" in refused.text) == (422, True)
    for wrong in ("", "nowhere", "\0", "marvels"):
        answer = desk.post(f"/admin/subjects/{old.id}/merge", data={"into": wrong})
        assert answer.status_code == 422
    answer = desk.post(f"/admin/subjects/{old.id}/merge", data={"into": "fantasy"})
    assert answer.location == f"/admin/subjects/{into.id}"
    assert "Fantasy" in desk.get(f"/admin/books/{work.id}").text
    add(name="Nothing")
    empty = Subject.get(Subject.slug == "nothing")
    assert desk.post(f"/admin/subjects/{empty.id}/removal").location == "/admin/subjects"
