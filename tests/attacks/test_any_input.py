"""Whatever is typed into whichever form or address: an answer, and never a failure of ours.

The inputs are the same in each run. For a long run of others, say how many for each form:
ANY_INPUT_EXAMPLES=200 bin/test tests/attacks/test_any_input.py
"""

import os
from contextlib import suppress
from itertools import cycle, islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attacks.odd import BODIES, HEADERS, ODD
from tests.attacks.walking import asked, every_form, every_route, sent
from tests.every_route import address_of, taken_back

LONG_RUN = int(os.environ.get("ANY_INPUT_EXAMPLES", "0"))
EXAMPLES = settings(
    max_examples=LONG_RUN or 3,
    derandomize=not LONG_RUN,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
PAGES = [
    *(("GET", "/"), ("GET", "/search?q=kindred"), ("GET", "/books/kindred-1"), ("GET", "/cart")),
    *(("GET", "/account"), ("GET", "/me/nav"), ("POST", "/login")),
]
TYPED = st.sampled_from(ODD) | st.text(max_size=30) | st.integers().map(str)


@st.composite
def any_values(draw, form):
    """(name, value) pairs: one field or more are odd, missing or sent twice, the rest as given."""
    name = st.sampled_from(sorted(form.fields) or [""])
    spoilt = draw(name.map(lambda one: {one}) | st.sets(name))
    pairs = []
    for name, offered in form.fields.items():
        values = st.lists(TYPED, max_size=2) if name in spoilt else st.just(offered[:1])
        pairs += [(name, value) for value in draw(values)]
    return pairs


def test_no_input_of_any_form_is_a_failure_of_ours(shop):
    forms = every_form(shop)
    assert len(forms) > 100
    # Of each form the simplest input that fails, rather than of the first alone.
    failures = [failure_of(shop, who, form) for who, form in forms]
    assert list(filter(None, failures)) == []


def failure_of(shop, who, form):
    found = []

    @EXAMPLES
    @given(any_values(form))
    def send(values):
        if sent(shop, who, form, values).status_code == 500:
            found[:] = [(who, form.method, form.path, values)]
            raise AssertionError

    with suppress(AssertionError):
        send()
    return found


def test_no_body_that_is_no_form_is_one(shop):
    # Who reads bodies is the same everywhere: each route gets the next few of them.
    bodies = cycle(BODIES)
    for who, endpoint, method in every_route(shop):
        path = address_of(shop.app, endpoint)
        for content_type, body in islice(bodies, 3) if method != "GET" else ():
            answer = asked(shop, who, method, path, content_type=content_type, data=body)
            assert answer.status_code != 500, (method, path, body)


@pytest.mark.parametrize("who", ["stranger", "customer", "owner"])
def test_no_header_is_one(shop, who):
    browser = shop.visitors[who]()
    for name, values in HEADERS.items():
        for value in values:
            for method, path in PAGES:
                with taken_back(shop.app):
                    answer = browser.open(path, method=method, headers={name: value})
                    answer.close()
                assert answer.status_code != 500, (path, name, value)
