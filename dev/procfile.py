"""Runs the processes of a Procfile side by side, their output under one another in our own."""

import os
import queue
import subprocess
import sys
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Thread

from honcho.colour import get_colours
from honcho.environ import parse_procfile
from honcho.printer import Message, Printer

from dev import processes

ENDED = "ended"
PROGRAMS = Path(sys.executable).parent


def read_procfile(path, *, without=()):
    commands = parse_procfile(path.read_text()).processes
    return {name: command for name, command in commands.items() if name not in without}


@contextmanager
def running(commands, env):
    """Start all commands; gives the queue of what they say. Ends them all with the block."""
    messages = queue.Queue()
    started = []
    try:
        for (name, command), colour in zip(commands.items(), get_colours(), strict=False):
            started.append(begin(command, env))
            listener = Thread(target=listen, args=(started[-1], name, colour, messages))
            listener.daemon = True
            listener.start()
        yield messages
    finally:
        processes.stop_all([process.pid for process in started], grace=5)


def begin(command, env):
    return subprocess.Popen(
        **as_process(command, env),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def as_process(command, env):
    """Arguments for subprocess.Popen that run a Procfile's line with the programs of our venv."""
    path = f"{PROGRAMS}{os.pathsep}{env['PATH']}"
    return {"args": ["sh", "-c", f"exec {command}"], "env": {**env, "PATH": path}}


def listen(process, name, colour, messages):
    for line in process.stdout:
        messages.put(Message("line", line, datetime.now().astimezone(), name, colour))
    process.wait()
    messages.put(Message(ENDED, process.returncode, datetime.now().astimezone(), name, colour))


def print_until_one_ends(messages, width):
    """Print what the processes say until one of them ends; return its name."""
    printer = Printer(sys.stdout, width=width)
    while True:
        message = messages.get()
        if message.type == ENDED:
            return message.name
        printer.write(message)
