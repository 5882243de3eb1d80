"""Audit: who did what, who was refused, and what happened at the door."""

from datetime import UTC, date, datetime, time, timedelta

from flask import request, url_for

from app.accounts import audit_trail as trail
from app.accounts.models import Customer
from app.accounts.permissions import needs
from app.admin.audit_words import told
from app.admin.blueprint import blueprint
from app.hypermedia import private, render_page
from app.times import shop_zone
from app.typed_text import one_line, whole_number

FILTERS = ("person", "event", "since", "until")
NOBODY = -1


@blueprint.get("/audit", endpoint="audit_trail")
@private
@needs("audit.see")
def audit_page():
    filters = {name: one_line(request.args.get(name))[:254] for name in FILTERS}
    asked = {
        **person_of(filters["person"]),
        **({"event": filters["event"]} if filters["event"] else {}),
        **days_of(filters["since"], filters["until"]),
        **trail.read_mark(request.args.get("after")),
    }
    lines, goes_on = trail.lines(asked)
    return render_page(
        "admin/audit.html",
        fragment="admin/_audit.html",
        lines=told(lines),
        filters=filters,
        event_choices=[("", "Anything"), *((name, named(name)) for name in trail.event_names())],
        further=address(filters, after=lines[-1].mark) if goes_on else None,
        latest=address(filters) if "after" in request.args else None,
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


def days_of(first, last):
    """From the first day to the end of the last, by the shop's clock; what is no day sets none."""
    since, until = start_of(first), start_of(last, days=1)
    return {name: moment for name, moment in (("since", since), ("until", until)) if moment}


def start_of(typed, days=0):
    try:
        day = date.fromisoformat(typed) + timedelta(days)
        return datetime.combine(day, time(), shop_zone()).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def address(filters, **more):
    given = {name: value for name, value in filters.items() if value}
    return url_for("admin.audit_trail", **given, **more)


def named(event):
    return event[:1].upper() + event[1:]
