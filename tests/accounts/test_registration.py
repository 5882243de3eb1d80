import pytest

from app.accounts import joining, letters
from app.accounts.joining import ask_to_verify
from app.accounts.models import Customer, Token
from tests.conftest import HTMX
from tests.orders.conftest import settings_changed
from tests.people import PASSWORD, a_person, letters_to, link_in, sign_in, signed_in
from tests.placed_orders import placed_order

__all__ = ["settings_changed"]

ADA = {"name": "Ada Reader", "email": "ada@example.org", "password": PASSWORD}


def test_who_registers_gets_an_account_and_a_link(client):
    answer = client.post("/register", data=ADA)
    assert (answer.status_code, answer.location) == (303, "/register/sent")
    ada = Customer.at("ADA@example.org")
    assert (ada.name, ada.is_verified) == ("Ada Reader", False)
    assert [kind for kind, _ in letters_to("ada@example.org")] == ["verify_address"]


def test_where_an_account_is_closed_at_the_same_instant_she_gets_another(client, monkeypatch):
    before = a_person(ADA["email"])
    create = joining.create_customer

    def closed_then(*facts):
        created = create(*facts)
        Customer.delete().where(Customer.id == before.id).execute()
        return created

    monkeypatch.setattr(joining, "create_customer", closed_then)
    assert client.post("/register", data=ADA).location == "/register/sent"
    assert [kind for kind, _ in letters_to(ADA["email"])] == ["verify_address"]


def test_the_link_asks_first_and_then_verifies_once(client):
    client.post("/register", data=ADA)
    link = verification_link("ada@example.org")
    sign_in(client, "ada@example.org")
    page = client.get(link)
    assert page.status_code == 200
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert not Customer.at("ada@example.org").is_verified
    assert client.post(link).location == "/account"
    assert Customer.at("ada@example.org").is_verified
    assert client.get(link).status_code == client.post(link).status_code == 410


def test_whoever_has_not_signed_in_does_so_first_and_comes_back_to_the_link(client):
    client.post("/register", data=ADA)
    link = verification_link("ada@example.org")
    asked = client.get(link)
    assert asked.location == f"/login?next={link}"
    assert "Sign in to the account" in client.get(asked.location).text
    assert sign_in(client, "ada@example.org", next=link).location == link


def test_an_account_begun_with_anothers_address_is_not_proven_by_her_click(
    client, a_browser, an_edition
):
    order = placed_order(an_edition(), "paid")
    signed_in(a_browser(), order.email, verified=False)
    ask_to_verify(Customer.at(order.email))
    link = verification_link(order.email)
    assert client.post(link).location == f"/login?next={link}"
    signed_in(client, "somebody@example.org")
    assert client.get(link).status_code == client.post(link).status_code == 409
    assert not Customer.at(order.email).is_verified


def test_a_known_address_gets_the_same_answer_and_another_letter(client):
    a_person("ada@example.org", name="The First Ada")
    known = client.post("/register", data={**ADA, "email": "ADA@Example.org"})
    unknown = client.post("/register", data={**ADA, "email": "other@example.org"})
    assert shown(known) == shown(unknown)
    assert [kind for kind, _ in letters_to("ada@example.org")] == ["already_registered"]
    assert Customer.at("ada@example.org").name == "The First Ada"


def shown(answer):
    private = {"X-Request-ID", "Set-Cookie"}
    headers = {name: value for name, value in answer.headers if name not in private}
    return answer.status_code, headers, answer.data


def test_a_stranger_who_goes_on_registering_her_address_does_not_keep_her_from_it(client):
    answers = [register_from(client, "198.51.100.1") for _ in range(6)]
    assert answers == [303] * 5 + [429]
    assert client.post("/register", data=ADA).status_code == 303


def test_many_strangers_do_not_fill_her_mailbox(client):
    answers = [register_from(client, f"198.51.100.{number}") for number in range(31)]
    assert answers == [303] * 30 + [429]


def register_from(client, address):
    return client.post("/register", data=ADA, environ_base={"REMOTE_ADDR": address}).status_code


def test_the_answer_to_registering_reads_nothing_of_who_asks(client):
    assert "s-maxage" in client.get("/register/sent").headers["Cache-Control"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", " \t\0 "),
        ("name", "x" * 101),
        ("email", ""),
        ("email", "ada"),
        ("email", "ada@localhost"),
        ("email", "ada@example"),
        ("email", "a@b.example,c@d.example"),
        ("email", "ada@example.org\r\nBcc: x@y.example"),
        ("email", "<ada@example.org>"),
        ("email", f"{'a' * 250}@example.org"),
        ("email", "ada@exa mple.org"),
        ("password", ""),
        ("password", "password1234"),
        ("password", "Ada Reader 123"),
        ("password", "x1y2" * 40),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(client, field, value):
    answer = client.post("/register", data={**ADA, field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert answer.text.count("autofocus") == 1
    assert PASSWORD not in answer.text
    assert all(kept in answer.text for name, kept in ADA.items() if name not in (field, "password"))
    assert Customer.select().count() == 0


def test_a_password_made_of_the_shops_own_name_is_refused(client, settings_changed):
    settings_changed(shop_name="Dale Street Books")
    answer = client.post("/register", data={**ADA, "password": "DaleStreetBooks 7"})
    assert answer.status_code == 422
    assert 'id="password-error"' in answer.text


def test_missing_fields_are_refused_like_empty_ones(client):
    assert client.post("/register", data={}).status_code == 422


def test_a_name_is_shown_as_it_is_and_never_run(client):
    name = "<script>alert(1)</script>"
    client.post("/register", data={**ADA, "name": name})
    sign_in(client, "ada@example.org")
    page = client.get("/account")
    assert name not in page.text
    assert "&lt;script&gt;" in page.text


def test_a_letter_to_an_unproven_address_does_not_repeat_what_a_stranger_typed(client):
    client.post("/register", data={**ADA, "name": "Win a prize at evil.example"})
    (_, about), *_ = letters_to("ada@example.org")
    letter = letters.verify_address(about)
    assert "evil" not in letter.text + letter.html


def test_htmx_gets_the_form_alone_and_a_whole_navigation_after_it(client):
    refused = client.post("/register", data={**ADA, "email": "x"}, headers=HTMX)
    assert refused.status_code == 422
    assert refused.text.lstrip().startswith("<form")
    done = client.post("/register", data=ADA, headers=HTMX)
    assert done.headers["HX-Redirect"] == "/register/sent"


def test_a_letter_written_again_holds_a_new_link_and_the_old_one_is_void(client):
    client.post("/register", data=ADA)
    sign_in(client, "ada@example.org")
    first = verification_link("ada@example.org")
    second = verification_link("ada@example.org")
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_no_secret_is_stored(client):
    client.post("/register", data=ADA)
    secret = verification_link("ada@example.org").rpartition("/")[2]
    assert Token.select().where(Token.token_hash == secret).count() == 0


def test_another_link_can_be_had_until_the_address_is_verified(client):
    a_person("ada@example.org", verified=False)
    sign_in(client, "ada@example.org")
    client.post("/account/verification")
    assert client.post(verification_link("ada@example.org")).location == "/account"
    client.post("/account/verification")
    assert [kind for kind, _ in letters_to("ada@example.org")] == ["verify_address"]


def verification_link(email):
    kind, about = letters_to(email)[-1]
    assert kind == "verify_address"
    return link_in(letters.verify_address(about))
