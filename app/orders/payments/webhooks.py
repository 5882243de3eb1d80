"""What Stripe tells us: verified, kept as it came, answered at once, and handled by a job."""

import json
import re
import time

import stripe
from flask import current_app

from app.db import db
from app.orders.models import PaymentEvent
from app.queueing import PAYMENTS, nudge_after_commit

TOLERANCE = 300  # seconds that a signature may be old, or ahead of our clock


class BadSignature(Exception):
    """Not from Stripe, or not from now."""


def verified(body, header):
    """The event in a webhook's body; raises BadSignature."""
    secrets = current_app.config["SETTINGS"].stripe_webhook_secrets
    # Two secrets are valid while one is being replaced.
    if not any(is_signed(body, header, secret) for secret in secrets) or is_ahead(header):
        raise BadSignature
    try:
        event = json.loads(body)
        return {"event_id": event["id"], "type": event["type"], "payload": event}
    except (ValueError, TypeError, KeyError) as error:
        raise BadSignature from error


def is_signed(body, header, secret):
    try:
        text = body.decode()
        return stripe.WebhookSignature.verify_header(text, header, secret, tolerance=TOLERANCE)
    except (stripe.SignatureVerificationError, UnicodeDecodeError):
        return False


def is_ahead(header):
    # The SDK looks only for signatures that are too old.
    moment = re.search(r"(?:^|,)\s*t=(\d{1,12})", header)
    return moment is None or int(moment[1]) > time.time() + TOLERANCE


def store(event):
    """Keep the event, once however often it comes, and have it handled soon."""
    with db.atomic():
        created = (
            PaymentEvent.insert(**event)
            .on_conflict_ignore()
            .returning(PaymentEvent.id)
            .tuples()
            .execute()
        )
        for (id,) in created:
            nudge_after_commit("jobs.payments.handle_event", id, queue=PAYMENTS)
