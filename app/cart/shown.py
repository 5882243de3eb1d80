"""What the cart's page shows beside the lines themselves."""

from typing import NamedTuple

from app.catalog.works import cards_by_id


class Told(NamedTuple):
    """A line as it was before the last change, which the page tells of and can undo."""

    item_id: int
    place: str
    quantity: int


def lines_to_show(cart):
    """Give each line its work as pages show it, cover and all."""
    works = cards_by_id({line.work.id for line in cart.lines}) if cart.lines else {}
    for line in cart.lines:
        line.edition.work = works[line.work.id]
