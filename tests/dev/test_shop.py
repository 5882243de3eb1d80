"""bin/dev from the outside: it opens the shop, and nothing of it stays."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager

import pytest

from dev.environment import PREFERRED_PORTS
from dev.places import ROOT
from dev.ports import HOST, NAME, free_port, is_free
from dev.waiting import page_answers

OWN = {"DATABASE_URL", "REDIS_URL"}  # bin/dev is to bring its own


@pytest.fixture
def env(tmp_path):
    ports = {name: str(free_port()) for name in PREFERRED_PORTS}
    others = {name: value for name, value in os.environ.items() if name not in OWN}
    return others | ports | {"OCTAVO_VAR": str(tmp_path / "var")}


@contextmanager
def open_shop(env):
    command = [sys.executable, "-m", "dev"]
    shop = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    with shop.stdout as said:
        assert any("The shop is open" in line for line in said)
        yield shop


def test_it_opens_again_after_it_was_killed_and_leaves_nothing_when_asked_to_close(env):
    with open_shop(env) as shop:
        shop.kill()
        shop.wait()
    with open_shop(env) as shop:
        assert page_answers(f"http://{NAME}:{env['PORT']}/")
        assert page_answers(f"http://{HOST}:{env['SIGN_IN_PORT']}/.well-known/openid-configuration")
        shop.send_signal(signal.SIGINT)
        said = shop.stdout.read()
        assert shop.wait(timeout=20) == 128 + signal.SIGINT
    assert "Traceback" not in said
    assert all(is_free(int(env[name])) for name in PREFERRED_PORTS)
