"""Changes as people read them: which facts differ between two states, in words."""

from flask import current_app

from app.accounts.staff_actions import actions_about
from app.catalog.models import FORMATS, Edition
from app.money import Money

LABELS = {
    "title": "Title",
    "subtitle": "Subtitle",
    "authors": "Authors",
    "series": "Series",
    "series_position": "Place in the series",
    "first_published": "First published",
    "description": "Description",
    "subjects": "Subjects",
    "isbn": "ISBN",
    "format": "Format",
    "publisher": "Publisher",
    "pages": "Pages",
    "published_on": "Published on",
    "price_minor": "Price",
    "on_sale": "On sale",
}


def changes_of(work):
    """The latest changes of a work and its editions, each with the facts that differ."""
    isbns = {f"edition {row.id}": row.isbn for row in Edition.select().where(Edition.work == work)}
    actions = actions_about([f"work {work.id}", *isbns])
    for action in actions:
        action.isbn = isbns.get(action.subject)
        action.differences = differences(action.before, action.after)
    return actions


def differences(before, after):
    """(label, words before, words after) of each fact that differs; before may be nothing."""
    before, after = before or {}, after or {}
    names = [name for name in LABELS if before.get(name) != after.get(name)]
    return [(LABELS[name], words(name, before), words(name, after)) for name in names]


def words(name, facts):
    value = facts.get(name)
    if value in (None, "", []):
        return ""
    if name == "price_minor":
        return str(Money(value, current_app.config["SETTINGS"].currency))
    if name == "format":
        return FORMATS.get(value, value)
    if name == "on_sale":
        return "yes" if value else "no"
    return ", ".join(value) if isinstance(value, list) else str(value)
