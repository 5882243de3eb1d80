"""What a book is about: the trade's codes, our own subjects by name, and keywords."""

import re

from app.catalog.exports.onix_files.xml import element, text
from app.catalog.imports.onix.subjects import OURS

SCHEME = re.compile(r"[0-9]{2}|[A-D][0-9]")  # code list 27
KEYWORDS, PROPRIETARY = "20", "24"


def subjects(product):
    for code in product.record.codes:
        if SCHEME.fullmatch(code.scheme):
            yield trade_subject(code)
    if product.record.keywords:
        yield element(
            "Subject",
            text("SubjectSchemeIdentifier", KEYWORDS),
            text("SubjectHeadingText", product.record.keywords),
        )
    # By their names alone: a code of ours means nothing to anybody else.
    for name in product.record.subjects:
        yield element(
            "Subject",
            text("SubjectSchemeIdentifier", PROPRIETARY),
            text("SubjectSchemeName", OURS),
            text("SubjectHeadingText", name),
        )


def trade_subject(code):
    return element(
        "Subject",
        "<MainSubject/>" if code.is_main else "",
        text("SubjectSchemeIdentifier", code.scheme),
        text("SubjectCode", code.code),
        text("SubjectHeadingText", code.heading),
    )
