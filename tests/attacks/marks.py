"""Texts by which it is seen whether a browser would take what was typed for markup."""

from tests.attacks.pages import Page

SCRIPT = "javascript:' pwned=1 \" pwned=1 ></script></title></textarea><pwned>"
SHORT = "\"'><pwned>"
ADDRESS = "\"'><pwned/pwned=1>@example.org"
URLS = {"href", "src", "action", "formaction", "hx-get", "hx-post"}


def marks_in(response):
    """What would do the bidding of whoever typed it."""
    text = response.get_data().decode(errors="replace")  # of pictures, too
    found = {text[max(at - 100, 0) : at + 10] for at in [text.lower().find("<pwned")] if at >= 0}
    if response.mimetype == "text/html":
        for name, value in Page(text).attributes:
            if name.startswith("pwned") or (name in URLS and is_script(value or "")):
                found.add(f"{name}={value}")
    return found


def is_script(address):
    return address.strip().lower().startswith("javascript:")
