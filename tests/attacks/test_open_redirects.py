"""However one asks for it, no answer of the shop leads to another site.

Of the path after signing in see also tests/accounts/test_signing_in.py, with more spellings.
"""

import pytest

from tests.attacks.walking import as_it_is, every_form, sent
from tests.every_route import address_of, methods_of, taken_back

EVIL = "//evil.example/"
SPELLINGS = [EVIL, "https://evil.example/", "/\\evil.example/", "evil.example", "javascript:evil()"]
HEADERS = ("Referer", "HX-Current-URL", "Origin", "X-Forwarded-Host", "X-Original-URL", "Forwarded")


def leads_away(response):
    """Whether a browser, or htmx, is sent to where the attacker wants it."""
    names = ("Location", "HX-Redirect", "HX-Location", "HX-Push-Url", "Refresh", "Link")
    said = [response.headers.get(name, "") for name in names]
    return any(each.lower().lstrip().startswith(tuple(SPELLINGS)) for each in said)


@pytest.mark.parametrize("typed", SPELLINGS)
def test_no_field_that_holds_a_path_leads_away(shop, typed):
    asked = 0
    for who, form in every_form(shop):
        paths = [name for name, given in form.fields.items() if is_path(name, given)]
        for name in paths:
            asked += 1
            values = as_it_is(form) | {name: typed}
            assert not leads_away(sent(shop, who, form, values.items())), (who, form, name)
    assert asked


def is_path(name, given):
    return name in ("next", "back", "url", "to") or any(each.startswith("/") for each in given)


def test_no_header_leads_away(shop):
    headers = {**dict.fromkeys(HEADERS, "https:" + EVIL), "Sec-Fetch-Site": "same-origin"}
    for hypermedia in ({}, {"HX-Request": "true"}):
        for open_browser in shop.visitors.values():
            for endpoint in shop.app.view_functions:
                for method in methods_of(shop.app, endpoint):
                    with taken_back(shop.app):
                        path = address_of(shop.app, endpoint)
                        answer = open_browser().open(
                            path, method=method, headers=headers | hypermedia
                        )
                        answer.close()
                    assert not leads_away(answer), (method, path)


def test_no_path_of_the_shop_is_an_address_elsewhere(client):
    for path in ("//evil.example", "//evil.example/..", "/%5Cevil.example", "/%2F/evil.example/"):
        answer = client.get(path, base_url="http://localhost")
        assert not leads_away(answer)
        assert answer.status_code in (308, 404)
