from dataclasses import replace

import pytest

from app.accounts.factors import authenticators
from app.accounts.factors.models import Authenticator
from app.accounts.factors.sealing import seal, unseal
from tests.people import a_person, an_authenticator

NEW, NEWER = "another key of thirty-two letters", "and yet another key, as long as it"


@pytest.fixture
def rotate(app, monkeypatch):
    """Makes SECRET_KEY a new one; the one before is known for a while."""

    def turn(key):
        settings = app.config["SETTINGS"]
        rotated = replace(settings, secret_key=key, secret_key_previous=settings.secret_key)
        monkeypatch.setitem(app.config, "SETTINGS", rotated)

    return turn


def test_what_is_sealed_cannot_be_read_and_is_never_the_same(app):
    assert "secret" not in seal("secret")
    assert seal("secret") != seal("secret")
    assert unseal(seal("secret")) == "secret"


def test_codes_are_good_through_a_change_of_the_key(app, rotate):
    person = a_person()
    phone = an_authenticator(person)
    rotate(NEW)
    assert authenticators.use_code(person.id, phone.now())


def test_secrets_are_sealed_anew_before_the_old_key_goes(app, rotate):
    person = a_person()
    phone = an_authenticator(person)
    rotate(NEW)
    authenticators.seal_anew()
    sealed = Authenticator.get().sealed_secret
    authenticators.seal_anew()
    assert Authenticator.get().sealed_secret == sealed
    rotate(NEWER)
    assert authenticators.use_code(person.id, phone.now())


def test_a_secret_that_no_key_opens_makes_no_code_good(app, rotate):
    person = a_person()
    phone = an_authenticator(person)
    rotate(NEW)
    rotate(NEWER)
    authenticators.seal_anew()
    assert not authenticators.use_code(person.id, phone.now())
