"""What happens by itself when its time has come: sessions expire, bank debits settle."""

import threading
import time

from dev.stripe_simulator import refunds, sessions, shopper

HAPPENINGS = {
    "expire": sessions.expire,
    "settle": shopper.settle,
    "fail": shopper.fail,
    "settle refund": refunds.settle,
}


def catch_up(simulation):
    """Let happen what is due, so that no answer shows a state that time has passed by."""
    with simulation.store.transaction():
        for thing in simulation.store.due(time.time()):
            HAPPENINGS[thing["_then"]](simulation, thing)


class Clock(threading.Thread):
    def __init__(self, simulation):
        super().__init__(name="clock", daemon=True)
        self.simulation = simulation
        self.stopped = threading.Event()

    def run(self):
        while not self.stopped.wait(0.5):
            catch_up(self.simulation)
