"""Languages: ONIX gives ISO 639-2/B, the catalogue keeps ISO 639-1 where there is one."""

import re

from babel.core import get_global

CODE = re.compile(r"[a-z]{2,3}")
OF_TEXT = ("01", "07", "06", "08", "")  # code list 22, best first
OF_ORIGINAL = ("02", "10")
UNKNOWN = {"und", "zxx", "mis"}


def languages_of(source):
    """(of the text, of the original), None where nothing is said."""
    by_role = {}
    for language in reversed(source.descriptive.all("Language")):
        by_role[language.value("LanguageRole")] = language.value("LanguageCode")
    text = first(by_role, OF_TEXT) or source.descriptive.value("LanguageOfText")
    original = first(by_role, OF_ORIGINAL) or source.descriptive.value("OriginalLanguage")
    if not text and source.describes:
        text = source.header.language
    return code(text, source), code(original, source)


def first(by_role, roles):
    return next((by_role[role] for role in roles if by_role.get(role)), "")


def code(given, source):
    given = given.lower()
    if not given or given in UNKNOWN:
        return None
    if not CODE.fullmatch(given):
        source.remark(f"Its language “{given}” is not a language code; it was left out.")
        return None
    short = get_global("language_aliases").get(given, given)
    return short if CODE.fullmatch(short) else given
