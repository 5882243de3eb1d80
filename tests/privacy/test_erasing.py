"""After an erasure nobody can tell any more that she was here."""

from datetime import UTC, datetime, timedelta
from functools import partial
from html import unescape

import pytest
from peewee import InternalError
from rq import SimpleWorker

from app.accounts import changing, tokens
from app.accounts.addresses import book
from app.accounts.models import Customer, Session, Token
from app.accounts.tidying import forget_expired
from app.catalog.models import StockAlert
from app.db import db, now
from app.mail import Email, send_once
from app.money import Money
from app.orders.cancellation import cancel_paid
from app.orders.fulfilment.dispatch import mark_delivered, ship
from app.orders.integrity import broken_invariants
from app.orders.models import Invoice, Order, Refund, StoredValue, Withdrawal
from app.orders.refunds.resending import send_again
from app.orders.refunds.sending import ask_again, carry_out
from app.orders.returns.withdrawing import Declared, declare
from app.orders.stored_values.gift_cards import new_card
from app.orders.stored_values.spending import credit
from app.privacy.erasing import NotYet, Wishes
from app.privacy.erasing import erase as erase_customer
from app.privacy.models import Export
from app.queueing import QUEUES, SERIALIZER, queue_named
from app.reviews.models import Review
from jobs import emails
from tests.at_once import all_at_once
from tests.orders.conftest import run_jobs
from tests.people import PASSWORD, a_person, sign_in, signed_in
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
    "sales.refunds",
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


@pytest.fixture
def reader(client):
    return signed_in(client)


def her_order(order, customer, **facts):
    Order.update(customer=customer, **facts).where(Order.id == order.id).execute()
    return order


def test_three_clicks_lead_from_the_account_to_the_end(client, reader):
    assert 'href="/account/privacy"' in client.get("/account").text
    assert 'href="/account/privacy/erase"' in client.get("/account/privacy").text
    assert "Erase everything now" in client.get("/account/privacy/erase").text
    assert client.post("/account/privacy/erase").location == "/account/erased"
    assert "We do not know you any more" in client.get("/account/erased").text


def test_its_page_says_what_stays_and_until_when(client, reader, a_paid_order):
    order = a_paid_order()
    her_order(order, reader, placed_at=datetime(2026, 4, 2, tzinfo=UTC))
    page = client.get("/account/privacy/erase").text
    assert "1 order with its invoices" in page
    # Six years from the end of a financial year that may end a year after the order.
    assert "until 31 December 2033" in page


def test_whoever_sits_at_her_browser_later_cannot_erase_her(client, reader):
    Session.update(authenticated_at=now() - timedelta(minutes=16)).execute()
    assert client.post("/account/privacy/erase").location.startswith("/login/again")
    assert Customer.get_by_id(reader.id).erased_at is None


def test_its_form_erases_the_account_that_it_names_and_no_other(client, reader):
    form = client.get("/account/privacy/erase").text
    assert f"This erases the account of <strong>{reader.email}</strong>" in form
    mother = signed_in(client, "mother@example.org")
    assert erase(client, account=reader.id).location == "/account/privacy/erase"
    assert "nothing was erased" in client.get("/account/privacy/erase").text
    assert Customer.select().where(Customer.erased_at.is_null(False)).count() == 0
    assert erase(client, account=mother.id).location == "/account/erased"


def test_another_site_cannot_erase_her(client, reader):
    crossing = {"Sec-Fetch-Site": "cross-site"}
    assert client.post("/account/privacy/erase", headers=crossing).status_code == 403
    assert Customer.get_by_id(reader.id).erased_at is None


def refused(client, **choices):
    answer = client.post("/account/privacy/erase", data=choices)
    assert answer.status_code == 422
    assert Customer.select().where(Customer.erased_at.is_null(False)).count() == 0
    return unescape(answer.text)


def test_an_order_under_way_comes_first(client, reader, a_paid_order):
    order = her_order(a_paid_order(), reader)
    assert f"Order {order.number} is still under way." in refused(client)


def test_so_does_a_parcel_that_was_sent_lately(client, reader, a_paid_order, staff):
    order = her_order(a_paid_order(), reader)
    ship(order.id, "", staff)
    assert order.number in refused(client)
    Order.update(shipped_at=now() - timedelta(days=31)).execute()
    assert client.post("/account/privacy/erase").status_code == 303


