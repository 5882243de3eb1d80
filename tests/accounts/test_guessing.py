"""A thousand guesses: few are looked at, and the owner still gets in."""

import pytest

from app.accounts import passwords
from app.accounts.factors.models import Authenticator
from app.db import db
from app.mail import Email
from tests.accounts.test_forgotten_password import reset_link
from tests.people import a_person, an_authenticator, show_code, sign_in, signed_in

GUESSES = 1000
NEW = "five loud oceans part"


@pytest.fixture
def hashes(monkeypatch):
    """The passwords that were hashed, whether to be checked or to be kept."""
    done = []
    hasher = passwords.hasher

    class Counting:
        def verify(self, stored, password):
            done.append(password)
            return hasher.verify(stored, password)

        def hash(self, password):
            done.append(password)
            return hasher.hash(password)

        check_needs_rehash = hasher.check_needs_rehash

    monkeypatch.setattr(passwords, "hasher", Counting())
    return done


def address(number):
    return f"198.18.{number // 250}.{number % 250 + 1}"


@pytest.fixture
def guess(a_browser):
    """Guesses as somebody with no cookie, from an address; the status of the answer."""

    def once(number, *, email="reader@example.org", source="198.51.100.1"):
        guesser = a_browser()
        guesser.environ_base["REMOTE_ADDR"] = source
        return sign_in(guesser, email, f"guess {number}").status_code

    return once


@pytest.fixture
def under_siege(guess):
    """One account, at which somebody guesses from so many addresses that it takes no more."""

    def lay(guesses=101):
        return [guess(number, source=address(number)) for number in range(guesses)]

    return lay


def test_of_a_thousand_guesses_at_one_account_from_as_many_addresses_a_hundred_are_looked_at(
    hashes, under_siege
):
    a_person()
    hashes.clear()
    answers = under_siege(GUESSES)
    assert answers == [422] * 100 + [429] * (GUESSES - 100)
    assert len(hashes) == 100


def test_of_a_thousand_at_as_many_accounts_from_one_address_fifty_are_looked_at(hashes, guess):
    answers = [guess(number, email=f"{number}@example.org") for number in range(GUESSES)]
    assert answers == [422] * 50 + [429] * (GUESSES - 50)
    assert len(hashes) == 50


def test_in_a_siege_the_owner_gets_in_with_a_browser_that_she_has_used_before(
    client, a_browser, under_siege
):
    signed_in(client, remember="on")
    client.post("/logout")
    under_siege()
    stranger = a_browser()
    stranger.environ_base["REMOTE_ADDR"] = "203.0.113.5"
    assert sign_in(stranger).status_code == 429
    client.environ_base["REMOTE_ADDR"] = "203.0.113.5"
    assert sign_in(client, remember="on").status_code == 303
    client.post("/logout")
    assert sign_in(client).status_code == 303


def test_in_a_siege_the_owner_gets_in_with_a_new_password(client, under_siege):
    a_person()
    under_siege()
    assert sign_in(client).status_code == 429
    link = reset_link(client)
    assert client.post(link, data={"password": NEW}).status_code == 303
    assert client.get("/account").status_code == 200
    client.post("/logout")
    assert sign_in(client, password=NEW).status_code == 303


def test_who_does_not_want_to_stay_signed_in_leaves_no_mark(client, under_siege):
    signed_in(client)
    client.post("/logout")
    assert client.get_cookie("octavo") is None
    under_siege()
    assert sign_in(client).status_code == 429


def test_a_known_browser_is_no_way_to_guess_more(client):
    signed_in(client, remember="on")
    client.post("/logout")
    guesses = [sign_in(client, password=f"guess {n}").status_code for n in range(12)]
    assert guesses == [422] * 10 + [429] * 2


def test_nor_are_many_known_browsers(a_browser):
    a_person()
    browsers = [a_browser() for _ in range(11)]
    for browser in browsers:
        sign_in(browser, remember="on")
        browser.post("/logout")
    guesses = [
        sign_in(browser, password=f"guess {n}").status_code
        for browser in browsers
        for n in range(10)
    ]
    assert guesses == [422] * 100 + [429] * 10


def test_a_browser_is_known_to_those_who_used_it_and_to_nobody_else(client, under_siege):
    a_person()
    signed_in(client, "other@example.org", remember="on")
    client.post("/logout")
    under_siege()
    assert sign_in(client).status_code == 429


