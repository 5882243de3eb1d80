"""Who comes from a provider for the first time, and who is known."""

from datetime import timedelta

import pytest

from app.accounts import coming_back, tokens
from app.accounts.changing import restore_email
from app.accounts.consents import consents_of
from app.accounts.factors import passkeys
from app.accounts.factors.models import Authenticator
from app.accounts.models import Address, Customer, Session
from app.accounts.passwords import matches
from app.accounts.providers import identities, opening
from app.accounts.providers.models import Identity
from app.db import now
from tests.accounts.providers.conftest import query_of, said
from tests.people import PASSWORD, a_person, an_authenticator, letters_to, show_code, sign_in

ADA = {"email": "ada@example.org", "email_verified": True, "name": "Ada Palmer"}


def letters_of(email):
    return [kind for kind, about in letters_to(email)]


def linked(person, elsewhere, subject="ada"):
    return Identity.create(customer=person, issuer=elsewhere.issuer, subject=subject)


@pytest.mark.parametrize("path", ["//evil.example/", "https://evil.example/", "/\\evil.example/"])
def test_who_comes_from_a_provider_stays_in_the_shop(client, elsewhere, come_from, path):
    elsewhere.knows("ada", **ADA)
    assert come_from(client, next=path).location == "/account"


def test_a_newcomer_with_a_verified_address_has_an_account_without_a_password(
    client, elsewhere, come_from
):
    elsewhere.knows("ada", **ADA)
    assert come_from(client, next="/search").location == "/search"
    person = Customer.get()
    assert (person.name, person.email, person.is_verified) == ("Ada Palmer", ADA["email"], True)
    assert person.password_hash is None
    assert "Ada Palmer" in client.get("/account").text
    assert letters_of(ADA["email"]) == ["account_from_provider"]


@pytest.mark.parametrize("began", [False, True])
def test_she_is_shown_what_we_keep_and_that_is_noted(client, elsewhere, come_from, began):
    if began:
        a_person(ADA["email"], verified=False)
    elsewhere.knows("ada", **ADA)
    for page in ("/login", "/register"):
        assert 'stands on our <a href="/privacy">' in client.get(page).text
    come_from(client)
    (noted,) = consents_of(Customer.at(ADA["email"]).id)
    assert noted.what == "privacy_notice"


def test_the_next_time_she_is_let_into_the_same_account_whatever_her_address_is_by_then(
    client, a_browser, elsewhere, come_from
):
    elsewhere.knows("ada", **ADA)
    come_from(client)
    elsewhere.knows("ada", email="another@example.org", email_verified=False)
    other = a_browser()
    assert come_from(other).location == "/account"
    assert ADA["email"] in other.get("/account").text
    assert Identity.get().last_used_at


def test_an_account_without_a_password_is_opened_by_none(client, elsewhere, come_from):
    elsewhere.knows("ada", **ADA)
    come_from(client)
    for password in ("", "None", "null", PASSWORD):
        assert sign_in(client, ADA["email"], password).status_code == 422


def test_a_mailed_link_gives_such_an_account_a_password(client, elsewhere, come_from):
    elsewhere.knows("ada", **ADA)
    come_from(client)
    secret = tokens.fresh_secret(tokens.issue("reset", Customer.get()))
    assert coming_back.reset_password(secret, PASSWORD)
    assert sign_in(client, ADA["email"]).status_code == 303


@pytest.mark.parametrize(("ticked", "stays"), [({"remember": "1"}, True), ({}, False)])
def test_she_stays_signed_in_if_she_ticked_it_before_she_went(
    client, elsewhere, come_from, ticked, stays
):
    linked(a_person(), elsewhere)
    come_from(client, **ticked)
    assert Session.get().remembered == stays


def test_a_second_factor_is_asked_for_after_the_provider_as_well(client, elsewhere, come_from):
    person = a_person()
    phone = an_authenticator(person)
    linked(person, elsewhere)
    assert come_from(client, next="/account/security").location == "/login/second"
    assert Session.select().count() == 0
    assert show_code(client, phone.now()).location == "/account/security"


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "ada@example.org"},
        {"email": "ada@example.org", "email_verified": False},
        {"email": "ada@example.org", "email_verified": "false"},
        {"email": "ada@example.org", "email_verified": 1.5},
        {"email": "ada@localhost", "email_verified": True},
        {"email": "ada@example.org,eve@example.org", "email_verified": True},
        {"email": ["ada@example.org"], "email_verified": True},
        {"email_verified": True},
        {},
    ],
)
def test_an_address_that_is_not_verified_there_opens_and_makes_nothing(
    client, elsewhere, come_from, claims
):
    elsewhere.knows("eve", **claims)
    assert come_from(client, "eve").location == "/register"
    assert "did not tell us an address" in said(client, "/register")
    assert Customer.select().count() == Identity.select().count() == 0


def test_nor_does_it_say_whether_there_is_an_account(client, a_browser, elsewhere, come_from):
    elsewhere.knows("eve", email="ada@example.org", email_verified=False)
    before = come_from(client, "eve")
    a_person("ada@example.org")
    other = a_browser()
    assert come_from(other, "eve").location == before.location
    assert said(other, "/register") == said(client, "/register")


