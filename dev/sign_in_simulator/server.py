"""The provider as a server; the standard's part is done by oidc-provider-mock."""

from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import oidc_provider_mock
from jinja2 import ChoiceLoader, FileSystemLoader
from werkzeug.serving import WSGIRequestHandler, make_server

from dev.ports import HOST
from dev.sign_in_simulator.people import ABOUT, PEOPLE

TEMPLATES = Path(__file__).with_name("templates")


def make(port, people=PEOPLE):
    """The listening server; 0 takes a free port."""
    app = oidc_provider_mock.app(user_claims=people)
    # Its own pages load a stylesheet from another company.
    app.jinja_loader = ChoiceLoader([FileSystemLoader(TEMPLATES), app.jinja_loader])
    app.jinja_env.globals["about"] = ABOUT
    return make_server(HOST, port, app, threaded=True, request_handler=Quiet)


def address_of(server):
    """What it calls itself: its issuer."""
    return f"http://{HOST}:{server.server_port}"


@contextmanager
def running():
    """A server on a thread that knows nobody yet, for tests."""
    server = make(0, people=())
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=2)


class Quiet(WSGIRequestHandler):
    def log_request(self, code="-", size="-"):
        """One line for each request would bury the shop's own log."""
