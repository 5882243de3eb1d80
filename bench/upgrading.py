"""bin/bench upgrading [ORDERS]: how long each migration takes on a shop with so many orders.

The shop is made up as migration 0004 left it, then brought up to date one migration at a time.
While one runs, another connection changes an order and a cart over and over; `stood` is the
longest that it waited.
"""

import sys
import threading
import time
from pathlib import Path

import psycopg2

from app import create_app, migrations
from app.db import db
from bench.servers import production

FROM = "0004_sales"
ORDERS = 1_000_000
EDITIONS = 5_000
SHOP = Path(__file__).with_name("made_up").joinpath("old_shop.sql").read_text("utf-8")


def main(orders=ORDERS):
    env = production()
    create_app(env)
    with db.connection_context():
        db.execute_sql("set statement_timeout = 0")
        runner = migrations.runner()
        runner.up(FROM)
        db.execute_sql(SHOP, {"orders": orders, "editions": EDITIONS})
        db.execute_sql("analyze")
        print(f"{'migration':40} {'took':>8} {'stood':>8}", flush=True)
        for migration in [one for one in runner.status() if not one.applied]:
            time_one(runner, migration.name, env["DATABASE_URL"])


def time_one(runner, name, address):
    shopper = Shopper(address)
    began = time.monotonic()
    runner.up(name)
    took = time.monotonic() - began
    print(f"{name:40} {took:7.1f}s {shopper.leave():7.1f}s", flush=True)


class Shopper(threading.Thread):
    """Changes an order and a cart, over and over, and notes the longest that it waited."""

    def __init__(self, address):
        super().__init__()
        self.address, self.longest, self.done = address, 0.0, threading.Event()
        self.start()

    def run(self):
        connection = psycopg2.connect(self.address)
        connection.autocommit = True
        with connection.cursor() as cursor:
            while not self.done.wait(0.05):
                began = time.monotonic()
                cursor.execute("update sales.orders set tracking = 'x' where id = 1")
                cursor.execute("update sales.cart_items set quantity = 1 where id = 1")
                self.longest = max(self.longest, time.monotonic() - began)
        connection.close()

    def leave(self):
        self.done.set()
        self.join()
        return self.longest


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
