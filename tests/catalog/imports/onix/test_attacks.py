"""Files made to harm are stopped before anything is expanded, fetched or read."""

import pytest

from app.catalog.imports.records import BookRecord
from tests.catalog.imports.onix.messages import (
    message,
    product,
    results_and_failure,
    taken,
)

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))

SAME_ATTRIBUTE = 'a="1" '
MANY_ATTRIBUTES = " ".join(f'a{n}="1"' for n in range(100_000))


@pytest.mark.parametrize(
    "declarations",
    [
        f'<!ENTITY l0 "ha">{LAUGHS}',
        f'<!ENTITY big "{"A" * 50_000}">',
        '<!ENTITY secret SYSTEM "file:///etc/passwd">',
        '<!ENTITY secret PUBLIC "x" "http://127.0.0.1:9/secret">',
        '<!ENTITY % outside SYSTEM "http://127.0.0.1:9/evil.dtd"> %outside;',
        "<!-- harmless --> <!ENTITY nbsp '&#160;'>",
    ],
    ids=["laughs", "quadratic", "file", "net", "parameter", "small"],
)
def test_a_file_that_declares_entities_is_refused_whole(declarations):
    doctype = f"<!DOCTYPE ONIXMessage [{declarations}]>"
    title = "&l9;&big;&secret;"
    found, failure = results_and_failure(message(product(title=title), before=doctype))
    assert found == []
    assert failure.startswith("The file declares entities of its own at its top.")


def test_entities_may_not_be_declared_in_the_middle_either():
    doctype = '<!DOCTYPE ONIXMessage [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    found, failure = results_and_failure(message(product()) + doctype + message(product()))
    assert len(found) == 1
    assert "declares entities" in failure
    inside = product(title=f"x{doctype}&e;")
    [refusal] = results_and_failure(message(inside))[0]
    assert "broken" in refusal.reason


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE ONIXMessage SYSTEM "%s/onix-international.dtd">',
        '<!DOCTYPE ONIXMessage PUBLIC "-//EDItEUR//DTD" "%s/onix.dtd" [ <!-- nothing --> ]>',
        "<!DOCTYPE ONIXMessage [<!ELEMENT ONIXMessage ANY>]><!-- %s -->",
        "<!doctype ONIXMessage><!-- %s -->",
    ],
)
def test_a_dtd_is_tolerated_and_never_fetched(doctype, requests_made):
    made, address = requests_made
    assert taken(message(product(), before=doctype % address)).title == "Kindred"
    assert made == []


XINCLUDE = "http://www.w3.org/2001/XInclude"
INCLUSION = '<xi:include href="%s" parse="text"/>'


@pytest.mark.parametrize(
    ("declared", "inclusion"),
    [
        (f' xmlns:xi="{XINCLUDE}"', INCLUSION),
        ("", INCLUSION.replace("include ", f'include xmlns:xi="{XINCLUDE}" ')),
        ("", f'<include xmlns="{XINCLUDE}" href="%s"/>'),
        ("", f'<i:include xmlns:i="{XINCLUDE.replace("/", "&#47;")}" href="%s"/>'),
    ],
    ids=["root", "record", "no prefix", "in disguise"],
)
def test_a_file_that_wants_another_read_into_it_is_refused(declared, inclusion):
    title = inclusion % "file:///etc/passwd"
    found, failure = results_and_failure(message(product(title=title), attributes=declared))
    assert found == []
    assert "which we refuse" in failure


def test_what_is_to_be_read_in_between_products_is_passed_over_and_never_fetched(requests_made):
    made, address = requests_made
    declared = f' xmlns:xi="{XINCLUDE}"'
    inclusion = INCLUSION % f"{address}/more.xml"
    found, failure = results_and_failure(
        message(product(), inclusion, product(), attributes=declared)
    )
    assert (len(found), failure, made) == (2, "", [])


def test_a_book_may_tell_of_inclusions():
    example = f"<![CDATA[{INCLUSION.replace('include ', f'include xmlns:xi={XINCLUDE!r} ')}]]>"
    assert taken(message(product(title=example))).title.startswith("<xi:include")


def test_a_schema_location_and_a_stylesheet_are_never_fetched(requests_made):
    made, address = requests_made
    attributes = (
        ' release="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="http://ns.editeur.org/onix/3.0/reference {address}/onix.xsd"'
    )
    before = f'<?xml-stylesheet type="text/xsl" href="{address}/style.xsl"?>'
    assert taken(message(product(), attributes=attributes, before=before)).title == "Kindred"
    assert made == []


@pytest.mark.parametrize(
    "bad",
    [
        f"<Product>{'<a>' * 5_000}{'</a>' * 5_000}</Product>",
        f"<Product>{'<a>' * 400_000}</Product>",
        f"<Product><a {MANY_ATTRIBUTES}/></Product>",
        f"<Product><a {SAME_ATTRIBUTE * 100_000}/></Product>",
        f"<Product><TitleText>{'A' * 12_000_000}</TitleText></Product>",
        f"<Product {'x' * 3_000_000}></Product>",
        f"<Product>{'<!-- ' * 200_000}</Product>",
        f"<Product>{'<![CDATA[' * 200_000}</Product>",
        f"<Product>{'<? ' * 200_000}</Product>",
        f"<Product>{'&' * 1_000_000}</Product>",
        f"<Product>{'<' * 1_000_000}</Product>",
        f"<Product>{'&#16;' * 300_000}</Product>",
        f"<Product><Text>{'&lt;p ' * 300_000}</Text></Product>",
        f"<Product><{'n' * 1_500_000}/></Product>",
        "<Product>" + "".join(f"<n{n}/>" for n in range(150_000)) + "</Product>",
    ],
    ids=[
        "deep", "deep and open", "attributes", "attributes alike", "long text", "long tag",
        "comments", "sections", "instructions", "ampersands", "brackets", "characters", "html",
        "long name", "many names",
    ],
)  # fmt: skip
def test_a_monstrous_record_costs_no_other_record(bad):
    found, _ = results_and_failure(message(product(), bad, product()))
    assert [each.title for each in found if isinstance(each, BookRecord)] == ["Kindred"] * 2


def test_thousands_of_damaged_records_are_not_read_over_and_over():
    found, failure = results_and_failure(message("<Product><![CDATA[" * 100_000))
    assert len(found) <= 101
    assert failure.startswith("More than 100 records are damaged")


def test_a_doctype_or_tag_that_never_ends_is_not_gathered_forever():
    for endless in ("<!DOCTYPE ONIXMessage SYSTEM '", "<ONIXMessage a='", "<!DOCTYPE x ["):
        found, failure = results_and_failure(endless + "x" * 3_000_000)
        assert (found, failure) == ([], "The XML is broken: what begins on line 1 never ends.")
