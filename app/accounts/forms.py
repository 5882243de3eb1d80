"""What people type, made safe to store; for what cannot be kept, a sentence a field."""

import re

from flask import current_app

from app.accounts.weak_passwords import weakness
from app.typed_text import one_line

LONGEST_NAME = 100  # characters
LONGEST_EMAIL = 254
# As browsers check it (WHATWG HTML), but with a dot in the host: a name in our own network is no
# address of a reader. It leaves out what mail headers take for more than one address.
EMAIL = re.compile(
    r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
)


def read_registration(form):
    """Values and errors; the password is apart, so that no page ever shows it again."""
    values = {"name": one_line(form.get("name")), "email": one_line(form.get("email"))}
    password = form.get("password", "")
    errors = {
        "name": wrong_name(values["name"]),
        "email": wrong_email(values["email"]),
        "password": weak_password(password, values["name"], values["email"]),
    }
    return values, password, only_errors(errors)


def wrong_name(name):
    if not name:
        return "Tell us your name, as you want to be called."
    if len(name) > LONGEST_NAME:
        return f"Shorten your name to {LONGEST_NAME} characters."
    return None


def wrong_email(email):
    if len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email):
        return "Enter an email address such as reader@example.org."
    return None


def weak_password(password, name, email):
    """A sentence when a guesser who knows her, or the shop, would try it early."""
    return weakness(password, name, email, current_app.config["SETTINGS"].shop_name)


def only_errors(errors):
    return {field: sentence for field, sentence in errors.items() if sentence}
