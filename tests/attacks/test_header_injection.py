"""No line break that somebody typed begins another header, of an answer or of a letter.

That names are kept as one line is tested in tests/test_typed_text.py.
"""

import pytest

from app.letters import LETTERS
from app.mail import Email, Letter, compose
from tests.attacks.filling import fill_every_text
from tests.attacks.walking import as_it_is, every_form, every_page, sent

LINES = "one\r\nX-Pwned: 1\r\nBcc: pwned@example.org\r\n\r\n<p>two"
SHORT = "a\r\nX-Pwned: 1"
ADDRESS = "a\x0b@b"  # of what the database takes for an address, the worst


def test_no_form_writes_a_header_of_the_answer(shop):
    for who, form in every_form(shop):
        for typed in (dict.fromkeys(form.fields, LINES), as_it_is(form) | {"next": f"/{LINES}"}):
            answer = sent(shop, who, form, typed.items())
            assert "X-Pwned" not in answer.headers
            assert answer.status_code != 500, (who, form)


def test_nothing_that_is_kept_writes_one(full_shop):
    fill_every_text(LINES, SHORT, ADDRESS)
    for who, path, answer in every_page(full_shop):
        assert "X-Pwned" not in answer.headers, path
        assert answer.status_code != 500, (who, path)


def test_nothing_that_is_kept_writes_a_header_of_a_letter(full_shop):
    fill_every_text(LINES, SHORT)
    Email.update(recipient="ada@example.org").execute()
    settings, written = full_shop.app.config["SETTINGS"], 0
    for email in Email.select():
        letter = LETTERS[email.kind](email.about)
        if letter:
            message = compose(email, letter, settings)
            assert b"\nX-Pwned" not in message.as_bytes().partition(b"\n\n")[0]
            assert (message["Bcc"], message["X-Pwned"]) == (None, None)
            written += 1
    assert written > 10


def test_nothing_is_sent_to_more_than_one_address(app):
    letter = Letter("A subject", "A text", "<p>A text</p>")
    email = Email(kind="x", about=1, recipient="ada@example.org\r\nBcc: eve@example.org")
    with pytest.raises(ValueError, match="may not contain linefeed"):
        compose(email, letter, app.config["SETTINGS"])
