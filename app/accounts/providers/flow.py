"""There and back: the authorization code flow with state, nonce and PKCE (RFC 9700)."""

import hmac
import secrets
import time
from dataclasses import dataclass

import requests
import structlog
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from flask import session, url_for
from urllib3.exceptions import HTTPError

from app.accounts import single_use
from app.accounts.providers.discovery import metadata_of
from app.accounts.providers.failures import ProviderDown, SignInFailed
from app.accounts.providers.fetching import TIMEOUT, hold_tokens_small
from app.accounts.providers.id_tokens import LEEWAY, claims_in
from app.accounts.providers.who import who_it_is
from app.crosssite import our_origin

SECONDS = 600
KEY = "provider"  # in the cookie: whom this browser was sent to, and what for
SCOPE = "openid email profile"
SECRETS = ("state", "nonce", "verifier")
NOT_BEGUN = "That sign-in was begun elsewhere, or too long ago. Please begin again."
DENIED = "You stopped at {0}, so nothing was done. You can try again, or sign in another way."
FAILED = "{0} could not sign you in just now. Try again, or sign in another way."
NOT_ANEW = "{0} did not ask you to sign in once more. Please sign out there, and try again."

log = structlog.get_logger()


@dataclass(frozen=True)
class Errand:
    """What somebody was sent to a provider for."""

    purpose: str  # "sign in", "again" or "link"
    customer: int | None  # who was signed in here then
    next: str | None
    remembered: bool = False  # whether she wants to stay signed in here


def begin(provider, errand):
    """The address at the provider to send this browser to."""
    metadata = metadata_of(provider)
    kept = {name: secrets.token_urlsafe(32) for name in SECRETS}
    session[KEY] = {**kept, **vars(errand), "provider": provider.name, "at": int(time.time())}
    url, _ = client(provider, metadata).create_authorization_url(
        metadata["authorization_endpoint"],
        state=kept["state"],
        nonce=kept["nonce"],
        code_verifier=kept["verifier"],
        **({"max_age": "0"} if errand.purpose == "again" else {}),
    )
    return url


def begun(provider, fields):
    """What this browser was sent there with, if this is the answer to it, and the first."""
    kept = session.get(KEY)
    answered = fields.get("state", "").encode()
    if not kept or kept["provider"] != provider.name or kept["at"] < time.time() - SECONDS:
        raise SignInFailed(NOT_BEGUN)
    if not hmac.compare_digest(kept["state"].encode(), answered):
        raise SignInFailed(NOT_BEGUN)
    session.pop(KEY)
    # The cookie can be sent again, by anybody who has a copy of it.
    if not single_use.spend(kept["state"]):
        raise SignInFailed(NOT_BEGUN)
    return kept


def errand_of(kept):
    return Errand(kept["purpose"], kept["customer"], kept["next"], kept.get("remembered", False))


def finish(provider, kept, fields):
    """Who has signed in at the provider, as its answer to our question proves."""
    check_answer(provider, fields)
    token = exchange(provider, fields.get("code", ""), kept["verifier"])
    claims = claims_in(provider, token, kept["nonce"])
    signed_in_at = claims.get("auth_time") or kept["at"]
    if kept["purpose"] == "again" and signed_in_at < kept["at"] - LEEWAY:
        raise SignInFailed(NOT_ANEW.format(provider.label))
    return who_it_is(provider, claims, token)


def check_answer(provider, fields):
    # One provider's answer must not be taken for another's. (RFC 9207)
    promised = metadata_of(provider).get("authorization_response_iss_parameter_supported")
    if fields.get("iss", None if promised else provider.issuer) != provider.issuer:
        raise SignInFailed(NOT_BEGUN)
    if "error" in fields or not fields.get("code"):
        log.info("sign-in ended at provider", provider=provider.name, error=fields.get("error"))
        denied = fields.get("error") == "access_denied"
        raise SignInFailed((DENIED if denied else FAILED).format(provider.label))


def exchange(provider, code, verifier):
    """The tokens that the code stands for."""
    metadata = metadata_of(provider)
    try:
        with client(provider, metadata) as asking:
            hold_tokens_small(asking)
            return asking.fetch_token(
                metadata["token_endpoint"],
                grant_type="authorization_code",
                code=code,
                code_verifier=verifier,
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,
            )
    except AuthlibBaseError as error:
        log.warning("code refused", provider=provider.name, error=error.error)
        raise SignInFailed(FAILED.format(provider.label)) from error
    except (requests.RequestException, HTTPError, ValueError, TypeError) as error:
        raise ProviderDown(f"{metadata['token_endpoint']}: {error}") from error


def client(provider, metadata):
    ways = metadata.get("token_endpoint_auth_methods_supported")
    basic = not ways or "client_secret_basic" in ways
    return OAuth2Session(
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        token_endpoint_auth_method="client_secret_basic" if basic else "client_secret_post",
        scope=SCOPE,
        redirect_uri=our_origin() + url_for("accounts.back_from_provider", name=provider.name),
        code_challenge_method="S256",
    )
