"""Every error is a page that a shopper can use, and a fragment when htmx asked."""

import structlog
from flask import g, make_response, render_template
from peewee import InterfaceError, OperationalError
from playhouse.pool import MaxConnectionsExceeded
from werkzeug.exceptions import HTTPException

from app.hypermedia import vary_on_htmx, wants_fragment
from app.problems import problem, wants_problem

log = structlog.get_logger()

# status: (heading, advice)
WORDS = {
    400: (
        "We could not read that request",
        "Something in it was not as our pages send it. Go back and try again.",
    ),
    401: ("Please sign in", "This page is for people who have signed in."),
    403: (
        "That is not allowed",
        "Nothing was changed. If you came from one of our own pages, reload it and try again.",
    ),
    404: (
        "There is nothing on this shelf",
        "The page may have moved, or the link may be mistyped. Try a search, or start at the door.",
    ),
    405: (
        "This page does not take that",
        "Nothing was changed. Go back and use the form on the page.",
    ),
    409: (
        "Something changed in the meantime",
        "Nothing was done twice. Reload the page to see how things stand now.",
    ),
    410: ("This is no longer here", "It was taken away for good. A search may find its like."),
    413: ("That file is too large", "Nothing was kept. Choose a smaller one and try again."),
    415: ("We cannot read that kind of file", "Nothing was kept. Try another format."),
    422: (
        "Something in the form is not right",
        "Go back, look at what you entered, and send again.",
    ),
    429: ("That was a little fast", "Wait a minute, then try again. Nothing was lost."),
    500: (
        "Something went wrong on our side",
        "It has been noted, and nothing you bought was lost. Please try again in a moment.",
    ),
    503: (
        "The shop is catching its breath",
        "We cannot reach our shelves just now. Please try again in a minute.",
    ),
}


def handle_errors(app):
    app.register_error_handler(HTTPException, answer_http_error)
    for lost in (OperationalError, InterfaceError, MaxConnectionsExceeded):
        app.register_error_handler(lost, answer_lost_database)
    app.register_error_handler(Exception, answer_crash)


def answer_http_error(error):
    if error.response is not None or error.code is None or error.code < 400:
        return error
    said = error.description if error.description != type(error).description else None
    response = error_page(error.code, said)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "WWW-Authenticate"):
            response.headers[name] = value
    return response


def answer_lost_database(error):
    log.error("database not reached", exc_info=error)
    response = error_page(503)
    response.headers["Retry-After"] = "30"
    return response


def answer_crash(error):
    log.error("unhandled error", exc_info=error)
    return error_page(500)


def error_page(status, said=None):
    """The page for a status; `said`, when given, is a sentence of our own for this case."""
    if wants_problem():
        return problem(status, said)
    heading, advice = WORDS.get(status, WORDS[500 if status >= 500 else 400])
    # Whatever failed, the error page must not: it reads no session and no database.
    g.cache_class = "public"
    body = render_template(
        "errors/_error.html" if wants_fragment() else "errors/error.html",
        status=status,
        heading=heading,
        advice=said or advice,
        request_id=g.get("request_id", ""),
    )
    return vary_on_htmx(make_response(body, status, {"Cache-Control": "no-store"}))
