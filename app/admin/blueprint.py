"""The back office: its blueprint, who may come in, and who may change what."""

from flask import Blueprint, abort, request
from flask_login import current_user

from app.accounts.access import staff_only
from app.admin.times import ago, exact

GREATEST_KEY = 2**63 - 1

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
blueprint.add_app_template_filter(ago, "ago")
blueprint.add_app_template_filter(exact, "exact")


@blueprint.url_value_preprocessor
def refuse_impossible_keys(_endpoint, values):
    if any(map(impossible, (values or {}).values())):
        abort(404)


def impossible(key):
    return key > GREATEST_KEY if isinstance(key, int) else "\0" in key


@blueprint.before_request
@staff_only
def come_in():
    if request.method == "POST" and not may_change():
        abort(403, "Your role lets you look at the back office, but not change anything in it.")


@blueprint.context_processor
def permissions():
    return {"may_change": may_change()}


def may_change():
    return current_user.role != "read-only"
