"""Who made the book, in their order and roles."""

import re

from stdnum.iso7064 import mod_11_2

from app.catalog.imports.onix.plain_words import one_line, plain
from app.catalog.imports.onix.titles import in_sequence
from app.catalog.imports.records import Credit

AUTHOR = "A01"
ROLE = re.compile(r"[A-Z][0-9]{2}")  # code list 17
COMMA = re.compile(r"\s*,\s*")
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
    names = names_of(contributor)
    facts = {}
    if len(names) == 1:
        facts = {
            "about": about(contributor),
            "other_names": other_names(contributor, names[0][0]),
            "isni": isni_of(contributor),
        }
    roles = [role.upper() for role in contributor.values("ContributorRole")]
    roles = [role for role in roles if ROLE.fullmatch(role)]
    return [
        Credit(name, role, sort_name, **facts)
        for name, sort_name in names
        for role in roles or [AUTHOR]
    ]


def names_of(contributor):
    """[(name as printed, name to sort by)]: none, one, or all that a feed put into one."""
    inverted = one_line(contributor.value("PersonNameInverted", "CorporateNameInverted"))
    key, before, after = parts_of(contributor)
    name = one_line(contributor.value("PersonName", "CorporateName"))
    if not name and (before or not inverted):
        name = " ".join(part for part in (before, key, after) if part)
    if not name and inverted:
        return [(turned(each), each) for each in people_in(inverted)]
    name = name or UNNAMED.get(contributor.value("UnnamedPersons"), "")
    sort_name = " ".join(part for part in (key, after) if part) + (f", {before}" if before else "")
    inverted = COMMA.sub(", ", inverted) or (sort_name if key else "")
    return [(name, inverted)] if name else []


def people_in(inverted):
    """Herbert, Brian; Anderson, Kevin → two people; Barrett,Robert G → one, well spaced."""
    people = [each.strip(" ,") for each in re.split(r";|&|\band\b", inverted)]
    several = any("," in each for each in people)
    return [COMMA.sub(", ", each) for each in (people if several else [inverted]) if each]


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
    others = [other for each in composites for other, _ in names_of(each)]
    return tuple(dict.fromkeys(other for other in others if other != name))


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
