"""Starts processes in groups of their own and ends them with all that they started."""

import os
import signal
import subprocess
from contextlib import suppress

import psutil

KILLED = 2  # seconds within which the kernel has ended what it was told to kill


def start(args, *, log, **options):
    """Start a command whose output goes to the file `log`; a Ctrl-C in our terminal misses it."""
    with open(log, "ab") as output:
        return subprocess.Popen(
            args,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            **options,
        )


def stop(process, *, ask=signal.SIGTERM, grace=8):
    """Ask a process and its group to end; after `grace` seconds, kill all that is left of it."""
    stop_all([process.pid], ask=ask, grace=grace)
    process.wait()


def stop_all(leaders, *, ask=signal.SIGTERM, grace=8):
    families = [member for pid in leaders for member in family(pid)]
    for pid in leaders:
        with suppress(ProcessLookupError):
            os.killpg(pid, ask)
    end(families, grace)
    end(stragglers(leaders), grace=0)


def end(members, grace):
    """Wait for processes that were asked to end, and kill those that did not."""
    _, stubborn = psutil.wait_procs(members, timeout=grace)
    for member in stubborn:
        with suppress(psutil.NoSuchProcess):
            member.kill()
    psutil.wait_procs(stubborn, timeout=KILLED)


def family(pid):
    """The process and its descendants: a job that RQ forked has left its worker's group."""
    try:
        leader = psutil.Process(pid)
        return [leader, *leader.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def stragglers(leaders):
    """What was being started at the moment its family was counted is still in its session."""
    return [process for process in psutil.process_iter() if session_of(process) in leaders]


def session_of(process):
    with suppress(ProcessLookupError, PermissionError):
        return os.getsid(process.pid)
    return None
