"""Secrets that this machine made up and keeps in files only their owner may read."""

import os
import secrets


def kept_secret(path):
    """The secret in the file, made up and written there the first time."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)
        with open(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(32))
    return path.read_text()
