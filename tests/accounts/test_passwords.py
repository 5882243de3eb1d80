import pytest

from app.accounts import passwords
from app.accounts.weak_passwords import common_passwords, weakness


@pytest.fixture
def quick_hashes():
    """As hard as they really are."""


HER = ("Octavia Butler", "octavia.butler@example.org")


@pytest.mark.parametrize(
    "password",
    [
        "four quiet rivers meet",
        "a shelf of one's own",
        "ein schönes Büchlein",
        "書店で本を三冊買いました",
        "        spaces too      x",
        "🦉🦉🦊🐢🦔🐝🐙🦋🌲🌳🍄🌾",
        "T7#mQ9!vLp2&",
        "x" * 3 + "Kd82-ppQ!z" + "y" * 100,
        "NUL\0 is a character, too",
    ],
)
def test_any_characters_make_a_password_when_there_are_enough(password):
    assert weakness(password, *HER) is None


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "elevenchars",
        "é" * 11,
        "y8Kd" * 33,
        "password1234",
        "Password2025!!",
        "PASSWORDPASSWORD",
        "iloveyouforever",
        "correct horse battery staple",
        "123456789012",
        "qwertyuiopas",
        "lkjhgfdsapoiu",
        "abcdefghijklm",
        "aaaaaaaaaaaa",
        "abcabcabcabcabc",
        "dragondragon",
        "!!monkey2024",
        "octaviabutler",
        "Butler-Octavia-99",
        "octavia.butler@example.org",
        "octavo-octavo-1",
    ],
)
def test_a_password_that_a_stranger_would_try_is_refused(password):
    assert weakness(password, *HER)


def test_length_is_counted_in_characters():
    assert weakness("ñ" * 4 + "ab12cd34", *HER) is None
    assert "12 characters" in weakness("ñ" * 4 + "ab12cd3", *HER)


def test_the_list_is_shipped_in_small_letters():
    assert len(common_passwords()) > 1000
    assert all(word == word.casefold() for word in common_passwords())


def test_hashes_are_argon2id_with_the_work_that_owasp_asks_for():
    assert passwords.hash_password("four quiet rivers").startswith(
        "$argon2id$v=19$m=19456,t=2,p=1$"
    )


def test_a_hash_matches_its_own_password_only():
    stored = passwords.hash_password("four quiet rivers")
    assert passwords.matches(stored, "four quiet rivers")
    assert not passwords.matches(stored, "four quiet river")


def test_nobodys_hash_costs_as_much_as_any():
    assert not passwords.is_outdated(passwords.NOBODYS)
    assert not passwords.matches(passwords.NOBODYS, "")


@pytest.mark.parametrize(
    "stored",
    ["!", "x", "$2b$12$" + "a" * 53, "pbkdf2:sha256:1000$salt$0f", "$argon2id$v=19$m=8", "é"],
)
def test_what_is_no_hash_of_ours_matches_nothing(stored):
    assert not passwords.matches(stored, "four quiet rivers")
    assert not passwords.matches(stored, stored)


def test_what_is_cut_short_matches_nothing():
    stored = passwords.hash_password("four quiet rivers")
    assert not passwords.matches(stored[:-10], "four quiet rivers")
