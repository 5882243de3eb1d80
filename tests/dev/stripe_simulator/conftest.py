"""Starts the real simulator process on a free port and a small shop that takes its webhooks."""

import json
import queue
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
import stripe

ROOT = Path(__file__).parents[3]
SECRET = "whsec_only_for_tests"
KEY = "sk_test_anything"


class Inbox:
    """The shop's side of the webhooks: keeps what comes, and answers what it is told to."""

    def __init__(self):
        self.arrived = queue.Queue()
        self.answers = queue.Queue()

    def take(self, body, signature):
        self.arrived.put((body, signature))
        return 200 if self.answers.empty() else self.answers.get()

    def next(self):
        """The next event, its signature checked by the SDK itself."""
        body, signature = self.arrived.get(timeout=10)
        return stripe.Webhook.construct_event(body, signature, SECRET)

    def events(self, count):
        return [self.next() for _ in range(count)]

    def types(self, count):
        return [event.type for event in self.events(count)]

    def until(self, type):
        """The next event of this type; what comes before it is let go."""
        while True:
            event = self.next()
            if event.type == type:
                return event

    def forget(self):
        self.arrived, self.answers = queue.Queue(), queue.Queue()


class Simulator:
    """A running simulator process."""

    def __init__(self, state, webhook_url, *options):
        here = ["--port", "0", "--state", state]
        shop = ["--webhook-url", webhook_url, "--webhook-secret", SECRET]
        pace = ["--settle-after", "0", "--retry-pauses", "0,0"]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "dev.stripe_simulator", *here, *shop, *pace, *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.address = self.process.stdout.readline().split()[3]

    def client(self, key=KEY, timeout=10):
        """The real SDK, without its own retries, so that a test sees each answer."""
        return stripe.StripeClient(
            key,
            base_addresses={"api": self.address},
            max_network_retries=0,
            http_client=stripe.RequestsClient(timeout=timeout),
        )

    def post(self, path, body=None, method="POST"):
        request = Request(f"{self.address}{path}", json.dumps(body).encode(), method=method)
        request.add_header("Content-Type", "application/json")
        with urlopen(request, timeout=10) as response:
            return json.load(response)

    def act(self, session, action):
        return self.post(f"/_simulator/sessions/{session.id}/{action}")

    def fault(self, **fault):
        return self.post("/_simulator/faults", fault)

    def deliveries(self):
        with urlopen(f"{self.address}/_simulator/deliveries", timeout=10) as response:
            return json.load(response)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=5)
        self.process.stdout.close()


@pytest.fixture(scope="session")
def running_inbox():
    inbox = Inbox()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(inbox.take(body, self.headers["Stripe-Signature"]))
            self.end_headers()

        def log_message(self, *args):
            """Tests have nothing to read in an access log."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    inbox.url = f"http://127.0.0.1:{server.server_port}/webhooks/stripe"
    yield inbox
    server.shutdown()


@pytest.fixture(scope="session")
def running_simulator(tmp_path_factory, running_inbox):
    state = tmp_path_factory.mktemp("simulator") / "state.sqlite3"
    simulator = Simulator(state, running_inbox.url)
    yield simulator
    simulator.stop()


@pytest.fixture
def simulator(running_simulator, running_inbox):
    running_simulator.post("/_simulator/reset")
    running_inbox.forget()
    return running_simulator


@pytest.fixture
def inbox(simulator, running_inbox):
    return running_inbox


@pytest.fixture
def client(simulator):
    return simulator.client()


def order(**changes):
    """Parameters of a session that Stripe would take."""
    return {
        "mode": "payment",
        "success_url": "http://127.0.0.1:8000/orders/A1?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:8000/cart",
        "client_reference_id": "A1",
        "line_items": [line()],
        **changes,
    }


def line(amount=1250, quantity=1, name="Kindred", currency="gbp"):
    price = {"currency": currency, "unit_amount": amount, "product_data": {"name": name}}
    return {"quantity": quantity, "price_data": price}


@pytest.fixture
def a_session(client):
    def make(**changes):
        return client.v1.checkout.sessions.create(order(**changes))

    return make


@pytest.fixture
def a_payment(simulator, client, a_session):
    """A paid session, as the API tells it afterwards."""

    def make(action="pay", **changes):
        session = a_session(**changes)
        simulator.act(session, action)
        return client.v1.checkout.sessions.retrieve(session.id)

    return make


def in_minutes(minutes):
    return int(time.time()) + 60 * minutes
