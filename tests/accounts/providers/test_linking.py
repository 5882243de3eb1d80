"""Connecting an account with one elsewhere, parting them, and what is asked before that."""

import threading
from datetime import timedelta

import pytest

from app.accounts import letters, tokens
from app.accounts.factors.models import Passkey
from app.accounts.models import Customer, Session
from app.accounts.notices import NOTICES
from app.accounts.providers import flow, identities
from app.accounts.providers.models import Identity
from app.db import db, now
from tests.accounts.providers.conftest import query_of, said
from tests.people import a_person, letters_to, sign_in, signed_in

SECURITY = "/account/security"
LINK, UNLINK = f"{SECURITY}/providers/example", f"{SECURITY}/providers/example/removal"


@pytest.fixture
def person(client):
    return signed_in(client)


@pytest.fixture
def ada(elsewhere):
    elsewhere.knows("ada", email="ada@elsewhere.example", email_verified=True, name="Ada")


@pytest.fixture
def only_linked(client, elsewhere, ada, come_from):
    """Somebody who has come from the provider, and has no password."""
    come_from(client)
    return Customer.get()


def no_longer_fresh():
    Session.update(authenticated_at=now() - timedelta(hours=1)).execute()


def letters_of(person):
    return [kind for kind, about in letters_to(person.email)]


def test_signed_in_she_connects_an_account_whatever_its_address_is(
    client, a_browser, person, ada, come_from
):
    assert come_from(client, path=LINK).location == SECURITY
    page = client.get(SECURITY).text
    assert "From now on, Example opens your account." in page
    assert "Disconnect" in page
    assert letters_of(person) == ["provider_linked"]
    other = a_browser()
    come_from(other)
    assert person.email in other.get("/account").text


def test_connecting_and_parting_need_a_fresh_sign_in(client, person):
    no_longer_fresh()
    for path in (LINK, UNLINK, f"{SECURITY}/connect"):
        assert client.post(path).location.startswith("/login/again")
    assert client.get(f"{SECURITY}/connect").location.startswith("/login/again")


def test_a_visitor_connects_nothing(client):
    for path in (LINK, UNLINK, f"{SECURITY}/connect"):
        assert client.post(path).location.startswith("/login")


def test_an_account_that_opens_another_is_not_connected(client, person, elsewhere, ada, come_from):
    other = a_person("other@example.org")
    Identity.create(customer=other, issuer=elsewhere.issuer, subject="ada")
    come_from(client, path=LINK)
    assert "opens another one here" in said(client, SECURITY)
    assert Identity.get().customer_id == other.id
    assert letters_of(person) == []


def test_a_second_account_at_the_same_provider_is_not_connected(
    client, person, elsewhere, ada, come_from
):
    Identity.create(customer=person, issuer=elsewhere.issuer, subject="first")
    come_from(client, path=LINK)
    assert [each.subject for each in Identity.select()] == ["first"]


def test_connecting_what_is_connected_changes_nothing(client, person, ada, come_from):
    come_from(client, path=LINK)
    come_from(client, path=LINK)
    assert said(client, SECURITY) == "From now on, Example opens your account."
    assert letters_of(person) == ["provider_linked"]


def test_an_account_whose_address_is_not_proven_is_connected_with_none(client, a_browser, ada):
    signed_in(client, "victim@example.org", verified=False)
    assert client.post(LINK).location == SECURITY
    assert "Verify your email address first" in said(client, SECURITY)


def test_who_signs_out_meanwhile_connects_nothing(client, person, elsewhere, ada):
    back = elsewhere.sign_in(client.post(LINK).location, "ada")
    with client.session_transaction() as cookie:
        kept = cookie["provider"]
    client.post("/logout")
    a_person("other@example.org")
    sign_in(client, "other@example.org")
    with client.session_transaction() as cookie:
        cookie["provider"] = kept
    assert client.get(back).location == SECURITY
    assert "begun elsewhere" in said(client, SECURITY)
    assert Identity.select().count() == 0


def test_stopping_while_connecting_leads_back_to_the_page_about_security(client, person, elsewhere):
    assert client.get(elsewhere.refuse(client.post(LINK).location)).status_code == 303
    assert Identity.select().count() == 0


