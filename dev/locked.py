"""What the two locks name, and the script that we ship: each version with its hashes, and where it
is wanted at all.
"""

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

from dev.places import ROOT

OURS, REDIS = "requirements.txt", "requirements-redis.txt"
HTMX = re.compile(r"htmx-(\d+\.\d+\.\d+)\.min\.js")
PIN = re.compile(r"([A-Za-z0-9._-]+)==([^\s;]+)\s*(?:;\s*(.*))?")
HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


class BadLock(Exception):
    """A line of a lock is no pinned version; the message shows it."""


@dataclass(frozen=True)
class Locked:
    name: str  # normalised
    version: str
    marker: str
    hashes: tuple[str, ...]
    kind: str = "pypi"

    @property
    def purl(self):
        """Its address among all packages (package-url, purl-spec)."""
        return f"pkg:{self.kind}/{self.name}@{self.version}"

    @property
    def is_wanted_here(self):
        return not self.marker or Marker(self.marker).evaluate()


def read_locks(*names):
    return [each for name in names for each in read_lock(Path(ROOT, name).read_text())]


def htmx():
    """The one script that we ship and did not write: its name says the version."""
    (script,) = Path(ROOT, "static/js").glob("htmx-*.min.js")
    version = HTMX.fullmatch(script.name)[1]
    return Locked("htmx.org", version, "", (sha256(script.read_bytes()).hexdigest(),), kind="npm")


def read_lock(text):
    """All that it names; raises BadLock for what is not exactly one version."""
    joined = text.replace("\\\n", " ")
    lines = [line.strip() for line in joined.splitlines()]
    return [locked(line) for line in lines if line and not line.startswith("#")]


def locked(line):
    pin, *hashes = re.split(r"\s(?=--hash)", line)
    found = PIN.fullmatch(pin.strip())
    if not found:
        raise BadLock(f"not a pinned version: {pin}")
    name, version, marker = found.groups()
    known = tuple(HASH.findall(" ".join(hashes)))
    return Locked(canonicalize_name(name), version, (marker or "").strip(), known)
