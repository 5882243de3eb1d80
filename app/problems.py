"""Errors for machines: problem details (RFC 9457), with words for whoever reads the log."""

import json

from flask import g, make_response, request

MEDIA_TYPE = "application/problem+json"
PREFIX = "/api/"  # of addresses that answer machines
TITLES = {
    400: "The request cannot be read",
    401: "No valid token",
    403: "Not allowed",
    404: "Nothing here",
    405: "This address does not take that method",
    409: "It changed in the meantime",
    413: "The request is too large",
    415: "Not JSON",
    422: "The request cannot be taken as it is",
    429: "Too many requests",
    500: "Something went wrong on our side",
    503: "The shop cannot be reached just now",
}
DETAILS = {
    404: "There is nothing at this address; the addresses stand in /api/v1/openapi.json.",
    405: "The header Allow names the methods that this address takes.",
    413: "Send fewer rows in one request.",
    500: "It has been noted. The same request with the same Idempotency-Key may be sent again.",
    503: "The same request with the same Idempotency-Key may be sent again.",
}


def wants_problem():
    return request.path.startswith(PREFIX)


def problem(status, detail=None):
    """The answer for a status; `detail`, when given, is a sentence for this very case."""
    known = status if status in TITLES else (500 if status >= 500 else 400)
    body = {
        "type": "about:blank",
        "title": TITLES[known],
        "status": status,
        "detail": detail or DETAILS.get(known, ""),
        "request_id": g.get("request_id", ""),
    }
    headers = {"Content-Type": MEDIA_TYPE, "Cache-Control": "no-store"}
    return make_response(json.dumps(body), status, headers)
