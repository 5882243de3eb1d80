"""Audit: who did what, who was refused, and what happened at the door."""

from datetime import date, datetime, time, timedelta

from flask import request, url_for

from app.accounts import audit_trail as trail
from app.accounts.models import Customer
from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.hypermedia import private, render_page
from app.times import shop_zone
from app.typed_text import one_line, whole_number

FILTERS = ("person", "event", "day")
NOBODY = -1


@blueprint.get("/audit", endpoint="audit_trail")
@private
@needs("audit.see")
def audit_page():
    filters = {name: one_line(request.args.get(name))[:254] for name in FILTERS}
    asked = {
        **person_of(filters["person"]),
        **({"event": filters["event"]} if filters["event"] else {}),
        **day_of(filters["day"]),
        **trail.read_mark(request.args.get("after")),
    }
    lines, goes_on = trail.lines(asked)
    return render_page(
        "admin/audit.html",
        fragment="admin/_audit.html",
        lines=lines,
        filters=filters,
        event_choices=[("", "Anything"), *((name, name) for name in trail.event_names())],
        further=further(filters, lines[-1].mark) if goes_on else None,
    )


def person_of(typed):
    """Whoever has this email address or this number."""
    if not typed:
        return {}
    number = whole_number(typed)
    if number is None:
        customer = Customer.at(typed)
        number = customer.id if customer else NOBODY
    return {"person": number}


def day_of(typed):
    """A day by the shop's clock; no condition when it is none."""
    try:
        day = date.fromisoformat(typed)
        start, end = (datetime.combine(on, time(), shop_zone()) for on in (day, day + timedelta(1)))
    except (ValueError, OverflowError):
        return {}
    return {"day": start, "next_day": end}


def further(filters, mark):
    given = {name: value for name, value in filters.items() if value}
    return url_for("admin.audit_trail", **given, after=mark)
