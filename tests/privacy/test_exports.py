"""The copy that a customer takes home."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest

from app.accounts import changing
from app.accounts.factors import authenticators
from app.accounts.models import Address, Session
from app.accounts.providers.models import Identity
from app.catalog.models import StockAlert
from app.db import now
from app.mail import Email
from app.orders.returns.withdrawing import Declared, declare
from app.privacy import exporting
from app.privacy.models import Export, ExportPart
from app.privacy.subjects import RECORDS
from app.reviews.writing import post_review
from tests.orders.conftest import run_jobs
from tests.people import a_person, sign_in, signed_in


@pytest.fixture
def reader(client, postbox):
    return signed_in(client)


@pytest.fixture
def victim(an_edition):
    """The address of somebody without an account, who waits for a book and withdrew from a sale."""
    address = "victim@example.org"
    StockAlert.create(edition=an_edition(on_hand=0), email=address, confirmed_at=now())
    declare(Declared(name="Vera", contract="OC-1", email=address, form_key="a form of hers"))
    return address


@pytest.fixture
def a_copy(client, reader):
    """The zip as she takes it."""

    def take():
        client.post("/account/privacy/exports")
        run_jobs()
        answer = client.get(f"/account/privacy/exports/{Export.get().id}")
        assert answer.status_code == 200
        assert answer.content_type == "application/zip"
        return zipfile.ZipFile(io.BytesIO(answer.data))

    return take


def rows(archive, subject):
    return json.loads(archive.read(f"{subject}.json"))


def test_it_has_a_file_for_every_subject_and_a_page_with_all_of_them(a_copy):
    archive = a_copy()
    assert set(archive.namelist()) == {f"{name}.json" for name in RECORDS} | {
        "index.html",
        "README.txt",
    }
    page = archive.read("index.html").decode()
    assert all(f">{heading}</h2>" in page for heading, _ in RECORDS.values())
    (profile,) = rows(archive, "profile")
    assert (profile["name"], profile["email"]) == ("Octavia Butler", "reader@example.org")


def test_the_page_says_days_and_fields_as_people_do(a_copy, reader):
    Address.create(customer=reader, name="Octavia", line1="9 Quire Court", city="Ely", country="GB")
    page = a_copy().read("index.html").decode()
    assert "<dt>First line</dt>" in page
    assert re.search(r"<dt>Joined at</dt><dd>\s*\d+ \w+ \d{4}, \d\d:\d\d", page)
    assert not re.search(r"\d{4}-\d\d-\d\d \d\d:", page)


def test_it_has_her_accounts_elsewhere_and_no_app_that_was_left_half_set_up(a_copy, reader):
    Identity.create(customer=reader, issuer="https://accounts.example.org", subject="1234")
    authenticators.new_secret(reader.id)
    archive = a_copy()
    (elsewhere,) = rows(archive, "ways_to_sign_in")
    assert (elsewhere["issuer"], elsewhere["subject"]) == ("https://accounts.example.org", "1234")
    assert rows(archive, "second_factors") == []


def test_it_has_her_orders_with_their_books_invoices_and_payments(a_copy, reader, a_paid_order):
    order = a_paid_order(name="Octavia Butler", email="reader@example.org", line1="9 Quire Court")
    order.customer = reader
    order.save()
    archive = a_copy()
    (kept,) = rows(archive, "orders")
    assert kept["number"] == order.number
    assert kept["address"]["line1"] == "9 Quire Court"
    assert [book["title"] for book in kept["books"]] == [order.lines.get().title]
    (invoice,) = rows(archive, "invoices")
    assert invoice["document"]["buyer"]["name"] == "Octavia Butler"
    (payment,) = rows(archive, "payments")
    assert payment["amount_minor"] == order.total_minor
    assert "9 Quire Court" in archive.read("index.html").decode()


def test_it_says_nothing_of_anybody_else(a_copy, a_paid_order, a_work):
    other = a_person("other@example.org", name="Ursula Le Guin")
    post_review(a_work(), other, stars=5, body="Not for your eyes.")
    order = a_paid_order(name="Ursula Le Guin", email="other@example.org")
    archive = a_copy()
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    for word in ("Ursula", "other@example.org", "Not for your eyes", order.number):
        assert word not in everything


def test_an_address_that_she_has_not_proven_tells_her_nothing(client, a_copy, reader, victim):
    changing.ask_to_change_email(reader, victim)
    archive = a_copy()
    assert rows(archive, "waiting_lists") == rows(archive, "withdrawal_statements") == []
    assert [row["kind"] for row in rows(archive, "emails")] == ["confirm_email"]
    signed_in(client, victim, verified=False)
    Export.delete().execute()
    archive = a_copy()
    assert rows(archive, "waiting_lists") == rows(archive, "withdrawal_statements") == []
    assert rows(archive, "emails") == []


def test_its_page_stands_alone_and_shows_what_she_typed_as_text(a_copy, reader, a_work):
    post_review(a_work(), reader, stars=5, body="<script>alert(1)</script>")
    page = a_copy().read("index.html").decode()
    assert not re.search(r"<(script|link|img|iframe)|\bsrc=|https?:", page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_no_hash_and_no_secret_is_in_it(a_copy, reader):
    archive = a_copy()
    everything = b"".join(archive.read(name) for name in archive.namelist()).decode()
    assert "argon2" not in everything
    assert Session.get().token_hash not in everything
    assert reader.password_hash not in everything


def test_a_long_past_is_read_a_few_rows_at_a_time(a_copy, reader, monkeypatch):
    Email.insert_many(
        [{"kind": "password_changed", "about": n, "recipient": reader.email} for n in range(1000)]
    ).execute()
    Email.update(sent_at=now()).execute()
    monkeypatch.setattr(exporting, "IN_MEMORY", 100)
    monkeypatch.setattr(exporting, "PIECE", 1000)
    archive = a_copy()
    assert len(rows(archive, "emails")) == 1000
    assert ExportPart.select().count() > 1
    assert archive.testzip() is None


def test_an_email_tells_her_and_holds_no_secret(client, reader, postbox):
    client.post("/account/privacy/exports")
    run_jobs()
    run_jobs()  # what the last queue asked of the first
    (letter,) = postbox.letters
    links = re.findall(rb"http://localhost(/[^\s\"]*)", letter.content)
    assert set(links) == {b"/account/privacy"}
    assert "Copy of" in client.get("/account/privacy").text


def test_she_has_one_a_day_however_often_she_asks(client, reader):
    for _ in range(3):
        client.post("/account/privacy/exports")
    assert Export.select().count() == 1
    assert "asked for a copy today already" in client.get("/account/privacy").text


def test_a_nudge_that_was_lost_is_made_up_for(app, client, reader):
    from jobs import sweeps

    client.post("/account/privacy/exports")
    app.extensions["redis"].flushdb()
    sweeps.make_exports()
    sweeps.make_exports()
    assert Export.get().made_at
    assert Email.select().where(Email.kind == "export_ready").count() == 1


def test_to_others_it_is_not_there(a_browser, a_copy):
    a_copy()
    path = f"/account/privacy/exports/{Export.get().id}"
    stranger, other = a_browser(), a_browser()
    signed_in(other, "other@example.org")
    assert stranger.get(path).location.startswith("/login?next=")
    assert other.get(path).status_code == 404
    assert other.get("/account/privacy").text.count("Copy of") == 0


def test_whoever_sits_at_her_browser_later_is_asked_who_she_is(client, a_copy):
    a_copy()
    Session.update(authenticated_at=now() - timedelta(minutes=16)).execute()
    path = f"/account/privacy/exports/{Export.get().id}"
    assert client.get(path).location == f"/login/again?next={path}"
    assert client.post("/account/privacy/exports").location.startswith("/login/again")
    assert client.get("/account/privacy").status_code == 200


def test_after_a_week_it_is_gone(client, a_copy):
    a_copy()
    path = f"/account/privacy/exports/{Export.get().id}"
    Export.update(expires_at=now() - timedelta(minutes=1)).execute()
    assert client.get(path).status_code == 404
    exporting.forget_old()
    assert Export.select().count() == ExportPart.select().count() == 0


def test_that_it_was_taken_is_noted_once(a_copy, client):
    a_copy()
    first = Export.get().taken_at
    client.get(f"/account/privacy/exports/{Export.get().id}")
    assert first
    assert Export.get().taken_at == first


def test_who_has_not_signed_in_is_asked_to(client):
    a_person()
    assert client.get("/account/privacy").location == "/login?next=/account/privacy"
    sign_in(client)
    assert client.get("/account/privacy").status_code == 200
