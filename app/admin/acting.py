"""What a button of the back office does: act and go on, or say on its page why not."""

from flask_login import current_user

from app.hypermedia import see_other
from app.orders.refusals import OrderRefusal


def acted(act, page, url, notice):
    """Act in the name of whoever asks and go to the address; or show the page with the refusal."""
    try:
        act(current_user.customer)
    except OrderRefusal as refusal:
        return page(refusal=str(refusal), status=409)
    return see_other(url, notice)
