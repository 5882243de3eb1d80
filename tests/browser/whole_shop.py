"""The whole shop as its own processes: web and worker as in production, payments simulated."""

import os
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

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
    processes: dict = field(default_factory=dict)

    def log(self, process):
        """Where a process writes what it has to say."""
        return self.folder / f"{process}.log"

    def said(self, process):
        return tail(self.log(process), lines=40)

    def wait_for(self, process, answers):
        wait_until(answers, process=self.processes[process], log=self.log(process))


@contextmanager
def running_shop(settings, folder, web_processes=1):
    """Run the shop until the end of the block, on ports of its own."""
    ports = {name: free_port() for name in ("PORT", "PAYMENTS_PORT", "SMTP_PORT")}
    shop = WholeShop(
        url=f"http://{HOST}:{ports['PORT']}",
        payments_url=f"http://{HOST}:{ports['PAYMENTS_PORT']}",
        mailbox=Mailbox(),
        folder=folder,
    )
    env = environment(settings, shop, ports) | {"WEB_CONCURRENCY": str(web_processes)}
    with ExitStack() as stack:
        stack.callback(catch_mails(ports["SMTP_PORT"], shop.mailbox.keep).stop)
        for name in ("payments", "worker", "web"):
            shop.processes[name] = start(stack, shop, name, env)
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


def start(stack, shop, name, env):
    # Production's own command where it has one.
    commands = read_procfile(ROOT / "Procfile.dev") | read_procfile(ROOT / "Procfile")
    process = processes.start(**as_process(commands[name], env), log=shop.log(name), cwd=ROOT)
    stack.callback(processes.stop, process)
    return process
