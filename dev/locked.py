"""What the two locks name: each version with its hashes, and where it is wanted at all."""

import re
from dataclasses import dataclass
from pathlib import Path

from packaging.markers import Marker
from packaging.utils import canonicalize_name

from dev.places import ROOT

OURS, REDIS = "requirements.txt", "requirements-redis.txt"
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

    @property
    def purl(self):
        """Its address among all packages (package-url, purl-spec)."""
        return f"pkg:pypi/{self.name}@{self.version}"

    @property
    def is_wanted_here(self):
        return not self.marker or Marker(self.marker).evaluate()


def read_locks(*names):
    return [each for name in names for each in read_lock(Path(ROOT, name).read_text())]


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
