"""Stripe's lists: newest first, filtered, a page at a time by cursor."""

from fnmatch import fnmatchcase

from dev.stripe_simulator.refusals import BadParameter
from dev.stripe_simulator.simulation import public

PAGING = {"limit", "starting_after", "ending_before", "expand"}
COMPARE = {
    "gt": lambda value, bound: value > bound,
    "gte": lambda value, bound: value >= bound,
    "lt": lambda value, bound: value < bound,
    "lte": lambda value, bound: value <= bound,
}


def page(things, params, url):
    """One page of `things` (newest first) as a Stripe list object."""
    limit = params.get("limit", 10)
    if not 1 <= limit <= 100:
        message = "Invalid limit: must be between 1 and 100"
        raise BadParameter(message, code="parameter_invalid_integer", param="limit")
    if {"starting_after", "ending_before"} <= set(params):
        message = "You can only provide one of ending_before and starting_after."
        raise BadParameter(message, param="ending_before")
    wanted = {name: value for name, value in params.items() if name not in PAGING}
    matching = [each for each in things if _matches(each, wanted)]
    shown, has_more = _cut(matching, params, limit)
    data = [public(each) for each in shown]
    return {"object": "list", "data": data, "has_more": has_more, "url": url}


def _matches(thing, wanted):
    return all(_match(thing, name, value) for name, value in wanted.items())


def _match(thing, name, value):
    if name == "types":
        return thing["type"] in value
    if name == "type":
        return fnmatchcase(thing["type"], value)
    if name == "delivery_success":
        return (thing["pending_webhooks"] == 0) == value
    if isinstance(value, dict):
        return _nested_match(thing.get(name), value)
    return thing.get(name) == value


def _nested_match(found, wanted):
    if isinstance(found, dict):
        return _matches(found, wanted)
    return found is not None and all(COMPARE[how](found, bound) for how, bound in wanted.items())


def _cut(things, params, limit):
    if "ending_before" in params:
        newer = things[: _place(things, params, "ending_before")]
        return newer[-limit:], len(newer) > limit
    start = _place(things, params, "starting_after") + 1 if "starting_after" in params else 0
    return things[start : start + limit], len(things) > start + limit


def _place(things, params, name):
    ids = [thing["id"] for thing in things]
    if params[name] not in ids:
        message = f"No such object: '{params[name]}'"
        raise BadParameter(message, code="resource_missing", param=name)
    return ids.index(params[name])
