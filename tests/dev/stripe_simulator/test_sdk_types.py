"""The simulator takes what the SDK's types say that Stripe takes, and refuses everything else.

Each test walks all that an endpoint may be sent, and names the places where the two disagree.
"""

from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from dev.stripe_simulator import parameters
from dev.stripe_simulator.endpoints import ENDPOINTS
from dev.stripe_simulator.form import decode
from dev.stripe_simulator.refusals import BadParameter
from tests.dev.stripe_simulator.conftest import KEY
from tests.dev.stripe_simulator.sdk_types import (
    calls_that_miss_something,
    calls_with_each_place,
    good_values,
    objects_in,
)


def name_of_call(endpoint):
    return f"{endpoint.method} {endpoint.path}"


each_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=name_of_call)


def refused_for(endpoint, pairs):
    """The parameter for which a call is refused, or None."""
    try:
        parameters.check(endpoint.params, decode(pairs.items()))
    except BadParameter as refusal:
        return refusal.param
    return None


def taken_badly(endpoint, bad_values):
    """The places where one of the bad values is not refused, or for another place's sake."""
    return [
        (place.path, value)
        for place, others in calls_with_each_place(endpoint.params)
        for value in bad_values(place)
        if refused_for(endpoint, {**others, place.path: value}) != place.path
    ]


@each_endpoint
def test_what_is_right_is_taken(endpoint):
    refused = [
        (place.path, refused_for(endpoint, {**others, **dict(good_values(place))}))
        for place, others in calls_with_each_place(endpoint.params)
        if refused_for(endpoint, {**others, **dict(good_values(place))})
    ]
    assert refused == []


@each_endpoint
def test_every_word_of_an_enum_is_taken_and_no_other(endpoint):
    refused = [
        (place.path, word)
        for place, others in calls_with_each_place(endpoint.params)
        for word in place.words
        if refused_for(endpoint, {**others, place.path: word})
    ]
    assert refused == []
    assert taken_badly(endpoint, lambda place: ["no_such_word"] if place.words else []) == []


def wrong_types(place):
    if place.words:
        return []
    if place.is_number:
        return ["soon", "NaN", "1e400", "true"]
    if place.takes(bool):
        return ["yes", "1"]
    return ["x" * 5001] if place.is_text else ["x"]


@each_endpoint
def test_values_of_another_type_are_refused(endpoint):
    assert taken_badly(endpoint, wrong_types) == []


@each_endpoint
def test_an_object_in_the_place_of_a_value_is_refused(endpoint):
    taken = [
        place.path
        for place, others in calls_with_each_place(endpoint.params)
        if not place.is_nested and not refused_for(endpoint, {**others, f"{place.path}[x]": "x"})
    ]
    assert taken == []


@each_endpoint
def test_an_empty_text_is_refused_where_nothing_can_be_unset(endpoint):
    assert taken_badly(endpoint, lambda place: [] if place.can_be_unset else [""]) == []


@each_endpoint
def test_unknown_names_are_refused_wherever_they_are(endpoint):
    for path, _kind, needed in objects_in(endpoint.params):
        unknown = f"{path}[colour]" if path else "colour"
        assert refused_for(endpoint, {**needed, unknown: "red"}) == unknown


@each_endpoint
def test_what_is_required_is_missed_wherever_it_is(endpoint):
    for place, others in calls_that_miss_something(endpoint.params):
        assert refused_for(endpoint, others) == place.path


@each_endpoint
def test_the_parameters_of_every_endpoint_are_looked_at(endpoint, simulator):
    path = f"{simulator.address}{endpoint.path.replace('<id>', 'x')}"
    text = urlencode({"colour": "red"})
    form = text.encode() if endpoint.method == "POST" else None
    request = Request(path if form else f"{path}?{text}", form, method=endpoint.method)
    request.add_header("Authorization", f"Bearer {KEY}")
    with pytest.raises(HTTPError) as refusal:
        urlopen(request, timeout=10)
    assert '"parameter_unknown"' in refusal.value.read().decode()
