"""What comes back from a provider counts once, in the browser that was sent there, and if true."""

import time
from base64 import urlsafe_b64encode
from dataclasses import replace
from hashlib import sha256
from urllib.parse import urlencode

import pytest
from joserfc.jwk import KeySet, RSAKey

from app.accounts.models import Customer, Session
from app.accounts.providers import discovery
from app.accounts.providers.models import Identity
from tests.accounts.providers.conftest import query_of, said
from tests.people import a_person

ADA = {"email": "ada@example.org", "email_verified": True, "name": "Ada Palmer"}
CALLBACK = "/login/example/callback"


@pytest.fixture
def ada(elsewhere):
    elsewhere.knows("ada", **ADA)


def begin(client, name="example", **fields):
    return client.post(f"/login/{name}", data=fields).location


def refused(client, back):
    """Where it ends, and that nobody is in."""
    answer = client.get(back)
    assert Session.select().count() == Customer.select().count() == 0
    assert answer.location.startswith("/login")
    return said(client, answer.location)


def test_the_provider_is_asked_with_a_state_a_nonce_and_a_challenge_of_their_own(client, elsewhere):
    first, second = query_of(begin(client)), query_of(begin(client))
    assert first["response_type"] == "code"
    assert first["client_id"] == "octavo"
    assert first["code_challenge_method"] == "S256"
    assert first["redirect_uri"] == "http://localhost" + CALLBACK
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43
        assert first[name] != second[name]


def test_the_code_is_exchanged_with_what_the_challenge_was_made_of(client, elsewhere, ada):
    there = begin(client)
    client.get(elsewhere.sign_in(there, "ada"))
    (exchange,) = [each.form for each in elsewhere.asked if each.path == "/oauth2/token"]
    digest = sha256(exchange["code_verifier"].encode()).digest()
    assert urlsafe_b64encode(digest).decode().rstrip("=") == query_of(there)["code_challenge"]


def test_an_answer_with_another_state_is_refused_and_the_right_one_still_works(
    client, elsewhere, ada
):
    back = elsewhere.sign_in(begin(client), "ada")
    forged = CALLBACK + "?" + urlencode({**query_of(back), "state": "é" * 43})
    assert "begun elsewhere" in refused(client, forged)
    assert client.get(back).location == "/account"


@pytest.mark.parametrize("fields", [{}, {"code": "x"}, {"state": ""}, {"error": "access_denied"}])
def test_an_answer_to_no_question_is_refused(client, elsewhere, fields):
    assert "begun elsewhere" in refused(client, f"{CALLBACK}?{urlencode(fields)}")
    assert elsewhere.asked == []


def test_an_answer_is_refused_in_a_browser_that_did_not_ask(client, a_browser, elsewhere, ada):
    back = elsewhere.sign_in(begin(client), "ada")
    victim = a_browser()
    begin(victim)
    assert "begun elsewhere" in refused(victim, back)


def test_an_answer_counts_once_even_with_a_copy_of_the_cookie(client, a_browser, elsewhere, ada):
    there = begin(client)
    with client.session_transaction() as cookie:
        copied = dict(cookie)
    back = elsewhere.sign_in(there, "ada")
    assert client.get(back).location == "/account"
    other = a_browser()
    with other.session_transaction() as cookie:
        cookie.update(copied)
    assert "begun elsewhere" in said(other, other.get(back).location)
    assert "begun elsewhere" in said(client, client.get(back).location)
    assert Session.select().count() == 1


def test_an_answer_after_ten_minutes_is_refused(client, elsewhere, ada):
    back = elsewhere.sign_in(begin(client), "ada")
    with client.session_transaction() as cookie:
        cookie["provider"] = {**cookie["provider"], "at": int(time.time()) - 601}
    assert "begun elsewhere" in refused(client, back)


def test_one_provider_s_answer_is_not_taken_for_another_s(client, elsewhere, ada):
    back = elsewhere.sign_in(begin(client), "ada")
    assert "begun elsewhere" in refused(client, back.replace("example", "down"))
    mixed_up = f"{back}&iss=https://other.example"
    assert "begun elsewhere" in refused(client, mixed_up)


@pytest.mark.parametrize(
    "lie",
    [
        {"nonce": "of another sign-in"},
        {"nonce": None},
        {"aud": "another shop"},
        {"aud": []},
        {"aud": ["octavo", "another shop"]},
        {"aud": ["octavo", "another shop"], "azp": "another shop"},
        {"azp": "another shop"},
        {"iss": "https://other.example"},
        {"iss": None},
        {"exp": int(time.time()) - 3600},
        {"exp": "never"},
        {"iat": int(time.time()) + 3600},
        {"at_hash": "bm90IG9mIHRoaXMgdG9rZW4"},
        {"auth_time": "long ago"},
    ],
)
def test_a_token_that_is_not_for_us_now_opens_nothing(client, elsewhere, lie):
    elsewhere.knows("eve", **ADA, **lie)
    assert "could not be trusted" in refused(client, elsewhere.sign_in(begin(client), "eve"))
    assert Identity.select().count() == 0


