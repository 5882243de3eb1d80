"""An SMTP server that accepts every mail and hands it on, to nobody but the developer."""

from aiosmtpd.controller import Controller

from dev.ports import HOST

LARGEST_MAIL = 10 * 1024 * 1024  # bytes


class Catcher:
    def __init__(self, keep):
        self.keep = keep

    async def handle_DATA(self, _server, _session, envelope):  # the name aiosmtpd looks for
        self.keep(envelope.content)
        return "250 Kept for the developer to read"


def catch_mails(port, keep):
    """Start catching in a thread: `keep` gets the bytes of each mail. Call stop() on the result."""
    controller = Controller(
        Catcher(keep), hostname=HOST, port=port, data_size_limit=LARGEST_MAIL, ident="Octavo"
    )
    controller.start()
    return controller
