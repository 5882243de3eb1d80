"""The whole shop as its own processes: web and worker as in production, payments simulated."""

import os
import signal
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import requests

from dev import processes
from dev.mailbox.catcher import catch_mails
from dev.places import ROOT
from dev.ports import HOST, free_port
from dev.procfile import as_process, read_procfile
from dev.waiting import page_answers, tail, wait_until
from tests.browser.mailbox import Mailbox


@dataclass(frozen=True)
class WholeShop:
    url: str
    payments_url: str
    mailbox: Mailbox
    folder: Path
    env: dict = field(default_factory=dict)
    processes: dict = field(default_factory=dict)
    instead: dict = field(default_factory=dict)

    def start(self, name):
        # Production's own command where it has one, unless a test says otherwise.
        commands = read_procfile(ROOT / "Procfile.dev") | read_procfile(ROOT / "Procfile")
        command = as_process((commands | self.instead)[name], self.env)
        self.processes[name] = processes.start(**command, log=self.log(name), cwd=ROOT)

    def kill(self, name):
        """End it and all that it started with no time to finish anything."""
        process = self.processes.pop(name)
        family = processes.family(process.pid)
        processes.stop(process, ask=signal.SIGKILL, grace=0)
        psutil.wait_procs(family, timeout=10)

    def misbehave(self, *faults):
        """Have the payment simulator go wrong in these ways; see its faults.py."""
        requests.post(self.faults_url, json=faults, timeout=30).raise_for_status()

    def faults(self):
        """In which ways it is still to go wrong."""
        return requests.get(self.faults_url, timeout=30).json()

    def behave(self):
        requests.delete(self.faults_url, timeout=30).raise_for_status()

    @property
    def faults_url(self):
        return f"{self.payments_url}/_simulator/faults"

    def end(self):
        for process in reversed(self.processes.values()):
            processes.stop(process)

    def log(self, process):
        """Where a process writes what it has to say."""
        return self.folder / f"{process}.log"

    def said(self, process):
        return tail(self.log(process), lines=40)

    def wait_for(self, process, answers):
        wait_until(answers, process=self.processes[process], log=self.log(process))


@contextmanager
def running_shop(settings, folder, web_processes=1, **instead):
    """Run the shop until the end of the block, on ports of its own.

    `instead` are commands of processes that are not to be those of production.
    """
    ports = {name: free_port() for name in ("PORT", "PAYMENTS_PORT", "SMTP_PORT")}
    shop = WholeShop(
        url=f"http://{HOST}:{ports['PORT']}",
        payments_url=f"http://{HOST}:{ports['PAYMENTS_PORT']}",
        mailbox=Mailbox(),
        folder=folder,
        instead=instead,
    )
    shop.env.update(environment(settings, shop, ports), WEB_CONCURRENCY=str(web_processes))
    with ExitStack() as stack:
        stack.callback(catch_mails(ports["SMTP_PORT"], shop.mailbox.keep).stop)
        stack.callback(shop.end)
        for name in ("payments", "worker", "web"):
            shop.start(name)
        shop.wait_for("payments", lambda: page_answers(shop.payments_url))
        shop.wait_for("web", lambda: page_answers(f"{shop.url}/readyz"))
        yield shop


def environment(settings, shop, ports):
    numbers = {name: str(port) for name, port in ports.items()}
    own = {
        "PUBLIC_URL": shop.url,
        "STRIPE_API_BASE": shop.payments_url,
        "SMTP_URL": f"smtp://{HOST}:{ports['SMTP_PORT']}",
        "OCTAVO_VAR": str(shop.folder),
    }
    return os.environ | settings | numbers | own
