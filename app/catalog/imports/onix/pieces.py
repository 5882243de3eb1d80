"""A message cut into its header and its products, holding one of them at a time."""

import re
from itertools import chain
from typing import NamedTuple

from app.catalog.imports.onix.doctype import end_of_doctype
from app.catalog.imports.onix.window import HeldTooLong, Window
from app.catalog.imports.records import UnreadableFile

LONGEST_RECORD = 2_000_000  # characters; real ones are below a tenth of it
LONGEST_START = 64_000  # of a start tag or a DOCTYPE
MOST_RESTARTS = 100  # each may scan the longest record once more
OTHERS = r"(?P<comment>!--)|(?P<cdata>!\[CDATA\[)|(?P<instruction>\?)|(?P<doctype>!(?i:DOCTYPE)\b)"
NAME = r"(?P<close>/)?(?:%s)(?P<name>%s)(?=[\s/>])"
ANY_PREFIX = r"(?:[A-Za-z_][\w.-]{0,60}:)?"
ROOT = re.compile(f"<(?:{OTHERS}|{NAME % (ANY_PREFIX, '[A-Za-z_][A-Za-z0-9_.-]{0,60}')})")
ANY_PRODUCT = re.compile(f"<{ANY_PREFIX}[Pp]roduct(?=[\\s/>])")
TAG = re.compile(r"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
ONIX_PREFIX = re.compile(r"""\sxmlns:([\w.-]+)\s*=\s*["'][^"']*onix""", re.IGNORECASE)
PREFIXES = re.compile(
    r"""\sxmlns:(?!xml)([A-Za-z_][A-Za-z0-9_.-]*)\s*=\s*["']([!#-%(-;=-~]+)["']"""
)
ENDS = {"comment": "-->", "cdata": "]]>", "instruction": "?>"}
NONE_MEANT = {"noproduct", "x507"}
UNCLOSED = "It has no end: the next product begins before its </Product>."
UNFINISHED = "The file ends in the middle of this record, so it was not taken."
TOO_LONG = "It is too long to be the record of a book (more than 2 million characters)."


class Piece(NamedTuple):
    kind: str  # message, header, product, nothing, or broken: a product that is not all there
    line: int
    text: str  # of a message: the prefixes of namespaces that it declares
    reason: str = ""


def pieces(texts):
    """The pieces of a message in their order; raises UnreadableFile when no more can be found."""
    first = next(texts, "")
    if not first.strip("\ufeff\0 \t\r\n"):
        raise UnreadableFile("The file is empty.")
    if not first.lstrip().startswith("<"):
        raise UnreadableFile("This is not an ONIX file: it is not even XML.")
    yield from Cutter(Window(chain([first], texts), LONGEST_RECORD))


class Cutter:
    def __init__(self, window):
        self.window = window
        self.pattern = ROOT
        self.message = False  # is one open, to be closed by </ONIXMessage>?
        self.open = None  # or product, header
        self.restarts = 0

    def __iter__(self):
        while True:
            reason = UNFINISHED
            try:
                if token := self.window.next_match(self.pattern):
                    yield from self.take(token)
                    continue
            except HeldTooLong:
                reason = TOO_LONG
            if not self.open:
                break
            yield from self.broken(self.window.at, reason)
            self.start_over()
        self.check_end()

    def take(self, token):
        if token.lastgroup in ENDS:
            self.pass_over(token)
        elif token["doctype"]:
            self.pass_doctype(token)
        else:
            yield from self.take_tag(token)

    def pass_over(self, token):
        line = self.line_of(token)
        if not self.window.pass_by(ENDS[token.lastgroup]) and not self.open:
            raise UnreadableFile(
                f"The XML is broken: what begins on line {line} with “{token[0]}” never ends, "
                "so nothing behind it can be read."
            )

    def pass_doctype(self, token):
        if self.open:
            return  # the parser will refuse it
        self.window.hold(token.start())
        self.window.at = self.end_of_held(end_of_doctype)
        self.window.taken()

    def take_tag(self, token):
        name = token["name"].lower()
        if self.pattern is ROOT:
            self.check_root(token)
            self.pattern = parts([])
        if name == "onixmessage":
            yield from self.take_message(token)
        elif token["close"]:
            if self.open == name:
                self.window.pass_by(">")
                yield self.finished()
        elif name in NONE_MEANT:
            yield Piece("nothing", self.line_of(token), "")
        elif not (self.open == "product" and name == "header"):
            yield from self.broken(token.start(), UNCLOSED)
            yield from self.begin(name, token)

    def begin(self, name, token):
        self.open = name
        self.window.hold(token.start())
        if self.window.pass_by(">") and self.window.text[self.window.at - 2] == "/":
            yield self.finished()

    def finished(self):
        kind, self.open = self.open, None
        line = self.window.line
        return Piece(kind, line, self.window.taken())

    def take_message(self, token):
        yield from self.broken(token.start(), UNCLOSED)
        self.message = not token["close"]
        if self.message:
            self.window.hold(token.start())
            self.window.at = self.end_of_held(end_of_tag)
            line = self.window.line
            tag = self.window.taken()
            self.pattern = parts(ONIX_PREFIX.findall(tag))
            self.message = not tag.endswith("/>")
            prefixes = dict(PREFIXES.findall(tag))
            declared = "".join(f' xmlns:{name}="{uri}"' for name, uri in prefixes.items())
            yield Piece("message", line, declared)

    def broken(self, end, reason):
        """Tell of a product that is open, if one is, and that cannot be read past `end`."""
        window = self.window
        if self.open == "product":
            yield Piece("broken", window.line, window.text[window.begin : end], reason)
        self.open = None
        window.holding = False

    def start_over(self):
        """Go on at the next product that what was held may hide."""
        self.restarts += 1
        if self.restarts > MOST_RESTARTS:
            raise UnreadableFile(
                f"More than {MOST_RESTARTS} records are damaged, so we stopped reading at line "
                f"{self.window.line}."
            )
        hidden = ANY_PRODUCT.search(self.window.text, self.window.begin + 1)
        self.window.at = hidden.start() if hidden else len(self.window.text)
        self.window.let_go(self.window.at)

    def end_of_held(self, end_of):
        while (end := end_of(self.window.text, self.window.begin)) is None:
            held = len(self.window.text) - self.window.begin
            if held > LONGEST_START or not self.window.more():
                raise UnreadableFile(
                    f"The XML is broken: what begins on line {self.window.line} never ends."
                )
        return end

    def line_of(self, token):
        window = self.window
        return window.line + window.text.count("\n", window.begin, token.start())

    def check_root(self, token):
        if token["close"] or token["name"].lower() not in {"onixmessage", "product"}:
            raise UnreadableFile(
                f"This is not an ONIX file: it begins with <{token['name']}>, where an ONIX file "
                "has <ONIXMessage>."
            )

    def check_end(self):
        if self.pattern is ROOT:
            raise UnreadableFile("This is not an ONIX file: no element begins in it.")
        if self.message:
            raise UnreadableFile(
                "The file stops before its end: </ONIXMessage> is missing, so books may be missing "
                "too."
            )


def parts(prefixes):
    """What we look for once a message has begun; most tags are passed by at a glance."""
    names = "[Pp]roduct|[Hh]eader|NoProduct|x507|(?i:onixmessage)"
    prefix = "|".join(["", *(re.escape(f"{prefix}:") for prefix in prefixes)])
    first = "!?/PpHhNxOo" + "".join(prefix[0] for prefix in prefixes)
    return re.compile(f"<(?=[{first}])(?:{OTHERS}|{NAME % (prefix, names)})")


def end_of_tag(text, begin):
    found = TAG.match(text, begin)
    return found.end() if found else None
