"""/login/<provider>: there and back, to sign in, to prove who one is once more, or to connect."""

import structlog
from flask import abort, current_app, request, url_for
from flask_login import current_user

from app.accounts.audit import audit
from app.accounts.blueprint import blueprint
from app.accounts.letting_in import let_in
from app.accounts.limits import limit_providers
from app.accounts.mailed_links import holds_secret
from app.accounts.models import Customer
from app.accounts.next_page import own_path
from app.accounts.providers import flow, identities, opening, waiting_links
from app.accounts.providers.failures import ProviderDown, SignInFailed
from app.hypermedia import private, see_other

DOWN = "{0} cannot be reached just now. Try again in a minute, or sign in another way."
NO_EMAIL = (
    "{0} did not tell us an address that it knows to be yours, so we cannot make an account of it."
    " Create one here, and then connect {0} under Security."
)
OTHERS = "That is not the account at {0} that opens this one."
TAKEN = (
    "There is an account with your address here. Sign in to it as you always have, and you can"
    " connect {0} then."
)
GONE = "The account at your address has just been closed. Please try once more."
LINKED = "From now on, {0} opens your account."
NOT_LINKED = (
    "Nothing was connected: that account at {0} opens another one here, or this one is connected"
    " with another there."
)

log = structlog.get_logger()


@blueprint.post("/login/<name>")
@private
def to_provider(name):
    purpose = "again" if current_user.is_authenticated else "sign in"
    remembered = "remember" in request.form
    return send(provider_named(name), purpose, own_path(request.form.get("next")), remembered)


@blueprint.get("/login/<name>/callback")
@private
@holds_secret
def back_from_provider(name):
    limit_providers()
    provider = provider_named(name)
    errand = flow.Errand("sign in", None, None)
    try:
        kept = flow.begun(provider, request.args)
        errand = flow.errand_of(kept)
        return arrive(provider, errand, flow.finish(provider, kept, request.args))
    except SignInFailed as failed:
        audit("provider refused", current_user.id, issuer=provider.issuer)
        return back(errand, failed.said)
    except ProviderDown as error:
        return not_reached(provider, errand, error)


def provider_named(name):
    providers = current_app.config["SETTINGS"].providers
    return next((each for each in providers if each.name == name), None) or abort(404)


def send(provider, purpose, next_path, remembered=False):
    """Send this browser to the provider."""
    limit_providers()
    errand = flow.Errand(purpose, current_user.id, next_path, remembered)
    try:
        return see_other(flow.begin(provider, errand))
    except ProviderDown as error:
        return not_reached(provider, errand, error)


def arrive(provider, errand, who):
    """Do what it was for, now that we know who it is there."""
    if errand.customer != current_user.id:
        raise SignInFailed(flow.NOT_BEGUN)
    if errand.purpose == "link":
        linked = identities.link(current_user.customer, who)
        return see_other(url_for("accounts.security"), *outcome(provider, linked))
    if errand.purpose == "again":
        return prove_again(provider, errand, who)
    return sign_in(provider, errand, who)


def outcome(provider, linked):
    kind = "success" if linked else "problem"
    return (LINKED if linked else NOT_LINKED).format(provider.label), kind


def prove_again(provider, errand, who):
    customer = identities.recognise(who)
    if customer is None or customer.id != current_user.id:
        raise SignInFailed(OTHERS.format(provider.label))
    return let_in(customer, "provider", errand.next)


def sign_in(provider, errand, who):
    customer = identities.recognise(who)
    if customer is None and who.email is None:
        return see_other(url_for("accounts.register"), NO_EMAIL.format(provider.label), "problem")
    customer = customer or opening.account_for(who)
    if customer:
        return let_in(customer, "provider", errand.next, remembered=errand.remembered)
    taken_by = Customer.at(who.email)
    if taken_by is None:
        raise SignInFailed(GONE)
    waiting_links.keep(taken_by.id, who)
    here = url_for("accounts.login", next=url_for("accounts.connect"))
    return see_other(here, TAKEN.format(provider.label), "problem")


def not_reached(provider, errand, error):
    log.warning("provider not reached", provider=provider.name, error=str(error))
    return back(errand, DOWN.format(provider.label))


def back(errand, said):
    """To where it was begun."""
    if errand.purpose == "link":
        return see_other(url_for("accounts.security"), said, "problem")
    page = "sign_in_again" if current_user.is_authenticated else "login"
    return see_other(url_for(f"accounts.{page}", next=errand.next), said, "problem")
