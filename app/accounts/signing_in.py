"""Who is at the counter: flask-login on top of our sessions."""

from flask import session
from flask_login import (
    AnonymousUserMixin,
    LoginManager,
    UserMixin,
    current_user,
    login_user,
    logout_user,
)

from app.accounts.sessions import end_session, find_session, open_session


class SignedIn(UserMixin):
    """A customer in one browser; flask-login knows her by the token of that browser's session."""

    def __init__(self, customer, token):
        self.customer = customer
        self.token = token
        self.id = customer.id
        self.name = customer.name
        self.email = customer.email
        self.role = customer.role
        self.is_staff = customer.is_staff
        self.is_verified = customer.is_verified

    def get_id(self):
        return self.token


class Visitor(AnonymousUserMixin):
    """Whoever has not signed in."""

    customer = id = name = email = role = None
    is_staff = is_verified = False


class Doorkeeper(LoginManager):
    """flask-login without its remember-me cookie, whose upkeep reads the session on every page."""

    def _update_remember_cookie(self, response):
        return response


def set_up_sign_in(app):
    doorkeeper = Doorkeeper()
    doorkeeper.anonymous_user = Visitor
    # Phones change their address all day; a stolen cookie is answered by ending its session.
    doorkeeper.session_protection = None
    doorkeeper.user_loader(load)
    # Not by flask-login's context processor: that one would load the user on public pages too.
    doorkeeper.init_app(app, add_context_processor=False)
    app.add_template_global(current_user, "current_user")


def load(token):
    found = find_session(token)
    return SignedIn(found.customer, token) if found else None


def sign_in(customer):
    """Begin a new session in this browser; of its cookie only the cart and placed orders stay."""
    leave()
    session.permanent = True
    login_user(SignedIn(customer, open_session(customer)))


def sign_out():
    """End this browser's session, and forget the account's cart here."""
    leave()
    session.clear()


def leave():
    if current_user.is_authenticated:
        end_session(current_user.token)
        logout_user()
    for key in [key for key in session if not key.startswith(("cart", "orders"))]:
        session.pop(key)
