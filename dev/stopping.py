"""Ctrl-C, a kill and a closed terminal all end a program the same way, its clean-up included."""

import os
import signal

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def stop_on_signals():
    """Raise SystemExit at the first signal to stop; the next ones must not disturb the clean-up."""
    for number in SIGNALS:
        signal.signal(number, stop)


def stop(number, _frame):
    for other in SIGNALS:
        signal.signal(other, signal.SIG_IGN)
    if number == signal.SIGHUP:
        forget_terminal()
    raise SystemExit(128 + number)


def forget_terminal():
    # Writing to a terminal that is gone would fail in the middle of the clean-up.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
