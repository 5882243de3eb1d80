import pytest

from app.accounts.staff_actions import StaffAction
from app.catalog.models import Contributor, ContributorName, Publisher, Series

SORTS = ["contributors", "series", "publishers"]


def build(sort, name):
    model = {"contributors": Contributor, "series": Series, "publishers": Publisher}[sort]
    facts = {"sort_name": name} if sort == "contributors" else {}
    return model.create(name=name, slug="x", **facts)


@pytest.fixture
def form(desk):
    def build(sort, row, **typed):
        page = desk.get(f"/admin/{sort}/{row.id}").text
        seen = page.split('name="seen" value="')[1].split('"')[0]
        return {"name": row.name, "seen": seen, **typed}

    return build


@pytest.mark.parametrize("sort", SORTS)
def test_names_are_found_renamed_and_merged(desk, form, sort):
    row, other = build(sort, "Beacon Pres"), build(sort, "Beacon Press")
    build(sort, "Virago")
    found = desk.get(f"/admin/{sort}?q=beac").text
    assert "Beacon Press" in found
    assert "Virago" not in found
    page = desk.get(f"/admin/{sort}/{row.id}").text
    assert "These look alike" in page
    renamed = desk.post(f"/admin/{sort}/{row.id}", data=form(sort, row, name="Beacon  House"))
    assert renamed.status_code == 303
    assert type(row).get_by_id(row.id).slug == "beacon-house"
    merged = desk.post(f"/admin/{sort}/{row.id}/merge", data={"other": "Beacon Press"})
    assert merged.location == f"/admin/{sort}/{other.id}"
    assert desk.get(f"/admin/{sort}/{row.id}").status_code == 404
    actions = [action.action for action in StaffAction.select().order_by(StaffAction.id)]
    assert actions[0] == "edited"
    assert actions[1].startswith("merged “Beacon House”")


@pytest.mark.parametrize("other", ["", "Nobody", "99", "\0", "9" * 40, "/authors/x-99"])
def test_a_merge_with_what_is_not_there_is_refused(desk, other):
    row = build("contributors", "Ann Leckie")
    answer = desk.post(f"/admin/contributors/{row.id}/merge", data={"other": other})
    assert answer.status_code == 422
    assert "We have no person of that number or name." in answer.text


def test_nobody_is_merged_into_herself(desk):
    row = build("contributors", "Ann Leckie")
    answer = desk.post(f"/admin/contributors/{row.id}/merge", data={"other": row.url})
    assert "That is this one" in answer.text


def test_a_person_has_years_a_biography_other_names_and_an_isni(desk, form):
    row = build("contributors", "Octavia Butler")
    typed = {
        "sort_name": "Butler, Octavia",
        "born": "1947",
        "died": "2006",
        "about": "She wrote.",
        "other_names": "Estelle\nOctavia Butler\nOctavia Estelle",
        "isni": "0000 0001 2147 9135",
    }
    answer = desk.post(f"/admin/contributors/{row.id}", data=form("contributors", row, **typed))
    assert answer.status_code == 303
    row = Contributor.get()
    assert (row.born, row.died, row.isni) == (1947, 2006, "0000000121479135")
    assert {name.name for name in ContributorName.select()} == {"Estelle", "Octavia Estelle"}
    page = desk.get(f"/admin/contributors/{row.id}").text
    assert "0000 0001 2147 9135" in page
    assert row.name in desk.get("/admin/contributors?q=estelle").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "It needs a name."),
        ({"name": "Ann Leckie"}, "merge the two below"),
        ({"isni": "0000 0001 2147 9136"}, "An ISNI has 16 digits"),
        ({"isni": "x\0"}, "An ISNI has 16 digits"),
        ({"born": "1947", "died": "1900"}, "Nobody dies before she is born."),
        ({"born": "long ago"}, "a whole number"),
        ({"other_names": "x" * 201}, "Please keep this to 200 characters"),
    ],
)
def test_what_is_wrong_about_a_person_is_said_beside_it(desk, form, typed, sentence):
    build("contributors", "Ann Leckie")
    row = build("contributors", "Octavia Butler")
    answer = desk.post(f"/admin/contributors/{row.id}", data=form("contributors", row, **typed))
    assert answer.status_code == 422
    assert sentence in answer.text


def test_of_two_who_rename_at_once_the_second_is_asked_again(desk, form):
    row = build("publishers", "Beacon")
    first, second = (form("publishers", row, name=name) for name in ("Beacon A", "Beacon B"))
    desk.post(f"/admin/publishers/{row.id}", data=first)
    refused = desk.post(f"/admin/publishers/{row.id}", data=second)
    assert refused.status_code == 409
    assert "Somebody else saved this" in refused.text
