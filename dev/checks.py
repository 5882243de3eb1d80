"""python -m dev.checks [--all | PYTEST ARGUMENTS]: every check, and tests; fails when any fails.

Without arguments the tests that are quick; with --all the long ones, too (tests/conftest.py).
"""

import os
import subprocess
import sys
from pathlib import Path

import psutil

from dev.chromium import NoChromium, find_or_install
from dev.services import throwaway_services
from dev.stopping import stop_on_signals
from dev.waiting import NotReady

BIN = Path(sys.executable).parent
CHECKS = {
    "ruff check": ["ruff", "check", "--quiet"],
    "ruff format": ["ruff", "format", "--check", "--quiet"],
    "djlint": ["djlint", "--lint", "--quiet", "templates", "dev"],
    "lint-imports": ["lint-imports"],
    "dependencies": ["python", "-m", "dev.dependencies"],
}
# What a check could not look at, or leaves to us, is said even when it passes.
SAID = ("not checked: ", "to be judged: ")

# A third of their time tests wait for processes that they started, so one process more than there
# are cores; each has a database of Redis, of which there are so many.
PROCESSES = min(psutil.cpu_count() + 1, 16)
# A file's tests stay together, and files keep the order that tests/conftest.py gives them.
SIDE_BY_SIDE = ["--numprocesses", str(PROCESSES), "--dist", "loadfile", "--no-loadscope-reorder"]


def main(arguments):
    stop_on_signals()
    failed = [name for name, command in CHECKS.items() if not passes(name, command)]
    # Without arguments nothing is run that needs one.
    failed += [] if not arguments or chromium_is_there() else ["Chromium"]
    failed += [] if tests_pass(chosen(arguments)) else ["pytest"]
    print(f"Failed: {', '.join(failed)}" if failed else "All checks and all tests that ran passed.")
    return 1 if failed else 0


def chosen(arguments):
    """What pytest is asked for."""
    given = [argument for argument in arguments if argument != "--all"]
    return given or [*SIDE_BY_SIDE, *([] if arguments else ["-m", "not long"])]


def passes(name, command):
    print(f"· {name}", flush=True)
    program, *arguments = command
    done = subprocess.run([BIN / program, *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        print(done.stdout + done.stderr, flush=True)
    else:
        print_lines(done.stdout, SAID)
    return done.returncode == 0


def print_lines(text, beginnings):
    for line in text.splitlines():
        if line.startswith(beginnings):
            print(f"  {line}", flush=True)


def chromium_is_there():
    try:
        os.environ["OCTAVO_CHROMIUM"] = find_or_install()
    except NoChromium as failure:
        print(failure, flush=True)
        return False
    return True


def tests_pass(arguments):
    print("· pytest", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments]
    # Tests start dozens of processes: each would compile the shop again, a fifth of its start.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        with throwaway_services() as settings:
            return subprocess.run(command, env=os.environ | settings, check=False).returncode == 0
    except NotReady as failure:
        print(failure, flush=True)
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
