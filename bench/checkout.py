"""From a book's page to an order, by many who buy different books, and by all who want the same.

bin/bench checkout [BUYERS [COPIES [WORKS]]]: in a made-up shop of WORKS (10,000) works BUYERS
(2,000), 8 at a time, put two books each into their carts, the first 200 of them one more copy after
a pause as people make, open the checkout and send its form. Then twice as many as there are COPIES
(200) of one book all want it. To leave out the payment, the
server of those orders goes to no Stripe page; a last row is of one that does, with our simulator on
the same machine. CPU is the processor time an answer, of the web server and of Postgres.
"""

import re
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import quantiles

import psycopg2

from bench import processor
from bench.buyers import Buyer, all_do
from bench.made_up.loading import load
from bench.servers import production, serving
from dev import processes
from dev.ports import free_port, is_free
from dev.procfile import as_process
from dev.waiting import wait_until

HX = "HX-Request: true\r\nHX-Target: div#added\r\n"
PAUSE = 0.25  # seconds, on average, between an answer and the same client's next request
HIDDEN = re.compile(r'name="(key|agreed)" value="([^"]+)"')
DETAILS = {
    "email": "ada@example.org",
    "name": "Ada Lovelace",
    "line1": "12 Dale Street",
    "city": "Edinburgh",
    "postcode": "EH1 1YZ",
    "country": "GB",
    "delivery": "standard",
}
LEDGER = """
    insert into catalog.inventory_movements (edition_id, on_hand_change, reason)
    select edition_id, on_hand, 'delivery' from catalog.inventory where on_hand > 0
"""
HOT = """
    with hot as (
        select edition_id as id, %s - on_hand as more from catalog.inventory
        where edition_id = %s
    ), moved as (
        update catalog.inventory set on_hand = on_hand + more from hot where edition_id = id
    )
    insert into catalog.inventory_movements (edition_id, on_hand_change, reason)
    select id, more, 'delivery' from hot
"""
SHELF = """
    select edition_id from catalog.inventory join catalog.editions on id = edition_id
    where on_hand > 2 and price_minor is not null and product_form = '' and format <> 'ebook'
        and published_on < now() order by edition_id
"""
LEFT = "select on_hand, reserved from catalog.inventory where edition_id = %s"
HEADS = ("answers", "seconds", "a second", "p50 ms", "p95 ms", "p99 ms", "CPU ms", "Postgres")


def main(buyers=2000, copies=200, works=10_000):
    env = production()
    subprocess.run(**as_process("flask db migrate", env), check=True)
    load(env["DATABASE_URL"], works, say=lambda words: print(words, file=sys.stderr))
    with closing(psycopg2.connect(env["DATABASE_URL"])) as connection:
        hot, *books = stocked(connection, copies)
        print(f"{f'{works:,} works, {buyers:,} buyers':28}", *(f"{head:>9}" for head in HEADS))
        with serving("bench.unpaid:app", env) as port:
            many_books(port, crowd(buyers, books))
            one_book(port, crowd(2 * copies, [hot]), connection, copies)
        with stripe(env) as paying, serving("wsgi:app", paying) as port:
            to_stripe(port, crowd(max(100, buyers // 4), books[::-1]))
    subprocess.run(**as_process("flask check integrity", env), check=True)


def stocked(connection, copies):
    """Ids of editions that can be bought, the first of them with just so many copies."""
    with connection, connection.cursor() as cursor:
        cursor.execute(LEDGER)
        cursor.execute(SHELF)
        books = [id for (id,) in cursor]
        cursor.execute(HOT, (copies, books[0]))
    return books


def crowd(number, books):
    """Buyers of two books each that nobody else is after while there are enough; or of the one."""
    wanted = [books[2 * n % len(books) :][:2] for n in range(number)]
    return [Buyer(n, ids) for n, ids in enumerate(wanted)]


def many_books(port, buyers):
    all_do(port, [Buyer(n, buyer.books) for n, buyer in enumerate(buyers[:200])], add(0))  # warm
    measure("add to cart, page", port, buyers, add(0), "303")
    measure("add to cart, htmx", port, buyers, add(1, HX), "200")
    measure("the same, with pauses", port, buyers[:200], add(1, HX), "200", pause=PAUSE)
    measure("the checkout", port, buyers, lambda buyer: buyer.get("/checkout"), "200")
    measure("place the order", port, buyers, place, "303")


def one_book(port, buyers, connection, copies):
    fill(port, buyers)
    measure(f"{copies} copies, {len(buyers)} buyers", port, buyers, place, "303", "422")
    orders = sum(buyer.status == "303" for buyer in buyers)
    with connection, connection.cursor() as cursor:
        cursor.execute(LEFT, (buyers[0].books[0],))
        if orders != copies or cursor.fetchone() != (copies, copies):
            raise SystemExit(f"{copies} copies were sold in {orders} orders")


def to_stripe(port, buyers):
    fill(port, buyers)
    measure("order, and Stripe's page", port, buyers, place, "303")
    if not all("/pay/" in buyer.location for buyer in buyers):
        raise SystemExit(f"no page to pay on: {buyers[0].location}")


def fill(port, buyers):
    all_do(port, buyers, add(0))
    all_do(port, buyers, lambda buyer: buyer.get("/checkout"))


def add(place, headers=""):
    return lambda buyer: buyer.post("/cart/items", {"edition_id": buyer.books[place]}, headers)


def place(buyer):
    return buyer.post("/checkout", {**DETAILS, **dict(HIDDEN.findall(buyer.text))})


def measure(name, port, buyers, ask, *wanted, pause=0):
    used, began = processor.seconds(), time.perf_counter()
    times = all_do(port, buyers, ask, pause=pause)
    took = time.perf_counter() - began
    costs = [after - before for before, after in zip(used, processor.seconds(), strict=True)]
    wrong = [buyer for buyer in buyers if buyer.status not in wanted]
    if wrong:
        raise SystemExit(f"{name}: {len(wrong)} answers such as {wrong[0].status} {wrong[0].text}")
    cuts = quantiles(times, n=100, method="inclusive")
    columns = [took, len(times) / took, *(cuts[n - 1] * 1000 for n in (50, 95, 99))]
    columns += [cost / len(times) * 1000 for cost in costs]
    print(f"{name:28} {len(times):9}", *(f"{column:9.1f}" for column in columns), flush=True)


@contextmanager
def stripe(env):
    """Our simulator of Stripe; gives the settings of a shop that pays there."""
    port = free_port()
    options = f"--port {port} --webhook-url http://127.0.0.1:9 --webhook-secret whsec_bench"
    with tempfile.TemporaryDirectory() as folder:
        log, state = Path(folder, "log"), Path(folder, "state.sqlite3")
        started = as_process(f"python -m dev.stripe_simulator {options} --state {state}", env)
        process = processes.start(started.pop("args"), log=log, **started)
        try:
            wait_until(lambda: not is_free(port), process=process, log=log)
            yield {**env, "STRIPE_API_BASE": f"http://127.0.0.1:{port}"}
        finally:
            processes.stop(process)


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:]))
