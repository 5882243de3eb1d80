"""What Stripe asks of a new Checkout Session beyond names and types."""

import re
import time
from urllib.parse import urlsplit

from dev.stripe_simulator.line_rules import check_lines, check_shipping, check_total
from dev.stripe_simulator.metadata import check_metadata
from dev.stripe_simulator.parameters import missing
from dev.stripe_simulator.refusals import BadParameter, Missing, not_simulated
from dev.stripe_simulator.sessions import DAY

HALF_HOUR = 30 * 60
LONGEST_REFERENCE = 200
# Known to Stripe and without effect on money here; whatever is not listed is refused.
SIMULATED = {
    "adaptive_pricing", "allow_promotion_codes",
    "allowed_payment_method_types", "billing_address_collection", "branding_settings",
    "cancel_url", "client_reference_id", "custom_text", "customer", "customer_email",
    "excluded_payment_method_types", "expand",
    "expires_at", "integration_identifier", "line_items", "locale", "metadata", "mode",
    "origin_context", "payment_intent_data", "payment_method_options",
    "phone_number_collection", "shipping_options", "submit_type", "success_url", "ui_mode",
    "wallet_options",
}  # fmt: skip
INTENT_SIMULATED = {
    "capture_method", "description", "metadata", "receipt_email", "shipping",
    "statement_descriptor", "statement_descriptor_suffix", "transfer_group",
}  # fmt: skip


def check_session(params):
    """Refuse what Stripe would, and say so plainly where only the simulator cannot follow."""
    _check_kind(params)
    _check_addresses(params)
    _check_texts(params)
    _check_expiry(params.get("expires_at"))
    check_lines(params)
    check_shipping(params)
    _check_intent(params.get("payment_intent_data", {}))
    check_total(params)


def _check_kind(params):
    for name in params:
        if name not in SIMULATED:
            raise not_simulated(name)
    if "customer" in params:
        raise Missing("customer", params["customer"], "customer")
    if "mode" not in params:
        raise missing("mode")
    if params["mode"] != "payment":
        raise not_simulated(f"mode={params['mode']}")
    if params.get("ui_mode", "hosted_page") != "hosted_page":
        raise not_simulated(f"ui_mode={params['ui_mode']}")


def _check_addresses(params):
    if "success_url" not in params:
        raise missing("success_url")
    for name in ("success_url", "cancel_url"):
        # The placeholder in braces is Stripe's own and stands for the session's id.
        parts = urlsplit(params.get(name, "https://example.com"))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise BadParameter("Not a valid URL", code="url_invalid", param=name)


def _check_texts(params):
    check_metadata(params.get("metadata"), "metadata")
    reference = params.get("client_reference_id", "")
    if len(reference) > LONGEST_REFERENCE:
        message = f"Invalid string: {reference[:20]}…; must be at most 200 characters"
        raise BadParameter(message, param="client_reference_id")
    email = params.get("customer_email", "a@example.com")
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", email):
        message = f"Invalid email address: {email}"
        raise BadParameter(message, code="email_invalid", param="customer_email")


def _check_expiry(expires_at):
    if expires_at is None:
        return
    ahead = expires_at - int(time.time())
    if ahead < HALF_HOUR:
        message = "The `expires_at` timestamp must be at least 30 minutes from now."
        raise BadParameter(message, param="expires_at")
    if ahead > DAY:
        message = "The `expires_at` timestamp must be less than 24 hours from now."
        raise BadParameter(message, param="expires_at")


def _check_intent(wanted):
    for name in wanted:
        if name not in INTENT_SIMULATED:
            raise not_simulated(f"payment_intent_data[{name}]")
    if wanted.get("capture_method") == "manual":
        raise not_simulated("payment_intent_data[capture_method]=manual")
    check_metadata(wanted.get("metadata"), "payment_intent_data[metadata]")
