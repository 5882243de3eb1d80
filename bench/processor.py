"""Processor time, which tells what an answer costs even on a machine that others use too."""

import os
from contextlib import suppress

import psutil


def seconds():
    """What the servers that we started have used so far, and what Postgres beside us has."""
    ours = psutil.Process().children(recursive=True)
    beside = psutil.Process(os.getppid()).children(recursive=True)
    return used(ours), used(process for process in beside if name_of(process) == "postgres")


def used(processes):
    total = 0
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total += times.user + times.system
    return total


def name_of(process):
    with suppress(psutil.NoSuchProcess):
        return process.name()
    return ""
