from datetime import timedelta
from functools import partial

import pyotp
import pytest

from app.accounts import changing, letters, tokens
from app.accounts.factors import authenticators
from app.accounts.factors.models import Authenticator, Passkey
from app.accounts.models import Customer, Session, Token
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

OLD, NEW = "reader@example.org", "ada@example.org"


@pytest.fixture
def person(client):
    return signed_in(client)


def ask(client, email=NEW):
    return client.post("/account/email", data={"email": email})


def link_to(email, write, kind):
    found = [about for sort, about in letters_to(email) if sort == kind]
    return link_in(write(found[-1]))


def confirming():
    return link_to(NEW, letters.confirm_email, "confirm_email")


def taking_back(email=OLD):
    return link_to(email, letters.email_changed, "email_changed")


def changed(client):
    ask(client)
    client.post(confirming())


def test_the_link_to_the_new_address_asks_first_and_then_changes_it_once(client, person):
    assert ask(client).location == "/account/email/sent"
    link = confirming()
    assert client.get(link).headers["Referrer-Policy"] == "no-referrer"
    assert Customer.get().email == OLD
    assert client.post(link).location == "/account"
    assert Customer.get().email == NEW
    assert client.get(link).status_code == client.post(link).status_code == 410


def test_whoever_gets_the_link_by_mail_does_not_give_the_account_her_address(client, a_browser):
    signed_in(client)
    ask(client)
    link = confirming()
    stranger = a_browser()
    assert stranger.post(link).location == f"/login?next={link}"
    signed_in(stranger, "somebody@example.org")
    assert stranger.get(link).status_code == stranger.post(link).status_code == 409
    assert client.post(link).location == "/account"


def test_a_new_password_voids_the_link_that_a_thief_has_asked_for(client, a_browser, person):
    ask(client)
    link = confirming()
    owner = a_browser()
    secret = tokens.fresh_secret(tokens.issue("reset", person))
    owner.post(f"/password/reset/{secret}", data={"password": "seven slow herons wade"})
    assert owner.post(link).status_code == 410
    assert Customer.get().email == OLD


def test_so_does_a_change_of_the_password(client, person):
    ask(client)
    link = confirming()
    client.post("/account/password", data={"password": "seven slow herons wade"})
    assert client.post(link).status_code == 410


def test_an_address_that_has_an_account_gets_the_same_answer_and_another_letter(client, person):
    a_person(NEW)
    taken, free = ask(client), ask(client, "free@example.org")
    assert (taken.status_code, taken.location) == (free.status_code, free.location)
    assert [kind for kind, _ in letters_to(NEW)] == ["address_in_use"]
    assert [kind for kind, _ in letters_to("free@example.org")] == ["confirm_email"]
    letter = letters.address_in_use(letters_to(NEW)[0][1])
    assert person.name not in letter.text


def test_an_address_that_was_taken_meanwhile_is_not_given(client, person):
    ask(client)
    link = confirming()
    a_person("ADA@example.org")
    assert client.post(link).status_code == 410
    assert Customer.get_by_id(person.id).email == OLD


def test_an_account_that_a_stranger_began_with_the_address_does_not_keep_it_from_her(
    client, a_browser, person
):
    stranger = a_browser()
    signed_in(stranger, NEW, verified=False)
    ask(client)
    assert client.post(confirming()).location == "/account"
    assert Customer.get_by_id(person.id).email == NEW
    assert stranger.get("/account").status_code == 303
    assert sign_in(a_browser(), NEW).status_code == 303


def test_nor_does_one_that_is_begun_with_it_meanwhile(client, person):
    ask(client)
    link = confirming()
    a_person(NEW, verified=False)
    assert client.post(link).location == "/account"
    assert Customer.get_by_id(person.id).email == NEW


def test_she_may_change_how_her_address_is_written(client, person):
    ask(client, "Reader@Example.org")
    assert letters_to("Reader@Example.org")[-1][0] == "confirm_email"


@pytest.mark.parametrize("email", ["", "x", OLD, "a@b.example,c@d.example", "a@localhost"])
def test_what_is_no_other_address_is_refused(client, person, email):
    assert ask(client, email).status_code == 422
    assert Token.select().count() == 0


def test_the_newest_link_alone_is_good(client, person):
    ask(client, "first@example.org")
    first = link_to("first@example.org", letters.confirm_email, "confirm_email")
    ask(client)
    assert client.get(first).status_code == 410
    assert client.get(confirming()).status_code == 200


def test_a_link_is_good_for_a_day(client, person):
    ask(client)
    link = confirming()
    assert Token.get().expires_at - now() <= timedelta(days=1)
    Token.update(expires_at=now()).execute()
    assert client.post(link).status_code == 410


