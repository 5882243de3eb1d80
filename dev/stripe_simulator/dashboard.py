"""The dashboard: everything that happened, and buttons for what else could."""

from flask import Blueprint, abort, redirect, render_template, request, url_for

from dev.stripe_simulator import disputes, refunds, webhooks
from dev.stripe_simulator.clock import catch_up
from dev.stripe_simulator.faults import API_FAULTS, WEBHOOK_FAULTS, BadFault
from dev.stripe_simulator.refusals import Refusal
from dev.stripe_simulator.shopper import ACTIONS

SHOWN = 50


def dashboard_blueprint(simulation):
    blueprint = Blueprint("dashboard", __name__)

    @blueprint.errorhandler(Refusal)
    @blueprint.errorhandler(BadFault)
    def refuse(refusal):
        return render_template("refused.html", message=str(refusal)), 422

    @blueprint.get("/")
    def show():
        catch_up(simulation)
        return render_template("dashboard.html", **_overview(simulation))

    @blueprint.post("/sessions/<id>/<any(settle, fail, lapse):action>")
    def change_session(id, action):
        with simulation.store.transaction():
            ACTIONS[action](simulation, simulation.find("checkout.session", id))
        return _back("sessions")

    @blueprint.post("/charges/<id>/refund")
    def refund(id):
        params = {"charge": id, **_amount()}
        refunds.check(params)
        with simulation.store.transaction():
            refunds.create(simulation, params)
        return _back("refunds")

    @blueprint.post("/charges/<id>/dispute")
    def dispute(id):
        with simulation.store.transaction():
            disputes.open_dispute(simulation, simulation.find("charge", id))
        return _back("payments")

    @blueprint.post("/disputes/<id>/<any(answered, won, lost):action>")
    def change_dispute(id, action):
        with simulation.store.transaction():
            disputes.ACTIONS[action](simulation, simulation.find("dispute", id))
        return _back("payments")

    @blueprint.post("/refunds/<id>/<any(settle, fail):action>")
    def change_refund(id, action):
        act = refunds.settle if action == "settle" else refunds.fail
        with simulation.store.transaction():
            act(simulation, simulation.find("refund", id))
        return _back("refunds")

    @blueprint.post("/events/<id>/resend")
    def resend(id):
        webhooks.resend(simulation, simulation.find("event", id))
        return _back("events")

    @blueprint.post("/faults")
    def add_fault():
        simulation.faults.add(_fault())
        return _back("faults")

    @blueprint.post("/faults/clear")
    def clear_faults():
        simulation.faults.clear()
        return _back("faults")

    return blueprint


def _back(section):
    return redirect(url_for("dashboard.show", _anchor=section), 303)


def _amount():
    """The amount typed, in minor units; nothing typed means all that is left."""
    typed = request.form.get("amount", "").strip()
    if not typed:
        return {}
    amount = request.form.get("amount", type=int)
    return {"amount": amount} if amount else abort(400)


def _fault():
    """The fault the form describes, as the JSON interface would take it."""
    kind, _, name = request.form.get("fault", "").partition(":")
    if kind not in ("webhook", "api"):
        abort(400)
    fault = {kind: int(name) if name.isdecimal() else name}
    for field, read in (("next", int), ("seconds", float)):
        value = request.form.get(field, type=read)
        if value:
            fault[field] = value
    return fault


def _overview(simulation):
    store = simulation.store
    intents = {intent["id"]: intent for intent in store.all("payment_intent")}
    return {
        "sessions": store.all("checkout.session")[:SHOWN],
        "intents": intents,
        "charges": store.all("charge")[:SHOWN],
        "disputes": {dispute["charge"]: dispute for dispute in store.all("dispute")},
        "refunds": store.all("refund")[:SHOWN],
        "events": [(event, _deliveries(store, event)) for event in store.all("event")[:SHOWN]],
        "faults": simulation.faults.listed(),
        "webhook_faults": WEBHOOK_FAULTS,
        "api_faults": API_FAULTS,
        "webhook_url": simulation.webhook_url,
    }


def _deliveries(store, event):
    return store.rows("select * from deliveries where event = ? order by seq", (event["id"],))
