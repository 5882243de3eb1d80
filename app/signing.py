"""Keys in links that we mailed: signed, so that nobody can make one for what is another's."""

from flask import current_app
from itsdangerous import URLSafeTimedSerializer


def signer(purpose):
    """Signs and reads keys for one purpose; a key for another is none."""
    settings = current_app.config["SETTINGS"]
    # The newest last, by which it signs; the one before is still good for reading.
    keys = [key for key in (settings.secret_key_previous, settings.secret_key) if key]
    return URLSafeTimedSerializer(keys, salt=purpose)
