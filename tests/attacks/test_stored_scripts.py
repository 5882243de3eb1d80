"""Nothing that somebody typed, whoever and wherever, is ever read as markup by a browser."""

import re

from app.letters import LETTERS
from app.mail import Email
from tests.attacks.filling import fill_every_text
from tests.attacks.marks import ADDRESS, SCRIPT, SHORT, marks_in
from tests.attacks.walking import every_page

# What browsers read markup or data in; of CSV see test_formulas.py.
READ = re.compile("text/html|.*[/+](xml|json)")


def test_no_page_takes_what_somebody_typed_for_markup(full_shop):
    taken = fill_every_text(SCRIPT, SHORT, ADDRESS)
    assert len(taken) > 100
    faults, shown = {}, 0
    for who, path, response in every_page(full_shop):
        assert response.status_code != 500, (who, path)
        if READ.fullmatch(response.mimetype):
            shown += "pwned" in response.text
            faults[who, path] = marks_in(response)
    assert {place: found for place, found in faults.items() if found} == {}
    assert shown > 100


def test_no_letter_takes_what_somebody_typed_for_markup(full_shop):
    fill_every_text(SCRIPT, SHORT, ADDRESS)
    shown = 0
    for email in Email.select():
        letter = LETTERS[email.kind](email.about)
        if letter:
            shown += "pwned" in letter.html
            assert "<pwned" not in letter.html, email.kind
    assert shown > 10
