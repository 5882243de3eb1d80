"""Which OpenID Connect providers people may sign in with, as the environment names them."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from app.setting_errors import SettingError

NAME = re.compile("[a-z][a-z0-9-]{0,29}")
TAKEN = {"again", "passkey", "second"}  # at /login/
LONGEST_LABEL = 40  # characters
LOOPBACK = {"127.0.0.1", "localhost"}
# Those whose issuer and label need not be said.
KNOWN = {"google": {"ISSUER": "https://accounts.google.com", "NAME": "Google"}}


@dataclass(frozen=True)
class Provider:
    name: str  # in addresses
    label: str  # on buttons
    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    sign_in_origin: str  # of the page where people sign in there


def read_providers(environ, env):
    """All that `OIDC_PROVIDERS` names; raise SettingError for the first that is wrong."""
    names = [name.strip() for name in (environ.get("OIDC_PROVIDERS") or "").split(",")]
    names = [name for name in names if name]
    providers = tuple(read_provider(environ, env, name) for name in names)
    if len({provider.issuer for provider in providers}) < len(names):
        raise SettingError("OIDC_PROVIDERS names two providers with one issuer.")
    return providers


def read_provider(environ, env, name):
    if not NAME.fullmatch(name) or name in TAKEN:
        raise SettingError(
            f"OIDC_PROVIDERS has {name!r}, but a provider's name must be of small letters, digits"
            f" and hyphens, and none of {', '.join(sorted(TAKEN))}."
        )
    prefix = f"OIDC_{name.upper().replace('-', '_')}"
    known = KNOWN.get(name, {})
    issuer = _url(f"{prefix}_ISSUER", environ.get(f"{prefix}_ISSUER") or known.get("ISSUER"), env)
    return Provider(
        name=name,
        label=_label(environ, prefix, known.get("NAME") or name.capitalize()),
        issuer=issuer,
        client_id=_required(environ, f"{prefix}_CLIENT_ID"),
        client_secret=_required(environ, f"{prefix}_CLIENT_SECRET"),
        sign_in_origin=_origin(environ, f"{prefix}_SIGN_IN_ORIGIN", issuer, env),
    )


def _required(environ, name):
    value = environ.get(name)
    if not value:
        raise SettingError(f"{name} is not set; the provider gives it when the shop is registered.")
    return value


def _label(environ, prefix, default):
    label = " ".join((environ.get(f"{prefix}_NAME") or default).split())
    if len(label) > LONGEST_LABEL:
        raise SettingError(f"{prefix}_NAME must have {LONGEST_LABEL} characters or fewer.")
    return label


def _origin(environ, name, issuer, env):
    given = _url(name, environ.get(name) or issuer, env)
    parts = urlsplit(given)
    if environ.get(name) and parts.path:
        raise SettingError(f"{name} must be an origin such as https://login.example.org.")
    return f"{parts.scheme}://{parts.netloc}"


def _url(name, value, env):
    # It stands in a policy of the browser's, so it must hold nothing but a plain address.
    if not value or not re.fullmatch(r"https?://[A-Za-z0-9.:-]+(?:/[A-Za-z0-9._~/-]*)?", value):
        raise SettingError(f"{name} must be an address such as https://login.example.org.")
    parts = urlsplit(value)
    plain = parts.scheme == "http"
    if plain and (env == "production" or parts.hostname not in LOOPBACK):
        raise SettingError(f"{name} must begin with https://.")
    return value
