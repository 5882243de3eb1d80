"""ONIX elements by their reference names, whatever tags and namespace the file uses."""

from functools import lru_cache

from lxml import etree

from app.catalog.imports.onix.names import KNOWN, REFERENCE_NAMES

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"  # zero-width, and so found around codes


class Composite:
    """An element and its children; what is not there reads as nothing, not as an error."""

    __slots__ = ("children", "element")

    def __init__(self, element):
        self.element = element
        self.children = {}
        for child in element:
            self.children.setdefault(name_of(child), []).append(child)

    def __contains__(self, name):
        return name in self.children

    def all(self, name):
        return [Composite(child) for child in self.children.get(name, ())]

    def one(self, name):
        found = self.children.get(name)
        return Composite(found[0]) if found else NOTHING

    def values(self, *names):
        """The texts of all children so named that have one."""
        texts = [text_of(child) for name in names for child in self.children.get(name, ())]
        return [text for text in texts if text]

    def value(self, *names):
        """The first text that a child of one of these names has, the names in order of merit."""
        for name in names:
            for child in self.children.get(name, ()):
                if text := text_of(child):
                    return text
        return ""


def text_of(element):
    """All text in the element on one line."""
    text = element.text if len(element) == 0 else "".join(element.itertext())
    if not text:
        return ""
    text = " ".join(text.split())
    return text if text.isascii() else text.strip(INVISIBLE)


def name_of(element):
    name = reference_name(element.tag)
    if name not in KNOWN:
        given = element.get("refname") or element.get("shortname")
        return REFERENCE_NAMES.get(given, given) if given else name
    return name


@lru_cache(maxsize=2048)
def reference_name(tag):
    name = tag.rpartition("}")[2]
    return REFERENCE_NAMES.get(name, name)


NOTHING = Composite(etree.Element("nothing"))
