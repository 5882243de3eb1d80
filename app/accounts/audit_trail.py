"""The trail that people leave: what happened to accounts and what staff did, newest first."""

from datetime import datetime
from typing import NamedTuple

from app.db import db

ROWS = 50

# Each of the two is read by its own index, so that a page is quick however long the trail is.
TRAIL = """
    select at, kind, trail.id, event, customer_id, facts,
        case when c.erased_at is null then c.name end from (
        (select at, 'event' as kind, id, event, customer_id, facts from accounts.audit_events
            where {events} order by at desc, id desc limit %(rows)s)
        union all
        (select created_at, 'action', id, action, staff_id, jsonb_build_object(
                'about', subject, 'role', after -> 'role', 'was', before -> 'role')
            from accounts.staff_actions
            where {actions} order by created_at desc, id desc limit %(rows)s)
    ) as trail left join accounts.customers c on c.id = trail.customer_id
    order by at desc, kind desc, trail.id desc limit %(rows)s
"""
# Conditions by what is asked for: of events, of actions.
CONDITIONS = {
    "person": (
        "customer_id = %(person)s",
        "(staff_id = %(person)s or subject = 'staff ' || %(person)s)",
    ),
    # An action may go on with what it was done with: merged “Emma” into.
    "event": (
        "event = %(event)s",
        "(action = %(event)s or starts_with(action, %(event)s || ' “'))",
    ),
    "since": ("at >= %(since)s", "created_at >= %(since)s"),
    "until": ("at < %(until)s", "created_at < %(until)s"),
    "mark": (
        "at <= %(at)s and (at, 'event', id) < (%(at)s, %(kind)s, %(id)s)",
        "created_at <= %(at)s and (created_at, 'action', id) < (%(at)s, %(kind)s, %(id)s)",
    ),
}
# The names that there are, by skipping along the index from each to the next.
NAMES = """
    with recursive events (name) as (
        select min(event) from accounts.audit_events
        union all select (select min(event) from accounts.audit_events where event > events.name)
            from events where events.name is not null),
    actions (name) as (
        select min(action) from accounts.staff_actions
        union all select (
            select min(action) from accounts.staff_actions where action > actions.name)
            from actions where actions.name is not null)
    select name from events where name is not null
    union select name from actions where name is not null order by name
"""


class Line(NamedTuple):
    at: datetime
    kind: str  # event, or action of staff
    id: int
    event: str
    customer_id: int | None
    facts: dict
    name: str | None

    @property
    def mark(self):
        """Where the trail goes on after this line."""
        return f"{self.at.isoformat()}~{self.kind}~{self.id}"


def read_mark(text):
    """The line that a mark names as values of a query; {} for what is none."""
    try:
        at, kind, number = (text or "").split("~")
        at = datetime.fromisoformat(at)
        number = int(number)
    except ValueError:
        return {}
    if at.tzinfo is None or kind not in ("event", "action") or not 0 < number < 2**63:
        return {}
    return {"mark": text, "at": at, "kind": kind, "id": number}


def lines(asked):
    """A page of the trail and whether it goes on; `asked` maps conditions and their values."""
    chosen = [sides for name, sides in CONDITIONS.items() if name in asked]
    events, actions = (
        " and ".join(side) for side in zip(*[("true", "true"), *chosen], strict=True)
    )
    rows = db.execute_sql(
        TRAIL.format(events=events, actions=actions), {**asked, "rows": ROWS + 1}
    ).fetchall()
    return [Line(*row) for row in rows[:ROWS]], len(rows) > ROWS


def event_names():
    """What there is to ask for, without what it was done with."""
    names = [name.partition(" “")[0] for (name,) in db.execute_sql(NAMES).fetchall()]
    return list(dict.fromkeys(names))
