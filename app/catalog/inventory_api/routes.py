"""`/api/v1/…`: JSON for machines; a bearer token stands for the whole shop, no cookie for any."""

import functools
import json

from flask import Blueprint, abort, current_app, g, jsonify, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import Unauthorized

from app.accounts import api_tokens
from app.catalog.inventory_api.batches import OtherBody, update_stock
from app.catalog.inventory_api.listing import LARGEST_PAGE, stock_of_isbn, stock_page
from app.catalog.inventory_api.openapi import description
from app.catalog.inventory_api.rows import Refused, read_isbn
from app.crosssite import from_other_services
from app.hypermedia import private, public
from app.throttle import count_try
from app.typed_text import whole_number

MOST_ROWS = 10_000
LARGEST_BODY = 4 * 1024 * 1024  # bytes
LONGEST_KEY = 255  # characters
REQUESTS_A_MINUTE = 120  # with one token

blueprint = Blueprint("inventory_api", __name__, url_prefix="/api/v1")


def token_required(view):
    """401 to whoever has no token in use; `g.api_token` is the token of whoever has."""

    @functools.wraps(view)
    def answer(*args, **kwargs):
        authorization = request.authorization
        secret = authorization.token if authorization and authorization.type == "bearer" else None
        g.api_token = api_tokens.token_of(secret) if secret else None
        if g.api_token is None:
            challenge = WWWAuthenticate("bearer", {"realm": "Octavo"})
            raise Unauthorized(
                "Send a token of this shop that is in use: Authorization: Bearer octavo_…",
                www_authenticate=challenge,
            )
        count_try("inventory api", g.api_token.id, most=REQUESTS_A_MINUTE, seconds=60)
        return view(*args, **kwargs)

    return answer


@blueprint.get("/openapi.json")
@public
def openapi():
    return jsonify(description(current_app.config["SETTINGS"]))


@blueprint.post("/stock")
@from_other_services
@private
@token_required
def update():
    """Take what can be taken of the updates and say what could not."""
    body = json_body()
    try:
        batch = update_stock(
            read_updates(body),
            body=body,
            key=idempotency_key(),
            token=g.api_token,
            currency=current_app.config["SETTINGS"].currency,
        )
    except OtherBody:
        abort(422, "This Idempotency-Key came before with other rows; each request has its own.")
    return {
        "updated": batch.updated,
        "unchanged": batch.unchanged,
        "refused": len(batch.refused),
        "refusals": batch.refused,
    }


@blueprint.get("/stock")
@private
@token_required
def listing():
    """The stock of one ISBN, new and used copies, or of all editions, page by page."""
    if "isbn" in request.args:
        try:
            isbn = read_isbn(request.args["isbn"])
        except Refused as refused:
            abort(422, refused.detail)
        return {"stock": stock_of_isbn(isbn), "next": None}
    after = number_asked("after", 0)
    limit = number_asked("limit", LARGEST_PAGE, most=LARGEST_PAGE) or 1
    stock, last = stock_page(after, limit)
    next_page = f"{request.path}?after={last}&limit={limit}" if len(stock) == limit else None
    return {"stock": stock, "next": next_page}


def number_asked(name, otherwise, **bounds):
    if name not in request.args:
        return otherwise
    number = whole_number(request.args[name], **bounds)
    if number is None:
        abort(422, f"“{name}” must be a whole number, and not too large.")
    return number


def json_body():
    if request.mimetype != "application/json" or "Content-Encoding" in request.headers:
        abort(415, "Send plain JSON, and say so: Content-Type: application/json.")
    # A body that comes in chunks is cut off at the limit, so that one byte more tells of too many.
    request.max_content_length = LARGEST_BODY + 1
    body = request.get_data()
    if len(body) > LARGEST_BODY:
        abort(413)
    return body


def read_updates(body):
    try:
        sent = json.loads(body)
    # Very deep nesting is refused by the parser, very long numbers by Python.
    except (ValueError, RecursionError):
        abort(400, 'The body is not JSON; it should be {"updates": […]} in UTF-8.')
    updates = sent.get("updates") if isinstance(sent, dict) else None
    if not isinstance(updates, list) or not updates:
        abort(422, "The body must have a list of rows named “updates”, with one row or more.")
    if len(updates) > MOST_ROWS:
        abort(422, f"That is {len(updates)} rows; one request may have up to {MOST_ROWS}.")
    return updates


def idempotency_key():
    """The header's key, which the standard writes in quotes and most clients do not."""
    key = request.headers.get("Idempotency-Key", "").strip().strip('"')
    if not key or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        abort(400, "Send a new Idempotency-Key with each request, such as a UUID.")
    return key
