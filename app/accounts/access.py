"""Who may see a page."""

import functools

from flask import abort, url_for
from flask_login import current_user

from app.accounts.next_page import this_page
from app.hypermedia import see_other


def sign_in_required(view):
    """Send whoever has not signed in to do so, and back to the page she is on."""

    @functools.wraps(view)
    def answer(*args, **kwargs):
        if current_user.is_authenticated:
            return view(*args, **kwargs)
        return see_other(url_for("accounts.login", next=this_page()))

    return answer


def staff_only(view):
    """To all but staff, the page does not exist."""

    @functools.wraps(view)
    def answer(*args, **kwargs):
        if not current_user.is_staff:
            abort(404)
        return view(*args, **kwargs)

    return answer
