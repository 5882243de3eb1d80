"""What has just come out, for the programs that readers follow it with (Atom, RFC 4287)."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

from app.catalog.shelves import new_books
from app.catalog.works import cards

ENTRIES = 50
BEGUN = datetime(2026, 1, 1, tzinfo=UTC)  # the feed is no older, and so has always a date


def newest(site):
    """The works that were published last, each with the .entry_id of its entry."""
    works = cards(new_books().limit(ENTRIES))
    for work in works:
        work.entry_id = entry_id(work, site)
    return works


def updated(works):
    """When the feed changed last."""
    return max((work.updated_at for work in works), default=BEGUN)


def entry_id(work, site):
    """A name that stays the same when the title, and with it the address, changes (RFC 4151)."""
    return f"tag:{urlsplit(site).hostname},{BEGUN.year}:books/{work.id}"
