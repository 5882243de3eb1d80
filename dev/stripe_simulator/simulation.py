"""What the parts of the simulator share, and how they show an object to the outside."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from types import MappingProxyType

from dev.stripe_simulator.faults import Faults
from dev.stripe_simulator.refusals import Missing
from dev.stripe_simulator.store import Store

# The API call being answered; events caused by a click in a page or by the clock have none.
NOBODY = MappingProxyType({"id": None, "idempotency_key": None})
cause = ContextVar("cause", default=NOBODY)


@dataclass
class Simulation:
    store: Store
    faults: Faults
    address: str
    webhook_url: str
    settle_after: float
    delivering: Lock = field(default_factory=Lock)  # held while a webhook is on its way

    def find(self, kind, id, param="id"):
        """The object, or Stripe's refusal that there is none."""
        thing = self.store.get(kind, id)
        if thing is None:
            # Stripe says "No such checkout.session", "No such payment_intent", and so on.
            raise Missing(kind, id, param)
        return thing


def public(thing):
    return {name: value for name, value in thing.items() if not name.startswith("_")}
