"""What is sent to the shop comes back as text, if at all: where it was typed, or in a list."""

from tests.attacks.marks import SCRIPT, marks_in
from tests.attacks.walking import as_it_is, asked, every_form, every_route, sent
from tests.every_route import address_of


def test_what_is_typed_into_a_form_is_shown_as_text(shop):
    shown = 0
    for who, form in every_form(shop):
        texts = {name: SCRIPT for name, given in form.fields.items() if len(given) < 2}
        answer = sent(shop, who, form, (as_it_is(form) | texts).items())
        shown += "pwned" in answer.text
        assert not marks_in(answer), (who, form)
    assert shown > 10


def test_what_stands_in_an_address_is_shown_as_text(shop):
    for who, endpoint, method in every_route(shop):
        path = address_of(shop.app, endpoint, SCRIPT)
        answer = asked(shop, who, method, path, query_string={SCRIPT: SCRIPT, "q": SCRIPT})
        assert not marks_in(answer), (method, path)
