"""Ways to misbehave on demand, so that a shop can be tested against a bad day at Stripe."""

import threading
from dataclasses import asdict, dataclass
from fnmatch import fnmatchcase

WEBHOOK_FAULTS = ("lost", "twice", "late", "reversed")
API_FAULTS = (500, 429, "timeout", "slow")
WORK = ("done", "skipped")


class BadFault(ValueError):
    pass


@dataclass
class ApiFault:
    """`api`: 500, 429, "timeout" (works, then says nothing) or "slow" (waits, then works).

    `next`: for how many calls, or None until cleared. `path` may hold *. `work`: "done" first, or
    "skipped"; a 429 skips it unless told otherwise. `stored`: the bad answer itself is kept under
    the idempotency key, as Stripe does when the failure was its own and not the network's.
    """

    api: int | str
    next: int | None = None
    path: str = "*"
    method: str = "*"
    seconds: float = 100
    work: str = ""
    stored: bool = False

    def __post_init__(self):
        _one_of("api", self.api, API_FAULTS)
        self.work = self.work or ("skipped" if self.api == 429 else "done")
        _one_of("work", self.work, WORK)
        if self.stored and (self.api, self.work) != (500, "done"):
            raise BadFault("only a 500 to a call that did its work can be stored")
        if (self.api, self.work) == ("slow", "skipped"):
            raise BadFault("a slow call does its work")

    def strikes(self, method, path):
        return fnmatchcase(path, self.path) and fnmatchcase(method, self.method.upper())


@dataclass
class WebhookFault:
    """`webhook`: lost, twice, late (by `seconds`) or reversed (what comes within `seconds`).

    `next`: for how many events, or None until cleared. `type` is an event type and may hold *.
    """

    webhook: str
    next: int | None = None
    type: str = "*"
    seconds: float = 2

    def __post_init__(self):
        _one_of("webhook", self.webhook, WEBHOOK_FAULTS)

    def strikes(self, type):
        return fnmatchcase(type, self.type)


def _one_of(name, value, allowed):
    if value not in allowed:
        raise BadFault(f"{name} must be one of {', '.join(map(str, allowed))}, not {value}")


class Faults:
    def __init__(self):
        self._lock = threading.Lock()
        self._active = []
        self._released = threading.Event()

    def add(self, wanted):
        """Add one from its JSON object, or raise BadFault."""
        kind = WebhookFault if "webhook" in wanted else ApiFault
        try:
            fault = kind(**wanted)
        except TypeError as error:
            raise BadFault(str(error)) from error
        with self._lock:
            self._active.append(fault)

    def listed(self):
        with self._lock:
            return [asdict(fault) for fault in self._active]

    def clear(self):
        """Behave again; calls that are being held go on at once."""
        with self._lock:
            self._active.clear()
            self._released.set()
            self._released = threading.Event()

    def hold(self, seconds):
        self._released.wait(seconds)

    def strike_call(self, method, path):
        """The fault for this API call, used up by one, or None."""
        with self._lock:
            calls = [f for f in self._active if isinstance(f, ApiFault) and f.strikes(method, path)]
            return self._use(calls[0]) if calls else None

    def strike_event(self, type):
        """Every fault for this event by its name, each used up by one."""
        with self._lock:
            events = [f for f in self._active if isinstance(f, WebhookFault) and f.strikes(type)]
            return {fault.webhook: self._use(fault) for fault in events}

    def _use(self, fault):
        if fault.next is not None:
            fault.next -= 1
            if not fault.next:
                self._active.remove(fault)
        return fault
