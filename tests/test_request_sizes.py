"""Forms are small, and only what takes files takes more."""

import io

import pytest

from app import LARGEST_REQUEST
from tests.people import signed_in

SMALL = LARGEST_REQUEST - 1000
LARGE = LARGEST_REQUEST + 1


@pytest.mark.parametrize(
    "path", ["/login", "/register", "/password/forgot", "/cart/items", "/webhooks/stripe"]
)
def test_a_large_form_is_refused_before_it_is_read(client, path):
    class Unread(io.BytesIO):
        def read(self, *_):
            raise AssertionError("read")

        readinto = readline = read

    answer = client.post(
        path,
        input_stream=Unread(),
        environ_overrides={"CONTENT_LENGTH": str(LARGE)},
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 413


def test_a_large_form_that_does_not_say_how_large_is_cut_off(client):
    answer = client.post(
        "/login",
        input_stream=io.BytesIO(b"email=" + b"x" * LARGE),
        environ_overrides={"wsgi.input_terminated": True},
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 413


def test_a_field_of_a_form_with_files_may_be_no_larger(client, a_work):
    signed_in(client, role="owner")
    data = {"alt": "x" * LARGE, "picture": (io.BytesIO(b""), "a.png")}
    assert client.post(f"/admin/books/{a_work().id}/images", data=data).status_code == 413


def test_a_form_of_usual_size_is_read(client):
    assert client.post("/login", data={"email": "x" * SMALL}).status_code == 422


def test_a_picture_may_be_larger_but_not_without_end(client, a_work):
    signed_in(client, role="owner")
    path = f"/admin/books/{a_work().id}/cover"
    for size, status in ((LARGE, 422), (9 * 1024**2, 413)):
        data = {"cover": (io.BytesIO(b"x" * size), "cover.png")}
        assert client.post(path, data=data).status_code == status


def test_who_may_upload_nothing_gets_no_more_room(client, a_work):
    data = {"cover": (io.BytesIO(b"x" * LARGE), "cover.png")}
    assert client.post(f"/admin/books/{a_work().id}/cover", data=data).status_code == 404
