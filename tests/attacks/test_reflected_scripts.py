"""What is sent to the shop comes back as text, if at all: where it was typed, or in a list."""

from tests.attacks.marks import SCRIPT, marks_in
from tests.attacks.walking import as_it_is, every_form, sent
from tests.every_route import address_of, methods_of, taken_back


def test_what_is_typed_into_a_form_is_shown_as_text(shop):
    shown = 0
    for who, form in every_form(shop):
        texts = {name: SCRIPT for name, given in form.fields.items() if len(given) < 2}
        answer = sent(shop, who, form, (as_it_is(form) | texts).items())
        shown += "pwned" in answer.text
        assert not marks_in(answer), (who, form)
    assert shown > 10


def test_what_stands_in_an_address_is_shown_as_text(shop):
    for open_browser in shop.visitors.values():
        for endpoint in shop.app.view_functions:
            path = address_of(shop.app, endpoint, SCRIPT)
            for method in methods_of(shop.app, endpoint):
                with taken_back(shop.app):
                    answer = open_browser().open(f"{path}?{SCRIPT}={SCRIPT}", method=method)
                    answer.get_data()
                assert not marks_in(answer), (method, path)
