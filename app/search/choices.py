"""The choices of a facet: what each is called, how many works it leaves, and where it leads."""

from typing import NamedTuple

from app.catalog.models import FORMATS
from app.search import naming, offers, years

MOST = 20  # of a facet
# Stand for a value in an address, where nobody can write them.
SLOT, QUOTED_SLOT = "\ue000", "%EE%80%80"
NO_LIMIT = -1


class Choice(NamedTuple):
    value: str
    label: str
    count: int
    url: str
    chosen: bool
    more: bool  # than were counted

    @property
    def count_words(self):
        return f"{self.count:,}+" if self.more else f"{self.count:,}"


def of_facet(query, name, numbers, *, more, answer):
    """The choices in the order to show them; a chosen one stays even when it is vain.

    `numbers` are the works of each value, at least so many when `more`; `answer` is the engine's
    for the query as it is.
    """
    names = {}
    if name == "subject":
        names = dict(value.split(" ", 1) for value in numbers)
        numbers = {value.split(" ", 1)[0]: number for value, number in numbers.items()}
    counts = {value: (at_least(n) if more else n, more) for value, n in numbers.items()}
    now, label = chosen(query, name), LABELS[name]
    if now is not None:
        counts[now] = (answer.total, answer.more)
    address = addresses(query, name, now)
    named = ((value, names.get(value) or label(value), *count) for value, count in counts.items())
    return [
        Choice(value, words, n, address(value), value == now, or_more)
        for value, words, n, or_more in in_order(name, now, named)
    ]


def at_least(number):
    """A round number that is not greater: 1,000 for 1,912."""
    digits = len(str(number)) - 1
    return number // 10**digits * 10**digits


def chosen(query, name):
    """The value of this facet that the query asks for; None when it is none of the choices."""
    if name in LIMITS:
        wanted = getattr(query, f"{name}_min"), getattr(query, f"{name}_max")
        bands = LIMITS[name]()
        return str(bands.index(wanted)) if wanted in bands else None
    if name == "available":
        return "1" if query.available else None
    return str(getattr(query, name) or "") or None


def addresses(query, name, now):
    """A function: the address with a choice made, or taken back when it is made already (`now`)."""
    if name in LIMITS:
        rest, changed = query.without(f"{name}_min", f"{name}_max"), {f"{name}_min": NO_LIMIT}
        said, argument = f"{name}_min={NO_LIMIT}", between
    else:
        rest, changed = query.without(name), {name: SLOT}
        said, argument = f"{name}={QUOTED_SLOT}", "{}={}".format
    # Written once, since a page holds many and each differs in one word.
    slot = rest.url_with(**changed)
    return lambda value: (
        rest.url_with() if value == now else slot.replace(said, argument(name, value))
    )


def between(name, place):
    """The arguments that ask for a band: its ends, or the one that it has."""
    least, most = limits(name, place)
    ends = {f"{name}_min": least, f"{name}_max": most}.items()
    write = naming.amount if name == "price" else str
    return "&".join(f"{end}={write(value)}" for end, value in ends if value is not None)


def limits(name, place):
    return LIMITS[name]()[int(place)]


LIMITS = {"price": lambda: offers.LIMITS, "year": years.bands}
LABELS = {
    "subject": naming.subject,
    "format": FORMATS.get,
    "language": naming.language,
    "price": lambda place: naming.price(*limits("price", place)),
    "year": lambda place: naming.years(*limits("year", place)),
    "rating": lambda stars: naming.rating(int(stars)),
    "available": lambda _: naming.IN_STOCK,
}


def in_order(name, now, named):
    """Tuples of value, label and number in the order to show them, the chosen value `now`."""
    if name == "format":
        return sorted(named, key=lambda choice: list(FORMATS).index(choice[0]))
    if name in ("price", "year"):
        return sorted(named, key=lambda choice: int(choice[0]))
    if name == "rating":
        return sorted(named, key=lambda choice: -int(choice[0]))
    return sorted(named, key=lambda choice: (choice[0] != now, -choice[2], choice[1]))[:MOST]
