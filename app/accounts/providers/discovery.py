"""What a provider says about itself (OpenID Connect Discovery), kept for an hour in the process."""

import time
from urllib.parse import urlsplit

from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from app.accounts.providers.failures import ProviderDown
from app.accounts.providers.fetching import get_json

SECONDS = 3600
WHERE = "/.well-known/openid-configuration"
NEEDED = ("authorization_endpoint", "token_endpoint", "jwks_uri")
OPTIONAL = ("userinfo_endpoint",)
PUBLIC_KEYS = {"RSA", "EC", "OKP"}

# By issuer, so there are as many as the settings name: (when, what).
_metadata, _keys = {}, {}


def metadata_of(provider):
    return kept(_metadata, provider, lambda: checked(provider, ask(provider)))


def keys_of(provider, *, anew=False):
    """The keys that it signs with; `anew` when one is missing, as they are changed now and then."""
    if anew:
        _keys.pop(provider.issuer, None)
    return kept(_keys, provider, lambda: read_keys(get_json(metadata_of(provider)["jwks_uri"])))


def kept(cache, provider, make):
    when, what = cache.get(provider.issuer, (None, None))
    if when is None or when < time.monotonic() - SECONDS:
        what = make()
        cache[provider.issuer] = (time.monotonic(), what)
    return what


def ask(provider):
    return get_json(provider.issuer.rstrip("/") + WHERE)


def checked(provider, metadata):
    """The metadata, if it is this issuer's and names only addresses that we would go to."""
    if metadata.get("issuer") != provider.issuer:
        raise ProviderDown(f"{provider.issuer} calls itself {metadata.get('issuer')!r}")
    for name in NEEDED + OPTIONAL:
        if (name in NEEDED or name in metadata) and not is_safe(metadata.get(name), provider):
            raise ProviderDown(f"{provider.issuer} has an unusable {name}")
    sign_in = origin(metadata["authorization_endpoint"])
    if sign_in != provider.sign_in_origin:
        # Browsers would not go there from our pages: the policy in app/headers.py names the other.
        name = provider.name.upper().replace("-", "_")
        raise ProviderDown(f"OIDC_{name}_SIGN_IN_ORIGIN must be {sign_in}")
    return metadata


def is_safe(url, provider):
    """Whether it is over TLS, or, for a provider on this machine, at the same place as itself."""
    try:
        return isinstance(url, str) and (
            url.startswith("https://") or origin(url) == origin(provider.issuer)
        )
    except ValueError:  # such as "http://["
        return False


def origin(url):
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def read_keys(found):
    keys = found.get("keys")
    try:
        return KeySet.import_key_set({"keys": [key for key in keys if is_for_signing(key)]})
    except (JoseError, TypeError, ValueError, AttributeError, KeyError) as error:
        raise ProviderDown(f"unreadable keys: {error!r}") from error


def is_for_signing(key):
    return key.get("kty") in PUBLIC_KEYS and key.get("use", "sig") == "sig"
