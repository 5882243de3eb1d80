"""Real processes where it matters: workers and a scheduler as they run, and a mail server."""

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from aiosmtpd.controller import Controller

from tests.orders.conftest import (
    a_cart,
    a_customer,
    a_session,
    an_order,
    details,
    post_webhook,
    running_stripe,
    settings_changed,
    shopper,
    sign_in,
    staff,
    stripe,
)

__all__ = [
    "a_cart",
    "a_customer",
    "a_session",
    "an_order",
    "details",
    "post_webhook",
    "running_stripe",
    "settings_changed",
    "shopper",
    "sign_in",
    "staff",
    "stripe",
]

ROOT = Path(__file__).parents[2]


class Postbox:
    """A mail server that takes letters, refuses them, or says nothing for a while."""

    def __init__(self):
        self.letters = []
        self.answer = "250 taken"
        self.on_arrival = lambda letter: None

    async def handle_DATA(self, server, session, envelope):
        if self.answer.startswith("250"):
            self.letters.append(envelope)
            self.on_arrival(envelope)
        return self.answer

    async def handle_RCPT(self, server, session, envelope, address, options):
        if "nobody" in address:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"


class OnAnyPort(Controller):
    """Listens on a port that the system chose, and says which."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture
def postbox(app, settings_changed):
    box = Postbox()
    controller = OnAnyPort(box, hostname="127.0.0.1", port=0)
    controller.start()
    settings_changed(smtp_url=f"smtp://127.0.0.1:{controller.port}")
    box.port = controller.port
    yield box
    controller.stop()


@pytest.fixture
def a_process(settings):
    """Starts `python -m` something with the settings of the test; stops it afterwards."""
    running = []

    def start(module, **more):
        environ = {**os.environ, **settings, **more, "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=environ,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        running.append(process)
        return process

    yield start
    for process in running:
        kill_all(process)


def kill_all(process):
    """Kill a process and all that it forked, as a lost machine would."""
    with contextlib.suppress(psutil.NoSuchProcess):
        for child in psutil.Process(process.pid).children(recursive=True):
            child.kill()
    process.kill()
    process.wait(timeout=5)


def until(happens, seconds=20):
    """Wait for something to be true, and return it."""
    end = time.monotonic() + seconds
    while not (answer := happens()):
        assert time.monotonic() < end, f"{happens.__name__} did not come true in {seconds} s"
        time.sleep(0.05)
    return answer
