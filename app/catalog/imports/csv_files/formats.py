"""Formats and availability as shops call them."""

import re

# Our format and the form of ONIX code list 150; the first that the words begin or end with.
FORMS = {
    "paperback": ("paperback", "BC"),
    "softcover": ("paperback", "BC"),
    "soft cover": ("paperback", "BC"),
    "softback": ("paperback", "BC"),
    "pb": ("paperback", "BC"),
    "pbk": ("paperback", "BC"),
    "mass market": ("paperback", "BC"),
    "hardback": ("hardback", "BB"),
    "hardcover": ("hardback", "BB"),
    "hard cover": ("hardback", "BB"),
    "hb": ("hardback", "BB"),
    "hbk": ("hardback", "BB"),
    "library binding": ("hardback", "BB"),
    "leather": ("hardback", "BG"),
    "cloth": ("hardback", "BB"),
    "board book": ("other", "BH"),
    "spiral bound": ("other", "BE"),
    "bath book": ("other", "BJ"),
    "novelty book": ("other", "BK"),
    "big book": ("other", "BM"),
    "fold out book or chart": ("other", "BO"),
    "mixed media product": ("other", "SA"),
    "boxed set": ("other", "SB"),
    "box set": ("other", "SB"),
    "multiple copy pack": ("other", "SC"),
    "slip cased": ("other", "SB"),
    "ebook": ("ebook", "EA"),
    "e book": ("ebook", "EA"),
    "kindle": ("ebook", "EA"),
    "epub": ("ebook", "EA"),
    "pdf": ("ebook", "EA"),
    "digital": ("ebook", "EA"),
    "audiobook": ("audiobook", "AA"),
    "audio cd": ("audiobook", "AC"),
    "cd audio": ("audiobook", "AC"),
    "mp3 cd": ("audiobook", "AC"),
    "audible": ("audiobook", "AJ"),
    "audio download": ("audiobook", "AJ"),
    "audio": ("audiobook", "AA"),
    "sheet music": ("other", "PI"),
    "cards": ("other", "PD"),
    "calendar": ("other", "PC"),
    "diary": ("other", "PF"),
    "notebook": ("other", "PR"),
    "postcard book": ("other", "PJ"),
    "poster": ("other", "PK"),
    "map": ("other", "CB"),
    "game": ("other", "ZE"),
    "toy": ("other", "ZD"),
    "book": (None, "BA"),
    "other": ("other", ""),
}
BY_LENGTH = sorted(FORMS, key=len, reverse=True)
CODES = {  # ONIX code list 150, by how they begin
    "BB": "hardback",
    "BC": "paperback",
    "BG": "hardback",
    "E": "ebook",
    "A": "audiobook",
}
STATUSES = {
    "forthcoming": r"forthcoming|not (?:out )?yet.*|pre-?order|coming soon",
    "out_of_print": r"out of print|oop|discontinued|remaindered",
    "cancelled": r"cancelled|canceled|abandoned|will not be published",
    "unavailable": r"unavailable|not available.*|temporarily (?:unavailable|out of stock)",
    "active": r"active|available|in print|in stock|published",
}


def format_of(text):
    """Our format, or None, and the product form, of words such as `Mass Market Paperback`."""
    words = re.sub(r"[\s/()_-]+", " ", text.lower()).strip()
    for name in BY_LENGTH:
        if re.search(rf"\b{name}s?\b", words):
            return FORMS[name]
    return None


def format_of_form(code):
    """Our format of a code of ONIX code list 150, None if it is no such code."""
    if not re.fullmatch(r"[A-Z]{2}", code):
        return None
    return CODES.get(code, CODES.get(code[0], "other"))


def status_of(text):
    words = text.lower().replace("_", " ").strip()
    return next((name for name, said in STATUSES.items() if re.fullmatch(said, words)), None)
