"""python -m dev.mailbox: catches the mails of a shop under development and shows them."""

import argparse
import logging
from pathlib import Path

from werkzeug.serving import make_server

from dev.mailbox.catcher import catch_mails
from dev.mailbox.folder import MailFolder
from dev.mailbox.pages import mail_pages
from dev.ports import HOST
from dev.stopping import stop_on_signals


def main():
    options = parser().parse_args()
    stop_on_signals()
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    folder = MailFolder(options.folder)
    catcher = catch_mails(options.smtp_port, folder.keep)
    try:
        print(f"Mails can be read at http://{HOST}:{options.port}", flush=True)
        make_server(HOST, options.port, mail_pages(folder), threaded=True).serve_forever()
    finally:
        catcher.stop()


def parser():
    parser = argparse.ArgumentParser(prog="python -m dev.mailbox", description=__doc__)
    parser.add_argument("--port", type=int, required=True, help="of the pages")
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="where the mails are kept")
    return parser


if __name__ == "__main__":
    main()
