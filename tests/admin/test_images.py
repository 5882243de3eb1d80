import io

import pytest
from PIL import Image as Picture

from app.accounts.staff_actions import StaffAction
from app.catalog.models import Image


def a_file():
    file = io.BytesIO()
    Picture.new("RGB", (200, 300), "teal").save(file, "PNG")
    file.seek(0)
    return file, "back.png"


@pytest.fixture
def add(desk):
    def send(work, **typed):
        data = {"picture": a_file(), "kind": "back", "alt": "The back"} | typed
        return desk.post(f"/admin/books/{work.id}/images", data=data)

    return send


def test_pictures_are_added_described_put_in_order_and_removed(desk, client, a_work, add):
    work = a_work()
    assert add(work).status_code == 303
    add(work, kind="inside", alt="")
    first, second = Image.select().order_by(Image.id)
    assert (first.position, second.position, first.media_type) == (1, 2, "image/webp")
    page = desk.get(f"/admin/books/{work.id}").text
    assert 'name="position" value="2"' in page
    shown = page.split('<img src="/images/')[1].split('"')[0]
    assert client.get(f"/images/{shown}").mimetype == "image/webp"
    data = {"kind": "inside", "alt": "The map", "position": "9"}
    desk.post(f"/admin/images/{first.id}", data=data)
    assert (Image.get_by_id(first.id).alt, Image.get_by_id(first.id).position) == ("The map", 9)
    desk.post(f"/admin/images/{second.id}", data={"remove": "1"})
    assert [row.id for row in Image.select(Image.id)] == [first.id]
    actions = [row.action for row in StaffAction.select().order_by(StaffAction.id)]
    assert actions == ["added a picture"] * 2 + ["changed a picture", "removed a picture"]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"picture": (io.BytesIO(b"%PDF-1.7"), "back.png")}, "could not read that file"),
        ({"picture": ""}, "Choose a picture first."),
        ({"kind": "side"}, "Choose one of these."),
        ({"alt": "x" * 301}, "Please keep this to 300 characters"),
    ],
)
def test_an_odd_picture_is_refused(a_work, add, typed, sentence):
    answer = add(a_work(), **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert Image.select().count() == 0


def test_a_picture_needs_a_place(desk, a_work, add):
    add(a_work())
    answer = desk.post("/admin/images/1", data={"kind": "back", "position": "x"})
    assert answer.status_code == 422
    assert "a whole number from 0 to 1000" in answer.text


def test_a_book_has_only_so_many_pictures(a_work, add, monkeypatch):
    monkeypatch.setattr("app.catalog.picture_editing.MOST", 1)
    work = a_work()
    add(work)
    assert "1 pictures are the most" in add(work).text
