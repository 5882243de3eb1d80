"""The bare forms of a PaymentIntent, a Charge and a payment error."""

import time

from dev.stripe_simulator.identifiers import new_id

MESSAGES = {
    "card_declined": "Your card was declined.",
    "payment_intent_authentication_failure": "You could not be authenticated for this payment.",
    "payment_intent_payment_attempt_failed": "The bank returned this debit.",
}


def card_error(code, charge_id=None):
    error = {"code": code, "message": MESSAGES[code], "payment_method": None}
    if charge_id:
        error["charge"] = charge_id
    if code == "card_declined":
        return {**error, "decline_code": "generic_decline", "type": "card_error"}
    return {**error, "type": "invalid_request_error"}


def blank_intent(session):
    wanted = session["_intent"]
    id = new_id("pi")
    return {
        "id": id,
        "object": "payment_intent",
        "amount": session["amount_total"],
        "amount_capturable": 0,
        "amount_details": {"tip": {}},
        "amount_received": 0,
        "application": None,
        "application_fee_amount": None,
        "automatic_payment_methods": None,
        "canceled_at": None,
        "cancellation_reason": None,
        "capture_method": wanted.get("capture_method", "automatic_async"),
        "client_secret": f"{id}_secret_{new_id('sim')[4:]}",
        "confirmation_method": "automatic",
        "created": int(time.time()),
        "currency": session["currency"],
        "customer": None,
        "customer_account": None,
        "description": wanted.get("description"),
        "excluded_payment_method_types": session["excluded_payment_method_types"],
        "last_payment_error": None,
        "latest_charge": None,
        "livemode": False,
        "managed_payments": {"enabled": False},
        "metadata": wanted.get("metadata", {}),
        "next_action": None,
        "on_behalf_of": None,
        "payment_method": None,
        "payment_method_configuration_details": None,
        "payment_method_options": {},
        "payment_method_types": session["payment_method_types"],
        "processing": None,
        "receipt_email": wanted.get("receipt_email"),
        "review": None,
        "setup_future_usage": None,
        "shipping": wanted.get("shipping"),
        "source": None,
        "statement_descriptor": wanted.get("statement_descriptor"),
        "statement_descriptor_suffix": wanted.get("statement_descriptor_suffix"),
        "status": "requires_payment_method",
        "transfer_data": None,
        "transfer_group": wanted.get("transfer_group"),
    }


def blank_charge(intent, session, method, id):
    return {
        "id": id,
        "object": "charge",
        "amount": intent["amount"],
        "amount_captured": 0,
        "amount_refunded": 0,
        "application": None,
        "application_fee": None,
        "application_fee_amount": None,
        "balance_transaction": None,
        "billing_details": _billing(session),
        "calculated_statement_descriptor": "PAYMENT SIMULATOR",
        "captured": False,
        "created": int(time.time()),
        "currency": intent["currency"],
        "customer": None,
        "description": intent["description"],
        "disputed": False,
        "failure_balance_transaction": None,
        "failure_code": None,
        "failure_message": None,
        "fraud_details": {},
        "livemode": False,
        "metadata": intent["metadata"],
        "on_behalf_of": None,
        "outcome": None,
        "paid": False,
        "payment_intent": intent["id"],
        "payment_method": new_id("pm"),
        "payment_method_details": _method_details(method),
        "receipt_email": intent["receipt_email"],
        "receipt_number": None,
        "receipt_url": None,
        "refunded": False,
        "review": None,
        "shipping": intent["shipping"],
        "source": None,
        "source_transfer": None,
        "statement_descriptor": intent["statement_descriptor"],
        "statement_descriptor_suffix": intent["statement_descriptor_suffix"],
        "transfer_data": None,
        "transfer_group": intent["transfer_group"],
    }


def _billing(session):
    details = session["customer_details"] or {"email": session["customer_email"], "name": None}
    return {
        "address": details.get("address"),
        "email": details["email"],
        "name": details["name"],
        "phone": None,
        "tax_id": None,
    }


def _method_details(method):
    if method != "card":
        return {"type": method, method: {"last4": "2345", "mandate": None}}
    card = {"brand": "visa", "country": "GB", "exp_month": 12, "exp_year": 2030}
    card |= {"funding": "credit", "last4": "4242", "network": "visa", "three_d_secure": None}
    return {"type": "card", "card": {**card, "wallet": None}}
