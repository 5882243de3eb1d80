"""Sends whoever came over plain HTTP to the same page over HTTPS, by what our own proxies say."""

from urllib.parse import quote

SAFE = "/:@!$&'()*+,;=~"  # as it stands in a path


def insist_on_https(app):
    settings = app.config["SETTINGS"]
    if settings.https and settings.trusted_proxies:
        app.wsgi_app = OnlyHttps(app.wsgi_app, settings.public_url, settings.trusted_proxies)


class OnlyHttps:
    """WSGI middleware before all others: pages that are kept must not be read on the way either."""

    def __init__(self, application, public_url, proxies):
        self.application = application
        self.public_url = public_url
        self.proxies = proxies

    def __call__(self, environ, start_response):
        if not came_in_the_clear(environ, self.proxies):
            return self.application(environ, start_response)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            # What it held has been read by whoever could; to send it again would hide that.
            start_response("403 Forbidden", [("Content-Type", "text/plain; charset=utf-8")])
            return [b"This shop takes nothing over plain HTTP.\n"]
        location = self.public_url + address_of(environ)
        start_response("308 Permanent Redirect", [("Location", location), ("Content-Length", "0")])
        return []


def came_in_the_clear(environ, proxies):
    """Whether the outermost of our proxies was spoken to without TLS; unsaid, it was not."""
    said = environ.get("HTTP_X_FORWARDED_PROTO", "").split(",")
    return len(said) >= proxies and said[-proxies].strip().lower() == "http"


def address_of(environ):
    # Whatever stands here, it is a path of ours: never another host, and no header of its own.
    path = "/" + quote(environ.get("PATH_INFO", "").encode("latin-1"), SAFE).lstrip("/")
    # The server has decoded the path, and left the query as it came.
    query = quote(environ.get("QUERY_STRING", "").encode("latin-1"), SAFE + "?%")
    return f"{path}?{query}" if query else path
