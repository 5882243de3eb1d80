"""The SDK's types of parameters, walked: what may be sent where, as Stripe's specification says."""

import typing
from decimal import Decimal
from types import UnionType

from stripe._request_options import RequestOptions
from typing_extensions import get_type_hints, is_typeddict

UNIONS = (typing.Union, UnionType)
DEEPEST = 6
NAMES = {**vars(typing), "StripeContext": object}  # which the SDK imports for type checkers only


class Place:
    """One parameter, wherever it is nested: its path, and the kinds of values that it takes."""

    def __init__(self, path, hint, required):
        self.path, self.kinds, self.required = path, list(parts_of(hint)), required

    @property
    def literals(self):
        literals = [kind for kind in self.kinds if typing.get_origin(kind) is typing.Literal]
        return [word for literal in literals for word in typing.get_args(literal)]

    @property
    def words(self):
        return [word for word in self.literals if word]

    @property
    def can_be_unset(self):
        return "" in self.literals

    @property
    def item(self):
        """What stands first in the list that it takes, if it takes one."""
        items = [typing.get_args(kind)[0] for kind in self.kinds if is_list(kind)]
        return Place(f"{self.path}[0]", items[0], required=True) if items else None

    @property
    def objects(self):
        """The typed objects that it takes, itself or in a list."""
        inside = self.item.objects if self.item else []
        return [(self.path, kind) for kind in self.kinds if is_typeddict(kind)] + inside

    def takes(self, *kinds):
        return any(kind in self.kinds for kind in kinds)

    @property
    def is_number(self):
        return self.takes(int, Decimal, float) and not self.takes(str)

    @property
    def is_text(self):
        return self.takes(str)

    @property
    def is_nested(self):
        return any(is_typeddict(kind) or is_list(kind) or is_map(kind) for kind in self.kinds)


def parts_of(hint):
    origin = typing.get_origin(hint)
    if origin in UNIONS:
        return [part for each in typing.get_args(hint) for part in parts_of(each)]
    if origin in (typing.Annotated, typing.Required, typing.NotRequired):
        return parts_of(typing.get_args(hint)[0])
    return [hint]


def is_list(kind):
    return typing.get_origin(kind) is list


def is_map(kind):
    return typing.get_origin(kind) is dict


def objects_in(params, path="", around=(), depth=0):
    """Every typed object that a call may hold, as (path, its type, pairs), the call itself first.

    The pairs are of all that has to be there for it to be there.
    """
    needed = {**dict(around), **dict(required_of(params, path))}
    yield path, params, needed
    if depth == DEEPEST:
        return
    for place in places_in(params, path):
        for inner, kind in place.objects:
            yield from objects_in(kind, inner, without(needed, place.path), depth + 1)


def required_of(params, path=""):
    """A good value for everything that has to be in this object, as form pairs."""
    for place in places_in(params, path):
        if place.required:
            yield from good_values(place)


def good_values(place):
    if place.objects:
        inner, kind = place.objects[0]
        yield from required_of(kind, inner)
    elif place.is_nested:
        yield from good_values(place.item) if place.item else [(f"{place.path}[x]", "x")]
    else:
        yield place.path, good_value(place)


def good_value(place):
    if place.words:
        return place.words[0]
    return "1" if place.is_number else "true" if place.takes(bool) else "x"


def without(pairs, path):
    """The pairs that say nothing of what is at this path."""
    return {name: text for name, text in pairs.items() if not f"{name}[".startswith(f"{path}[")}


def places_in(params, path=""):
    hints = get_type_hints(params, localns=NAMES)
    for name, hint in hints.items():
        if path or name not in RequestOptions.__annotations__:
            required = name in params.__required_keys__
            yield Place(f"{path}[{name}]" if path else name, hint, required)


def calls_with_each_place(params):
    """Each place, those in lists too, with the pairs of a call that is right but for it."""
    for path, kind, needed in objects_in(params):
        for place in places_in(kind, path):
            others = without(needed, place.path)
            yield place, others
            if place.item:
                yield place.item, others


def calls_that_miss_something(params):
    """Each required place with the pairs of a call that is right but without it."""
    for path, kind, needed in objects_in(params):
        places = list(places_in(kind, path))
        for place in places:
            # An object of which nothing is said is not there, and misses nothing.
            beside = next((dict(good_values(p)) for p in places if is_beside(p, place)), None)
            if place.required and (beside or not path):
                yield place, without({**needed, **(beside or {})}, place.path)


def is_beside(other, place):
    return other is not place and any(good_values(other))
