"""Where browsers make and show passkeys: at names, over TLS or on the machine itself."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from flask import current_app

from app.crosssite import our_origin


def other_place():
    """Where passkeys work when they do not at this address: an origin, "" for none, None if here.

    A browser ties none to a number (WebAuthn, 5.1.3), and has none without a secure context.
    """
    if is_good(our_origin()):
        return None
    elsewhere = current_app.config["SETTINGS"].public_url
    return elsewhere if is_good(elsewhere) else ""


def is_good(origin):
    parts = urlsplit(origin)
    host = parts.hostname or ""
    on_this_machine = host == "localhost" or host.endswith(".localhost")
    return not is_number(host) and (parts.scheme == "https" or on_this_machine)


def is_number(host):
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
