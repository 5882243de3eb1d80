"""Checks request parameters against the SDK's own types, so both always speak of the same API.

Every `…Params` class of the SDK is a TypedDict generated from Stripe's specification: its names,
nesting, enums and types are read from it while running instead of being written down here again.
"""

import re
import types
import typing
from decimal import Decimal
from functools import cache

from stripe._request_options import RequestOptions
from typing_extensions import get_type_hints, is_typeddict

from dev.stripe_simulator.refusals import BadParameter

LONGEST_STRING = 5000
# The SDK imports these names for type checkers only, so they are unknown at run time.
ONLY_FOR_TYPE_CHECKERS = {**vars(typing), "StripeContext": object}


def check(params_class, given):
    """Return `given` with each text turned into its type, or refuse as Stripe does."""
    return _object(params_class, given, "")


def _object(params_class, given, path):
    fields = _fields(params_class)
    unknown = [_join(path, name) for name in given if name not in fields]
    if unknown:
        label = "parameter" if len(unknown) == 1 else "parameters"
        message = f"Received unknown {label}: {', '.join(unknown)}"
        raise BadParameter(message, code="parameter_unknown", param=unknown[0])
    for name in params_class.__required_keys__:
        if name not in given:
            raise missing(_join(path, name))
    return {name: _value(fields[name], value, _join(path, name)) for name, value in given.items()}


def missing(param):
    message = f"Missing required param: {param}."
    return BadParameter(message, code="parameter_missing", param=param)


@cache
def _fields(params_class):
    hints = get_type_hints(params_class, localns=ONLY_FOR_TYPE_CHECKERS)
    return {
        n: _alternatives(h) for n, h in hints.items() if n not in RequestOptions.__annotations__
    }


def _alternatives(hint):
    if typing.get_origin(hint) not in (typing.Union, types.UnionType):
        return [hint]
    return [each for part in typing.get_args(hint) for each in _alternatives(part)]


def _join(path, name):
    return f"{path}[{name}]" if path else name


def _value(alternatives, given, path):
    if isinstance(given, dict):
        return _nested(alternatives, given, path)
    choices = _choices(alternatives)
    if given == "":
        return _empty(choices, path)
    if given in choices:
        return given
    return _plain(alternatives, choices, given, path)


def _nested(alternatives, given, path):
    for kind in alternatives:
        if is_typeddict(kind):
            return _object(kind, given, path)
        if typing.get_origin(kind) is list:
            return _list(kind, given, path)
        if typing.get_origin(kind) is dict:
            return {name: _text(value, _join(path, name)) for name, value in given.items()}
    raise BadParameter(f"Invalid string: {given}", param=path)


def _list(kind, given, path):
    if not all(position.isdecimal() for position in given):
        raise BadParameter("Invalid array", param=path)
    (items,) = typing.get_args(kind)
    order = sorted(given, key=int)
    return [_value(_alternatives(items), given[at], _join(path, at)) for at in order]


def _choices(alternatives):
    literals = [kind for kind in alternatives if typing.get_origin(kind) is typing.Literal]
    return [choice for kind in literals for choice in typing.get_args(kind)]


def _empty(choices, path):
    if "" in choices:
        return ""
    message = (
        f"You passed an empty string for '{path}'. Empty values unset a parameter, "
        f"and '{path}' cannot be unset; leave it out instead."
    )
    raise BadParameter(message, code="parameter_invalid_empty", param=path)


def _plain(alternatives, choices, given, path):
    # The SDK writes every enum as "these words or any string", to live with a newer API.
    words = [choice for choice in choices if choice]
    if words and not {int, bool, float, Decimal} & set(alternatives):
        allowed = ", ".join(words)
        raise BadParameter(f"Invalid {path}: must be one of {allowed}", param=path)
    for kind, read in READERS.items():
        if kind in alternatives:
            return read(given, path)
    raise BadParameter("Invalid object" if path else "Invalid request", param=path)


def _integer(given, path):
    if not re.fullmatch(r"-?\d{1,18}", given):
        message = f"Invalid integer: {given}"
        raise BadParameter(message, code="parameter_invalid_integer", param=path)
    return int(given)


def _boolean(given, path):
    if given not in ("true", "false"):
        raise BadParameter(f"Invalid boolean: {given}", param=path)
    return given == "true"


def _decimal(given, path):
    if not re.fullmatch(r"-?\d{1,18}(\.\d{1,18})?", given):
        raise BadParameter(f"Invalid decimal: {given}", param=path)
    return given


def _float(given, path):
    return float(_decimal(given, path))


def _text(given, path):
    if isinstance(given, dict):
        raise BadParameter(f"Invalid string: {given}", param=path)
    if len(given) > LONGEST_STRING:
        message = f"Invalid string: {given[:20]}…; must be at most {LONGEST_STRING} characters"
        raise BadParameter(message, param=path)
    return given


READERS = {bool: _boolean, int: _integer, float: _float, Decimal: _decimal, str: _text}
