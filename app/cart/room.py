"""How many copies of an edition fit into a cart."""

from app.cart.refusals import NotEnoughCopies, TooManyCopies
from app.catalog.ahead import copies_for_sale


def check_room(edition, wanted, in_cart=0):
    """Raise a CartRefusal unless so many copies of a counted edition may be in a cart."""
    if wanted > edition.most:
        raise TooManyCopies(edition)
    orderable = copies_for_sale(edition)
    if wanted > orderable:
        raise NotEnoughCopies(orderable, in_cart)


def refusal_of(edition, wanted):
    """Why a cart may not hold so many copies, as a sentence; empty when it may."""
    try:
        check_room(edition, wanted)
    except (NotEnoughCopies, TooManyCopies) as refusal:
        return str(refusal)
    return ""


def as_many_as_fit(edition, wanted):
    """The number wanted, or else the most there may be; raises NotEnoughCopies when that is 0."""
    fit = min(wanted, edition.most, copies_for_sale(edition))
    if not fit:
        raise NotEnoughCopies(0)
    return fit
