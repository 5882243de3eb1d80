"""However one asks for it, no answer of the shop leads to another site.

Of the path after signing in see also tests/accounts/test_signing_in.py, with more spellings.
"""

import itertools

import pytest

from tests.accounts.factors.soft_passkey import SoftPasskey
from tests.attacks.walking import as_it_is, asked, every_form, every_route, sent
from tests.every_route import address_of
from tests.people import PASSWORD, a_person, an_authenticator, sign_in, signed_in

KEYS = "/account/security/passkeys"
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


def by_password(client, path):
    a_person()
    return sign_in(client, next=path)


def by_code(client, path):
    phone = an_authenticator(a_person())
    sign_in(client, next=path)
    return client.post("/login/second", data={"code": phone.now(), "next": path})


def by_passkey(client, path):
    signed_in(client)
    key = SoftPasskey()
    made = {"credential": key.create(client.post(f"{KEYS}/options").json), "name": "My phone"}
    client.post(KEYS, data=made)
    client.post("/logout")
    shown = key.get(client.post("/login/passkey/options").json)
    return client.post("/login/passkey", data={"credential": shown, "next": path})


def once_more(client, path):
    signed_in(client)
    return client.post("/login/again", data={"password": PASSWORD, "next": path})


# With a provider: tests/accounts/providers/test_coming_in.py.
@pytest.mark.parametrize("way_in", [by_password, by_code, by_passkey, once_more])
@pytest.mark.parametrize(
    ("path", "leads_to"), [("/search", "/search"), *((path, "/account") for path in SPELLINGS)]
)
def test_whoever_signs_in_is_led_on_in_the_shop_or_to_her_account(client, way_in, path, leads_to):
    answer = way_in(client, path)
    assert (answer.status_code, answer.location) == (303, leads_to)


def is_path(name, given):
    return name in ("next", "back", "url", "to") or any(each.startswith("/") for each in given)


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
