"""Ends what a start of bin/dev left behind when it was killed without a chance to clean up."""

import os
from contextlib import suppress

import psutil

from dev import postgres, processes
from dev.places import VAR

MARK = "OCTAVO_DEVELOPMENT"  # in the environment of everything that bin/dev starts


def mark_what_we_start():
    os.environ[MARK] = str(VAR)


def end_leftovers():
    # First, and with time to write down what it has: killed in the middle of that, it leaves
    # memory behind that the next one stumbles over.
    postgres.end_leftover(VAR / "postgres")
    members = [process for process in psutil.process_iter() if is_ours(process)]
    for member in members:
        with suppress(psutil.NoSuchProcess):
            member.terminate()
    processes.end(members, grace=1)


def is_ours(process):
    try:
        return process.environ().get(MARK) == str(VAR)
    except (psutil.Error, OSError):
        return False
