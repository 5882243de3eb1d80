import subprocess
import sys

import pytest

from tests.dev.stripe_simulator.conftest import ROOT, SECRET, Simulator, order

COMMAND = [sys.executable, "-m", "dev.stripe_simulator", "--webhook-secret", SECRET]
SHOP = "http://127.0.0.1:8000/webhooks/stripe"


@pytest.mark.parametrize(
    "options",
    [
        ["--webhook-url", SHOP, "--host", "192.0.2.1"],
        ["--webhook-url", "https://shop.example/webhooks/stripe"],
    ],
)
def test_it_serves_and_calls_this_machine_only(options):
    refused = subprocess.run([*COMMAND, *options], cwd=ROOT, capture_output=True, text=True)
    assert refused.returncode == 2


def test_it_stops_at_once_even_while_a_call_is_held(tmp_path):
    simulator = Simulator(tmp_path / "state.sqlite3", SHOP)
    simulator.fault(api="timeout")
    with pytest.raises(Exception, match="timed out"):
        simulator.client(timeout=0.3).v1.charges.list()
    simulator.stop()
    assert simulator.process.returncode == 0


def test_a_bank_debit_settles_by_itself(tmp_path, running_inbox):
    running_inbox.forget()
    simulator = Simulator(tmp_path / "state.sqlite3", running_inbox.url, "--settle-after", "0.2")
    session = simulator.client().v1.checkout.sessions.create(order())
    simulator.act(session, "delay-then-fail")
    assert running_inbox.until("checkout.session.async_payment_failed").data.object.id == session.id
    simulator.stop()
