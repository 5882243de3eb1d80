"""However one asks for it, no answer of the shop leads to another site.

Of the path after signing in see also tests/accounts/test_signing_in.py, with more spellings, and
tests/accounts/providers/test_there_and_back.py, of providers.
"""

import itertools
from urllib.parse import unquote

import pytest

from tests.accounts.factors.soft_passkey import SoftPasskey
from tests.accounts.factors.test_passkeys import add, show
from tests.attacks.walking import as_it_is, asked, every_form, every_route, sent
from tests.every_route import address_of
from tests.people import PASSWORD, a_person, an_authenticator, sign_in

EVIL = "//evil.example/"
SPELLINGS = [EVIL, "https://evil.example/", "/\\evil.example/", "evil.example", "javascript:evil()"]
HEADERS = ("Referer", "HX-Current-URL", "Origin", "X-Forwarded-Host", "X-Original-URL", "Forwarded")


def leads_away(response):
    """Whether a browser, or htmx, is sent to where the attacker wants it."""
    names = ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "Refresh", "Link")
    said = [response.headers.get(name, "") for name in names]
    return any(each.lower().lstrip().startswith(tuple(SPELLINGS)) for each in said)


def test_no_field_that_holds_a_path_leads_away(shop):
    tried = 0
    for who, form in every_form(shop):
        paths = [name for name, given in form.fields.items() if is_path(name, given)]
        for name, typed in itertools.product(paths, SPELLINGS):
            tried += 1
            values = as_it_is(form) | {name: typed}
            assert not leads_away(sent(shop, who, form, values.items())), (who, form, name)
    assert tried > 10


def is_path(name, given):
    return name in ("next", "back", "url", "to") or any(each.startswith("/") for each in given)


@pytest.mark.parametrize("typed", SPELLINGS)
def test_no_step_of_signing_in_leads_away(client, a_browser, typed):
    phone, key, other = an_authenticator(a_person()), SoftPasskey(), a_browser()
    steps = [
        sign_in(client, password="not hers", next=typed),
        sign_in(client, next=typed),
        client.post("/login/second", data={"code": "000000", "next": typed}),
        client.post("/login/second", data={"code": phone.now(), "next": typed}),
        add(client, key),
        client.post("/login/again", data={"password": "not hers", "next": typed}),
        show(client, key, next=typed),
        show(other, SoftPasskey(), next=typed),
        show(other, key, next=typed),
        client.post("/login/again", data={"password": PASSWORD, "next": typed}),
    ]
    statuses = [step.status_code for step in steps]
    assert statuses == [422, 303, 422, 303, 200, 422, 303, 303, 303, 303]
    assert not any(evil(step.location or "") for step in steps)
    assert not any('name="next"' in step.text for step in steps)


def evil(address):
    """Whether it leads there, or to a page of ours that would."""
    return "evil" in unquote(address)


@pytest.mark.parametrize("hypermedia", [{}, {"HX-Request": "true"}])
def test_no_header_leads_away(shop, hypermedia):
    headers = dict.fromkeys(HEADERS, f"https:{EVIL}") | {"Sec-Fetch-Site": "same-origin"}
    for who, endpoint, method in every_route(shop):
        path = address_of(shop.app, endpoint)
        answer = asked(shop, who, method, path, headers=headers | hypermedia)
        assert not leads_away(answer), (method, path)


def test_no_path_of_the_shop_is_an_address_elsewhere(client):
    for path in ("//evil.example", "//evil.example/..", "/%5Cevil.example", "/%2F/evil.example/"):
        answer = client.get(path)
        assert not leads_away(answer)
        assert answer.status_code in (308, 404)
