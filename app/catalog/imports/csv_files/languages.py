"""Languages as codes, of whatever names or codes a file has for them."""

import re
from functools import lru_cache

from babel import Locale
from babel.core import get_global

ALIASES = get_global("language_aliases")
ENGLISH = Locale("en").languages
BY_NAME = {name.lower(): code for code, name in ENGLISH.items() if re.fullmatch("[a-z]{2,3}", code)}
BY_NAME |= {
    "deutsch": "de",
    "français": "fr",
    "español": "es",
    "italiano": "it",
    "português": "pt",
    "nederlands": "nl",
    "svenska": "sv",
    "dansk": "da",
    "norsk": "no",
    "suomi": "fi",
    "polski": "pl",
    "cymraeg": "cy",
    "gaeilge": "ga",
}
BY_NAME |= {"bokmål": "nb", "greek, ancient": "grc", "ancient greek": "grc", "valencian": "ca"}
BY_NAME |= {"multiple languages": "mul", "multilingual": "mul", "farsi": "fa", "castilian": "es"}
LEFT = {"und", "zxx", "mis", ""}


@lru_cache(maxsize=512)
def language_of(text):
    """ISO 639-1 if there is one, else 639-2, of `eng`, `en-US`, `English`; None if unknown."""
    name = text.strip().lower()
    code = re.split(r"[-_]", name)[0]
    if re.fullmatch("[a-z]{2,3}", code) and code not in LEFT:
        code = ALIASES.get(code, code)
        return code if code in ENGLISH or code == "mul" else None
    for part in (name, *re.split(r"\s*[;,(]\s*", name)):
        if part in BY_NAME:
            return BY_NAME[part]
    return None
