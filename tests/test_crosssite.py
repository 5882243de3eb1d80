import pytest

FORM = {"edition_id": "1", "quantity": "1"}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "null"},
        {"Origin": "http://[localhost"},
        {"Referer": "https://evil.example/http://localhost"},
        {},
    ],
)
def test_a_form_from_elsewhere_is_refused(app, headers):
    assert app.test_client().post("/cart/items", data=FORM, headers=headers).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Origin": "http://localhost"},
        {"Referer": "http://localhost/books/kindred-1"},
    ],
)
def test_a_form_from_our_own_pages_is_taken(app, headers):
    # There is no such edition: the answer comes from the cart, not from the doorkeeper.
    assert app.test_client().post("/cart/items", data=FORM, headers=headers).status_code == 404


def test_a_link_from_elsewhere_is_welcome(app):
    assert app.test_client().get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
