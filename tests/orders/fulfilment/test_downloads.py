"""Downloads: asked for at the checkout, there once they are paid, each so many times."""

import io
import re
from datetime import timedelta

import pytest

from app.catalog.digital_files import PIECE, keep_file
from app.catalog.models import Edition
from app.db import now
from app.letters import LETTERS
from app.orders.checkout.details import read_details
from app.orders.checkout.placing import place_order
from app.orders.checkout.quotes import quote
from app.orders.fulfilment.downloads import GOES_ON, begin_download, downloads_of
from app.orders.holds import run_out
from app.orders.integrity import broken_invariants
from app.orders.models import Download, Order, OrderLine
from app.orders.payments.settlement import settle
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part, request_refund
from app.orders.refunds.sending import carry_out
from app.orders.refusals import ConsentMissing, NoDownload, OutOfStock
from app.pricing.models import Terms
from tests.at_once import all_at_once
from tests.digital_files import SAMPLES
from tests.orders.conftest import events_of, fresh

BODY = b"%PDF-1.7\n" + bytes(range(256)) * 5000  # more than a piece


@pytest.fixture
def an_ebook(an_edition, staff):
    """Builds an ebook with its file."""

    def build(title="Kindred", body=BODY, **facts):
        edition = an_edition(title, format="ebook", **facts)
        keep_file(edition.id, io.BytesIO(body), "kindred.pdf", staff_id=staff.id)
        return Edition.get_by_id(edition.id)

    return build


@pytest.fixture
def bought(a_paid_order, an_ebook):
    """An order of one ebook, paid."""
    return a_paid_order(an_ebook(), download_consent=True)


@pytest.fixture
def her(client, bought):
    """The browser of the guest who placed the order."""
    with client.session_transaction() as session:
        session["orders"] = [bought.number]
    return client


def click(browser, order):
    line = order.lines.get()
    return browser.post(f"/orders/{order.number}/downloads", data={"line": line.id})


def test_an_order_of_downloads_is_delivered_as_soon_as_it_is_paid(bought):
    order = fresh(bought)
    assert (order.status, order.delivery_kind, order.shipping_minor) == ("delivered", "download", 0)
    assert events_of(order)[-2:] == ["paid", "delivered"]
    assert order.lines.get().edition.work.popularity == 1
    letter = LETTERS["order_paid"](order.id)
    for words in (letter.text, letter.html):
        assert "as a download is on the page of your order" in words
        assert "It goes to" not in words
    assert broken_invariants() == []


def test_a_download_has_the_tax_of_its_class(a_cart, an_ebook, details):
    cart = a_cart(an_ebook())
    (priced,) = quote(cart, details(cart, country="HU")).price.lines
    assert priced.line.tax_class == "ebook"


def test_downloads_have_no_limit_of_copies(a_paid_order, an_ebook):
    edition = an_ebook()
    for _ in range(2):
        a_paid_order(edition, quantity=20, download_consent=True)
    assert broken_invariants() == []


def test_nobody_buys_a_download_without_asking_to_have_it_at_once(a_cart, an_ebook, details):
    cart = a_cart(an_ebook())
    with pytest.raises(ConsentMissing):
        place_order(cart, details(cart))
    assert Order.select().count() == 0


def test_a_download_withdrawn_meanwhile_is_not_sold(a_cart, an_ebook, details):
    edition = an_ebook()
    cart = a_cart(edition)
    form = details(cart, download_consent=True)
    Edition.update(withdrawn_at=now()).execute()
    with pytest.raises(OutOfStock):
        place_order(cart, form)


def test_late_money_for_a_download_is_taken(a_session, an_ebook, shopper):
    payment = a_session(an_ebook(), download_consent=True)
    Order.update(hold_expires_at=now()).execute()
    run_out(payment.order_id)
    shopper(payment)
    settle(payment.session_id)
    assert fresh(payment.order).status == "delivered"
    assert broken_invariants() == []


