"""Who is at the counter: flask-login on top of our sessions."""

from flask import request, session
from flask_login import (
    AnonymousUserMixin,
    LoginManager,
    UserMixin,
    current_user,
    login_user,
    logout_user,
)

from app.accounts import known_browsers
from app.accounts.browsers import browser_name
from app.accounts.sessions import end_session, find_session, is_fresh, open_session, renew_token

KEPT = (
    "cart",
    "orders",
    "link",
    known_browsers.KEY,
)  # what the keys begin with that outlast a sign-in
BRIEF = "brief"  # in the cookie of who does not want to stay signed in here


class SignedIn(UserMixin):
    """A customer in one browser; flask-login knows her by the token of that browser's session."""

    def __init__(self, session, token):
        self.session = session
        self.token = token
        self.customer = customer = session.customer
        self.id = customer.id
        self.name = customer.name
        self.email = customer.email
        self.role = customer.role
        self.is_staff = customer.is_staff
        self.is_verified = customer.is_verified

    @property
    def is_fresh(self):
        return is_fresh(self.session)

    def get_id(self):
        return self.token


class Visitor(AnonymousUserMixin):
    """Whoever has not signed in."""

    session = customer = id = name = email = role = None
    is_staff = is_verified = is_fresh = False


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
    return SignedIn(found, token) if found else None


def sign_in(customer, *, remembered=False, second_factor=False):
    """Begin a new session in this browser; of its cookie only what is KEPT stays."""
    leave()
    if not remembered:
        session[BRIEF] = True
    known_browsers.know(customer)
    keep_cookie()
    token = open_session(
        customer,
        remembered=remembered,
        second_factor=second_factor,
        browser=browser_name(request.user_agent.string),
    )
    login_user(load(token))


def renew_session(**changes):
    """Change what this browser's session may do; a copy of its cookie from before is void."""
    session["_user_id"] = renew_token(current_user.session, **changes)


def keep_cookie():
    """Let the cookie outlast the closing of the browser, unless she wants to be forgotten then."""
    session.permanent = BRIEF not in session


def sign_out():
    """End this browser's session, and forget the account's cart here."""
    known = None if BRIEF in session else session.get(known_browsers.KEY)
    leave()
    session.clear()
    if known:
        session[known_browsers.KEY] = known
        keep_cookie()


def leave():
    if current_user.is_authenticated:
        end_session(current_user.token)
        logout_user()
    for key in [key for key in session if not key.startswith(KEPT)]:
        session.pop(key)