def test_a_token_signed_with_a_key_that_is_not_the_provider_s_opens_nothing(
    client, elsewhere, ada, monkeypatch
):
    others = KeySet([RSAKey.generate_key()])
    monkeypatch.setattr(discovery, "read_keys", lambda found: others)
    discovery._keys.clear()
    assert "could not be trusted" in refused(client, elsewhere.sign_in(begin(client), "ada"))
    discovery._keys.clear()


def test_a_key_that_is_newer_than_what_we_have_kept_is_fetched(client, elsewhere, ada):
    discovery._keys[elsewhere.issuer] = (time.monotonic(), KeySet([RSAKey.generate_key()]))
    assert client.get(elsewhere.sign_in(begin(client), "ada")).location == "/account"


def test_what_the_provider_says_about_itself_is_asked_for_once(client, a_browser, elsewhere, ada):
    client.get(elsewhere.sign_in(begin(client), "ada"))
    elsewhere.asked.clear()
    other = a_browser()
    other.get(elsewhere.sign_in(begin(other), "ada"))
    assert [each.path for each in elsewhere.asked] == ["/oauth2/authorize", "/oauth2/token"]


def test_stopping_at_the_provider_leads_back_to_the_other_ways_in(client, elsewhere):
    back = elsewhere.refuse(begin(client, next="/search"))
    state = query_of(begin(client, next="/search"))["state"]
    back = f"{CALLBACK}?{urlencode({**query_of(back), 'state': state})}"
    answer = client.get(back)
    assert answer.location == "/login?next=/search"
    assert "You stopped at Example" in said(client, answer.location)


@pytest.mark.parametrize("error", ["login_required", "server_error", "<script>", ""])
def test_any_other_error_there_is_said_in_our_own_words(client, elsewhere, error):
    state = query_of(begin(client))["state"]
    words = refused(client, f"{CALLBACK}?{urlencode({'error': error, 'state': state})}")
    assert words == "Example could not sign you in just now. Try again, or sign in another way."


def test_a_code_that_the_provider_does_not_know_opens_nothing(client, elsewhere):
    state = query_of(begin(client))["state"]
    words = refused(client, f"{CALLBACK}?{urlencode({'code': 'made up', 'state': state})}")
    assert "could not sign you in" in words


def test_a_provider_that_is_down_is_told_of_and_the_page_to_go_to_is_kept(client):
    answer = client.post("/login/down", data={"next": "/search"})
    assert answer.location == "/login?next=/search"
    assert "Down cannot be reached just now" in said(client, answer.location)


@pytest.mark.parametrize("name", ["nobody", "EXAMPLE", "example%00", "http:%2f%2fevil.example"])
def test_there_is_no_way_to_a_provider_that_the_shop_has_not_named(client, name):
    assert client.post(f"/login/{name}").status_code == 404
    assert client.get(f"/login/{name}/callback").status_code == 404


def test_another_site_cannot_send_anybody_to_a_provider(app):
    stranger = app.test_client()
    crossing = {"Sec-Fetch-Site": "cross-site"}
    assert stranger.post("/login/example", headers=crossing).status_code == 403


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site_afterwards(client, elsewhere, ada, page):
    assert client.get(elsewhere.sign_in(begin(client, next=page), "ada")).location == "/account"


def test_the_sign_in_begins_a_new_session_and_tells_no_site_its_address(client, elsewhere, ada):
    with client.session_transaction() as cookie:
        cookie["_user_id"] = "fixed by somebody else"
        cookie["planted"] = "yes"
    answer = client.get(elsewhere.sign_in(begin(client), "ada"))
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != "fixed by somebody else"
        assert "planted" not in cookie
        assert "provider" not in cookie


def test_too_many_tries_from_one_place_wait(client, elsewhere):
    for _ in range(60):
        client.get(CALLBACK)
    assert client.get(CALLBACK).status_code == client.post("/login/example").status_code == 429


def test_the_pages_offer_each_provider_with_the_page_to_go_to(client):
    page = client.get("/login?next=/search").text
    assert page.count("Continue with Example") == page.count("Continue with Down") == 1
    assert 'action="/login/example"' in page
    assert page.count('name="next" value="/search"') == 4
    assert "Continue with Example" in client.get("/register").text


def test_a_shop_without_providers_offers_none(client, app, monkeypatch):
    none = replace(app.config["SETTINGS"], providers=())
    monkeypatch.setitem(app.jinja_env.globals, "settings", none)
    for page in ("/login", "/register"):
        assert "Continue with" not in client.get(page).text


def test_somebody_known_comes_in_without_an_address(client, elsewhere):
    person = a_person()
    Identity.create(customer=person, issuer=elsewhere.issuer, subject="ada")
    elsewhere.knows("ada")
    assert client.get(elsewhere.sign_in(begin(client), "ada")).location == "/account"
