"""Buying, with the real payment simulator at the other end and only the webhooks a test sends."""

import dataclasses
import json
import time

import pytest

from app.accounts.models import Customer
from app.cart.models import Cart
from app.orders.checkout.agreement import agreement
from app.orders.checkout.details import Details
from app.orders.checkout.placing import place_order
from app.orders.checkout.quotes import quote
from app.orders.models import Order, OrderEvent, Payment
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from app.pricing.models import ShippingMethod, ShippingZone
from app.queueing import QUEUES, queue_named
from dev.stripe_simulator.webhooks import sign
from tests.cart.conftest import a_customer, sign_in
from tests.dev.stripe_simulator.conftest import Simulator

__all__ = ["a_customer", "sign_in"]

NOBODY = "http://127.0.0.1:9/webhooks/stripe"
KEYS = (f"a-key-of-a-form-{number:08d}" for number in range(10**8))


@pytest.fixture(scope="session")
def running_stripe(tmp_path_factory):
    simulator = Simulator(tmp_path_factory.mktemp("stripe") / "state.sqlite3", NOBODY)
    yield simulator
    simulator.stop()


@pytest.fixture
def settings_changed(app):
    """Changes settings of the running shop until the test is over."""
    was = app.config["SETTINGS"]

    def change(**settings):
        keep(dataclasses.replace(app.config["SETTINGS"], **settings))
        app.extensions.pop("stripe", None)

    def keep(settings):
        app.config["SETTINGS"] = app.jinja_env.globals["settings"] = settings

    yield change
    keep(was)
    app.extensions.pop("stripe", None)


@pytest.fixture
def stripe(running_stripe, settings_changed):
    """The simulator, empty, with the shop pointed at it."""
    running_stripe.post("/_simulator/reset")
    settings_changed(stripe_api_base=running_stripe.address)
    return running_stripe


@pytest.fixture
def no_stripe(settings_changed):
    """The shop pointed at a port where nobody listens."""
    settings_changed(stripe_api_base="http://127.0.0.1:9")


@pytest.fixture
def a_cart(app):
    """Builds a cart with copies of the editions given."""

    def build(*editions, quantity=1, customer=None):
        cart = Cart.create(token=next(KEYS), customer=customer)
        for edition in editions:
            cart.put(edition, quantity)
        return cart

    return build


@pytest.fixture
def details(app):
    """Builds the details of a checkout form that agrees to what the cart costs now."""

    def build(cart, **typed):
        facts = {"email": "ada@example.org", "name": "Ada Lovelace", "line1": "12 Dale Street"}
        facts |= {
            "country": "GB",
            "city": "Edinburgh",
            "postcode": "EH1 1YZ",
            "key": next(KEYS),
            **typed,
        }
        made = Details(**facts)
        if cart.count and not made.agreed:
            made.agreed = agreement(quote(cart, made))
        return made

    return build


@pytest.fixture
def an_order(a_cart, an_edition, details):
    """Builds an order that waits to be paid."""

    def build(*editions, quantity=1, **typed):
        cart = a_cart(*(editions or [an_edition()]), quantity=quantity)
        return place_order(cart, details(cart, **typed))

    return build


@pytest.fixture
def a_session(an_order, stripe):
    """Builds an order with Stripe's page open for it; returns the payment attempt."""

    def build(*editions, **typed):
        order = an_order(*editions, **typed)
        begin_payment(order)
        return Payment.get(Payment.order == order)

    return build


@pytest.fixture
def shopper(stripe):
    """What the shopper or her bank does on Stripe's page."""

    def act(payment, action="pay"):
        return stripe.post(f"/_simulator/sessions/{payment.session_id}/{action}")["session"]

    return act


@pytest.fixture
def a_paid_order(a_session, shopper):
    def build(*editions, action="pay", **typed):
        payment = a_session(*editions, **typed)
        shopper(payment, action)
        if action == "delay":
            shopper(payment, "settle")
        settle(payment.session_id)
        return fresh(payment.order)

    return build


@pytest.fixture
def staff(app):
    return Customer.create(
        email="staff@example.org", name="Grace", password_hash="x", role="bookseller"
    )


@pytest.fixture
def ada(a_customer, sign_in):
    """A customer who is signed in."""
    customer = a_customer()
    sign_in(customer)
    return customer


@pytest.fixture
def post_webhook(client):
    """Posts an event as Stripe would, signed now unless told otherwise."""

    def post(event, secret="whsec_test", moment=None, body=None):
        body = body or json.dumps(event)
        signature = sign(body, secret, int(time.time()) if moment is None else moment)
        headers = {"Stripe-Signature": signature, "Sec-Fetch-Site": ""}
        return client.post("/webhooks/stripe", data=body, headers=headers)

    return post


@pytest.fixture
def a_collected_way(app):
    """A way to have an order for nothing: it is fetched at the counter."""
    method = ShippingMethod.create(
        code="counter",
        name="Click and collect",
        promise="Within two hours",
        kind="collect",
        collect_from="Octavo, 3 Dale Street, Edinburgh",
        price_minor=0,
        currency="GBP",
        zone=ShippingZone.get(ShippingZone.name == "United Kingdom"),
        position=9,
    )
    yield method
    method.delete_instance()


def event_of(payment, type="checkout.session.completed", id="evt_1"):
    thing = {"id": payment.session_id, "object": "checkout.session"}
    return {"id": id, "type": type, "data": {"object": thing}}


def fresh(order):
    return Order.get_by_id(order.id)


def events_of(order):
    return [event.event for event in order.events.order_by(OrderEvent.id)]


@pytest.fixture
def page_of(client):
    """What the buyer of an order reads on its page."""

    def read(order):
        with client.session_transaction() as session:
            session["orders"] = [order.number]
        return client.get(f"/orders/{order.number}").text

    return read


def run_jobs():
    """Do what is queued, as a worker would, until nothing is."""
    for queue in map(queue_named, QUEUES):
        while queue.job_ids:
            job = queue.fetch_job(queue.pop_job_id())
            job.func(*job.args)


def queued():
    return [job.func_name for queue in map(queue_named, QUEUES) for job in queue.jobs]
