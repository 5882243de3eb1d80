"""Passkeys (WebAuthn): what she has and a finger, a face or a PIN, so both factors in one."""

from urllib.parse import urlsplit

from flask import current_app
from peewee import IntegrityError
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers import parse_authentication_credential_json as parsed
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from app.accounts import single_use
from app.accounts.factors import challenges
from app.accounts.factors.models import Passkey, PasskeyHandle
from app.accounts.models import Customer
from app.crosssite import our_origin
from app.db import db, now

MOST = 10  # passkeys a customer
LONGEST_NAME = 60  # characters
REQUIRED = UserVerificationRequirement.REQUIRED
MALFORMED = (WebAuthnException, ValueError, TypeError, KeyError)


def to_register(customer):
    """What the browser needs to make a passkey, as JSON."""
    known = [base64url_to_bytes(key.credential_id) for key in passkeys_of(customer)]
    options = generate_registration_options(
        rp_id=our_host(),
        rp_name=current_app.config["SETTINGS"].shop_name,
        user_id=handle_of(customer),
        user_name=customer.email,
        user_display_name=customer.name,
        challenge=challenges.give(),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key) for key in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=REQUIRED
        ),
    )
    return options_to_json(options)


def handle_of(customer):
    PasskeyHandle.insert(customer=customer).on_conflict_ignore().execute()
    return PasskeyHandle.get(PasskeyHandle.customer == customer).handle.bytes


def register(customer, answer, name):
    """Keep the passkey that the browser has made; None when the answer is not to our question."""
    challenge = challenges.given()
    try:
        proof = verify_registration_response(
            credential=answer,
            expected_challenge=challenge or b"",
            expected_rp_id=our_host(),
            expected_origin=our_origin(),
            require_user_verification=True,
        )
        with db.atomic():
            return keep(customer, proof, name) if single_use.spend(challenge.decode()) else None
    except (*MALFORMED, IntegrityError):
        return None


def keep(customer, proof, name):
    return Passkey.create(
        customer=customer,
        credential_id=bytes_to_base64url(proof.credential_id),
        public_key=proof.credential_public_key,
        sign_count=proof.sign_count,
        name=name,
    )


def to_sign_in(customer_id=None):
    """What the browser needs to show a passkey, as JSON; any of its own unless hers are named."""
    hers = passkeys_of(customer_id) if customer_id else []
    options = generate_authentication_options(
        rp_id=our_host(),
        challenge=challenges.give(),
        allow_credentials=[
            PublicKeyCredentialDescriptor(id=base64url_to_bytes(key.credential_id)) for key in hers
        ],
        user_verification=REQUIRED,
    )
    return options_to_json(options)


def holder(answer, customer_id=None):
    """The customer whose passkey has answered our question, else None; each answer counts once.

    With a `customer_id`, no passkey but hers will do.
    """
    hers = [Passkey.customer == customer_id] if customer_id else []
    challenge = challenges.given()
    try:
        credential = parsed(answer)
        key = (
            Passkey.select(Passkey, Customer)
            .join(Customer)
            .where(Passkey.credential_id == credential.id, *hers)
            .first()
        )
        proof = key and challenge and verified(key, credential, challenge)
    except MALFORMED:
        return None
    return key.customer if proof and used(key, proof, challenge) else None


def verified(key, credential, challenge):
    return verify_authentication_response(
        credential=credential,
        expected_challenge=challenge,
        expected_rp_id=our_host(),
        expected_origin=our_origin(),
        credential_public_key=bytes(key.public_key),
        credential_current_sign_count=key.sign_count,
        require_user_verification=True,
    )


def used(key, proof, challenge):
    """Note the use; False for a replay, and for a count that another sign-in has passed by now."""
    as_read = (Passkey.id == key.id) & (Passkey.sign_count == key.sign_count)
    counted = {"sign_count": proof.new_sign_count, "last_used_at": now()}
    with db.atomic():
        return single_use.spend(challenge.decode()) and bool(
            Passkey.update(counted).where(as_read).execute()
        )


def passkeys_of(customer_id):
    return list(Passkey.select().where(Passkey.customer == customer_id).order_by(Passkey.id))


def remove(customer_id, passkey_id):
    """The passkey that was hers and is no more, else None."""
    hers = (Passkey.id == passkey_id) & (Passkey.customer == customer_id)
    return next(iter(Passkey.delete().where(hers).returning(Passkey).execute()), None)


def our_host():
    return urlsplit(our_origin()).hostname
