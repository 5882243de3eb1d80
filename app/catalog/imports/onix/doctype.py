"""Document type declarations: tolerated when they only name a DTD, which is never fetched.

They stop here and the parser never sees one, so no entity is ever expanded.
"""

import re

from app.catalog.imports.records import UnreadableFile

# All up to its end, or up to the bracket that opens declarations of the file's own.
OUTER = re.compile(r"""<!DOCTYPE(?:[^\[>"']|"[^"]*"|'[^']*')*(?P<end>[\[>])""", re.IGNORECASE)
INNER_END = re.compile(r"\]\s*>")


def end_of_doctype(text, start):
    """Where the declaration that begins at `start` ends, None when the text does not hold it all.

    Raises UnreadableFile when it declares entities.
    """
    outer = OUTER.match(text, start)
    if outer and outer["end"] == ">":
        return outer.end()
    if not outer:
        return None
    inner_end = INNER_END.search(text, outer.end())
    refuse_entities(text[outer.end() : inner_end.start() if inner_end else len(text)])
    return inner_end.end() if inner_end else None


def refuse_entities(declarations):
    if "<!ENTITY" in declarations or "%" in declarations:
        raise UnreadableFile(
            "The file declares entities of its own at its top. ONIX has no need of that and it can "
            "be used to attack a shop, so the file was not read. Please ask the sender for a file "
            "without an <!ENTITY> declaration."
        )