def test_with_a_new_password_the_browsers_of_who_had_the_old_one_are_strangers(
    client, a_browser, under_siege
):
    signed_in(client, remember="on")
    thief = a_browser()
    sign_in(thief, remember="on")
    thief.post("/logout")
    assert client.post("/account/password", data={"password": NEW}).status_code == 303
    client.post("/logout")
    under_siege()
    assert sign_in(thief).status_code == 429
    assert sign_in(client, password=NEW).status_code == 303


def test_browsers_of_whoever_began_an_account_with_her_address_are_strangers_to_hers(
    client, a_browser, under_siege
):
    a_person(verified=False)
    stranger = a_browser()
    sign_in(stranger, remember="on")
    stranger.post("/logout")
    assert client.post(reset_link(client), data={"password": NEW}).status_code == 303
    under_siege()
    assert sign_in(stranger).status_code == 429


def test_a_forged_mark_makes_no_browser_known(client, a_browser, under_siege):
    signed_in(client, remember="on")
    client.post("/logout")
    payload, _, _ = client.get_cookie("octavo").value.rpartition(".")
    forger = a_browser()
    forger.set_cookie("octavo", f"{payload}.{'A' * 27}")
    under_siege()
    assert sign_in(forger).status_code == 429


@pytest.fixture
def out_again(client):
    """The browser of an owner who signed in there by both steps, and out again."""
    phone = an_authenticator(a_person())
    sign_in(client, remember="on")
    assert show_code(client, phone.now()).status_code == 303
    client.post("/logout")
    return client


def test_guessed_codes_do_not_keep_the_owner_from_her_second_step(out_again, a_browser):
    thief = a_browser()
    for number in range(61):
        thief.environ_base["REMOTE_ADDR"] = address(number)
        sign_in(thief)
        answer = show_code(thief, "000000")
    assert answer.status_code == 429
    sign_in(out_again)
    assert show_code(out_again, "000000").status_code == 422  # looked at all the same


def test_nor_is_she_kept_from_it_by_the_new_password_that_she_sets_to_be_rid_of_them(
    out_again, a_browser
):
    thief = a_browser()
    sign_in(thief)
    for number in range(61):
        thief.environ_base["REMOTE_ADDR"] = address(number)
        answer = show_code(thief, "000000")
    assert answer.status_code == 429
    out_again.post(reset_link(out_again), data={"password": NEW})
    assert show_code(out_again, "000000").status_code == 422


def test_all_known_browsers_of_an_account_together_have_sixty_codes_a_day(a_browser):
    phone = an_authenticator(a_person())
    browsers = [a_browser() for _ in range(3)]
    for browser in browsers:
        sign_in(browser, remember="on")
        show_code(browser, phone.now())
        Authenticator.update(last_step=0).execute()
        browser.post("/logout")
        sign_in(browser)
    guesses = [show_code(browser, "000000").status_code for browser in browsers for _ in range(25)]
    assert guesses == [422] * 60 + [429] * 15


def test_shoppers_beside_a_guesser_at_one_address_are_served(guess, a_browser, an_edition):
    edition = an_edition("Kindred")
    for number in range(60):
        guess(number, email=f"{number}@example.org", source="198.51.100.1")
    shopper = a_browser()
    shopper.environ_base["REMOTE_ADDR"] = "198.51.100.1"
    assert shopper.get("/").status_code == 200
    form = {"edition_id": edition.id, "quantity": 1}
    assert shopper.post("/cart/items", data=form).status_code == 303
    assert "Kindred" in shopper.get("/cart").text


FORMS = {
    "/login": {"password": "not this one"},
    "/password/forgot": {},
    "/register": {"name": "Ada Palmer", "password": "four quiet rivers meet"},
}


@pytest.mark.parametrize("path", FORMS)
def test_known_and_unknown_addresses_make_the_same_work(client, hashes, monkeypatch, path):
    a_person("known@example.org")
    asked = []
    execute = db.execute_sql
    monkeypatch.setattr(db, "execute_sql", lambda *args: asked.append(args) or execute(*args))

    def work(email):
        del asked[:], hashes[:]
        before = Email.select().count()
        del asked[:]
        answer = client.post(path, data={"email": email, **FORMS[path]})
        queries = len(asked)
        letters = Email.select().count() - before
        return answer.status_code, queries, len(hashes), letters

    assert work("known@example.org") == work("nobody@example.org")
