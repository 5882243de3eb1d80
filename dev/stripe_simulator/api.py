"""The API over HTTP: who asks, what went wrong before, and what to answer."""

from flask import Blueprint, jsonify, request

from dev.stripe_simulator import parameters
from dev.stripe_simulator.clock import catch_up
from dev.stripe_simulator.endpoints import ENDPOINTS
from dev.stripe_simulator.expansion import expand
from dev.stripe_simulator.form import decode
from dev.stripe_simulator.idempotency import Answer
from dev.stripe_simulator.identifiers import new_id
from dev.stripe_simulator.refusals import NotAllowedNow, Refusal, Unauthorised, UnknownAddress
from dev.stripe_simulator.simulation import cause

FAILURES = {
    500: {"type": "api_error", "message": "The simulator was told to fail this call."},
    429: {
        "type": "invalid_request_error",
        "code": "rate_limit",
        "message": "The simulator was told to say that there are too many requests.",
    },
    504: {"type": "api_error", "message": "The simulator was told to answer too late."},
}
METHODS = ["GET", "POST", "DELETE", "PUT", "PATCH"]


def api_blueprint(simulation, keys):
    blueprint = Blueprint("api", __name__)
    for endpoint in ENDPOINTS:
        blueprint.add_url_rule(
            endpoint.path,
            endpoint=f"{endpoint.method} {endpoint.path}",
            view_func=_view(simulation, keys, endpoint),
            methods=[endpoint.method],
        )
    blueprint.add_url_rule("/v1/<path:rest>", view_func=_unknown, methods=METHODS)
    return blueprint


def _unknown(rest):
    return _respond(_refused(UnknownAddress(request.method, request.path)), new_id("req"))


def _view(simulation, keys, endpoint):
    def view(**ids):
        call = Call(simulation, keys, endpoint, ids)
        token = cause.set({"id": call.id, "idempotency_key": call.key})
        try:
            answer = call.answer()
        except Refusal as refusal:
            answer = _refused(refusal)
        finally:
            cause.reset(token)
        return _respond(answer, call.id)

    return view


def _refused(refusal):
    return Answer(refusal.status, refusal.body())


def _respond(answer, request_id):
    response = jsonify(answer.body)
    response.status_code = answer.status
    response.headers["Request-Id"] = request_id
    response.headers["Stripe-Version"] = request.headers.get("Stripe-Version", "")
    if answer.replay_of:
        response.headers["Idempotent-Replayed"] = "true"
        response.headers["Original-Request"] = answer.replay_of
    return response


class Call:
    """One API request on its way to its answer."""

    def __init__(self, simulation, keys, endpoint, ids):
        self.simulation, self.keys, self.endpoint, self.ids = simulation, keys, endpoint, ids
        self.id = new_id("req")
        self.key = request.headers.get("Idempotency-Key") if request.method == "POST" else None
        self.fault = None

    def answer(self):
        _authenticate()
        self.given = decode(_pairs())
        self.fault = self.simulation.faults.strike_call(request.method, request.path)
        if self.fault and self.fault.work == "skipped":
            return self._failure()
        answer = self._once()
        if self.fault and self.fault.api != "slow" and not self.fault.stored:
            return self._failure()
        return answer

    def _failure(self):
        if self.fault.api == "timeout":
            self.simulation.faults.hold(self.fault.seconds)
            return Answer(504, {"error": FAILURES[504]})
        return Answer(self.fault.api, {"error": FAILURES[self.fault.api]})

    def _once(self):
        if not self.key:
            return self._work()
        with self.keys.claim(self.key):
            known = self.keys.recall(self.key, request.path, self.given)
            return known or self._work()

    def _work(self):
        if self.fault and self.fault.api == "slow":
            self.simulation.faults.hold(self.fault.seconds)
        with self.simulation.store.transaction():
            answer = self._perform()
            if self.fault and self.fault.stored:
                answer = self._failure()
            if self.key:
                self.keys.remember(self.key, request.path, self.given, self.id, answer)
        return answer

    def _perform(self):
        """Bad parameters fly past: nothing is kept of such a call, not even its key."""
        params = parameters.check(self.endpoint.params, self.given)
        self.endpoint.rules(params)
        catch_up(self.simulation)
        try:
            body = self.endpoint.act(self.simulation, params, **self.ids)
        except NotAllowedNow as refusal:
            return _refused(refusal)
        return Answer(200, expand(self.simulation, body, params.get("expand", [])))


def _pairs():
    source = request.form if request.method == "POST" else request.args
    return list(source.items(multi=True))


def _authenticate():
    """Any test key will do; a live key has no business here."""
    given = request.authorization
    key = (given and (given.token or given.username)) or ""
    if key.startswith(("sk_live_", "rk_live_")):
        raise Unauthorised("The payment simulator refuses live keys. Revoke this one if real.")
    if not key.startswith("sk_test_"):
        raise Unauthorised("You did not provide a test API key (sk_test_…).")
