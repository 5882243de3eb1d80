"""Caught mails, a file each, named by when they came."""

import re
import time
from datetime import UTC, datetime

from dev.mailbox.mail import read_mail

NAME = re.compile(r"\d{19}")  # nanoseconds since 1970


class MailFolder:
    def __init__(self, path):
        self.path = path
        path.mkdir(parents=True, exist_ok=True)

    def keep(self, content):
        unfinished = self.path / "arriving"
        unfinished.write_bytes(content)
        unfinished.rename(self.path / f"{time.time_ns()}.eml")

    def newest(self, limit=200):
        """Pairs of name and mail."""
        names = sorted((file.stem for file in self.path.glob("*.eml")), reverse=True)
        return [(name, self.mail(name)) for name in names[:limit]]

    def mail(self, name):
        """The mail of that name, or None."""
        file = self.path / f"{name}.eml"
        return read_mail(file.read_bytes()) if NAME.fullmatch(name) and file.exists() else None


def came_at(name):
    """When a mail came, in local time: the developer's."""
    return datetime.fromtimestamp(int(name) / 1e9, UTC).astimezone()
