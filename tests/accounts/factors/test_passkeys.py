import json
from dataclasses import replace

import pytest

from app.accounts import single_use
from app.accounts.factors.models import Passkey, RecoveryCode, SpentChallenge
from app.accounts.models import Session
from app.accounts.tidying import forget_expired
from tests.accounts.factors.soft_passkey import SoftPasskey, new_key
from tests.people import (
    a_person,
    an_authenticator,
    letters_to,
    prove_later,
    show_code,
    sign_in,
    signed_in,
)

KEYS = "/account/security/passkeys"


@pytest.fixture
def person(client):
    return signed_in(client)


@pytest.fixture
def passkey(client, person):
    """A passkey of hers; nobody is signed in."""
    key = SoftPasskey()
    add(client, key)
    client.post("/logout")
    return key


def add(client, key, name="My phone"):
    options = client.post(f"{KEYS}/options").json
    return client.post(KEYS, data={"credential": key.create(options), "name": name})


def show(client, key, **fields):
    options = client.post("/login/passkey/options").json
    return client.post("/login/passkey", data={"credential": key.get(options), **fields})


def refused(client, answer):
    signed_in = client.get("/account").status_code == 200
    return answer.location.startswith("/login") and not signed_in


def test_a_passkey_is_added_under_its_name_and_told_by_mail(client, person):
    page = add(client, SoftPasskey())
    assert "recovery codes" in page.text
    assert RecoveryCode.select().count() == 10
    assert "My phone" in client.get("/account/security").text
    assert letters_to(person.email)[-1][0] == "passkey_added"
    assert Session.get().second_factor


def test_the_second_passkey_brings_no_new_recovery_codes(client, person):
    add(client, SoftPasskey())
    codes = {row.code_hash for row in RecoveryCode.select()}
    assert add(client, SoftPasskey(), "My key").location == "/account/security"
    assert {row.code_hash for row in RecoveryCode.select()} == codes


def test_a_passkey_alone_is_both_factors(client, passkey):
    assert show(client, passkey, next="/orders/AB-1").location == "/orders/AB-1"
    assert client.get("/account").status_code == 200
    assert Session.get().second_factor
    assert Passkey.get().last_used_at


@pytest.mark.parametrize(("ticked", "stays"), [({"remember": "1"}, True), ({}, False)])
def test_with_a_passkey_she_stays_signed_in_if_she_ticks_it(client, passkey, ticked, stays):
    show(client, passkey, **ticked)
    assert Session.get().remembered == stays


def test_beside_the_password_it_is_the_second_factor(client, passkey):
    assert sign_in(client, remember="1").location == "/login/second"
    assert "Use a passkey" in client.get("/login/second").text
    assert show(client, passkey).location == "/account"
    assert Session.get().remembered


def test_at_the_second_step_the_browser_is_asked_for_her_passkeys_only(client, passkey):
    sign_in(client)
    allowed = client.post("/login/passkey/options").json["allowCredentials"]
    assert [key["id"] for key in allowed] == [Passkey.get().credential_id]


def test_before_it_nobody_learns_whose_passkeys_there_are(client, passkey):
    assert client.post("/login/passkey/options").json["allowCredentials"] == []


def test_what_a_passkey_knows_her_by_says_nothing_of_her(client, person):
    user = client.post(f"{KEYS}/options").json["user"]
    assert len(user["id"]) == 22
    assert client.post(f"{KEYS}/options").json["user"]["id"] == user["id"]


def test_whoever_holds_the_device_must_show_that_it_is_hers(client, passkey):
    asked = client.post("/login/passkey/options").json
    assert asked["userVerification"] == "required"
    passkey.verifies = False
    assert refused(client, show(client, passkey))


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"origin": "https://evil.example"},
        {"origin": "http://localhost.evil.example"},
        {"origin": "http://localhost:8001"},
        {"host": "evil.example"},
    ],
)
def test_what_was_signed_for_another_site_is_refused(client, passkey, elsewhere):
    assert refused(client, show(client, replace(passkey, **elsewhere)))