def test_links_that_went_to_the_old_address_are_void(client, person):
    secret = tokens.fresh_secret(tokens.issue("reset", person))
    changed(client)
    assert client.get(f"/password/reset/{secret}").status_code == 410


def test_nobody_fills_a_mailbox(client, person):
    assert [ask(client).status_code for _ in range(6)] == [303] * 5 + [429]


def test_from_the_old_address_the_account_is_taken_back(client, a_browser, person):
    changed(client)
    owner = a_browser()
    link = taking_back()
    assert owner.get(link).status_code == 200
    assert Customer.get().email == NEW
    to_reset = owner.post(link).location
    assert Customer.get().email == OLD
    assert to_reset.startswith("/password/reset/")
    assert owner.post(to_reset, data={"password": "seven slow herons wade"}).status_code == 303
    assert owner.get("/account").status_code == 200
    assert owner.get(link).status_code == 410


def test_whoever_changed_it_is_left_with_nothing(client, a_browser, person):
    stolen = client.post("/password/forgot", data={"email": OLD})
    an_authenticator(person)
    changed(client)
    ask(client, "third@example.org")
    third = link_to("third@example.org", letters.confirm_email, "confirm_email")
    a_browser().post(taking_back())
    assert stolen.status_code == 303
    assert Session.select().count() == 0
    assert Authenticator.select().count() == 0
    assert client.get(third).status_code == 410
    assert sign_in(a_browser(), OLD, PASSWORD).status_code == 422


def test_factors_of_long_before_stay_asked_for(client, a_browser, person):
    an_authenticator(person)
    Authenticator.update(confirmed_at=now() - timedelta(days=8)).execute()
    Passkey.create(customer=person, credential_id="x", public_key=b"", name="A thief's")
    changed(client)
    owner = a_browser()
    to_reset = owner.post(taking_back()).location
    assert Passkey.select().count() == 0
    answer = owner.post(to_reset, data={"password": "seven slow herons wade"})
    assert answer.location == "/login/second"


def test_an_app_that_she_left_half_set_up_long_ago_does_not_become_a_thiefs(
    client, a_browser, person
):
    client.get("/account/security/authenticator")
    Authenticator.update(created_at=now() - timedelta(days=90)).execute()
    secret = authenticators.waiting_secret(person.id)
    code = pyotp.TOTP(secret).now()
    assert client.post("/account/security/authenticator", data={"code": code}).status_code == 200
    changed(client)
    owner = a_browser()
    to_reset = owner.post(taking_back()).location
    answer = owner.post(to_reset, data={"password": "seven slow herons wade"})
    assert answer.location == "/account"


def test_it_is_taken_back_within_seven_days(client, person):
    changed(client)
    link = taking_back()
    back = Token.get(Token.purpose == "restore_email")
    assert timedelta(days=6) < back.expires_at - now() <= timedelta(days=7)
    Token.update(expires_at=now()).where(Token.id == back.id).execute()
    assert client.post(link).status_code == 410


def test_an_address_that_was_never_proven_gets_no_power_over_the_account(client):
    signed_in(client, verified=False)
    changed(client)
    assert Customer.get().is_verified
    assert letters_to(OLD) == []


def test_a_thief_who_changes_it_twice_does_not_void_the_owners_link(client, a_browser, person):
    changed(client)
    owners = taking_back()
    ask(client, "third@example.org")
    client.post(link_to("third@example.org", letters.confirm_email, "confirm_email"))
    thiefs = taking_back(NEW)
    client.post(thiefs)
    assert Customer.get().email == NEW
    assert a_browser().post(owners).location.startswith("/password/reset/")
    assert Customer.get().email == OLD


def test_once_the_owner_has_it_back_the_thiefs_own_links_back_are_void(client, a_browser, person):
    changed(client)
    ask(client, "third@example.org")
    client.post(link_to("third@example.org", letters.confirm_email, "confirm_email"))
    thiefs = taking_back(NEW)
    a_browser().post(taking_back(OLD))
    assert client.post(thiefs).status_code == 410
    assert Customer.get().email == OLD


def test_of_two_who_confirm_at_once_one_wins(app, client, person):
    ask(client)
    secret = confirming().rpartition("/")[2]
    confirmed = all_at_once(app, [partial(changing.confirm_email, secret)] * 2)
    assert sorted(str(customer and customer.email) for customer in confirmed) == ["None", NEW]
    assert [kind for kind, _ in letters_to(OLD)] == ["email_changed"]


@pytest.mark.parametrize("token", ["x", "%01", "0" * 2000])
@pytest.mark.parametrize("way", ["confirm", "restore"])
def test_a_made_up_link_is_void(client, way, token):
    assert client.get(f"/email/{way}/{token}").status_code == 410
    assert client.post(f"/email/{way}/{token}").status_code == 410
