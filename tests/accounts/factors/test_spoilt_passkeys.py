"""Whatever is changed in an answer of a passkey, it is refused, and nothing breaks."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from webauthn.helpers import base64url_to_bytes as unb64
from webauthn.helpers import bytes_to_base64url as b64

from app.accounts.factors import passkeys
from tests.accounts.factors.soft_passkey import SoftPasskey
from tests.people import a_person

OFTEN = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
CREATED = ["clientDataJSON", "attestationObject"]
GOT = ["clientDataJSON", "authenticatorData", "signature"]
ODD = st.none() | st.integers() | st.text(max_size=5) | st.lists(st.none(), max_size=2)


@pytest.fixture
def person(app):
    return a_person()


@pytest.fixture
def her_request(app):
    with app.test_request_context():
        yield


@pytest.fixture
def passkey(person, her_request):
    key = SoftPasskey()
    options = json.loads(passkeys.to_register(person))
    assert passkeys.register(person, key.create(options), "My key")
    return key


def spoilt(data, answer, parts):
    """The answer with a few bytes of a part changed, or cut off, or the part something else."""
    answer = json.loads(answer)
    part = data.draw(st.sampled_from(parts))
    held = bytearray(unb64(answer["response"][part]))
    how = data.draw(st.sampled_from(["changed", "cut", "odd", "odd id"]))
    at = data.draw(st.integers(0, 2**16)) % len(held)
    if how == "changed":
        held[at] ^= data.draw(st.integers(1, 255))
    if how == "cut":
        del held[at:]
    answer["response"][part] = data.draw(ODD) if how == "odd" else b64(bytes(held))
    if how == "odd id":
        answer["id"] = answer["rawId"] = data.draw(ODD)
    return json.dumps(answer)


@OFTEN
@given(data=st.data())
def test_a_spoilt_answer_opens_nothing(passkey, data):
    answer = passkey.get(json.loads(passkeys.to_sign_in()))
    assert passkeys.holder(spoilt(data, answer, GOT)) is None


@OFTEN
@given(data=st.data())
def test_a_spoilt_answer_adds_a_passkey_or_none(person, her_request, data):
    options = json.loads(passkeys.to_register(person))
    # Not all of it is signed: some bytes are the passkey's own affair.
    kept = passkeys.register(person, spoilt(data, SoftPasskey().create(options), CREATED), "My key")
    assert kept is None or kept.customer == person
