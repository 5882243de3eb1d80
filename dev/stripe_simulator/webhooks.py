"""Webhooks: queued with the change they tell of, signed as Stripe signs, retried until taken."""

import hashlib
import hmac
import json
import threading
import time

import requests

from dev.stripe_simulator.simulation import public

PATIENCE = 10  # seconds the shop has to answer


def post(simulation, event):
    """Queue the event for delivery, as the faults of the moment would have it."""
    faults = simulation.faults.strike_event(event["type"])
    state = "lost" if "lost" in faults else "waiting"
    due_at = _due_at(simulation.store, faults)
    for _ in range(2 if "twice" in faults else 1):
        _queue(simulation.store, event["id"], state, due_at, "reversed" in faults)


def resend(simulation, event):
    _queue(simulation.store, event["id"], "waiting", time.time(), False)


def _due_at(store, faults):
    now = time.time()
    if "reversed" in faults:
        pile = "select max(due_at) as at from deliveries where reversed and due_at > ?"
        # All that happens until the pile is due joins it, and leaves it last in, first out.
        return store.rows(pile, (now,))[0]["at"] or now + faults["reversed"].seconds
    return now + (faults["late"].seconds if "late" in faults else 0)


def _queue(store, event_id, state, due_at, reversed):
    store.execute(
        "insert into deliveries (event, state, due_at, reversed) values (?, ?, ?, ?)",
        (event_id, state, due_at, reversed),
    )


def sign(body, secret, moment):
    """The Stripe-Signature header of `body` sent at `moment` (Unix seconds)."""
    signed = f"{moment}.{body}".encode()
    return f"t={moment},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"


class Courier(threading.Thread):
    """Delivers what is due, one at a time, and comes back after each pause when it fails."""

    def __init__(self, simulation, secret, pauses):
        super().__init__(name="webhooks", daemon=True)
        self.simulation, self.secret, self.pauses = simulation, secret, pauses
        self.stopped = threading.Event()
        self.http = requests.Session()
        self.http.trust_env = False  # no proxy stands between two processes of one machine

    def run(self):
        while not self.stopped.wait(0.1):
            for delivery in self._due():
                with self.simulation.delivering:
                    self._deliver(delivery)

    def _due(self):
        return self.simulation.store.rows(
            "select * from deliveries where state = 'waiting' and due_at <= ?"
            " order by due_at, case when reversed then -seq else seq end",
            (time.time(),),
        )

    def _deliver(self, delivery):
        event = self.simulation.store.get("event", delivery["event"])
        if event is None:  # all was reset in between
            return
        accepted, answer = self._send(event)
        tries = delivery["attempts"] + 1
        last = accepted or tries > len(self.pauses)
        state = "delivered" if accepted else "failed" if last else "waiting"
        due_at = delivery["due_at"] if last else time.time() + self.pauses[tries - 1]
        with self.simulation.store.transaction():
            self.simulation.store.execute(
                "update deliveries set state = ?, due_at = ?, attempts = ?, answer = ?"
                " where seq = ?",
                (state, due_at, tries, answer, delivery["seq"]),
            )
            if accepted:
                self.simulation.store.put({**event, "pending_webhooks": 0})

    def _send(self, event):
        body = json.dumps(public(event), indent=2)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Stripe-Signature": sign(body, self.secret, int(time.time())),
            "User-Agent": "Stripe/1.0 (payment simulator)",
        }
        try:
            response = self.http.post(
                self.simulation.webhook_url,
                data=body.encode(),
                headers=headers,
                timeout=PATIENCE,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return False, type(error).__name__
        return response.ok and response.status_code < 300, str(response.status_code)
