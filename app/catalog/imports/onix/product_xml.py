"""The XML of one product or header, parsed on its own."""

import re

from lxml import etree

from app.catalog.imports.onix.composites import Composite
from app.catalog.imports.onix.mending import mended, seems_misread
from app.catalog.imports.records import UnreadableFile

# No entity, DTD, network or file: and none could come here, since DOCTYPEs are cut off before.
PARSER = etree.XMLParser(
    resolve_entities=False,
    load_dtd=False,
    no_network=True,
    huge_tree=False,
    remove_comments=True,
    remove_pis=True,
    encoding="utf-8",
)
XINCLUDE = "{http://www.w3.org/2001/XInclude}*"
MISMATCH = re.compile(r"Opening and ending tag mismatch: (\S+) line \d+ and ([^\s,]+)")


class BrokenXml(ValueError):
    """Says in plain words where and how the XML of a record is broken."""


def parsed(piece, prefixes, encoding):
    """(the composite, remarks on what had to be mended); raises BrokenXml, and UnreadableFile when
    another file is to be read into it.
    """
    if not seems_misread(piece.text, encoding):
        try:
            return composite(piece.text, piece.line, prefixes), []
        except (etree.XMLSyntaxError, UnicodeEncodeError):
            pass  # not as it stands
    text, remarks = mended(piece.text, encoding)
    try:
        return composite(text, piece.line, prefixes), remarks
    except etree.XMLSyntaxError as problem:
        raise BrokenXml(told(problem, piece.line)) from problem


def composite(text, line, prefixes):
    element = element_of(text, prefixes)
    if next(element.iter(XINCLUDE), None) is not None:
        raise UnreadableFile(
            f"Behind line {line} the file asks for another file to be read into it "
            "(XInclude), which we refuse. Please ask the sender for one whole file."
        )
    return Composite(element)


def element_of(text, prefixes):
    if not prefixes:
        return etree.fromstring(text.encode(), PARSER)
    return etree.fromstring(f"<m{prefixes}>{text}</m>".encode(), PARSER)[0]


def told(problem, first_line):
    line = first_line + (problem.lineno or 1) - 1
    message = problem.msg or ""
    if found := MISMATCH.match(message):
        return f"Its XML is broken on line {line}: <{found[1]}> is closed by </{found[2]}>."
    if "depth" in message:
        return f"Its elements are nested too deeply (line {line})."
    if "Att" in message or "attribute" in message:
        return f"Its XML is broken on line {line}: an attribute is not written as it must be."
    if "invalid element name" in message:
        return f"Its XML is broken on line {line}: a bare “<” should have been “&lt;”."
    return f"Its XML is broken on line {line}."
