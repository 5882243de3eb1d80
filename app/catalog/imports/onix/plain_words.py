"""Texts of feeds, which hold HTML where the standard allows it and where it does not."""

import re
from html import escape, unescape

from lxml import etree

ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
HTML_TAG = re.compile(
    r"</?(?:p|br|b|i|u|em|strong|ul|ol|li|dl|dt|dd|div|span|h[1-6]|a|sub|sup|blockquote|hr|table"
    r"|tbody|thead|tr|td|th|font|cite|q|s|small|big|center|pre|code|ruby|rb|rt|rp|img)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
BLOCK_TAG = re.compile(r"<(?:p|br|div|ul|ol|dl|h[1-6]|blockquote|table|pre|hr)\b", re.IGNORECASE)
BLOCK_ENDS = re.compile(
    r"<br\s*/?>|</?(?:p|div|ul|ol|li|dl|dt|dd|h[1-6]|blockquote|table|tr|pre|hr)\b[^<>]*>",
    re.IGNORECASE,
)
ANY_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--.*?-->", re.DOTALL)


def markup_of(element):
    """(the text of an element, whether it is HTML); whatever format the feed says it is in."""
    if len(element):
        return inner_html(element), True
    text = (element.text or "").strip()
    if not HTML_TAG.search(text) and ENTITY.search(text):
        text = unescape(text).strip()  # escaped twice
    if HTML_TAG.search(text):
        return with_paragraphs(text), True
    return paragraphs_of(text), False


def inner_html(element):
    """The XHTML in an element as HTML without namespaces."""
    for inner in element.iterdescendants():
        inner.tag = etree.QName(inner).localname
    etree.cleanup_namespaces(element)
    parts = [escape(element.text or "", quote=False)]
    parts += [etree.tostring(inner, encoding="unicode", method="html") for inner in element]
    return "".join(parts).strip()


def with_paragraphs(html):
    """HTML with its lines kept when it has tags within lines alone, as <i>, and empty lines."""
    paragraphs = re.split(r"\n\s*\n", html)
    if len(paragraphs) == 1 or BLOCK_TAG.search(html):
        return html
    return "".join(f"<p>{paragraph.strip()}</p>" for paragraph in paragraphs)


def paragraphs_of(text):
    """Plain text without the indentation that XML gave it; empty lines part paragraphs."""
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def plain(element):
    """The text of an element without any markup, in paragraphs."""
    text, is_html = markup_of(element)
    if not is_html:
        return text
    text = BLOCK_ENDS.sub("\n\n", " ".join(text.split()))
    return paragraphs_of(unescape(ANY_TAG.sub("", text)))


def one_line(text):
    """A title or name without the markup and the entities that some feeds put into it."""
    if "&" in text and ENTITY.search(text):
        text = unescape(text)
    if "<" in text and HTML_TAG.search(text):
        text = ANY_TAG.sub("", text)
    return " ".join(text.split())
