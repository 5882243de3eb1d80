"""The trail in sentences: each a list of pieces, (words, address of a page or None)."""

import re

from flask import current_app, url_for

from app.accounts.permissions import PERMISSIONS
from app.admin.audit_subjects import subjects_in

HOW = {
    "password": "with a password",
    "link": "by a mailed link",
    "passkey": "with a passkey",
    "provider": "with an account elsewhere",
}
FACTORS = {"authenticator": "an authenticator app", "passkey": "a passkey"}
NOBODY = "Somebody"

EVENTS = {
    "signed in": "{who} signed in {how}{step}",
    "sign-in refused": "A wrong password was typed for {whose}",
    "second step refused": "A wrong code was typed for {whose}, after the first step",
    "passkey refused": "A passkey was shown that opens no account",
    "provider refused": "A sign-in with {issuer} came to nothing",
    "refused": "{who} was refused what takes the permission “{permission}”",
    "address verified": "{who} showed that the email address is theirs",
    "password reset": "{who} set a new password by a mailed link",
    "password changed": "{who} chose a new password",
    "email changed": "{who} has another email address now",
    "email restored": "{who} took the account back by its earlier address",
    "factor added": "{who} added {factor}",
    "factor removed": "{who} removed {factor}",
    "role given by operator": "An operator gave {whose} the role of {role}",
    "factors reset": "An operator took the second factors of {whose} away",
    "recovery codes made": "{who} made new recovery codes",
    "recovery code used": "{who} used a recovery code",
    "provider linked": "{who} connected the account with {issuer}",
    "provider unlinked": "{who} disconnected the account from {issuer}",
    "account from provider": "{who} opened an account by {issuer}",
    "unproven account emptied": "{who} turned out to be opened with the address of somebody else,"
    " and was emptied",
    "unproven account removed": "{who} was never verified, and was removed",
    "session ended": "{who} signed another browser out",
    "sessions ended by operator": "An operator signed {all_of} out: {browsers}",
    "other sessions ended": "{who} signed all other browsers out",
    "export asked for": "{who} asked for a copy of what we hold",
    "export taken": "{who} downloaded the copy of what we hold",
    "erased": "{who} erased the account; orders that stay without a name: {orders}",
    "guest erased": "An operator erased a guest; orders that stay without a name: {orders}",
}
# What staff did, where "who, action, what it was done to" is no sentence.
ACTIONS = {
    "invited": "{who} invited {about} as {role}",
    "gave another role": "{who} gave {about} the role of {role}, after that of {was}",
    "took the role away": "{who} took the role of {was} away from {about}",
    "ended the sale": "{who} ended the sale of {about}",
    "changed the cover": "{who} changed the cover of {about}",
    "removed the cover": "{who} removed the cover of {about}",
    "added a picture": "{who} added a picture to {about}",
    "changed a picture": "{who} changed a picture of {about}",
    "removed a picture": "{who} removed a picture from {about}",
    "imported a file": "{who} imported a file: {about}",
    "tried out a file": "{who} tried out a file: {about}",
    "stopped an import": "{who} stopped {about}",
    "undid an import": "{who} undid {about}",
}
ACTION = "{who} {action} {about}"
BLANK = re.compile(r"\{(\w+)\}")


def told(lines):
    """Each line of the trail with its sentence."""
    subjects = subjects_in(line.facts["about"] for line in lines if line.kind == "action")
    return [(line, sentence(line, subjects)) for line in lines]


def sentence(line, subjects):
    if line.kind == "action":
        template = ACTIONS.get(line.event, ACTION)
        more = {"action": line.event, "about": subjects[line.facts["about"]]}
    else:
        template, more = EVENTS.get(line.event) or unknown(line), {}
    facts = {name: str(value) for name, value in line.facts.items()}
    return filled(template, facts | in_words(line) | more)


def unknown(line):
    """An event of another part, or of another version of the shop."""
    names = sorted(line.facts.keys() - {"visitor"})
    return f"{{who}}: {line.event}" + "".join(f", {name} {{{name}}}" for name in names)


def in_words(line):
    facts, permission = line.facts, line.facts.get("permission")
    return {
        "who": person(line, NOBODY),
        "whose": person(line, "an account that is not there"),
        "all_of": person(line, "everybody"),
        "how": HOW.get(facts.get("how"), "in another way"),
        "step": step(facts),
        "factor": FACTORS.get(facts.get("factor"), "a second factor"),
        "issuer": provider_named(facts.get("issuer")),
        "permission": PERMISSIONS.get(permission, permission or "").rstrip("."),
        "browsers": "1 browser" if facts.get("ended") == 1 else f"{facts.get('ended')} browsers",
    }


def person(line, nobody):
    if line.customer_id is None:
        return nobody
    name = line.name or f"Account {line.customer_id}"
    return name, url_for("admin.audit_trail", person=line.customer_id)


def provider_named(issuer):
    """As buttons call it, while the shop knows it."""
    labels = {each.issuer: each.label for each in current_app.config["SETTINGS"].providers}
    return labels.get(issuer, issuer)


def step(facts):
    if facts.get("how") == "passkey":  # both steps in one
        return ""
    return " and a second step" if facts.get("second_factor") else ", without a second step"


def filled(template, values):
    """The pieces of the sentence; a value is words, or words and the address of their page."""
    pieces = []
    for place, text in enumerate(BLANK.split(template)):
        value = values.get(text, "?") if place % 2 else text
        pieces.append(value if isinstance(value, tuple) else (value, None))
    return [piece for piece in pieces if piece[0]]
