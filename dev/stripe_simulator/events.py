"""Events: what happened, told to the shop by webhook and kept for its questions."""

import copy
import time

import stripe

from dev.stripe_simulator import webhooks
from dev.stripe_simulator.identifiers import new_id
from dev.stripe_simulator.simulation import cause, public


def emit(simulation, type, thing, before=None):
    """Record that `thing` changed; `before` holds the values its changed fields had."""
    data = {"object": copy.deepcopy(public(thing))}
    if before is not None:
        data["previous_attributes"] = before
    event = {
        "id": new_id("evt"),
        "object": "event",
        "api_version": stripe.api_version,
        "created": int(time.time()),
        "data": data,
        "livemode": False,
        "pending_webhooks": 1,
        "request": dict(cause.get()),
        "type": type,
    }
    simulation.store.put(event)
    webhooks.post(simulation, event)


def changes(before, after):
    """What a webhook calls previous_attributes: the former values of what differs now."""
    return {name: value for name, value in public(before).items() if after.get(name) != value}
