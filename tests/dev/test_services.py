"""A command beside throwaway databases: it gets them, and they are gone when it is."""

import subprocess
import sys
from urllib.parse import urlsplit

from dev.places import ROOT
from dev.ports import is_free

COMMAND = """
import os, psycopg2, redis, sys
psycopg2.connect(os.environ["DATABASE_URL"]).cursor().execute("create extension pg_trgm")
redis.Redis.from_url(os.environ["REDIS_URL"]).set("key", "value")
print(os.environ["DATABASE_URL"], os.environ["REDIS_URL"])
sys.exit(3)
"""


def test_a_command_has_databases_for_as_long_as_it_runs():
    command = [sys.executable, "-m", "dev.services", "--", sys.executable, "-c", COMMAND]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 3, done.stderr
    assert all(is_free(urlsplit(url).port) for url in done.stdout.split())


def test_there_must_be_a_command():
    done = subprocess.run([sys.executable, "-m", "dev.services"], cwd=ROOT, capture_output=True)
    assert done.returncode == 1
    assert b"COMMAND" in done.stderr