def test_the_page_of_the_order_has_the_file_for_a_guest(her, bought):
    page = her.get(f"/orders/{bought.number}").text
    assert "PDF, 1.3 MB. 5 downloads left" in page
    answer = click(her, bought)
    assert answer.status_code == 303
    file = her.get(answer.location)
    assert (file.status_code, file.data) == (200, BODY)
    assert file.headers["Content-Type"] == "application/pdf"
    assert file.headers["Content-Disposition"] == "attachment; filename=kindred.pdf"
    assert "4 downloads left" in her.get(f"/orders/{bought.number}").text


def test_a_download_that_broke_off_goes_on_without_counting_again(her, bought):
    url = click(her, bought).location
    tag = her.get(url).headers["ETag"]
    rest = her.get(url, headers={"Range": f"bytes={PIECE + 7}-", "If-Range": tag})
    assert (rest.status_code, rest.data) == (206, BODY[PIECE + 7 :])
    assert rest.headers["Content-Range"] == f"bytes {PIECE + 7}-{len(BODY) - 1}/{len(BODY)}"
    assert Download.select().count() == 1


def test_a_piece_of_a_file_that_was_replaced_is_the_whole_new_one(her, bought, staff):
    url = click(her, bought).location
    tag = her.get(url).headers["ETag"]
    edition = bought.lines.get().edition
    keep_file(edition.id, io.BytesIO(SAMPLES["epub"]), "new.epub", staff_id=staff.id)
    answer = her.get(url, headers={"Range": "bytes=9-", "If-Range": tag})
    assert (answer.status_code, answer.data) == (200, SAMPLES["epub"])


def test_a_range_beyond_the_file_is_refused(her, bought):
    url = click(her, bought).location
    assert her.get(url, headers={"Range": "bytes=99999999-"}).status_code == 416


def test_the_link_of_a_download_ends_after_an_hour(her, bought):
    url = click(her, bought).location
    Download.update(began_at=now() - GOES_ON).execute()
    answer = her.get(url)
    assert answer.status_code == 404
    assert "Begin it again on the page of your order." in answer.text


def test_nobody_else_downloads_it(a_browser, her, bought, a_paid_order):
    url = click(her, bought).location
    stranger = a_browser()
    assert stranger.get(url).status_code == 404
    assert click(stranger, bought).status_code == 404
    other = a_paid_order()
    with stranger.session_transaction() as session:
        session["orders"] = [other.number]
    elsewhere = url.replace(bought.number, other.number)
    assert stranger.get(elsewhere).status_code == 404
    line = bought.lines.get().id
    stranger.post(f"/orders/{other.number}/downloads", data={"line": line})
    assert Download.select().count() == 1


def test_however_many_ask_at_once_it_is_downloaded_as_often_as_it_may_be(app, bought):
    line = bought.lines.get()
    answers = all_at_once(app, [lambda: begin_download(bought, line.id)] * 8)
    assert sum(isinstance(answer, Download) for answer in answers) == Terms.get().download_times
    assert all(isinstance(answer, (Download, NoDownload)) for answer in answers)
    assert downloads_of(bought)[0].left == 0


def test_what_was_used_up_says_so(her, bought):
    for _ in range(Terms.get().download_times):
        click(her, bought)
    answer = her.post(
        f"/orders/{bought.number}/downloads",
        data={"line": bought.lines.get().id},
        follow_redirects=True,
    )
    assert "used all the downloads for this copy" in answer.text
    assert "No downloads left" in answer.text


def test_of_a_download_that_was_refunded_its_buyer_reads_that_it_was(her, bought, staff):
    line = bought.lines.get()
    OrderLine.update(cancelled=1).execute()
    said = "This was refunded, so it can no longer be downloaded."
    page = her.get(f"/orders/{bought.number}").text
    assert said in page
    assert "No downloads left" not in page
    with pytest.raises(NoDownload, match=said):
        begin_download(bought, line.id)


@pytest.mark.parametrize("ago", [timedelta(0), GOES_ON], ids=["just now", "an hour ago"])
def test_a_download_that_had_begun_before_it_was_refunded_says_that_it_was(her, bought, ago):
    url = click(her, bought).location
    OrderLine.update(cancelled=1).execute()
    Download.update(began_at=now() - ago).execute()
    answer = her.get(url)
    assert answer.status_code == 404
    assert "This was refunded, so it can no longer be downloaded." in answer.text
    assert "Begin it again" not in answer.text
    assert fresh(bought).status == "delivered"


