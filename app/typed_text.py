"""What visitors type into forms and addresses, made safe to use and to store."""

LARGEST = 2**63 - 1  # that the database can be asked for
FARTHEST_PAGE = 10**6


def one_line(text):
    """The text without control characters, with single spaces: fit for one line or a header."""
    printable = "".join(char if char.isprintable() else " " for char in text or "")
    return " ".join(printable.split())


def some_lines(text):
    """The text line by line, each fit to print, without empty ones at its ends."""
    return "\n".join(one_line(line) for line in (text or "").splitlines()).strip()


def whole_number(text, most=LARGEST):
    """The number from 0 to `most` that the text is, else None."""
    digits = (text or "").strip()
    # Other digits than ASCII's are numbers to Python, and very long ones slow to read.
    if not (digits.isascii() and digits.isdigit() and len(digits) < 20):
        return None
    number = int(digits)
    return number if number <= most else None


def page_number(text):
    """The page that an address asks for: the first when it asks for none, or for nonsense."""
    return whole_number(text, FARTHEST_PAGE) or 1
