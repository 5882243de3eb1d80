from datetime import timedelta
from functools import partial

import pytest

from app.accounts import letters, tokens
from app.accounts.coming_back import reset_password
from app.accounts.consents import consents_of
from app.accounts.factors.models import Authenticator
from app.accounts.models import Address, Customer, Session, Token
from app.accounts.passwords import matches
from app.db import now
from tests.at_once import all_at_once
from tests.people import (
    PASSWORD,
    a_person,
    an_authenticator,
    letters_to,
    link_in,
    sign_in,
    signed_in,
)

NEW = "seven slow herons wade"


def test_a_link_sets_a_new_password_and_signs_in(client):
    a_person(verified=False)
    link = reset_link(client)
    assert client.get(link).headers["Referrer-Policy"] == "no-referrer"
    assert client.post(link, data={"password": NEW}).location == "/account"
    assert client.get("/account").status_code == 200
    person = Customer.at("reader@example.org")
    assert matches(person.password_hash, NEW)
    assert person.is_verified
    assert letters_to(person.email)[-1][0] == "password_changed"


def test_a_reset_ends_all_other_sessions(client, a_browser):
    signed_in(client)
    elsewhere = a_browser()
    sign_in(elsewhere)
    client.post("/logout")
    client.post(reset_link(client), data={"password": NEW})
    assert elsewhere.get("/account").status_code == 303
    assert Session.select().count() == 1


def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_work(client):
    a_person()
    known = client.post("/password/forgot", data={"email": "reader@example.org"})
    unknown = client.post("/password/forgot", data={"email": "nobody@example.org"})
    assert (known.status_code, known.location) == (unknown.status_code, unknown.location)
    assert Token.select().count() == 2
    assert [kind for kind, _ in letters_to("nobody@example.org")] == ["reset_password"]


def test_an_address_without_an_account_is_told_so_by_mail_alone(client):
    client.post("/password/forgot", data={"email": "nobody@example.org"})
    ((_, about),) = letters_to("nobody@example.org")
    letter = letters.reset_password(about)
    assert link_in(letter) == "/register"
    assert "no account" in letter.subject


def test_a_link_works_once(client):
    a_person()
    link = reset_link(client)
    client.post(link, data={"password": NEW})
    assert client.get(link).status_code == 410
    assert client.post(link, data={"password": "nine loud geese land"}).status_code == 410
    assert matches(Customer.get().password_hash, NEW)


def test_a_used_link_takes_all_others_with_it(client):
    a_person()
    first, second = reset_link(client), reset_link(client)
    client.post(second, data={"password": NEW})
    assert client.get(first).status_code == 410


def test_a_link_expires_after_an_hour(client):
    a_person()
    link = reset_link(client)
    assert Token.get().expires_at - now() <= timedelta(hours=1)
    Token.update(expires_at=now()).execute()
    assert (
        client.get(link).status_code == client.post(link, data={"password": NEW}).status_code == 410
    )


def test_a_link_to_verify_does_not_reset(client):
    person = a_person()
    secret = tokens.fresh_secret(tokens.issue("verify", person))
    assert client.get(f"/password/reset/{secret}").status_code == 410


@pytest.mark.parametrize("token", ["x", "%01", "é", "0" * 2000, "' or 1=1"])
def test_a_made_up_link_is_void(client, token):
    assert client.get(f"/password/reset/{token}").status_code == 410
    assert client.get(f"/verify/{token}").status_code == 410


def test_a_weak_new_password_is_refused_and_the_link_still_good(client):
    a_person()
    link = reset_link(client)
    answer = client.post(link, data={"password": "Octavia Butler"})
    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text
    assert client.post(link, data={"password": NEW}).status_code == 303


def test_of_two_who_use_a_link_at_once_one_wins(app):
    person = a_person()
    secret = tokens.fresh_secret(tokens.issue("reset", person))
    done = all_at_once(app, [partial(reset_password, secret, word) for word in (NEW, PASSWORD)])
    assert sum(each is None for each in done) == 1
    assert not any(isinstance(each, Exception) for each in done)


def test_the_secret_of_a_link_is_not_logged(client, capsys):
    a_person()
    link = reset_link(client)
    client.get(link)
    logged = capsys.readouterr().out
    assert link.rpartition("/")[2] not in logged
    assert "/password/reset/<token>" in logged


def test_a_wrong_address_is_refused(client):
    answer = client.post("/password/forgot", data={"email": "nobody"})
    assert answer.status_code == 422
    assert 'value="nobody"' in answer.text


def reset_link(client):
    client.post("/password/forgot", data={"email": "reader@example.org"})
    kind, about = letters_to("reader@example.org")[-1]
    assert kind == "reset_password"
    return link_in(letters.reset_password(about))


def test_a_link_to_an_account_that_a_stranger_began_gives_her_another(client, a_browser):
    stranger = a_browser()
    his = signed_in(stranger, name="Click here", verified=False)
    an_authenticator(his)
    Address.create(customer=his, name="Eve", line1="1 Nowhere", country="GB")
    link = reset_link(client)
    assert 'stands on our <a href="/privacy">' in client.get(link).text
    client.post(link, data={"password": NEW})
    assert client.get("/account").status_code == 200
    hers = Customer.at("reader@example.org")
    assert [noted.what for noted in consents_of(hers.id)] == ["privacy_notice"]
    assert (hers.name, hers.is_verified, hers.id != his.id) == ("reader", True, True)
    assert Authenticator.select().count() == Address.select().count() == 0
    assert stranger.get("/account").location.startswith("/login")
    assert sign_in(stranger).status_code == 422
    his = Customer.get_by_id(his.id)
    assert (his.name, his.email.endswith("@erased.invalid")) == ("Erased", True)


def test_an_account_that_she_is_signed_in_to_is_her_own_though_its_address_is_unproven(client):
    hers = signed_in(client, verified=False)
    client.post(reset_link(client), data={"password": NEW})
    assert (Customer.get().id, Customer.get().name, Customer.get().is_verified) == (
        hers.id,
        hers.name,
        True,
    )


def test_where_an_account_begins_afresh_she_is_told(client):
    a_person(verified=False)
    client.post(reset_link(client), data={"password": NEW})
    assert "your account begins afresh" in client.get("/account").text


def test_an_invited_member_of_staff_keeps_her_role(client):
    person = a_person(verified=False, role="support")
    client.post(reset_link(client), data={"password": NEW})
    person = Customer.get_by_id(person.id)
    assert (person.role, person.is_verified) == ("support", True)


def test_a_reset_leaves_a_proven_account_its_addresses(client):
    Address.create(customer=a_person(), name="Ada", line1="1 Her Street", country="GB")
    client.post(reset_link(client), data={"password": NEW})
    assert Address.select().count() == 1
