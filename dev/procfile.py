"""Runs the processes of a Procfile side by side, their output under one another in our own."""

import os
import queue
import subprocess
import sys
import time
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from threading import Lock, Thread

from honcho.colour import get_colours
from honcho.environ import parse_procfile
from honcho.printer import Message, Printer

from dev import processes

ENDED = "ended"
SOON = 5  # seconds
PROGRAMS = Path(sys.executable).parent


def read_procfile(path, *, without=()):
    commands = parse_procfile(path.read_text()).processes
    return {name: command for name, command in commands.items() if name not in without}


@contextmanager
def running(commands, env, *, soon=SOON):
    """Start all commands; gives the queue of what they say. Ends them all with the block.

    One that ends is started again, as whatever supervises a real shop would do; only one that
    ends within `soon` seconds is left, since it would end again.
    """
    crew = Crew(env, soon)
    try:
        for (name, command), colour in zip(commands.items(), get_colours(), strict=False):
            Thread(target=crew.tend, args=(name, command, colour), daemon=True).start()
        yield crew.messages
    finally:
        crew.end()


class Crew:
    """The running processes, by name, and the queue of what they say."""

    def __init__(self, env, soon):
        self.env = env
        self.soon = soon
        self.messages = queue.Queue()
        self.running = {}
        self.lock = Lock()
        self.closing = False

    def tend(self, name, command, colour):
        while process := self.begin(name, command):
            began = time.monotonic()
            listener = Thread(target=self.listen, args=(process, name, colour), daemon=True)
            listener.start()
            process.wait()
            # What it forked outlives a killed process, and would go on beside the next one.
            processes.stop_all([process.pid], grace=2)
            listener.join(timeout=2)
            if time.monotonic() - began < self.soon:
                self.say(ENDED, "", name, colour)
                return
            self.say("line", b"ended, and is started again\n", name, colour)

    def begin(self, name, command):
        with self.lock:
            if self.closing:
                return None
            self.running[name] = subprocess.Popen(
                **as_process(command, self.env),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            return self.running[name]

    def listen(self, process, name, colour):
        for line in process.stdout:
            self.say("line", line, name, colour)

    def say(self, kind, what, name, colour):
        self.messages.put(Message(kind, what, datetime.now().astimezone(), name, colour))

    def end(self):
        with self.lock:
            self.closing = True
        processes.stop_all([process.pid for process in self.running.values()], grace=5)


def as_process(command, env):
    """Arguments for subprocess.Popen that run a Procfile's line with the programs of our venv."""
    path = f"{PROGRAMS}{os.pathsep}{env['PATH']}"
    return {"args": ["sh", "-c", f"exec {command}"], "env": {**env, "PATH": path}}


def print_until_one_ends(messages, width):
    """Print what the processes say until one of them ends; return its name."""
    printer = Printer(sys.stdout, width=width)
    while True:
        message = messages.get()
        if message.type == ENDED:
            return message.name
        printer.write(message)
