"""Says where the shop is, and what to try, once it answers."""

import time

from dev.ports import HOST, NAME
from dev.waiting import page_answers

WELCOME = """
The shop is open: {shop}

  Try it: search for "frankenstien", put a book in the cart and check out.
  Log in as a reader, reader@octavo.example, or at {shop}/admin/orders
  as the bookseller, bookseller@octavo.example; password: a shelf of one's own
"""
PAYMENTS = "  Payments are simulated and need no card; what the simulator saw: {url}\n"
SIGN_INS = "  Continue with Example signs you in by a company that is none, at {url}\n"
MAILS = "  Mails it sent: {url}; what each of them says: {shop}/admin/letters\n"
FAREWELL = "  Ctrl-C closes it; bin/dev --reset starts over with an empty one.\n"


def greet(env, commands):
    while not page_answers(f"http://{HOST}:{env['PORT']}/readyz"):
        time.sleep(0.1)
    print(welcome(f"http://{NAME}:{env['PORT']}", env, commands), flush=True)


def welcome(shop, env, commands):
    text = WELCOME.format(shop=shop)
    if "payments" in commands:
        text += PAYMENTS.format(url=f"http://{HOST}:{env['PAYMENTS_PORT']}")
    if "signin" in commands:
        text += SIGN_INS.format(url=f"http://{HOST}:{env['SIGN_IN_PORT']}")
    if "mail" in commands:
        text += MAILS.format(url=f"http://{HOST}:{env['MAIL_PORT']}", shop=shop)
    return text + FAREWELL
