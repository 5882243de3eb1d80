"""The hosted page: what a shopper sees between the shop and the end of paying."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, g, redirect, render_template, request, url_for

from dev.stripe_simulator.clock import catch_up
from dev.stripe_simulator.lines import line_items
from dev.stripe_simulator.refusals import NotAllowedNow
from dev.stripe_simulator.sessions import reference
from dev.stripe_simulator.shopper import ACTIONS, debit_of

SHOPPERS = {"pay", "decline", "challenge", "authenticate", "reject", "delay", "delay-then-fail"}


def pages_blueprint(simulation):
    blueprint = Blueprint("pages", __name__)

    def load(id):
        catch_up(simulation)
        return simulation.store.get("checkout.session", id) or abort(404)

    @blueprint.get("/pay/<id>")
    def pay(id):
        session = load(id)
        if session["status"] != "open":
            return _page("closed.html", session), 410 if session["status"] == "expired" else 200
        return _page("pay.html", session, message=_last_error(simulation, session))

    @blueprint.get("/pay/<id>/3-d-secure")
    def three_d_secure(id):
        session = load(id)
        intent = session["payment_intent"]
        waiting = intent and simulation.store.get("payment_intent", intent)
        if not waiting or waiting["status"] != "requires_action":
            return redirect(url_for("pages.pay", id=id), 303)
        return _page("challenge.html", session)

    @blueprint.post("/pay/<id>")
    def act(id):
        action = request.form.get("action")
        if action not in SHOPPERS:
            abort(400)
        with simulation.store.transaction():
            session = load(id)
            try:
                ACTIONS[action](simulation, session)
            except NotAllowedNow:
                # Clicked twice, or in two tabs: the session's page says how things stand.
                return redirect(_next_page(session, action), 303)
        return redirect(_next_page(session, action), 303)

    return blueprint


def _next_page(session, action):
    if session["status"] == "complete":
        return return_url(session)
    page = "pages.three_d_secure" if action == "challenge" else "pages.pay"
    return url_for(page, id=session["id"])


def return_url(session):
    return session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])


def _last_error(simulation, session):
    if not session["payment_intent"]:
        return None
    intent = simulation.store.get("payment_intent", session["payment_intent"])
    return intent["last_payment_error"] and intent["last_payment_error"]["message"]


def _page(template, session, **context):
    g.form_targets = [_shop_origin(session)]
    return render_template(
        template,
        session=session,
        lines=line_items(session),
        reference=reference(session),
        card="card" in session["payment_method_types"],
        debit=debit_of(session),
        return_url=return_url(session),
        **context,
    )


def _shop_origin(session):
    parts = urlsplit(session["success_url"])
    return f"{parts.scheme}://{parts.netloc}"
