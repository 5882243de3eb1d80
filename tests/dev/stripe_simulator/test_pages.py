from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from tests.dev.stripe_simulator.conftest import line


class Browser:
    """A browser without JavaScript that follows no redirect, to see each answer."""

    def __init__(self, address):
        self.host = urlsplit(address).netloc

    def get(self, url):
        return self._ask("GET", url)

    def submit(self, url, **fields):
        return self._ask("POST", url, urlencode(fields))

    def _ask(self, method, url, body=None):
        connection = HTTPConnection(self.host, timeout=10)
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        connection.request(method, urlsplit(url).path or "/", body, form)
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer


@pytest.fixture
def browser(simulator):
    return Browser(simulator.address)


def test_the_page_says_what_it_is_and_what_is_bought(browser, a_session):
    session = a_session(line_items=[line(1250, 2, "Kindred <3"), line(350, name="Delivery")])
    page = browser.get(session.url)
    assert "<strong>Payment simulator.</strong> No money moves." in page.text
    assert "Order A1" in page.text
    assert "Kindred &lt;3" in page.text
    assert "£28.50" in page.text
    assert 'href="http://127.0.0.1:8000/cart">Cancel and go back</a>' in page.text
    assert "<script" not in page.text


def test_the_page_may_send_its_form_to_the_shop_and_to_nobody_else(browser, a_session):
    policy = browser.get(a_session().url).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "form-action 'self' http://127.0.0.1:8000;" in policy


@pytest.mark.parametrize("action", ["pay", "delay", "delay-then-fail"])
def test_a_payment_leads_back_to_the_shop_with_the_session_named(browser, a_session, action):
    session = a_session()
    answer = browser.submit(session.url, action=action)
    assert answer.status == 303
    assert answer.headers["Location"] == (f"http://127.0.0.1:8000/orders/A1?session={session.id}")


def test_a_declined_card_stays_on_the_page_with_the_reason(browser, a_session):
    session = a_session()
    assert browser.submit(session.url, action="decline").headers["Location"] in session.url
    assert "Your card was declined." in browser.get(session.url).text


def test_3_d_secure_is_a_page_of_its_own(browser, a_session):
    session = a_session()
    step = browser.submit(session.url, action="challenge").headers["Location"]
    assert "Confirm payment" in browser.get(step).text
    done = browser.submit(session.url, action="authenticate")
    assert session.id in done.headers["Location"]
    assert browser.get(step).status == 303


def test_a_second_click_ends_where_the_first_did(client, browser, a_session):
    session = a_session()
    first = browser.submit(session.url, action="pay")
    second = browser.submit(session.url, action="pay")
    assert first.headers["Location"] == second.headers["Location"]
    assert len(client.v1.charges.list().data) == 1


def test_an_expired_session_takes_no_payment(client, browser, a_session):
    session = a_session()
    client.v1.checkout.sessions.expire(session.id)
    browser.submit(session.url, action="pay")
    page = browser.get(session.url)
    assert page.status == 410
    assert "Nothing was charged." in page.text
    assert client.v1.charges.list().data == []


def test_without_a_debit_in_its_currency_none_is_offered(browser, a_session):
    page = browser.get(a_session(line_items=[line(1000, currency="sek")]).url)
    assert "bank debit" not in page.text


def test_the_dashboard_shows_all_and_its_buttons_work(client, browser, a_payment):
    session = a_payment()
    charge = client.v1.payment_intents.retrieve(session.payment_intent).latest_charge
    assert browser.submit(f"/charges/{charge}/refund", amount="250").status == 303
    refund = client.v1.refunds.list().data[0]
    assert refund.amount == 250
    assert browser.submit(f"/refunds/{refund.id}/fail").status == 303
    assert client.v1.refunds.retrieve(refund.id).status == "failed"
    page = browser.get("/")
    for known in (session.id, charge, refund.id, "charge.refunded"):
        assert known in page.text


def test_the_dashboard_refuses_in_words(client, browser, a_payment):
    charge = client.v1.payment_intents.retrieve(a_payment().payment_intent).latest_charge
    answer = browser.submit(f"/charges/{charge}/refund", amount="9999")
    assert answer.status == 422
    assert "greater than unrefunded amount" in answer.text


def test_the_dashboard_switches_faults_on_and_off(client, browser):
    browser.submit("/faults", fault="api:500", next="2")
    assert "API calls: 500" in browser.get("/").text
    browser.submit("/faults/clear")
    assert client.v1.charges.list().data == []


def test_a_debit_settles_from_the_dashboard(client, browser, a_payment):
    session = a_payment("delay")
    browser.submit(f"/sessions/{session.id}/settle")
    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"
