"""The back office: its blueprint, and who may come in."""

from flask import Blueprint
from flask_login import current_user

from app.accounts.access import second_factor_required, staff_only
from app.accounts.permissions import may
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
    """What she may do in it, each view says itself (app/accounts/permissions.py)."""


@blueprint.context_processor
def on_every_page():
    groups = groups_for(may) if current_user.is_staff else {}
    return {"may": may, "nav_groups": groups, "group_of": group_of}