def test_the_answer_to_another_question_is_refused(client, passkey):
    client.post("/login/passkey/options")
    answer = passkey.get({"challenge": "bm90aGluZyB0aGF0IHRoZSBzaG9wIGFza2Vk"})
    assert refused(client, client.post("/login/passkey", data={"credential": answer}))


def test_an_answer_without_a_question_is_refused(client, a_browser, passkey):
    options = a_browser().post("/login/passkey/options").json
    answer = passkey.get(options)
    assert refused(client, client.post("/login/passkey", data={"credential": answer}))


def test_an_answer_works_once_even_for_who_has_the_cookie_of_its_question(client, passkey):
    options = client.post("/login/passkey/options").json
    cookie = client.get_cookie("octavo").value
    fields = {"credential": passkey.get(options)}
    assert client.post("/login/passkey", data=fields).location == "/account"
    client.post("/logout")
    client.set_cookie("octavo", cookie)
    # As of an authenticator that does not count, so that nothing else stands in the way.
    Passkey.update(sign_count=0).execute()
    assert refused(client, client.post("/login/passkey", data=fields))


def test_a_question_is_answered_within_five_minutes(client, passkey):
    options = client.post("/login/passkey/options").json
    with client.session_transaction() as cookie:
        cookie["challenge"] = {**cookie["challenge"], "at": cookie["challenge"]["at"] - 301}
    fields = {"credential": passkey.get(options)}
    assert refused(client, client.post("/login/passkey", data=fields))


def test_a_copy_of_a_passkey_is_found_out_by_its_count(client, passkey):
    copy = replace(passkey)
    show(client, passkey)
    show(client, passkey)
    client.post("/logout")
    assert refused(client, show(client, copy))


def test_a_passkey_that_does_not_count_works_again_and_again(client, passkey):
    for _ in range(2):
        passkey.count = -1
        assert show(client, passkey).location == "/account"
        client.post("/logout")


def test_a_signature_of_another_key_is_refused(client, passkey):
    assert refused(client, show(client, replace(passkey, key=new_key())))


def test_an_unknown_passkey_is_refused(client, passkey):
    assert refused(client, show(client, SoftPasskey()))


@pytest.mark.parametrize(
    "answer",
    ["", "null", "[]", "{}", "1", '"x"', "{", '{"id": 1}', '{"id": "a", "rawId": "%"}', "é\0"],
)
def test_nonsense_is_refused(client, passkey, answer):
    client.post("/login/passkey/options")
    assert refused(client, client.post("/login/passkey", data={"credential": answer}))
    sign_in(client)


@pytest.mark.parametrize("answer", ["", "null", "[]", "{}", "{", '{"id": "a", "response": 1}'])
def test_nonsense_is_no_new_passkey(client, person, answer):
    client.post(f"{KEYS}/options")
    assert client.post(KEYS, data={"credential": answer}).location == KEYS
    assert Passkey.select().count() == 0


@pytest.mark.parametrize(
    "wrong",
    [{"origin": "https://evil.example"}, {"host": "evil.example"}, {"verifies": False}],
)
def test_no_passkey_is_added_that_is_not_for_this_shop(client, person, wrong):
    assert add(client, SoftPasskey(**wrong)).location == KEYS
    assert Passkey.select().count() == 0


def test_an_answer_adds_a_passkey_once(client, person):
    options = client.post(f"{KEYS}/options").json
    cookie = client.get_cookie("octavo").value
    key = SoftPasskey()
    client.post(KEYS, data={"credential": key.create(options)})
    Passkey.delete().execute()
    token = session_token(client)
    client.set_cookie("octavo", cookie)
    with client.session_transaction() as old:
        old["_user_id"] = token
    assert client.post(KEYS, data={"credential": key.create(options)}).location == KEYS
    assert Passkey.select().count() == 0


def session_token(client):
    with client.session_transaction() as cookie:
        return cookie["_user_id"]


def test_nobody_takes_over_the_passkey_of_another(client, a_browser, passkey):
    thief = a_browser()
    signed_in(thief, "thief@example.org")
    assert add(thief, passkey).location == KEYS
    assert Passkey.get().customer.email == "reader@example.org"


