"""ID tokens: what a provider signs about who has signed in there (OpenID Connect Core, 3.1.3.7)."""

import structlog
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError

from app.accounts.providers.discovery import keys_of
from app.accounts.providers.failures import SignInFailed

# Never `none`, and none with a shared secret, which a public key could be taken for.
ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
LEEWAY = 60  # seconds that clocks may differ by
LONGEST_SUBJECT = 255
UNREADABLE = (JoseError, ValueError, TypeError, KeyError)

log = structlog.get_logger()


def claims_in(provider, token, nonce):
    """What the answer to our question says; raise SignInFailed when it is not one."""
    try:
        claims = checked(provider, decoded(provider, token["id_token"]), token, nonce)
        if not is_subject(claims["sub"]):
            raise ValueError("sub")
    except UNREADABLE as error:
        log.warning("id token refused", provider=provider.name, error=repr(error))
        raise SignInFailed(
            f"What {provider.label} told us about you could not be trusted, so nothing was done."
            " Please try again."
        ) from error
    return claims


def decoded(provider, id_token):
    try:
        return jwt.decode(id_token, keys_of(provider), algorithms=ALGORITHMS)
    except (BadSignatureError, InvalidKeyIdError):
        # Perhaps of a key that is newer than what we have kept.
        return jwt.decode(id_token, keys_of(provider, anew=True), algorithms=ALGORITHMS)


def checked(provider, signed, token, nonce):
    claims = CodeIDToken(
        signed.claims,
        signed.header,
        options={
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
        },
        params={
            "nonce": nonce,
            "client_id": provider.client_id,
            "access_token": token.get("access_token"),
        },
    )
    claims.validate(leeway=LEEWAY)
    return claims


def is_subject(given):
    return isinstance(given, str) and 0 < len(given) <= LONGEST_SUBJECT and given.isprintable()
