"""The plain pages about the shop."""

from flask import render_template

from app.catalog.blueprint import blueprint
from app.db import without_database
from app.hypermedia import public

PAGES = ("about", "privacy", "accessibility")


@blueprint.get(f"/<any({', '.join(PAGES)}):name>")
@without_database
@public
def page(name):
    return render_template(f"catalog/page_{name}.html")
