"""How often one may try at the door (tries, seconds): enough for the forgetful, not for a guesser.

All of them end by themselves, and a reset password ends those on guesses of it. Browsers that she
has signed in with, and stayed known to, are counted apart, so that no stranger locks her out of
them. A reset does not end the count of wrong second steps: whoever reads her mail could guess on
with one link after another. Who has her password can thus keep her second step out of browsers
that are new to her for a day, but not her passkey, and not once she has another password and the
day is over.
"""

from app.accounts.known_browsers import known_as
from app.accounts.models import Customer
from app.throttle import count_try, forget_tries, visitor_address

QUARTER, HOUR, DAY = 15 * 60, 3600, 24 * 3600


def limit_sign_in(email):
    customer = Customer.at(email)
    known = known_as(customer)
    if known:
        count_try("sign-in from known browser", known, most=10, seconds=QUARTER)
        count_try("sign-in from known browsers of", customer.id, most=100, seconds=HOUR)
        return
    account = email.lower()
    count_try("sign-in from", visitor_address(), most=50, seconds=QUARTER)
    count_try("sign-in to, from", f"{account} {visitor_address()}", most=10, seconds=QUARTER)
    count_try("sign-in to", account, most=100, seconds=HOUR)


def forget_sign_ins(email):
    account, customer = email.lower(), Customer.at(email)
    known = known_as(customer)
    if known:
        forget_tries("sign-in from known browser", known)
        forget_tries("sign-in from known browsers of", customer.id)
    forget_tries("sign-in to, from", f"{account} {visitor_address()}")
    forget_tries("sign-in to", account)


def limit_second_step(customer):
    """The code has six digits, three of which are good at a time: few guesses a day are allowed."""
    customer_id, known = customer.id, known_as(customer)
    if known:
        count_try("second step from known browser", known, most=30, seconds=DAY)
        count_try("second step from known browsers of", customer_id, most=60, seconds=DAY)
        return
    count_try("second step from", visitor_address(), most=50, seconds=QUARTER)
    count_try(
        "second step of, from", f"{customer_id} {visitor_address()}", most=10, seconds=QUARTER
    )
    count_try("second step of", customer_id, most=60, seconds=DAY)


def forget_second_steps(customer):
    customer_id, known = customer.id, known_as(customer)
    if known:
        forget_tries("second step from known browser", known)
        forget_tries("second step from known browsers of", customer_id)
    forget_tries("second step of, from", f"{customer_id} {visitor_address()}")
    forget_tries("second step of", customer_id)


def limit_passkeys():
    count_try("passkey from", visitor_address(), most=100, seconds=QUARTER)


def limit_providers():
    count_try("provider from", visitor_address(), most=60, seconds=QUARTER)


def limit_registration(email):
    count_try("registration from", visitor_address(), most=20, seconds=HOUR)
    account = email.lower()
    count_try("registration of, from", f"{account} {visitor_address()}", most=5, seconds=DAY)
    count_try("registration of", account, most=30, seconds=DAY)


def limit_links(email):
    """Mailed links, so that nobody fills another's mailbox."""
    count_try("link from", visitor_address(), most=20, seconds=HOUR)
    count_try("link to", email.lower(), most=5, seconds=HOUR)


def limit_link_uses():
    count_try("link use from", visitor_address(), most=30, seconds=QUARTER)
