"""ONIX elements by their reference names, whatever tags and namespace the file uses."""

from lxml import etree

from app.catalog.imports.onix.names import KNOWN, REFERENCE_NAMES

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"  # zero-width, and so found around codes
MOST_TAGS = 5_000  # that we remember; the standard has some 700


class Composite:
    """An element and its children; what is not there reads as nothing, not as an error."""

    __slots__ = ("children", "composites", "element")

    def __init__(self, element):
        self.element = element
        self.children = children = {}
        self.composites = {}
        for child in element:
            name = NAMES[child.tag] or given_name(child)
            if name in children:
                children[name].append(child)
            else:
                children[name] = [child]

    def __contains__(self, name):
        return name in self.children

    def all(self, name):
        if name not in self.children:
            return []
        if name not in self.composites:
            self.composites[name] = [Composite(child) for child in self.children[name]]
        return list(self.composites[name])

    def one(self, name):
        return next(iter(self.all(name)), NOTHING)

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
    if not text or text.isalnum():
        return text or ""
    text = " ".join(text.split())
    return text if text.isascii() else text.strip(INVISIBLE)


class Names(dict):
    """The reference name of each tag, None for those that we do not read."""

    def __missing__(self, tag):
        name = tag.rpartition("}")[2]
        name = REFERENCE_NAMES.get(name, name)
        if len(self) >= MOST_TAGS:
            self.clear()
        self[tag] = name = name if name in KNOWN else None
        return name


NAMES = Names()


def given_name(element):
    """The name that an element with a strange tag may give itself in the attributes for that."""
    name = element.get("refname") or element.get("shortname")
    return REFERENCE_NAMES.get(name, name)


NOTHING = Composite(etree.Element("nothing"))
