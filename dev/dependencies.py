"""python -m dev.dependencies: is what we install what is locked, and may and should we use it?

Known weaknesses are said and do not fail the check: an advisory is news of a version that we have
had for long, and no fault of the change that happens to be tested that day. Without the network it
says that they were not looked up.
"""

import sys
from importlib.metadata import distributions

from packaging.utils import canonicalize_name

from dev.advisories import NoAnswer, advisories_of
from dev.licences import is_allowed, licence_of
from dev.locked import OURS, REDIS, BadLock, htmx, read_locks

# What makes a venv, and installs what is locked.
OF_THE_VENV = {"pip", "setuptools", "wheel"}
KNOWN = "to be judged: "
NOT_CHECKED = "not checked: the network does not answer, so no known weaknesses were looked up"


def main():
    try:
        ours, redis = read_locks(OURS), read_locks(REDIS)
    except BadLock as fault:
        sys.exit(str(fault))
    there = installed()
    faults = [*unhashed(ours + redis), *not_as_locked(ours, there), *not_allowed(there)]
    for line in [*faults, *news([*ours, *redis, htmx()])]:
        print(line)
    return 1 if faults else 0


def news(locked):
    try:
        return [f"{KNOWN}{advisory}" for advisory in advisories_of(locked)]
    except NoAnswer:
        return [NOT_CHECKED]


def installed():
    """Version by normalised name."""
    found = {canonicalize_name(each.metadata["Name"]): each.version for each in distributions()}
    return {name: version for name, version in found.items() if name not in OF_THE_VENV}


def unhashed(locked):
    for each in locked:
        if not each.hashes:
            yield f"{each.name} {each.version} is locked without a hash"


def not_as_locked(locked, there):
    wanted = {each.name: each.version for each in locked if each.is_wanted_here}
    for name in sorted(there.keys() - wanted.keys()):
        yield f"{name} is installed, but not locked"
    for name in sorted(wanted.keys() - there.keys()):
        yield f"{name} is locked, but not installed"
    for name in sorted(wanted.keys() & there.keys()):
        if wanted[name] != there[name]:
            yield f"{name} is locked at {wanted[name]}, but {there[name]} is installed"


def not_allowed(there):
    for name in sorted(there):
        licence = licence_of(name)
        if not is_allowed(name, licence):
            yield f"{name} is under {licence or 'no licence that it names'}; see dev/licences.py"


if __name__ == "__main__":
    sys.exit(main())
