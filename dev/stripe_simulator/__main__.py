"""The command: `python -m dev.stripe_simulator --port 8400 --webhook-url … --webhook-secret …`."""

import argparse
import signal
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from werkzeug.serving import WSGIRequestHandler, make_server

from dev.stripe_simulator.application import create_app
from dev.stripe_simulator.clock import Clock
from dev.stripe_simulator.faults import Faults
from dev.stripe_simulator.simulation import Simulation
from dev.stripe_simulator.store import Store
from dev.stripe_simulator.webhooks import Courier

LOOPBACK = "127.0.0.1"
PAUSES = (1, 3, 10, 30, 60, 120)


def main():
    options = read_options()
    server = start(options)
    signal.signal(signal.SIGTERM, _stop)
    print(f"Payment simulator on http://{LOOPBACK}:{server.port} (no money moves)", flush=True)
    with suppress(KeyboardInterrupt):
        server.serve_forever()


def read_options():
    parser = argparse.ArgumentParser(prog="python -m dev.stripe_simulator", description=__doc__)
    add = parser.add_argument
    add("--port", type=int, default=8400, help="0 takes a free one and prints it")
    add("--host", choices=[LOOPBACK], default=LOOPBACK, help="nothing but this machine")
    add("--webhook-url", type=_on_this_machine, required=True)
    add("--webhook-secret", required=True)
    add("--state", type=Path, default=Path("var/stripe-simulator.sqlite3"))
    add("--settle-after", type=float, default=20, help="seconds a bank debit takes; 0: by hand")
    add("--retry-pauses", type=_pauses, default=PAUSES, help="seconds, such as 1,3,10")
    return parser.parse_args()


def start(options):
    """The listening server, its background threads running; `serve_forever` does the rest."""
    options.state.parent.mkdir(parents=True, exist_ok=True)
    simulation = Simulation(
        store=Store(options.state),
        faults=Faults(),
        address="",
        webhook_url=options.webhook_url,
        settle_after=options.settle_after,
    )
    app = create_app(simulation)
    server = make_server(LOOPBACK, options.port, app, threaded=True, request_handler=Quiet)
    simulation.address = f"http://{LOOPBACK}:{server.port}"
    Clock(simulation).start()
    Courier(simulation, options.webhook_secret, options.retry_pauses).start()
    return server


class Quiet(WSGIRequestHandler):
    def log_request(self, code="-", size="-"):
        """One line for each request would bury the shop's own log."""


def _stop(signum, frame):
    # Every thread is a daemon and every change already committed: nothing to wait for.
    raise SystemExit(0)


def _on_this_machine(url):
    if urlsplit(url).hostname not in (LOOPBACK, "localhost"):
        raise argparse.ArgumentTypeError("webhooks go to this machine only")
    return url


def _pauses(text):
    return tuple(float(pause) for pause in text.split(",") if pause)


if __name__ == "__main__":
    main()
