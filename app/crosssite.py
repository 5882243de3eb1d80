"""Refuses unsafe requests that another site caused (public pages carry no token).

The browser tells where a request comes from: Fetch Metadata (W3C), else Origin (RFC 6454),
else Referer. When none of them says it is ours, it is not.
"""

from urllib.parse import urlsplit

from flask import abort, current_app, request

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def from_other_services(view):
    """Exempt a view that other servers post to and that checks a signature or token instead."""
    view.from_other_services = True
    return view


def refuse_cross_site_requests(app):
    @app.before_request
    def check():
        # Where there is no view to call, nothing is done, whoever asks.
        if request.method in SAFE_METHODS or request.routing_exception:
            return
        view = app.view_functions.get(request.endpoint)
        if getattr(view, "from_other_services", False) or is_same_origin():
            return
        abort(403, "This form was sent from another website, so nothing was done.")


def is_same_origin():
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site == "same-origin"
    source = request.headers.get("Origin") or request.headers.get("Referer")
    return bool(source) and _origin(source) == our_origin()


def our_origin():
    settings = current_app.config["SETTINGS"]
    return settings.public_url if settings.production else request.host_url.rstrip("/")


def _origin(url):
    try:
        parts = urlsplit(url)
    except ValueError:  # such as "http://[", which browsers do not send
        return None
    return f"{parts.scheme}://{parts.netloc}"
