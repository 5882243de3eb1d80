"""The back office, for staff alone; each noun has its routes in a module of its own."""

from flask import Blueprint, redirect, url_for

from app.hypermedia import private

blueprint = Blueprint("admin", __name__, url_prefix="/admin")


@blueprint.get("/")
@private
def home():
    return redirect(url_for("admin.orders"), code=303)
