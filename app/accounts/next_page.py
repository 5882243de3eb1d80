"""Where to go after signing in: only ever a page of this shop."""

from urllib.parse import urlsplit

from flask import request

from app.crosssite import our_origin
from app.hypermedia import wants_fragment

LONGEST = 2000  # characters


def this_page():
    """Path and query of the page that the visitor is on, which a post or a fragment is not."""
    if request.method == "GET" and not wants_fragment():
        return own_path(request.full_path.removesuffix("?"))
    source = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    return own_path(source.removeprefix(our_origin()))


def own_path(given):
    """The path if it stays on this site, else None.

    Browsers read a backslash as a slash, skip tabs and newlines, and take `//host` for a host.
    """
    path = given or ""
    strange = any(ord(char) <= 32 or char in "\\\x7f" for char in path)
    if strange or len(path) > LONGEST or not path.startswith("/") or path.startswith("//"):
        return None
    parts = urlsplit(path)
    return None if parts.scheme or parts.netloc else path
