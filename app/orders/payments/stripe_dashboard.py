"""Where staff see something in Stripe's own pages, or in the simulator's."""

from flask import current_app

DASHBOARD = "https://dashboard.stripe.com"
# Checkout sessions have no page of their own there.
FOLDERS = {"charge": "payments", "payment": "payments", "refund": "refunds", "dispute": "disputes"}


def dashboard_url(thing, id):
    """The address of a charge, payment intent, refund or dispute; None when it has no page."""
    settings = current_app.config["SETTINGS"]
    if settings.payments_simulated:
        return f"{settings.stripe_api_base}/"
    if thing not in FOLDERS:
        return None
    test = "" if settings.stripe_secret_key.startswith(("sk_live_", "rk_live_")) else "/test"
    return f"{DASHBOARD}{test}/{FOLDERS[thing]}/{id}"
