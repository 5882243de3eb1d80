"""The way to Stripe: its SDK with our key, timeouts, and four kinds of trouble told apart."""

import re
from contextlib import contextmanager

import stripe
from flask import current_app

TIMEOUT = 10  # seconds, for each of two tries
RETRIES = 1
SESSION_ID = re.compile(r"cs_\w+", re.ASCII)


class GatewayError(Exception):
    pass


class Unreachable(GatewayError):
    """No answer, or none that says anything: it may or may not have been done. Try again."""


class FailedForGood(Unreachable):
    """Stripe failed, and tells so again whoever asks under the same key: only another key helps."""


class TooManyCalls(Unreachable):
    """Stripe wants to be asked less often; nothing was done."""


class Refused(GatewayError):
    """Stripe will not do it, now or ever, as it was asked."""


class Unknown(Refused):
    """Stripe has no such thing."""


def create_session(params, key):
    with trouble_told():
        return client().v1.checkout.sessions.create(params, {"idempotency_key": key})


def find_session(session_id):
    """The session as it is now, with its payment intent."""
    if not SESSION_ID.fullmatch(session_id):
        # The SDK would put it into a URL as it is.
        raise Unknown(session_id)
    with trouble_told():
        return client().v1.checkout.sessions.retrieve(session_id, {"expand": ["payment_intent"]})


def expire_session(session_id):
    """Close the page where one pays; raises Refused when it is closed already."""
    with trouble_told():
        return client().v1.checkout.sessions.expire(session_id)


def create_refund(params, key):
    with trouble_told():
        return client().v1.refunds.create(params, {"idempotency_key": key})


def find_refund(refund_id):
    with trouble_told():
        return client().v1.refunds.retrieve(refund_id)


def refunds_of(payment_intent_id):
    with trouble_told():
        return client().v1.refunds.list({"payment_intent": payment_intent_id, "limit": 100}).data


def find_charge(charge_id):
    with trouble_told():
        return client().v1.charges.retrieve(charge_id)


def find_dispute(dispute_id):
    """The dispute as it is now, with its payment intent, which names our order."""
    with trouble_told():
        return client().v1.disputes.retrieve(dispute_id, {"expand": ["payment_intent"]})


def sessions_of(payment_intent_id):
    with trouble_told():
        return client().v1.checkout.sessions.list({"payment_intent": payment_intent_id}).data


def page_of(kind, params):
    """One page of everything of a kind (sessions, charges, refunds or disputes), newest first."""
    api = client().v1
    with trouble_told():
        return (api.checkout.sessions if kind == "sessions" else getattr(api, kind)).list(params)


def client():
    """One client for the application; its connections are kept for each thread."""
    settings = current_app.config["SETTINGS"]
    kept = current_app.extensions.get("stripe")
    if kept is None:
        kept = current_app.extensions["stripe"] = stripe.StripeClient(
            settings.stripe_secret_key,
            base_addresses={"api": settings.stripe_api_base},
            http_client=stripe.RequestsClient(timeout=TIMEOUT),
            max_network_retries=RETRIES,
        )
    return kept


@contextmanager
def trouble_told():
    try:
        yield
    except stripe.InvalidRequestError as error:
        kind = Unknown if error.code == "resource_missing" else Refused
        raise kind(error.user_message or str(error)) from error
    except stripe.RateLimitError as error:
        raise TooManyCalls(str(error)) from error
    except stripe.StripeError as error:
        kind = FailedForGood if is_kept(error) else Unreachable
        raise kind(f"{type(error).__name__}: {error.code or error.http_status}") from error


def is_kept(error):
    """Whether it is a failure of Stripe's own that is kept under the key of its call."""
    replayed = (error.headers or {}).get("Idempotent-Replayed") == "true"
    return replayed and (error.http_status or 0) >= 500