def test_so_does_money_on_its_way_back(client, reader, a_paid_order):
    order = her_order(a_paid_order(), reader)
    cancel_paid(order.id, "buyer")
    assert f"Money for order {order.number} is still on its way" in refused(client)


def test_so_does_money_that_has_not_reached_her(client, reader, a_paid_order, stripe):
    order = her_order(a_paid_order(), reader)
    cancel_paid(order.id, "buyer")
    refund = Refund.get()
    carry_out(refund.id)
    stripe.post(f"/_simulator/refunds/{Refund.get().stripe_refund_id}/fail")
    ask_again(Refund.get().stripe_refund_id)
    assert f"Money for order {order.number} has not reached you yet" in refused(client)
    send_again(refund.id, "staff 1", to_credit=True)
    assert order.number not in refused(client)


def test_credit_is_lost_only_if_she_says_so(client, reader):
    credit(reader, Money(500, "GBP"), "issued")
    assert "You still have £5.00 of credit." in refused(client)
    assert client.post("/account/privacy/erase", data=ERASE).status_code == 303
    assert StoredValue.get(StoredValue.customer == reader).balance_minor == 0
    assert broken_invariants() == []


def test_the_last_owner_stays(a_browser, client):
    owner = signed_in(client, role="owner")
    assert "You are the last owner" in refused(client)
    a_person("second@example.org", role="owner")
    assert client.post("/account/privacy/erase").status_code == 303
    assert Customer.get_by_id(owner.id).role is None


def test_of_two_owners_who_leave_at_the_same_instant_one_stays(app):
    owners = [a_person(f"{name}@example.org", role="owner") for name in ("first", "second")]
    results = all_at_once(app, [partial(erase_customer, owner.id, Wishes()) for owner in owners])
    assert sum(isinstance(result, NotYet) for result in results) == 1
    assert Customer.select().where(Customer.role == "owner").count() == 1


def test_whatever_she_changes_at_the_same_instant_nothing_of_her_comes_back(app):
    she = a_person("ada@example.org", name="Ada Palmer")
    address = {"name": "Ada Palmer", "line1": "12 Dale Street", "country": "GB"}
    acts = [
        partial(erase_customer, she.id, Wishes()),
        partial(changing.rename, she.id, "Ada Palmer"),
        partial(book.add_address, she.id, address),
        partial(changing.change_password, she, "seven slow herons wade", None),
    ]
    all_at_once(app, acts)
    nothing_of_her_is_in_her_account(she)


def test_what_waited_for_an_erasure_finds_nobody(app):
    she = a_person("ada@example.org", name="Ada Palmer")
    erase_customer(she.id, Wishes())
    changing.rename(she.id, "Ada Palmer")
    changing.change_password(she, "seven slow herons wade", None)
    with pytest.raises(book.Refused):
        book.add_address(she.id, {"name": "Ada Palmer", "line1": "12 Dale Street", "country": "GB"})
    nothing_of_her_is_in_her_account(she)


def nothing_of_her_is_in_her_account(she):
    erased = Customer.get_by_id(she.id)
    assert (erased.name, erased.password_hash) == ("Erased", None)
    assert erased.erased_at
    assert erased.email.endswith("@erased.invalid")
    assert list(erased.addresses) == []


def test_a_guest_order_with_her_verified_address_is_hers(client, reader, a_paid_order, staff):
    order = a_paid_order(email=reader.email, name="Octavia Butler")
    ship(order.id, "", staff)
    mark_delivered(order.id, staff)
    client.post("/account/privacy/erase")
    assert Order.get_by_id(order.id).name == "Erased"


def test_with_an_address_that_nobody_verified_it_is_not(client, a_paid_order, staff):
    signed_in(client, verified=False)
    order = a_paid_order(email="reader@example.org", name="Somebody Else")
    client.post("/account/privacy/erase")
    assert Order.get_by_id(order.id).name == "Somebody Else"


def test_nor_is_anything_else_that_is_known_by_that_address_alone(client, an_edition):
    StockAlert.create(edition=an_edition(on_hand=0), email="reader@example.org", confirmed_at=now())
    declared = Declared("Octavia Butler", "OC-1", "reader@example.org", form_key="a form")
    declare(declared)
    signed_in(client, verified=False)
    client.post("/account/privacy/erase")
    assert Customer.get().erased_at
    assert StockAlert.select().count() == 1
    assert Withdrawal.get().name == "Octavia Butler"


