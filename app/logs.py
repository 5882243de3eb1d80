"""Structured logs: a JSON line an event (readable text in development), with its request id."""

import logging
import re
import time
import uuid

import structlog
from flask import g, request

GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
# A value may have lines of its own, so all goes until the next error of a traceback.
QUOTED = re.compile(
    r"^(?:DETAIL|CONTEXT|LINE \d+):.*?(?=^\n(?:The above|During)|\Z)", re.MULTILINE | re.DOTALL
)
SECRETS_IN_ADDRESSES = {"token", "key"}  # as our rules name them
UNKNOWN = "(no page of ours)"
QUIET_ENDPOINTS = {"static_file", "health.alive", "health.ready", "health.metrics"}

log = structlog.get_logger()


def configure_logs(production):
    # The console's usual tracebacks show local variables, and with them the settings' secrets.
    readable = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    renderer = structlog.processors.JSONRenderer() if production else readable
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info if production else _as_is,
            _without_values,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        cache_logger_on_first_use=True,
    )


def log_requests(app):
    """Give each request an id, bind it to all that is logged, and log how the request went."""

    @app.before_request
    def begin():
        g.began = time.perf_counter()
        g.request_id = request_id(request.headers.get("X-Request-ID", ""))
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=g.request_id)

    @app.after_request
    def finish(response):
        response.headers["X-Request-ID"] = g.get("request_id", "")
        if request.endpoint not in QUIET_ENDPOINTS:
            seconds = time.perf_counter() - g.get("began", time.perf_counter())
            log_request(request.method, _path(), request.endpoint, response.status_code, seconds)
        return response


def log_request(method, path, endpoint, status, seconds, **more):
    ms = round(seconds * 1000, 1)
    log.info("request", method=method, path=path, endpoint=endpoint, status=status, ms=ms, **more)


def _path():
    """The path without its query, which holds what people look for; of secret links, the rule.

    Nothing of one that no rule fits: it may be a secret link with a letter too many.
    """
    if request.url_rule is None:
        return UNKNOWN
    secret = SECRETS_IN_ADDRESSES & (request.view_args or {}).keys()
    return request.url_rule.rule if secret else request.path


def request_id(given):
    """The id that a proxy gave the request, if it looks like one, else a new one."""
    return given if GIVEN_ID.fullmatch(given) else uuid.uuid4().hex


def without_values(text):
    """What an error says, without what Postgres quotes of a row: names and addresses among it."""
    return QUOTED.sub("", text)


def _without_values(_logger, _method, event):
    if "exception" in event:
        event["exception"] = without_values(event["exception"])
    return event


def _as_is(_logger, _method, event):
    return event
