"""Taking the catalogue out as a file."""

from flask import Response, current_app, render_template

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.catalog import exports
from app.db import now
from app.hypermedia import private

FILES = ("catalogue.csv", "catalogue.csv.gz", "catalogue.xml", "catalogue.xml.gz")


@blueprint.get("/exports")
@private
@needs("catalog.see")
def export_choices():
    return render_template("admin/exports.html")


@blueprint.get(f"/exports/<any({', '.join(map(repr, FILES))}):file_name>")
@private
@needs("catalog.see")
def export(file_name):
    """The file while it is being made; it reads on a connection of its own."""
    ending = file_name.partition(".")[2]
    response = Response(
        exports.pieces(file_name, current_app.config["SETTINGS"]),
        content_type=exports.media_type(file_name),
    )
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"octavo-{now():%Y-%m-%d}.{ending}"
    )
    return response
