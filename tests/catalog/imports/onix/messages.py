"""Messages to try the reader with, of what a test states and no more."""

import io

from app.catalog.imports.onix import read
from app.catalog.imports.records import Refusal, UnreadableFile

ISBN = "9780306406157"
OTHER_ISBN = "9780140449136"
IDENTIFIED = (
    "<RecordReference>r1</RecordReference><NotificationType>03</NotificationType>"
    "<ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>%s</IDValue></ProductIdentifier>"
)
TITLED = (
    "<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel>"
    "<TitleText>%s</TitleText></TitleElement></TitleDetail>"
)
PUBLISHED = "<PublishingDetail>%s</PublishingDetail>"


def product(descriptive="", others="", *, isbn=ISBN, title="Kindred"):
    """A product of ONIX 3 with these in its first block, and these blocks behind it."""
    titled = TITLED % title if title else ""
    return (
        f"<Product>{IDENTIFIED % isbn}"
        f"<DescriptiveDetail>{titled}{descriptive}</DescriptiveDetail>{others}</Product>"
    )


def product_2(elements="", *, isbn=ISBN, title="<Title><TitleText>Kindred</TitleText></Title>"):
    """A product of ONIX 2.1, which has no blocks."""
    return f"<Product>{IDENTIFIED % isbn}{title}{elements}</Product>"


def message(*products, header="", attributes=' release="3.0"', before=""):
    opening = f'<?xml version="1.0"?>{before}<ONIXMessage{attributes}>'
    return f"{opening}<Header>{header}</Header>{''.join(products)}</ONIXMessage>"


def results(xml):
    """All that the reader makes of a message: a text, or bytes in some encoding."""
    return list(read(io.BytesIO(xml.encode() if isinstance(xml, str) else xml)))


def record(*args, header="", **options):
    """The record that the reader makes of one product of ONIX 3."""
    return taken(message(product(*args, **options), header=header))


def record_2(*args, header="", **options):
    return taken(message(product_2(*args, **options), header=header, attributes=""))


def taken(xml):
    [found] = results(xml)
    assert not isinstance(found, Refusal), found.reason
    return found


def refused(xml):
    [found] = results(xml)
    assert isinstance(found, Refusal)
    return found


def results_and_failure(xml):
    """(what was read, why no more was: the text of UnreadableFile, "" when all was read)."""
    found = []
    try:
        for each in read(io.BytesIO(xml.encode() if isinstance(xml, str) else xml)):
            found.append(each)
    except UnreadableFile as problem:
        return found, str(problem)
    return found, ""
