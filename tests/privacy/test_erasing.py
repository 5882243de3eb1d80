"""After an erasure nobody can tell any more that she was here."""

import pytest
from rq import SimpleWorker

from app.accounts.models import Customer
from app.catalog.models import StockAlert
from app.db import db
from app.mail import Email
from app.orders.integrity import broken_invariants
from app.orders.models import Invoice, Order
from app.privacy.erasing import Wishes
from app.privacy.erasing import erase as erase_customer
from app.privacy.models import Export
from app.queueing import QUEUES, SERIALIZER, queue_named
from app.reviews.models import Review
from jobs import emails
from tests.orders.conftest import run_jobs
from tests.people import sign_in
from tests.privacy.searching import contains, files_with, keys_with, tables_with
from tests.privacy.whole_life import EMAIL, WORDS, Shop, live

# Of those that nothing of hers may be in afterwards, those that something of hers is in before.
HOLD_HER = {
    "accounts.addresses",
    "accounts.customers",
    "accounts.emails",
    "accounts.passkeys",
    "accounts.staff_actions",
    "accounts.stock_alerts",
    "accounts.tokens",
    "catalog.reviews",
    "sales.gift_cards_bought",
    "sales.invoices",
    "sales.order_events",
    "sales.orders",
    "sales.payment_events",
    "sales.redemptions",
    "sales.returns",
    "sales.shipments",
    "sales.stored_value_movements",
    "sales.stored_values",
    "sales.withdrawals",
}
ERASE = {"give_up_credit": "1"}


@pytest.fixture
def life(client, an_edition, a_cart, details, a_paid_order, staff, post_webhook, postbox):
    """Somebody who did everything, with all her letters sent."""
    shop = Shop(client, an_edition, a_cart, details, a_paid_order, staff, post_webhook)
    customer = live(shop)
    run_jobs()
    return customer


def erase(client, **choices):
    return client.post("/account/privacy/erase", data={**ERASE, **choices})


def work_as_a_worker_does(redis):
    queues = [queue_named(name) for name in QUEUES]
    SimpleWorker(queues, connection=redis, serializer=SERIALIZER).work(burst=True)


def test_no_table_queue_cache_log_letter_or_file_holds_her(
    app, client, life, postbox, tmp_path, monkeypatch, capfd, caplog
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    redis = app.extensions["redis"]
    assert set(tables_with(WORDS)) == HOLD_HER
    client.post("/account/privacy/exports")
    # The mail server says whose mailbox is full, and the job fails for good.
    postbox.answer = f"452 <{EMAIL}> has too much to read"
    work_as_a_worker_does(redis)
    assert Export.get().made_at
    postbox.answer = "250 taken"
    book = Review.get(Review.customer == life).work
    public = [book.url, f"/books/{book.id}/reviews", "/"]
    assert b"Quillfeather" in client.get(public[1]).data

    answer = erase(client)
    assert (answer.status_code, answer.location) == (303, "/account/erased")
    for email_id in emails.waiting():
        emails.send(email_id)
    assert postbox.letters[-1].rcpt_tos == [EMAIL]

    assert tables_with(WORDS) == []
    assert keys_with(redis, WORDS) == []
    assert files_with(tmp_path, WORDS) == []
    assert not any(contains(client.get(path).data, WORDS) for path in public)
    logged = capfd.readouterr()
    assert "request" in logged.out
    assert not contains((logged.out + logged.err + caplog.text).encode(), WORDS)
    assert broken_invariants() == []


def test_what_the_law_wants_stays(client, life):
    before = figures()
    erase(client)
    assert figures() == before
    order = Order.select().where(Order.customer == life).order_by(Order.id).first()
    assert (order.name, order.email, order.address) == ("Erased", "", {"country": "GB"})
    document = Invoice.get(Invoice.order == order).document
    assert document["buyer"] == {"name": "", "address": []}
    assert document["rows"][0]["title"] == order.lines.get().title


def figures():
    """All that accounts are made of."""
    orders = "select number, status, total_minor, tax_minor, settled_at from sales.orders"
    invoices = """select number, total_minor, tax_minor, issued_at, document -> 'rates'
        from sales.invoices"""
    payments = "select order_id, amount_minor, status, payment_intent_id from sales.payments"
    return [db.execute_sql(f"{q} order by 1").fetchall() for q in (orders, invoices, payments)]


def test_reviews_go_or_stay_without_a_name_as_she_likes(client, life):
    review = Review.get(Review.customer == life)
    Review.update(body="Liked it.").where(Review.id == review.id).execute()
    erase(client, keep_reviews="1")
    page = client.get(f"/books/{review.work_id}/reviews").text
    assert "Liked it." in page
    assert "A reader" in page
    assert tables_with(WORDS) in ([], ["accounts.emails"])  # of the letter that is on its way


def test_without_that_wish_they_go(client, life):
    erase(client)
    assert Review.select().where(Review.customer == life).count() == 0


def test_she_is_signed_out_everywhere_and_nobody_can_sign_in(a_browser, client, life):
    elsewhere = a_browser()
    sign_in(elsewhere, EMAIL)
    erase(client)
    assert client.get("/account").status_code == elsewhere.get("/account").status_code == 303
    assert sign_in(elsewhere, EMAIL).status_code == 422
    erased = Customer.get_by_id(life.id)
    assert sign_in(elsewhere, erased.email).status_code == 422


def test_her_address_can_join_anew_and_finds_nothing_of_before(a_browser, client, life):
    erase(client)
    assert Customer.at(EMAIL) is None
    assert StockAlert.select().count() == 0
    again = Customer.create(email=EMAIL, name="New", password_hash="x", verified_at=life.created_at)
    assert Order.select().where(Order.customer == again).count() == 0


def test_a_second_click_does_nothing_more(client, life):
    for _ in range(2):
        erase_customer(life.id, Wishes(give_up_credit=True))
    assert Email.select().where(Email.kind == "account_erased").count() == 1
