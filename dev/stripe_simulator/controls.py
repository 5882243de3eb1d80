"""Remote control for tests: JSON in, JSON out, no key needed on this machine."""

from flask import Blueprint, jsonify, request

from dev.stripe_simulator import disputes, refunds, webhooks
from dev.stripe_simulator.clock import catch_up
from dev.stripe_simulator.faults import BadFault
from dev.stripe_simulator.pages import return_url
from dev.stripe_simulator.refusals import Refusal, UnknownAddress
from dev.stripe_simulator.shopper import ACTIONS
from dev.stripe_simulator.simulation import public


def controls_blueprint(simulation):
    blueprint = Blueprint("controls", __name__, url_prefix="/_simulator")

    @blueprint.errorhandler(Refusal)
    def refuse(refusal):
        return refusal.body(), refusal.status

    @blueprint.errorhandler(BadFault)
    def refuse_fault(error):
        return {"error": {"message": str(error)}}, 400

    @blueprint.post("/faults")
    def add_faults():
        """One fault or a list of them; see faults.py for what they may say."""
        wanted = request.get_json()
        for fault in wanted if isinstance(wanted, list) else [wanted]:
            simulation.faults.add(fault)
        return jsonify(simulation.faults.listed())

    @blueprint.get("/faults")
    def list_faults():
        return jsonify(simulation.faults.listed())

    @blueprint.delete("/faults")
    def clear_faults():
        simulation.faults.clear()
        return jsonify([])

    @blueprint.post("/reset")
    def reset():
        """Forget everything; a webhook on its way arrives before this answers, none after."""
        simulation.faults.clear()
        with simulation.delivering:
            simulation.store.clear()
        return {}

    @blueprint.post("/sessions/<id>/<action>")
    def act(id, action):
        """What the shopper or her bank does; answers the session and where she is sent."""
        with simulation.store.transaction():
            catch_up(simulation)
            session = simulation.find("checkout.session", id)
            _known(ACTIONS, action)(simulation, session)
        return {"session": public(session), "redirect": _redirect(session, action)}

    @blueprint.post("/refunds/<id>/<action>")
    def act_on_refund(id, action):
        with simulation.store.transaction():
            refund = simulation.find("refund", id)
            return public(_known(REFUND_ACTIONS, action)(simulation, refund))

    @blueprint.post("/charges/<id>/dispute")
    def dispute(id):
        with simulation.store.transaction():
            return disputes.open_dispute(simulation, simulation.find("charge", id))

    @blueprint.post("/disputes/<id>/<action>")
    def act_on_dispute(id, action):
        with simulation.store.transaction():
            dispute = simulation.find("dispute", id)
            return _known(disputes.ACTIONS, action)(simulation, dispute)

    @blueprint.post("/events/<id>/resend")
    def resend(id):
        event = simulation.find("event", id)
        webhooks.resend(simulation, event)
        return public(event)

    @blueprint.get("/deliveries")
    def deliveries():
        """Every delivery of every event, oldest first: its state, attempts and last answer."""
        # One on its way is waited for, so that what the shop has heard is written down.
        with simulation.delivering:
            rows = simulation.store.rows("select * from deliveries order by seq")
        return jsonify([dict(row) for row in rows])

    return blueprint


REFUND_ACTIONS = {"settle": refunds.settle, "fail": refunds.fail}


def _known(actions, name):
    if name not in actions:
        raise UnknownAddress(request.method, request.path)
    return actions[name]


def _redirect(session, action):
    if action == "cancel":
        return session["cancel_url"]
    return return_url(session) if session["status"] == "complete" else None
