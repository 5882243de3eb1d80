"""The shop window and the shelves: pages of books, subjects, people, and how to find us."""

from flask import Blueprint, current_app, make_response, render_template

from app.db import without_database
from app.hypermedia import public

blueprint = Blueprint("catalog", __name__)


@blueprint.get("/robots.txt")
@without_database
@public
def robots():
    body = render_template("catalog/robots.txt", shop=current_app.config["SETTINGS"].public_url)
    return make_response(body, 200, {"Content-Type": "text/plain; charset=utf-8"})
