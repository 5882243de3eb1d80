"""Puts the simulator together: one Flask application for the API, the pages and the controls."""

from datetime import UTC, datetime

from flask import Flask, abort, g, render_template, request

from dev.stripe_simulator import money
from dev.stripe_simulator.api import api_blueprint
from dev.stripe_simulator.controls import controls_blueprint
from dev.stripe_simulator.dashboard import dashboard_blueprint
from dev.stripe_simulator.idempotency import Keys
from dev.stripe_simulator.pages import pages_blueprint
from dev.stripe_simulator.sessions import reference

SAFE = {"GET", "HEAD", "OPTIONS"}


def create_app(simulation):
    app = Flask(__name__)
    # Only this machine by its own name: no page elsewhere may reach us under another one.
    app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost"]
    app.json.sort_keys = False
    app.add_template_filter(money.spoken, "money")
    app.add_template_filter(reference)
    app.add_template_filter(_moment, "moment")
    app.before_request(_refuse_other_sites)
    app.after_request(_protect)
    app.register_error_handler(404, _not_found)
    app.register_blueprint(api_blueprint(simulation, Keys(simulation.store)))
    app.register_blueprint(pages_blueprint(simulation))
    app.register_blueprint(dashboard_blueprint(simulation))
    app.register_blueprint(controls_blueprint(simulation))
    return app


def _moment(seconds):
    return datetime.fromtimestamp(seconds, UTC).strftime("%d %b %H:%M:%S UTC")


def _not_found(error):
    return render_template("refused.html", message="There is nothing at this address."), 404


def _refuse_other_sites():
    sender = request.headers.get("Sec-Fetch-Site", "none")
    if request.method not in SAFE and sender not in ("same-origin", "none"):
        abort(403)


def _protect(response):
    # Browsers hold the redirect after a form to form-action as well, so the shop must be in it.
    targets = " ".join(["'self'", *g.get("form_targets", [])])
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'self'; img-src 'self'; form-action {targets}; "
        "base-uri 'none'; frame-ancestors 'none'"
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
