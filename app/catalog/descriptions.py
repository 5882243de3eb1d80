"""Descriptions of works: the HTML that publishers send, made safe, and plain text as paragraphs."""

import re
from html import unescape

import nh3
from markupsafe import Markup

TAGS = {"p", "br", "em", "strong", "b", "i", "ul", "ol", "li", "blockquote", "h3"}
DROPPED_WHOLE = {"script", "style", "title", "iframe", "object", "noscript", "template"}
# What else begins a new line: without its tags its words would run into those before them.
HEADING = re.compile(r"<(/?)h[1-6]\b", re.IGNORECASE)
BLOCK = re.compile(
    r"<(/?)(?:div|section|article|header|footer|main|aside|center|table|tr|td|th|dl|dt|dd|pre|address"
    r"|figure|figcaption|hr)\b",
    re.IGNORECASE,
)
EMPTY = re.compile(r"<(p|h3|li|ul|ol|blockquote)>(?:\s|&nbsp;|<br>|</?(?:b|i|em|strong)>)*</\1>")
MOST_ROUNDS = 10  # very broken HTML takes three to settle
ENDS_OF_LINES = re.compile(r"</?(?:p|br|ul|ol|li|blockquote|h3)>")
ANY_TAG = re.compile(r"<[^>]*>")
PARAGRAPHS = re.compile(r"\n\s*\n")


def sanitised(html):
    """The HTML with its words and what sets them out, and nothing else: links become their text,
    headings small ones. Doing it again changes nothing."""
    for _ in range(MOST_ROUNDS):
        before, html = html, cleaned(html)
        if html == before:
            break
    return html


def cleaned(html):
    html = BLOCK.sub(r"<\1p", HEADING.sub(r"<\1h3", html))
    html = nh3.clean(
        html, tags=TAGS, attributes={}, link_rel=None, clean_content_tags=DROPPED_WHOLE
    )
    while (smaller := EMPTY.sub("", html)) != html:
        html = smaller
    return html.strip()


def described(work):
    """The description of a work, ready to stand in a page."""
    if work.description_is_html:
        # Once more, so that no way into the database is a way into the page.
        return Markup(sanitised(work.description))
    paragraphs = (words.strip() for words in PARAGRAPHS.split(work.description))
    return Markup("\n").join(Markup("<p>{}</p>").format(words) for words in paragraphs if words)


def in_plain_words(work):
    """The description as one line of text, for machines and where markup has no place."""
    if work.description_is_html:
        apart = ENDS_OF_LINES.sub(" ", work.description)
        return " ".join(unescape(ANY_TAG.sub("", apart)).split())
    return " ".join(work.description.split())
