"""Secrets that we must be able to read again, sealed with a key made of SECRET_KEY.

Whoever gets at the database alone cannot make a customer's codes.
"""

from base64 import urlsafe_b64encode

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


def seal(secret):
    return keys()[0].encrypt(secret.encode()).decode()


def unseal(sealed):
    """The secret, also while SECRET_KEY is new and it was sealed with the one before."""
    return MultiFernet(keys()).decrypt(sealed.encode()).decode()


def sealed_anew(sealed):
    """The same secret under today's key, or None when it is that already, or under neither."""
    today, *before = keys()
    if not before or opens(today, sealed) or not opens(before[0], sealed):
        return None
    return seal(unseal(sealed))


def opens(key, sealed):
    try:
        key.decrypt(sealed.encode())
    except InvalidToken:
        return False
    return True


def keys():
    settings = current_app.config["SETTINGS"]
    secrets = filter(None, (settings.secret_key, settings.secret_key_previous))
    return [Fernet(urlsafe_b64encode(derived(secret))) for secret in secrets]


def derived(secret):
    return HKDF(SHA256(), length=32, salt=None, info=b"octavo second factors").derive(
        secret.encode()
    )
