from datetime import timedelta

import pytest
from argon2 import PasswordHasher
from flask import session

from app.accounts import passwords
from app.accounts.models import Customer, Session
from app.accounts.signing_in import leave
from app.db import now
from tests.conftest import HTMX
from tests.people import PASSWORD, a_person, prove_later, sign_in, signed_in


def test_who_signs_in_sees_her_account(client):
    a_person()
    assert sign_in(client, " Reader@Example.org ").location == "/account"
    page = client.get("/account")
    assert "reader@example.org" in page.text
    assert page.headers["Cache-Control"] == "private, no-store"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    a_person()
    wrong = sign_in(client, password="four quiet rivers part")
    unknown = sign_in(client, email="nobody@example.org")
    assert wrong.status_code == unknown.status_code == 422
    assert wrong.text.replace("reader@", "nobody@") == unknown.text
    assert PASSWORD not in unknown.text
    assert Session.select().count() == 0


def test_an_unknown_address_makes_the_same_work(client, monkeypatch):
    checked = []
    monkeypatch.setattr(
        passwords.hasher.__class__, "verify", lambda _, stored, __: checked.append(stored)
    )
    sign_in(client, email="nobody@example.org")
    assert checked == [passwords.NOBODYS]


@pytest.mark.parametrize("path", ["/login", "/login/again", "/account/password"])
def test_where_the_hash_kept_is_none_of_ours_no_password_is_right(client, path):
    person = signed_in(client)
    prove_later(person)
    Customer.update(password_hash="!").execute()
    typed = {"email": person.email, "password": PASSWORD, "current": PASSWORD}
    assert client.post(path, data=typed).status_code == 422


def test_without_signing_in_the_account_leads_to_the_door_and_back(client):
    answer = client.get("/account?from=mail")
    assert (answer.status_code, answer.location) == (303, "/login?next=/account?from%3Dmail")
    assert 'value="/account?from=mail"' in client.get(answer.location).text


@pytest.mark.parametrize("path", ["/account?from=mail", "/books/kindred-1#reviews", "/orders/AB-1"])
def test_signing_in_leads_back_within_the_shop(client, path):
    a_person()
    assert sign_in(client, next=path).location == path


@pytest.mark.parametrize(
    "path",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\/evil.example",
        "/\t/evil.example",
        "\t//evil.example",
        "http:evil.example",
        "javascript:alert(1)",
        "evil.example",
        "/a\r\nSet-Cookie: x=y",
        "",
        "/" + "a" * 3000,
    ],
)
def test_signing_in_never_leads_to_another_site(client, path):
    a_person()
    assert sign_in(client, next=path).location == "/account"
    assert client.get("/login", query_string={"next": path}).location == "/account"


def test_each_sign_in_begins_a_new_session(client):
    signed_in(client)
    first = client.get_cookie("octavo").value
    sign_in(client)
    assert client.get_cookie("octavo").value != first
    assert Session.select().count() == 1


def test_a_planted_session_is_not_taken_over(client):
    with client.session_transaction() as planted:
        planted["_user_id"] = "a token that an attacker knows"
        planted["next"] = "/trap"
    signed_in(client)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != "a token that an attacker knows"
        assert "next" not in cookie


def test_of_what_a_visitor_had_only_her_cart_stays(app):
    with app.test_request_context():
        session.update(cart="a token of a cart", other="anything")
        leave()
        assert dict(session) == {"cart": "a token of a cart"}


def test_signing_out_ends_the_session_on_the_server(client, app):
    signed_in(client)
    stolen = client.get_cookie("octavo").value
    answer = client.post("/logout")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert Session.select().count() == 0
    client.set_cookie("octavo", stolen)
    assert client.get("/account").status_code == 303


def test_signing_out_forgets_the_cart_here(client):
    signed_in(client)
    with client.session_transaction() as cookie:
        cookie["cart"] = "a token of a cart"
    client.post("/logout")
    with client.session_transaction() as cookie:
        assert "cart" not in cookie


def test_signing_out_is_no_link(client):
    signed_in(client)
    assert client.get("/logout").status_code == 405
    assert client.get("/account").status_code == 200


def test_another_site_cannot_sign_anybody_in_or_out(client):
    a_person()
    client.environ_base["HTTP_SEC_FETCH_SITE"] = "cross-site"
    assert sign_in(client).status_code == 403
    assert client.post("/logout").status_code == 403


def test_the_last_visit_is_noted_every_ten_minutes(client):
    signed_in(client)
    early = now() - timedelta(minutes=8)
    Session.update(last_seen_at=early).execute()
    client.get("/account")
    assert Session.get().last_seen_at == early
    Session.update(last_seen_at=now() - timedelta(minutes=12)).execute()
    client.get("/account")
    assert now() - Session.get().last_seen_at < timedelta(minutes=1)


def test_only_a_hash_of_the_session_is_stored(client):
    signed_in(client)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != Session.get().token_hash


def test_a_hash_with_old_parameters_is_renewed_at_the_next_sign_in(client):
    a_person()
    old = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    Customer.update(password_hash=old).execute()
    sign_in(client)
    assert not passwords.is_outdated(Customer.get().password_hash)


@pytest.mark.parametrize("email", ["", "x", "a\0b@example.org", "'; drop table", "é" * 5000])
def test_whatever_is_typed_as_an_address_is_only_wrong(client, email):
    assert sign_in(client, email).status_code == 422


def test_a_password_that_no_one_could_have_is_only_wrong(client):
    a_person()
    assert sign_in(client, password="\0" + "é" * 50_000).status_code == 422


def test_htmx_gets_the_form_alone_and_then_a_whole_navigation(client):
    a_person()
    fields = {"email": "reader@example.org", "password": "wrong"}
    assert client.post("/login", data=fields, headers=HTMX).text.lstrip().startswith("<form")
    right = client.post("/login", data={**fields, "password": PASSWORD}, headers=HTMX)
    assert right.headers["HX-Redirect"] == "/account"


def test_a_page_in_any_script_is_a_header_that_every_server_can_send(client):
    a_person()
    answer = client.post(
        "/login",
        data={"email": "reader@example.org", "password": PASSWORD, "next": "/search?q=猫"},
        headers=HTMX,
    )
    assert answer.headers["HX-Redirect"] == "/search?q=%E7%8C%AB"


def test_a_public_page_sets_no_cookie_and_reads_none_for_who_has_signed_in(client):
    signed_in(client)
    page = client.get("/register/sent")
    assert "Set-Cookie" not in page.headers
    assert "Cookie" not in page.headers.get("Vary", "")


def test_a_customer_can_change_her_name(client):
    signed_in(client)
    assert client.post("/account/name", data={"name": " Ada  Reader "}).status_code == 303
    assert Customer.get().name == "Ada Reader"
    assert client.post("/account/name", data={"name": ""}).status_code == 422
