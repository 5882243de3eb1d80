"""Who made the book, in their order and roles."""

import re

from stdnum.iso7064 import mod_11_2

from app.catalog.imports.onix.plain_words import one_line, plain
from app.catalog.imports.onix.titles import in_sequence
from app.catalog.imports.records import Credit

AUTHOR = "A01"
ROLE = re.compile(r"[A-Z][0-9]{2}")  # code list 17
UNNAMED = {"02": "Anonymous", "04": "Various authors"}  # code list 19; the others are no name
ISNI = "16"  # code list 44
# Words that make a statement more than a list of authors.
NO_LIST = re.compile(
    r"\b(translat|illustrat|edit|introduc|foreword|preface|with|from|photograph|read)",
    re.IGNORECASE,
)


def credits_of(source):
    contributors = in_sequence(source.descriptive.all("Contributor"))
    credits = [credit for each in contributors for credit in in_all_roles(each)]
    if not credits:
        credits = stated(one_line(source.descriptive.value("ContributorStatement")))
    found = {}
    for credit in credits:
        found.setdefault((credit.name, credit.role), credit)
    return list(found.values())


def in_all_roles(contributor):
    name, sort_name = names_of(contributor)
    if not name:
        return []
    facts = {
        "about": about(contributor),
        "other_names": other_names(contributor, name),
        "isni": isni_of(contributor),
    }
    roles = [role for role in contributor.values("ContributorRole") if ROLE.fullmatch(role)]
    return [Credit(name, role, sort_name, **facts) for role in roles or [AUTHOR]]


def names_of(contributor):
    """(name as printed, name to sort by)."""
    inverted = one_line(contributor.value("PersonNameInverted", "CorporateNameInverted"))
    inverted = re.sub(r"\s*,\s*", ", ", inverted)
    key, before, after = parts_of(contributor)
    name = one_line(contributor.value("PersonName", "CorporateName"))
    if not name and (before or not inverted):
        name = " ".join(part for part in (before, key, after) if part)
    name = name or turned(inverted) or UNNAMED.get(contributor.value("UnnamedPersons"), "")
    sort_name = " ".join(part for part in (key, after) if part) + (f", {before}" if before else "")
    return name, inverted or (sort_name if key else "")


def parts_of(contributor):
    """A name given in parts: ("Beethoven", "Ludwig van", "")."""
    key = one_line(contributor.value("KeyNames"))
    before = one_line(" ".join(contributor.values("NamesBeforeKey", "PrefixToKey")))
    after = one_line(" ".join(contributor.values("NamesAfterKey", "SuffixToKey")))
    return (key, before, after) if key else ("", "", "")


def turned(inverted):
    """Le Guin, Ursula K. → Ursula K. Le Guin; King, Martin Luther, Jr → Martin Luther King Jr."""
    parts = [part.strip() for part in inverted.split(",")]
    parts = [part for part in parts if part and not any(char.isdigit() for char in part)]
    return " ".join([*parts[1:2], *parts[:1], *parts[2:]])


def about(contributor):
    notes = contributor.children.get("BiographicalNote", ())
    return next((text for text in map(plain, notes) if text), "")


def other_names(contributor, name):
    composites = contributor.all("AlternativeName") + contributor.all("Name")  # 3.0, 2.1
    others = [names_of(each)[0] for each in composites]
    return tuple(dict.fromkeys(other for other in others if other and other != name))


def isni_of(contributor):
    found = [
        each.value("IDValue")
        for each in contributor.all("NameIdentifier") + contributor.all("PersonNameIdentifier")
        if each.value("NameIDType", "PersonNameIDType") == ISNI
    ]
    numbers = [re.sub(r"[\s-]", "", number).upper() for number in found]
    valid = (each for each in numbers if len(each) == 16 and mod_11_2.is_valid(each))
    return next(valid, None)


def stated(statement):
    """Authors out of a plain statement like “By Ann Lee and Bo Ek”, the last resort."""
    names = re.split(r"\s*(?:[,;/&]|\band\b)\s*", re.sub(r"^by\s+", "", statement, flags=re.I))
    simple = all(2 <= len(name.split()) <= 4 and name[:1].isupper() for name in names)
    if not simple or NO_LIST.search(statement):
        return []
    return [Credit(name) for name in names]