@pytest.mark.parametrize("name", [None, "", "\0\n", 5, "x" * 5000, {"a": 1}])
def test_whatever_name_she_has_there_makes_one_that_we_can_keep(client, elsewhere, come_from, name):
    elsewhere.knows("ada", **{**ADA, "name": name})
    assert come_from(client).location == "/account"
    assert 0 < len(Customer.get().name) <= 100


def test_a_known_address_is_never_joined_in_silence(client, elsewhere, come_from):
    a_person(ADA["email"])
    elsewhere.knows("eve", **ADA)
    there = come_from(client, "eve").location
    assert there == "/login?next=/account/security/connect"
    assert "There is an account with your address" in said(client)
    assert Identity.select().count() == Session.select().count() == 0
    assert client.get("/account").location.startswith("/login")


def test_where_the_account_is_closed_at_the_same_instant_she_is_asked_to_try_again(
    client, elsewhere, come_from, monkeypatch
):
    before = a_person(ADA["email"])
    account_for = opening.account_for

    def closed_then(who):
        found = account_for(who)
        Customer.delete().where(Customer.id == before.id).execute()
        return found

    monkeypatch.setattr(opening, "account_for", closed_then)
    elsewhere.knows("eve", **ADA)
    assert come_from(client, "eve").location == "/login"
    assert "just been closed" in said(client)
    assert come_from(client, "eve").location == "/account"


def test_signed_in_to_it_she_is_asked_whether_to_connect_the_two(client, elsewhere, come_from):
    person = a_person(ADA["email"])
    elsewhere.knows("ada", **ADA)
    here = query_of(come_from(client).location)["next"]
    assert sign_in(client, person.email, next=here).location == here
    assert "Connect Example?" in client.get(here).text
    assert Identity.select().count() == 0
    assert client.post(here).location == "/account/security"
    assert Identity.get().customer_id == person.id
    assert letters_of(person.email) == ["provider_linked"]
    assert said(client, "/account/security") == "From now on, Example opens your account."
    assert client.post(here).location == "/account/security"
    assert "That took a while" in said(client, "/account/security")


def test_signed_in_to_another_account_there_is_nothing_to_connect(client, elsewhere, come_from):
    a_person(ADA["email"])
    a_person("eve@example.org")
    elsewhere.knows("ada", **ADA)
    come_from(client)
    sign_in(client, "eve@example.org")
    assert client.post("/account/security/connect").location == "/account/security"
    assert Identity.select().count() == 0


def test_after_ten_minutes_nothing_waits_to_be_connected(client, elsewhere, come_from):
    person = a_person(ADA["email"])
    elsewhere.knows("ada", **ADA)
    come_from(client)
    with client.session_transaction() as cookie:
        cookie["link"] = {**cookie["link"], "at": cookie["link"]["at"] - 601}
    sign_in(client, person.email)
    client.post("/account/security/connect")
    assert Identity.select().count() == 0


def test_an_account_that_a_stranger_began_with_her_address_is_hers_and_holds_nothing_of_his(
    client, a_browser, elsewhere, come_from
):
    stranger = a_browser()
    person = a_person(ADA["email"], name="Click here", verified=False)
    sign_in(stranger, person.email)
    an_authenticator(person)
    Address.create(customer=person, name="Eve", line1="1 Nowhere", country="GB")
    elsewhere.knows("ada", **ADA)
    assert come_from(client).location == "/account"
    person, his = Customer.at(ADA["email"]), person
    assert (person.name, person.is_verified, person.id != his.id) == ("Ada Palmer", True, True)
    assert not matches(person.password_hash, PASSWORD)
    assert sign_in(stranger, person.email).status_code == 422
    assert stranger.get("/account").location.startswith("/login")
    assert Authenticator.select().count() == Address.select().count() == 0
    assert passkeys.passkeys_of(person.id) == []


def test_an_invited_member_of_staff_proves_her_address_by_our_own_link(
    client, elsewhere, come_from
):
    a_person(ADA["email"], verified=False, role="owner")
    elsewhere.knows("ada", **ADA)
    assert come_from(client).location == "/login?next=/account/security/connect"
    assert Customer.get().password_hash
    assert Session.select().count() == 0


def test_an_account_that_was_taken_back_has_no_password_and_keeps_its_other_way_in(
    client, elsewhere
):
    person = a_person("eve@example.org")
    linked(person, elsewhere)
    Identity.update(linked_at=now() - timedelta(days=60)).execute()
    token = tokens.issue("restore_email", person, "ada@example.org")
    assert restore_email(tokens.fresh_secret(token))
    assert not identities.unlink(person, elsewhere.issuer, [elsewhere.issuer])
    assert Identity.select().count() == 1


def test_taking_an_account_back_disconnects_what_was_connected_meanwhile(client, elsewhere):
    person = a_person("eve@example.org")
    linked(person, elsewhere, "eve")
    old = Identity.create(
        customer=a_person(), issuer=elsewhere.issuer, subject="x", linked_at=now()
    )
    kept = Identity.create(
        customer=person,
        issuer="https://old.example",
        subject="ada",
        linked_at=now() - timedelta(days=60),
    )
    token = tokens.issue("restore_email", person, "ada@example.org")
    assert restore_email(tokens.fresh_secret(token))
    assert {each.id for each in Identity.select()} == {old.id, kept.id}
