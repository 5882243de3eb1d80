"""Runs web servers with the very settings of the Procfile."""

import os
import secrets
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from dev import processes
from dev.ports import free_port, is_free
from dev.procfile import as_process, read_procfile
from dev.waiting import wait_until

PUBLIC_URL = "https://books.example"
HOST = "books.example"


def production():
    """The settings of a shop in production, on the databases that the environment names."""
    return os.environ | {
        "OCTAVO_ENV": "production",
        "SECRET_KEY": secrets.token_hex(32),
        "PUBLIC_URL": PUBLIC_URL,
        "STRIPE_SECRET_KEY": "sk_test_bench",
        "STRIPE_WEBHOOK_SECRET": "whsec_bench",
        "SMTP_URL": "smtp://127.0.0.1:1",
        "MAIL_FROM": "books@books.example",
        "FLASK_APP": "wsgi:app",
        "TRUSTED_PROXIES": "1",
    }


def request(path, visitor=0):
    """What a visitor's browser sends. There are 250 of them, since what one may ask is limited."""
    address = f"192.0.2.{visitor % 250 + 1}"
    head = f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nX-Forwarded-For: {address}\r\n\r\n"
    return head.encode()


def stock_shop(env):
    for command in ("db migrate", "catalog starter"):
        subprocess.run(**as_process(f"flask {command}", env), check=True)


@contextmanager
def serving(application, env):
    """Serve an application as the Procfile serves the shop; gives its port."""
    port = free_port()
    command = read_procfile(Path("Procfile"))["web"].replace("wsgi:app", application)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "log")
        with log.open("wb") as output:
            started = as_process(command, {**env, "PORT": str(port)})
            process = subprocess.Popen(
                **started, stdout=output, stderr=subprocess.STDOUT, start_new_session=True
            )
        try:
            wait_until(lambda: not is_free(port), process=process, log=log)
            yield port
        finally:
            processes.stop(process)
