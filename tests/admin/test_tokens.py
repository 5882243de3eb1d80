"""The owner gives other systems of the shop their tokens, and takes them back."""

import re

import pytest

from app.accounts import api_tokens
from app.accounts.api_tokens import ApiToken
from app.accounts.audit import AuditEvent
from app.accounts.staff_actions import StaffAction


def secret_on(page):
    return re.search(r'id="secret">([^<]+)<', page.text)[1]


def test_a_token_is_shown_once_and_opens_the_api(desk, app):
    made = desk.post("/admin/tokens", data={"name": " The  till "})
    assert made.status_code == 201
    secret = secret_on(made)
    headers = {"Authorization": f"Bearer {secret}"}
    assert app.test_client().get("/api/v1/stock", headers=headers).status_code == 200
    page = desk.get("/admin/tokens").text
    assert "The till" in page
    assert secret not in page


def test_a_revoked_token_opens_nothing_more(desk, app):
    secret = secret_on(desk.post("/admin/tokens", data={"name": "till"}))
    token = ApiToken.get()
    assert desk.post(f"/admin/tokens/{token.id}/revocation").status_code == 303
    assert api_tokens.token_of(secret) is None
    page = desk.get("/admin/tokens").text
    assert "revoked" in page
    assert "/revocation" not in page


def test_making_and_revoking_leave_a_trace_without_the_secret(desk, owner):
    secret = secret_on(desk.post("/admin/tokens", data={"name": "till"}))
    desk.post(f"/admin/tokens/{ApiToken.get().id}/revocation")
    lines = list(StaffAction.select().order_by(StaffAction.id))
    assert [(line.staff_id, line.action) for line in lines] == [
        (owner.id, "made"),
        (owner.id, "revoked"),
    ]
    assert secret not in str([(line.before, line.after) for line in lines])


@pytest.mark.parametrize("name", ["", "  ", "\0", "x" * 101])
def test_a_token_needs_a_name_of_decent_length(desk, name):
    page = desk.post("/admin/tokens", data={"name": name})
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.text
    assert ApiToken.select().count() == 0


def test_revoking_what_is_not_in_use_says_so(desk):
    page = desk.post("/admin/tokens/7/revocation", follow_redirects=True)
    assert "not in use any longer" in page.text


@pytest.mark.parametrize("role", ["manager", "bookseller", "warehouse", "support", "read-only"])
def test_only_the_owner_looks_after_tokens(signed_in, a_person, role):
    client = signed_in(a_person(role))
    assert client.get("/admin/tokens").status_code == 403
    assert client.post("/admin/tokens", data={"name": "till"}).status_code == 403
    assert client.post("/admin/tokens/1/revocation").status_code == 403
    assert ApiToken.select().count() == 0


def test_the_operator_makes_a_token_too(app):
    run = app.test_cli_runner().invoke
    secret = run(args=["api", "token", "till"]).output.strip()
    assert api_tokens.token_of(secret).name == "till"
    assert run(args=["api", "token", " "]).exit_code == 1


def test_the_trail_says_that_an_operator_made_one(app):
    app.test_cli_runner().invoke(args=["api", "token", "till"])
    event = AuditEvent.get(AuditEvent.event == "API token made by operator")
    assert event.facts == {"token": ApiToken.get().id}
