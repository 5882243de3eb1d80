"""What is said about the book: its description, and where its cover can be seen."""

from lxml import etree, html

from app.catalog.exports.onix_files.xml import NOT_XML, element, escaped, text

DESCRIPTION, FRONT_COVER = "03", "01"  # code lists 153 and 158
ANYONE = "00"  # code list 154
HTML, XHTML, PLAIN = "02", "05", "06"  # code list 34
IMAGE, FOR_DOWNLOAD = "03", "02"  # code lists 159 and 161

WITHIN_LINES = {"br", "em", "strong", "b", "i"}
BLOCKS = {"p", "ul", "ol", "blockquote", "h3"}
INSIDE = {  # what an element that is no line may hold, by the schema's subset of XHTML
    "div": BLOCKS | WITHIN_LINES,
    "ul": {"li"},
    "ol": {"li"},
    "li": BLOCKS | WITHIN_LINES,
    "blockquote": BLOCKS,
}
NO_WORDS_IN = {"ul", "ol", "blockquote"}


def collateral_detail(record):
    return element("CollateralDetail", description(record), front_cover(record.cover_address))


def description(record):
    if not record.description:
        return ""
    return element(
        "TextContent",
        text("TextType", DESCRIPTION),
        text("ContentAudience", ANYONE),
        words(record.description, record.description_is_html),
    )


def words(description, is_html):
    """The text element, in XHTML where it is HTML as the schema wants it."""
    if not is_html:
        return text("Text", description, textformat=PLAIN)
    root = html.fragment_fromstring(NOT_XML.sub("", description), create_parent="div")
    if not all(map(is_sound, root.iter())):
        return text("Text", description, textformat=HTML)
    inner = escaped(root.text or "") + "".join(
        etree.tostring(child, encoding="unicode") for child in root
    )
    return element("Text", inner, textformat=XHTML)


def is_sound(part):
    """Is what the element holds what XHTML lets it hold?"""
    allowed = INSIDE.get(part.tag, WITHIN_LINES)
    if part.tag in NO_WORDS_IN:
        loose = [part.text, *(child.tail for child in part)]
        if len(part) == 0 or any(found and not found.isspace() for found in loose):
            return False
    return all(child.tag in allowed for child in part)


def front_cover(address):
    if not address:
        return ""
    return element(
        "SupportingResource",
        text("ResourceContentType", FRONT_COVER),
        text("ContentAudience", ANYONE),
        text("ResourceMode", IMAGE),
        element(
            "ResourceVersion", text("ResourceForm", FOR_DOWNLOAD), text("ResourceLink", address)
        ),
    )
