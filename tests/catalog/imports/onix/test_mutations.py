"""Whatever befalls a file on its way, reading it ends well: with records, refusals, a reason."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.catalog.imports.records import BookRecord, Refusal
from tests.catalog.imports.onix.messages import message, product, product_2, results_and_failure
from tests.catalog.imports.onix.test_streaming import TYPICAL

WHOLE = message(
    TYPICAL,
    product("<NumberOfPages>12</NumberOfPages>"),
    product_2("<PublicationDate>20060807</PublicationDate>"),
    header="<DefaultCurrencyCode>EUR</DefaultCurrencyCode>",
    attributes=' xmlns:o="http://ns.editeur.org/onix"',
).encode()
ODD = st.sampled_from([
    b"", b"<", b">", b"&", b'"', b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?", b"</Product>",
    b"<Product>", b"&#0;", b"&#xD800;", b"&foo;", b"\0", b"\xff", b"\xc3\x28", b"20061399",
    b"1e400", b"NaN", "²³".encode(), b"<b>x</b>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<Header>",
    b"</ONIXMessage>",
])  # fmt: skip
UNKEEPABLE = re.compile("[\0\ud800-\udfff]")  # by the database
CUTS = st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 60), ODD | st.binary(max_size=4))


@given(st.lists(CUTS, min_size=1, max_size=6))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_mutilated_file_never_crashes_the_reader(cuts):
    body = bytearray(WHOLE)
    for place, length, instead in cuts:
        body[place : place + length] = instead
    found, failure = results_and_failure(bytes(body))
    assert failure == "" or failure.endswith(".")
    for each in found:
        assert isinstance(each, BookRecord | Refusal)
        said = each.remarks if isinstance(each, BookRecord) else [each.reason, each.identifier]
        assert not any(UNKEEPABLE.search(text) for text in said)