def test_she_parts_them_and_is_told(client, a_browser, person, ada, come_from):
    come_from(client, path=LINK)
    assert client.post(UNLINK).location == SECURITY
    assert "Example does not open your account any more." in client.get(SECURITY).text
    assert letters_of(person) == ["provider_linked", "provider_unlinked"]
    other = a_browser()
    come_from(other)
    assert person.email not in other.get("/account").text


def test_nothing_to_part_is_told_to_nobody(client, person):
    client.post(UNLINK)
    assert letters_of(person) == []


def test_her_only_way_in_stays(client, only_linked):
    client.post(UNLINK)
    assert "Example is the only way into your account" in said(client, SECURITY)
    assert Identity.select().count() == 1


def test_with_a_passkey_it_is_not_the_only_one(client, only_linked):
    Passkey.create(customer=only_linked, credential_id="x", public_key=b"x", name="Phone")
    client.post(UNLINK)
    assert Identity.select().count() == 0


def test_a_provider_that_the_shop_no_longer_has_is_no_way_in(client, only_linked):
    Identity.create(customer=only_linked, issuer="https://gone.example", subject="ada")
    client.post(UNLINK)
    assert Identity.select().count() == 2


def test_of_two_ways_parted_at_once_one_stays(app, elsewhere):
    person = a_person()
    Customer.update(password_hash=None).execute()
    issuers = ["https://one.example", "https://two.example"]
    for issuer in issuers:
        Identity.create(customer=person, issuer=issuer, subject="ada")
    together = threading.Barrier(2)

    def part(issuer):
        with app.app_context(), db.connection_context():
            together.wait()
            identities.unlink(person, issuer, issuers)

    threads = [threading.Thread(target=part, args=[issuer]) for issuer in issuers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Identity.select().count() == 1


def test_without_a_password_she_proves_herself_by_the_provider_and_comes_back(
    client, only_linked, elsewhere
):
    no_longer_fresh()
    again = client.get("/account/password").location
    page = client.get(again).text
    assert "Password of" not in page
    assert "Continue with Example" in page
    assert "Continue with Down" not in page
    there = client.post("/login/example", data={"next": "/account/password"}).location
    assert query_of(there)["max_age"] == "0"
    assert client.get(elsewhere.sign_in(there, "ada")).location == "/account/password"
    assert client.get("/account/password").status_code == 200
    assert Session.select().count() == 1


def test_without_a_password_a_stale_session_sets_none(client, only_linked):
    no_longer_fresh()
    answer = client.post("/account/password", data={"password": "seven slow herons wade"})
    assert answer.location.startswith("/login/again")
    assert Customer.get().password_hash is None


def test_proving_herself_takes_her_own_account_there(client, only_linked, elsewhere, come_from):
    elsewhere.knows("eve", email="eve@example.org", email_verified=True)
    no_longer_fresh()
    come_from(client, "eve", next="/account/password")
    assert "not the account at Example that opens this one" in said(client, "/login/again")
    assert client.get("/account/password").location.startswith("/login/again")
    assert Customer.select().count() == 1


def test_a_provider_that_did_not_ask_her_anew_proves_nothing(
    client, only_linked, elsewhere, come_from
):
    elsewhere.knows("ada", auth_time=1_700_000_000)
    no_longer_fresh()
    come_from(client)
    assert "did not ask you to sign in once more" in said(client, "/login/again")
    assert client.get("/account/password").location.startswith("/login/again")


def test_an_address_that_the_provider_keeps_for_its_userinfo_is_asked_for(
    client, elsewhere, ada, come_from, monkeypatch
):
    in_token = flow.claims_in
    monkeypatch.setattr(
        flow,
        "claims_in",
        lambda *args: {k: v for k, v in in_token(*args).items() if k not in ("email", "name")},
    )
    come_from(client)
    assert (Customer.get().email, Customer.get().name) == ("ada@elsewhere.example", "Ada")
    assert elsewhere.asked[-1].path == "/userinfo"


@pytest.mark.parametrize("kind", ["account_from_provider", "provider_linked", "provider_unlinked"])
def test_each_letter_leads_to_the_page_about_security(app, only_linked, kind):
    letter = letters.notice(kind, tokens.issue("notice", only_linked).id)
    assert letter.subject == f"{NOTICES[kind][0]} · Octavo"
    assert f"http://localhost{SECURITY}" in letter.text
    assert f"http://localhost{SECURITY}" in letter.html
    assert "Dear Ada," in letter.text
