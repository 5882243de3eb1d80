"""The description: the best of the texts that a record has."""

from app.catalog.imports.onix.composites import text_of
from app.catalog.imports.onix.plain_words import markup_of

# Code list 153: description, cover copy, short description.
TEXT_TYPES = ("03", "05", "02")
# Code list 33, of ONIX 2.1: main, long, for readers, back cover, flap, short.
OTHER_TEXT_TYPES = ("01", "03", "12", "18", "17", "02")
FOR_SHOPPERS = ("00", "03", "")  # code list 154: anyone, end customers


def description_of(source):
    """(text, whether it is HTML)."""
    return next(
        (markup_of(element) for element in texts_by_merit(source) if text_of(element)), ("", False)
    )


def texts_by_merit(source):
    collateral = source.collateral
    for kind in TEXT_TYPES:
        for content in collateral.all("TextContent"):
            if content.value("TextType") == kind and is_for_shoppers(content):
                yield from in_language(content.children.get("Text", ()), source)
    for kind in OTHER_TEXT_TYPES:
        for other in collateral.all("OtherText"):
            if other.value("TextTypeCode") == kind:
                yield from other.children.get("Text", ())
    for name in ("MainDescription", "Annotation"):  # of early 2.1
        yield from collateral.children.get(name, ())


def is_for_shoppers(content):
    audiences = content.values("ContentAudience")
    return not audiences or any(audience in FOR_SHOPPERS for audience in audiences)


def in_language(texts, source):
    """Texts in the book's own language first, when they say which they are in."""
    language = source.descriptive.one("Language").value("LanguageCode")
    return sorted(texts, key=lambda text: text.get("language", language) != language)
