"""Releases, tags and namespaces."""

import pathlib

import pytest
from lxml import etree

from app.catalog.imports.onix.names import REFERENCE_NAMES
from tests.catalog.imports.onix.messages import (
    ISBN,
    message,
    product,
    product_2,
    results,
    results_and_failure,
    taken,
)

SHORT = (
    '<ONIXmessage release="3.0"%s><header><sender><x298>S</x298></sender></header><product>'
    "<a001>r1</a001><a002>03</a002><productidentifier><b221>15</b221><b244>9780306406157</b244>"
    "</productidentifier><descriptivedetail><titledetail><b202>01</b202><titleelement>"
    "<x409>01</x409><b203>Kindred</b203></titleelement></titledetail><contributor><b035>A01</b035>"
    "<b036>Octavia E. Butler</b036></contributor></descriptivedetail></product></ONIXmessage>"
)
NAMESPACES = [
    "http://ns.editeur.org/onix/3.0/reference",
    "http://ns.editeur.org/onix/3.1/reference",
    "http://www.editeur.org/onix/2.1/reference",
]


@pytest.mark.parametrize("namespace", ["", ' xmlns="http://ns.editeur.org/onix/3.0/short"'])
def test_short_tags(namespace):
    found = taken(SHORT % namespace)
    assert (found.isbn, found.title) == (ISBN, "Kindred")
    assert found.credits[0].name == "Octavia E. Butler"


@pytest.mark.parametrize("namespace", NAMESPACES)
def test_a_namespace_makes_no_difference(namespace):
    xml = message(product(), attributes=f' release="3.0" xmlns="{namespace}"')
    assert taken(xml).title == "Kindred"


def prefixed(xml):
    return xml.replace("</", "<\0").replace("<", "<o:").replace("<o:\0", "</o:").replace("o:?", "?")


def test_a_prefix_makes_no_difference():
    namespace = f' release="3.0" xmlns:o="{NAMESPACES[0]}"'
    assert taken(prefixed(message(product(), attributes=namespace))).title == "Kindred"


def test_only_the_products_may_have_a_prefix():
    namespace = f' release="3.0" xmlns:o="{NAMESPACES[0]}"'
    assert taken(message(prefixed(product()), attributes=namespace)).title == "Kindred"


def test_other_namespaces_that_are_declared_at_the_top_may_be_used_in_products():
    declared = ' release="3.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    marked = product().replace("<Product>", '<Product xsi:type="x">')
    assert taken(message(marked, attributes=declared)).title == "Kindred"


def test_a_release_is_known_by_its_shape():
    assert [each.title for each in results(message(product(), product_2(), attributes=""))] == [
        "Kindred",
        "Kindred",
    ]


def test_a_product_alone_is_a_file():
    assert taken(product()).title == "Kindred"


def test_products_side_by_side_without_a_message_are_a_file():
    assert len(results(product() + "\n" + product_2())) == 2


def test_two_messages_in_one_file_each_have_their_header():
    french = "<DefaultLanguageOfText>fre</DefaultLanguageOfText>"
    xml = message(product(), header=french) + message(product())
    assert [each.language for each in results(xml)] == ["fr", None]


def test_composites_may_come_in_any_order():
    xml = (
        f"<Product><DescriptiveDetail><ProductForm>BC</ProductForm><TitleDetail><TitleElement>"
        f"<TitleText>Kindred</TitleText><TitleElementLevel>01</TitleElementLevel></TitleElement>"
        f"<TitleType>01</TitleType></TitleDetail></DescriptiveDetail><ProductIdentifier><IDValue>"
        f"{ISBN}</IDValue><ProductIDType>15</ProductIDType></ProductIdentifier></Product>"
    )
    found = taken(message(xml))
    assert (found.isbn, found.title, found.format) == (ISBN, "Kindred", "paperback")


def test_an_element_by_a_strange_name_may_say_which_it_is():
    xml = product().replace("TitleText>", "Titel>")
    xml = xml.replace("<Titel>", '<Titel refname="TitleText" shortname="b203">')
    assert taken(message(xml)).title == "Kindred"
    assert taken(message(xml.replace('refname="TitleText"', ""))).title == "Kindred"


def test_a_product_in_a_comment_is_none():
    assert len(results(message(f"<!-- {product()} -->", product()))) == 1


def test_a_product_in_a_marked_section_is_text():
    text = f"<CollateralDetail><TextContent><TextType>03</TextType><Text><![CDATA[{product()}]]>"
    xml = product("", f"{text}</Text></TextContent></CollateralDetail>")
    assert len(results(message(xml))) == 1


def test_a_message_may_say_that_it_has_no_product():
    assert results_and_failure(message("<NoProduct/>")) == ([], "")
    assert results_and_failure(message("<x507/>")) == ([], "")


def test_a_message_without_a_product_is_told_of():
    found, failure = results_and_failure(message())
    assert (found, failure) == (
        [],
        "There is no <Product> in this file, so no book to take from it.",
    )


def test_the_short_tags_are_those_of_the_standard():
    onixcheck = pytest.importorskip("onixcheck")
    schemas = pathlib.Path(onixcheck.__file__).parent / "schema"
    standard = {}
    for path in sorted(schemas.glob("xsd*/*_short.xsd")):
        for element in etree.parse(path).iter("{http://www.w3.org/2001/XMLSchema}element"):
            names = [
                value
                for each in element.iter("{http://www.w3.org/2001/XMLSchema}attribute")
                if each.get("name") == "refname"
                for value in [each.get("fixed"), *each.xpath(".//*/@value")]
            ]
            standard.setdefault(element.get("name"), set()).update(filter(None, names))
    assert {tag: name for tag, name in REFERENCE_NAMES.items() if name not in standard[tag]} == {}
