"""Whatever is typed into whichever form or address: an answer, and never a failure of ours.

The inputs are the same in each run. For a long run of others, say how many for each form:
ANY_INPUT_EXAMPLES=200 bin/test tests/attacks/test_any_input.py
"""

import os
from contextlib import suppress

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.attacks.walking import every_form, sent

LONG_RUN = int(os.environ.get("ANY_INPUT_EXAMPLES", "0"))
EXAMPLES = settings(
    max_examples=LONG_RUN or 4,
    derandomize=not LONG_RUN,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
ODD = [
    *("", " ", "\x00", "a\x00b", "\ud800", "\u202e", "💥", "'", '"', "%", "%00", "\\", "\r\nX: y"),
    *("0", "-0", "-1", "1.5", "1e9", "1e400", "NaN", "Infinity", "²", "٣", "1_000", "0x10"),
    *("9" * 10, "9" * 19, "9" * 30, "9" * 5000, str(2**31), str(2**63), "0.001", "1,50", "-0.01"),
    *(
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "10000-01-01",
        "2026-01-01T25:00",
        "1-1-1",
        "99:99",
    ),
    *("a@b", "@", "a@b@c", "a\n@b.example", "on", "true", "[]", "{}", "null", "undefined", "../.."),
    *(
        "GB",
        "ZZ",
        "g\ud83db",
        "EUR",
        "owner",
        "a" * 300,
        "ß" * 3000,
        "//x",
        "http://[",
        "9780000000002",
    ),
]
TYPED = st.sampled_from(ODD) | st.text(max_size=30) | st.integers().map(str)


@st.composite
def any_values(draw, form):
    """(name, value) pairs: the fields as they are, or odd, sent twice or not at all."""
    pairs = []
    for name, values in form.fields.items():
        given = st.sampled_from(values) if values else TYPED
        times = draw(st.sampled_from([1, 1, 1, 1, 1, 0, 2]))
        pairs += [(name, draw(given | TYPED)) for _ in range(times)]
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