def test_adding_and_removing_take_a_fresh_sign_in(client, person):
    add(client, SoftPasskey())
    prove_later(person)
    assert client.post(f"{KEYS}/options").location.startswith("/login/again")
    assert client.post(KEYS).location.startswith("/login/again")
    gone = client.post(f"{KEYS}/{Passkey.get().id}/removal")
    assert gone.location.startswith("/login/again")
    assert Passkey.select().count() == 1


def test_a_passkey_that_was_removed_opens_nothing(client, person):
    key = SoftPasskey()
    add(client, key)
    assert client.post(f"{KEYS}/{Passkey.get().id}/removal").status_code == 303
    assert letters_to(person.email)[-1][0] == "passkey_removed"
    client.post("/logout")
    assert refused(client, show(client, key))
    assert sign_in(client).location == "/account"


def test_nobody_removes_the_passkey_of_another(client, a_browser, passkey):
    other = a_browser()
    signed_in(other, "other@example.org")
    assert other.post(f"{KEYS}/{Passkey.get().id}/removal").status_code == 404
    assert Passkey.select().count() == 1


def test_recovery_codes_stay_while_there_is_another_factor(client, person):
    add(client, SoftPasskey())
    phone = an_authenticator(person)
    client.post(f"{KEYS}/{Passkey.get().id}/removal")
    assert RecoveryCode.select().count() == 10
    client.post("/logout")
    sign_in(client)
    assert show_code(client, phone.now()).status_code == 303


def test_she_proves_herself_again_by_passkey(client, passkey):
    show(client, passkey)
    prove_later(owner_of_it())
    page = client.get("/login/again?next=/account/email")
    assert "Use a passkey" in page.text
    assert show(client, passkey, next="/account/email").location == "/account/email"
    assert client.get("/account/email").status_code == 200


def owner_of_it():
    return Passkey.get().customer


@pytest.fixture
def son(client, passkey):
    """Signed in for a while, with a passkey of his own, in a browser that has his mother's, too."""
    son = signed_in(client, "son@example.org")
    add(client, SoftPasskey())
    prove_later(son)
    return son


def test_nobody_proves_by_the_passkey_of_another_that_it_is_still_he(client, passkey, son):
    answer = show(client, passkey, next="/account/privacy/erase")
    assert answer.location == "/login/again?next=/account/privacy/erase"
    page = client.get(answer.location).text
    assert "That passkey does not open this account" in page
    assert f"{son.email} is signed in here" in page
    assert client.get("/account/privacy/erase").location.startswith("/login/again")
    assert Passkey.get(Passkey.customer != son).last_used_at is None


def test_to_prove_it_the_browser_is_asked_for_his_own_passkeys_only(client, passkey, son):
    allowed = client.post("/login/passkey/options").json["allowCredentials"]
    assert [key["id"] for key in allowed] == [Passkey.get(customer=son).credential_id]


def test_who_has_no_passkey_is_not_asked_for_one(client, passkey):
    signed_in(client, "son@example.org")
    assert "Use a passkey" not in client.get("/login/again").text
    assert show(client, passkey).location.startswith("/login/again")


def test_the_second_step_is_not_taken_by_the_passkey_of_another(client, passkey):
    an_authenticator(a_person("son@example.org"))
    sign_in(client, "son@example.org")
    assert show(client, passkey).location.startswith("/login/second")
    assert client.get("/account").status_code == 303


def test_what_has_been_answered_is_forgotten_in_time(app):
    assert single_use.spend("a question")
    forget_expired()
    assert not single_use.spend("a question")
    SpentChallenge.update(spent_at="2020-01-01").execute()
    forget_expired()
    assert SpentChallenge.select().count() == 0


def test_a_question_is_for_no_cache(client):
    response = client.post("/login/passkey/options")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert json.loads(response.text)["rpId"] == "localhost"


def test_guessers_of_passkeys_are_held_up(client):
    a_person()
    answers = [client.post("/login/passkey").status_code for _ in range(101)]
    assert answers[-1] == 429
