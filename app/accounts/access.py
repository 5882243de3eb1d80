"""Who may see a page."""

import functools

from flask import abort, current_app, request, url_for
from flask_login import current_user

from app.accounts.audit import audit
from app.accounts.factors.having import has_second_factor
from app.accounts.next_page import this_page
from app.hypermedia import private, see_other

NOT_DONE = "Nothing was done yet. Show that it is you first, then send the form once more."
SET_UP = (
    "The back office asks for a second factor. Add an authenticator app or a passkey here, and it "
    "opens."
)


def sign_in_required(view):
    """Send whoever has not signed in to do so, and back to the page she is on."""

    @functools.wraps(view)
    def answer(*args, **kwargs):
        if current_user.is_authenticated:
            return view(*args, **kwargs)
        return to_prove("login")

    return answer


def fresh_sign_in_required(view):
    """Ask whoever has not proved who she is within 15 minutes to do so, and come back."""

    @functools.wraps(view)
    def answer(*args, **kwargs):
        if current_user.is_fresh:
            return view(*args, **kwargs)
        return to_prove("sign_in_again" if current_user.is_authenticated else "login")

    return answer


def to_prove(page):
    """To where she shows who she is, and back; she is told when a form of hers was not acted on."""
    notice = NOT_DONE if request.method == "POST" else None
    return see_other(url_for(f"accounts.{page}", next=this_page()), notice, "problem")


def staff_only(view):
    """To all but staff, the page does not exist."""

    @functools.wraps(view)
    def answer(*args, **kwargs):
        if not current_user.is_staff:
            abort(404)
        return view(*args, **kwargs)

    return answer


def second_factor_required(view):
    """Let in who has shown a second factor; have the others show theirs, or set one up.

    Not in development, where people sign in with a password that everybody knows.
    """

    @functools.wraps(view)
    def answer(*args, **kwargs):
        development = current_app.config["SETTINGS"].env == "development"
        if development or current_user.session.second_factor:
            return view(*args, **kwargs)
        audit("second factor missing", current_user.id)
        return to_second_factor()

    return answer


@private
def to_second_factor():
    if has_second_factor(current_user.id):
        return see_other(url_for("accounts.sign_in_again", next=this_page()))
    return see_other(url_for("accounts.security"), SET_UP, "problem")