def test_a_download_of_an_order_that_was_refunded_says_that_it_was(her, bought, staff):
    url = click(her, bought).location
    carry_out(request_refund(bought.id, "staff", staff).id)
    assert fresh(bought).status == "refunded"
    assert "This was refunded, so it can no longer be downloaded." in her.get(url).text


def test_each_copy_may_be_downloaded_so_many_times(a_paid_order, an_ebook):
    order = a_paid_order(an_ebook(), quantity=3, download_consent=True)
    assert downloads_of(order)[0].left == 3 * Terms.get().download_times


def test_nothing_is_downloaded_before_it_is_paid_or_after_a_refund(
    an_order, an_ebook, bought, staff
):
    waits = an_order(an_ebook("Dawn"), download_consent=True)
    carry_out(request_refund(bought.id, "staff", staff).id)
    for order in (fresh(waits), fresh(bought)):
        assert downloads_of(order) == []
        with pytest.raises(NoDownload):
            begin_download(order, order.lines.get().id)


def test_who_had_signed_in_is_written_down(bought, staff):
    begin_download(bought, bought.lines.get().id, staff.id)
    assert Download.get().customer == staff


def test_a_parcel_with_a_download_beside_it_goes_its_way(a_paid_order, an_edition, an_ebook):
    order = a_paid_order(an_edition(), an_ebook(), download_consent=True)
    assert (order.status, order.delivery_kind) == ("paid", "parcel")
    assert downloads_of(order)[0].left == 5
    assert broken_invariants() == []


@pytest.fixture
def with_ebook(client, an_ebook):
    """A browser with an ebook in its cart."""
    client.post("/cart/items", data={"edition_id": an_ebook().id, "quantity": 1})
    return client


def form_of(page, **typed):
    hidden = {
        name: re.search(f'name="{name}" value="([^"]*)"', page)[1] for name in ("key", "agreed")
    }
    return {"email": "ada@example.org", "name": "Ada", "country": "GB", **hidden, **typed}


def test_the_checkout_of_downloads_asks_for_no_address_but_for_consent(with_ebook, stripe):
    page = with_ebook.get("/checkout").text
    assert 'name="line1"' not in page
    assert 'name="download_consent"' in page
    refused = with_ebook.post("/checkout", data=form_of(page))
    assert refused.status_code == 422
    assert "Tick this box" in refused.text
    assert "first line of the address" not in refused.text
    answer = with_ebook.post("/checkout", data=form_of(page, download_consent="1"))
    assert answer.status_code == 303
    order = Order.get()
    assert order.download_consent_at is not None
    assert order.address["country"] == "GB"


def test_a_thing_still_needs_its_address(client, an_edition):
    client.post("/cart/items", data={"edition_id": an_edition().id, "quantity": 1})
    page = client.get("/checkout").text
    assert 'name="download_consent"' not in page
    refused = client.post("/checkout", data=form_of(page))
    assert "first line of the address" in refused.text


def test_a_box_that_was_ticked_is_read_as_consent():
    assert read_details({"download_consent": "1"}).download_consent
    assert not read_details({}).download_consent


def test_a_reader_finds_what_can_be_downloaded_among_what_is_available(client, an_ebook):
    an_ebook("Kindred")
    assert "Kindred" in client.get("/search?q=kindred&available=1").text


def test_who_withdraws_from_the_parcel_keeps_the_download_and_gets_its_delivery_back(
    a_paid_order, an_ebook, an_edition
):
    book = an_edition("Dawn", price_minor=1000)
    order = a_paid_order(an_ebook(price_minor=500), book, download_consent=True, wrapped=True)
    assert order.total_minor == 1000 + 500 + 295 + 350
    line = order.lines.where(OrderLine.edition == book).get()
    refund = request_part(order.id, Wanted("withdrawal", given_up={line.id: 1}), "buyer")
    assert refund.amount_minor == 1000 + 295 + 350
    assert broken_invariants() == []
