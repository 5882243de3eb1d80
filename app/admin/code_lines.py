"""Trade codes as lines that staff type: the scheme, the code, and "main" for the main one."""

import re

from app.catalog.facts import MAIN, SCHEMES

NAMES = SCHEMES | {name.lower(): name for name in SCHEMES.values()}
SHAPES = {
    "BISAC": (re.compile(r"[A-Z]{3}[0-9]{6}"), "three letters and six digits, such as FIC009000"),
    "Thema": (re.compile(r"[0-9A-Z-]{1,20}"), "letters, digits and hyphens, such as FBA or 1DDU"),
    "BIC": (re.compile(r"[0-9A-Z]{1,10}"), "letters and digits, such as FA"),
}
OTHER_SCHEME = re.compile(r"[0-9A-Z]{2}", re.ASCII)


def read_code_lines(typed):
    """The lines made alike and put in order; what is wrong with the first bad one is an error."""
    lines = []
    for line in typed.lines("codes", most=100):
        try:
            lines.append(tidy(line))
        except ValueError as problem:
            typed.errors.setdefault("codes", str(problem))
    return sorted(dict.fromkeys(lines), key=as_sorted)


def tidy(line):
    main = line.lower().endswith(MAIN)
    scheme, _, code = (line[: -len(MAIN)] if main else line).partition(" ")
    scheme, code = NAMES.get(scheme.lower(), scheme), code.strip()
    if scheme in SHAPES:
        shape, words = SHAPES[scheme]
        code = code.upper()
        if not shape.fullmatch(code):
            raise ValueError(f"“{line}”: a {scheme} code is {words}.")
    elif not OTHER_SCHEME.fullmatch(scheme) or not code:
        raise ValueError(f"“{line}”: begin with BISAC, Thema or BIC, then the code.")
    return f"{scheme} {code}{MAIN if main else ''}"


def as_sorted(line):
    # As facts.code_lines() has them: by the number of the scheme.
    scheme, _, code = line.removesuffix(MAIN).partition(" ")
    numbers = {name: number for number, name in SCHEMES.items()}
    return numbers.get(scheme, scheme), code
