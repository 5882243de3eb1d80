"""Finds free ports on the loopback address."""

import socket

HOST = "127.0.0.1"
NAME = "localhost"  # for browsers, which make passkeys for names and not for numbers
OTHER_HOST = "::1"  # which browsers may take the name for


def free_port():
    """A port that nobody listens on, chosen by the system."""
    with socket.create_server((HOST, 0)) as probe:
        return probe.getsockname()[1]


def next_free_port(wanted):
    """The wanted port, or the first free one above it."""
    return next(port for port in range(wanted, 65536) if is_free(port))


def is_free(port):
    try:
        with socket.create_server((HOST, port)):
            return not answers(OTHER_HOST, port)
    except OSError:
        return False


def answers(host, port):
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False
