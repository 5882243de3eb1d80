"""Connecting an account with one at a provider, and parting them again."""

from flask import current_app, render_template, url_for
from flask_login import current_user

from app.accounts.access import fresh_sign_in_required
from app.accounts.blueprint import blueprint
from app.accounts.providers import identities, waiting_links
from app.accounts.providers.pages import outcome, provider_named, send
from app.hypermedia import private, see_other

ONLY_WAY_IN = (
    "{0} is the only way into your account. Choose a password or add a passkey first, and then"
    " disconnect it."
)
VERIFY_FIRST = "Verify your email address first: open the link that we sent you."
TOO_LATE = "That took a while. Connect it here, if you still want to."


@blueprint.post("/account/security/providers/<name>")
@private
@fresh_sign_in_required
def link_provider(name):
    provider = provider_named(name)
    if not current_user.is_verified:
        return see_other(url_for("accounts.security"), VERIFY_FIRST, "problem")
    return send(provider, "link", None)


@blueprint.post("/account/security/providers/<name>/removal")
@private
@fresh_sign_in_required
def unlink_provider(name):
    provider = provider_named(name)
    if identities.unlink(current_user.customer, provider.issuer, issuers_in_use()):
        said = f"{provider.label} does not open your account any more."
        return see_other(url_for("accounts.security"), said)
    only = ONLY_WAY_IN.format(provider.label)
    return see_other(url_for("accounts.security"), only, "problem")


@blueprint.get("/account/security/connect")
@private
@fresh_sign_in_required
def connect():
    provider = provider_that_waits()
    return render_template("accounts/connect.html", provider=provider) if provider else too_late()


@blueprint.post("/account/security/connect")
@private
@fresh_sign_in_required
def connect_it():
    provider = provider_that_waits()
    if not provider:
        return too_late()
    linked = identities.link(current_user.customer, waiting_links.waiting(current_user.id))
    waiting_links.drop()
    return see_other(url_for("accounts.security"), *outcome(provider, linked))


def provider_that_waits():
    who = waiting_links.waiting(current_user.id)
    return who and next((each for each in providers() if each.issuer == who.issuer), None)


def too_late():
    return see_other(url_for("accounts.security"), TOO_LATE, "problem")


def issuers_in_use():
    return [each.issuer for each in providers()]


def providers():
    return current_app.config["SETTINGS"].providers
