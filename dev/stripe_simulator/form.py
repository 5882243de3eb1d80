"""Stripe's form encoding: `line_items[0][price_data][currency]=gbp` and back to nested dicts."""

import re

from dev.stripe_simulator.refusals import BadParameter


def decode(pairs):
    """Nest (name, text) pairs; lists stay dicts keyed by position until their type is known."""
    nested = {}
    for name, text in pairs:
        *parents, last = _steps(name)
        place = nested
        for step in parents:
            place = place.setdefault(_position(step, place), {})
            if not isinstance(place, dict):
                raise BadParameter(f"Invalid nesting of parameter: {name}", param=name)
        place[_position(last, place)] = text
    return nested


def _steps(name):
    if not re.fullmatch(r"[^\[\]]+(\[[^\[\]]*\])*", name):
        raise BadParameter(f"Invalid parameter name: {name}", param=name)
    return re.findall(r"[^\[\]]+|(?<=\[)(?=\])", name)


def _position(step, place):
    # `expand[]` means the next free place of the list.
    return step or str(len(place))
