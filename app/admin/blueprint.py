"""The back office: its blueprint, who may come in, and who may change what."""

from flask import Blueprint, abort, request
from flask_login import current_user

from app.accounts.access import second_factor_required, staff_only
from app.admin.navigation import group_of, groups_for
from app.admin.times import ago, exact
from app.orders.payments.stripe_dashboard import dashboard_url

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
blueprint.add_app_template_filter(ago, "ago")
blueprint.add_app_template_filter(exact, "exact")
blueprint.add_app_template_global(dashboard_url)


@blueprint.before_request
@staff_only
@second_factor_required
def come_in():
    if request.method == "POST" and not may_change():
        abort(403, "Your role lets you look at the back office, but not change anything in it.")


@blueprint.context_processor
def on_every_page():
    groups = groups_for(current_user.role) if current_user.is_staff else {}
    return {"may_change": may_change(), "nav_groups": groups, "group_of": group_of}


def may_change():
    return current_user.role != "read-only"
