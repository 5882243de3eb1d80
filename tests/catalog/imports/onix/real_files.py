"""The real ONIX files, where they are at hand, read here without our own reader."""

import csv
import gzip
import pathlib

import pytest
from lxml import etree

from app.catalog.imports.onix import read
from app.catalog.imports.records import Refusal, UnreadableFile

FOLDER = pathlib.Path(__file__).resolve().parents[5] / "shared" / "data" / "onix"
needs_files = pytest.mark.skipif(not FOLDER.exists(), reason="the real files are not at hand")
XSD = "{http://www.w3.org/2001/XMLSchema}"


def manifest():
    if not FOLDER.exists():
        return []
    with open(FOLDER / "manifest.csv", newline="") as file:
        return list(csv.DictReader(file))


def opened(name):
    path = FOLDER / name
    return gzip.open(path) if path.suffix == ".gz" else path.open("rb")


def read_file(name):
    """(records, refusals, why reading stopped early)."""
    found, failure = [], ""
    with opened(name) as stream:
        try:
            found.extend(read(stream))
        except UnreadableFile as problem:
            failure = str(problem)
    refusals = [each for each in found if isinstance(each, Refusal)]
    return [each for each in found if not isinstance(each, Refusal)], refusals, failure


def products(name):
    """The products of a file as plain lxml elements with reference names and no namespace."""
    with opened(name) as stream:
        parser = etree.XMLParser(recover=True, no_network=True, remove_comments=True)
        root = etree.fromstring(stream.read(), parser)
    reference_names = short_tags()
    for element in root.iter("*"):
        local = etree.QName(element).localname
        element.tag = reference_names.get(local, local)
    return root.xpath("descendant-or-self::Product")


def short_tags():
    """Of the public schemas: our own table is not asked."""
    onixcheck = pytest.importorskip("onixcheck")
    names = {}
    for path in (pathlib.Path(onixcheck.__file__).parent / "schema").glob("xsd*/*_short.xsd"):
        for element in etree.parse(path).iter(f"{XSD}element"):
            for attribute in element.iter(f"{XSD}attribute"):
                if attribute.get("name") == "refname":
                    value = attribute.get("fixed") or attribute.xpath(".//*/@value")[0]
                    names[element.get("name")] = value
    return names
