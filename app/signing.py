"""What is signed, so that nobody else can make it: keys in links that we mailed, and cookies."""

from hashlib import sha256

from flask import current_app
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


def signer(purpose):
    """Signs and reads keys for one purpose; a key for another is none."""
    settings = current_app.config["SETTINGS"]
    # The newest last, by which it signs; the one before is still good for reading.
    keys = [key for key in (settings.secret_key_previous, settings.secret_key) if key]
    return URLSafeTimedSerializer(keys, salt=purpose, signer_kwargs={"digest_method": sha256})


class Cookies(SecureCookieSessionInterface):
    """Flask's signed cookies, not by SHA-1."""

    digest_method = staticmethod(sha256)
