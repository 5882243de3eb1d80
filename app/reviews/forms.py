"""What a reader typed about a book, made safe to store."""

from app.accounts.forms import only_errors
from app.typed_text import one_line

LONGEST_TITLE = 120  # characters
LONGEST_BODY = 5000


def read_review(form):
    values = {
        "stars": STARS.get(form.get("stars")),
        "title": one_line(form.get("title")),
        "body": many_lines(form.get("body")),
    }
    errors = {
        "stars": None if values["stars"] else "Choose one to five stars.",
        "title": too_long(values["title"], LONGEST_TITLE),
        "body": too_long(values["body"], LONGEST_BODY) if values["body"] else "Write a few words.",
    }
    return values, only_errors(errors)


STARS = {str(stars): stars for stars in range(1, 6)}


def many_lines(text):
    """The text line by line without control characters, with one empty line between paragraphs."""
    lines = "\n".join(one_line(line) for line in (text or "").splitlines())
    while "\n\n\n" in lines:
        lines = lines.replace("\n\n\n", "\n\n")
    return lines.strip()


def too_long(text, longest):
    excess = len(text) - longest
    return f"Shorten this by {excess:,} characters." if excess > 0 else None
