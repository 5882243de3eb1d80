"""Postcodes as people type them, and as their country writes them."""

import re


def tidy_postcode(typed, rules):
    """The postcode as it is written there, or as it was typed when it cannot be one of there."""
    readings = _readings(typed.upper(), rules)
    return next((reading for reading in readings if is_postcode(reading, rules)), typed)


def is_postcode(postcode, rules):
    return rules.postcode_form is None or bool(rules.postcode_form.fullmatch(postcode))


def _readings(typed, rules):
    """What may be meant, most likely first: 12345, D-12345 and 1073 for LV-1073 as well."""
    signs = "".join(filter(str.isalnum, typed))
    if signs != typed:
        yield typed
    yield _spaced(signs, rules.postcode_examples)
    yield typed
    yield _spaced(re.sub("^[A-Z]+", "", signs), rules.postcode_examples)
    for example in rules.postcode_examples[:1]:
        yield re.match("[A-Z]*-?", example)[0] + signs


def _spaced(signs, examples):
    """The signs with the spaces and hyphens of an example that has as many."""
    for example in examples:
        if sum(map(str.isalnum, example)) == len(signs):
            left = iter(signs)
            return "".join(next(left) if sign.isalnum() else sign for sign in example)
    return signs