def test_letters_to_it_about_an_order_that_is_not_hers_stay(client, a_paid_order):
    guests = a_paid_order(email="reader@example.org")
    Email.update(sent_at=now()).where(Email.kind == "order_received").execute()
    signed_in(client, verified=False)
    client.post("/account/privacy/erase")
    assert Customer.get().erased_at
    about_it = Email.select().where(Email.about == guests.id, Email.kind.startswith("order_"))
    assert {email.recipient for email in about_it} == {"reader@example.org"}
    assert not any(email.given_up_at for email in about_it)


def test_nor_are_letters_to_an_address_that_she_only_asked_for(client, reader, a_paid_order):
    a_paid_order(email="guest@example.org")
    client.post("/account/email", data={"email": "guest@example.org", "password": PASSWORD})
    client.post("/account/privacy/erase")
    kept = Email.select(Email.kind).where(Email.recipient == "guest@example.org")
    assert {kind for (kind,) in kept.tuples()} == {"order_paid"}
    assert Email.get(Email.kind == "confirm_email").recipient == ""


def change_address(customer, to):
    changing.ask_to_change_email(customer, to)
    token = Token.select().order_by(Token.id.desc()).get()
    assert changing.confirm_email(tokens.fresh_secret(token))


def test_what_is_known_by_an_address_that_she_had_long_ago_goes_too(client, reader, an_edition):
    StockAlert.create(edition=an_edition(on_hand=0), email=reader.email, confirmed_at=now())
    change_address(reader, "new@example.org")
    Token.update(expires_at=now() - timedelta(days=400)).execute()
    forget_expired()
    client.post("/account/privacy/erase")
    assert StockAlert.select().count() == 0


def test_unless_it_is_another_customers_by_now(client, reader, an_edition):
    before = reader.email
    change_address(reader, "new@example.org")
    a_person(before)
    StockAlert.create(edition=an_edition(on_hand=0), email=before, confirmed_at=now())
    client.post("/account/privacy/erase")
    assert StockAlert.select().count() == 1


def test_nor_what_is_known_by_one_that_a_thief_of_her_account_gave_it(app, an_edition):
    person = a_person()
    for address in ("thief@example.org", "second@example.org"):
        change_address(person, address)
    back = Token.select().where(Token.purpose == "restore_email").order_by(Token.id).first()
    assert changing.restore_email(tokens.fresh_secret(back))
    StockAlert.create(edition=an_edition(on_hand=0), email="thief@example.org", confirmed_at=now())
    erase_customer(person.id, Wishes())
    assert StockAlert.select().count() == 1


def test_letters_of_an_order_she_gave_another_customers_address_stay_his(
    client, reader, a_paid_order, staff
):
    a_person("his@example.org")
    order = her_order(a_paid_order(email="his@example.org"), reader)
    ship(order.id, "", staff)
    mark_delivered(order.id, staff)
    letters = Email.select().where(Email.recipient == "his@example.org").count()
    client.post("/account/privacy/erase")
    assert Email.select().where(Email.recipient == "his@example.org").count() == letters > 0


def test_a_gift_card_on_its_way_to_her_still_arrives(client, reader, an_edition, a_cart, details):
    card = new_card("GBP", name="Octavia", email=reader.email)
    send_once("store_credit", card.id, reader.email)
    client.post("/account/privacy/erase")
    assert Email.get(Email.kind == "store_credit").recipient == reader.email


@pytest.mark.parametrize(
    "change",
    [
        "update sales.order_events set note = 'other'",
        "update sales.order_events set note = '', event = 'paid'",
        "delete from sales.order_events",
        "update sales.invoices set total_minor = total_minor + 1",
        "update sales.invoices set document = document || '{\"rates\": []}'",
        "delete from sales.invoices",
        "update accounts.staff_actions set after = null",
    ],
)
def test_even_an_erasure_changes_nothing_else_of_what_is_written_for_good(app, life, change):
    with db.atomic() as transaction:
        db.execute_sql("set local octavo.erasing = 'on'")
        with pytest.raises(InternalError):
            db.execute_sql(change)
        transaction.rollback()


def test_without_an_erasure_not_even_a_note_goes(app, life):
    with pytest.raises(InternalError):
        db.execute_sql("update sales.order_events set note = ''")
    with pytest.raises(InternalError):
        db.execute_sql("update sales.invoices set document = document || '{\"buyer\": {}}'")
