"""How a made-up catalogue is put into the database: quickly, and by as many processes as cores."""

import multiprocessing
import time

import psycopg2

PROCESSES = 2
# Neither triggers nor foreign keys: the rows are right, and are indexed together at the end.
QUICK = (
    "set session_replication_role = replica",
    "set synchronous_commit = off",
    "set maintenance_work_mem = '1GB'",
    "set jit = off",
)


def connected(url):
    connection = psycopg2.connect(url)
    connection.autocommit = True
    for statement in QUICK:
        run(connection, statement)
    return connection


def run(connection, statement, parameters=None):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall() if cursor.description else []


def in_processes(target, *arguments):
    """Call target(*arguments, place, processes) in each of several processes."""
    started = [
        multiprocessing.get_context("fork").Process(
            target=target, args=(*arguments, place, PROCESSES)
        )
        for place in range(PROCESSES)
    ]
    for process in started:
        process.start()
    for process in started:
        process.join()
        if process.exitcode:
            raise SystemExit("A part of the catalogue could not be loaded.")


def timed(say, what, function, *arguments):
    began = time.monotonic()
    result = function(*arguments)
    say(f"{what}: {time.monotonic() - began:,.0f} s")
    return result
