"""A caught mail, as its reader would see it."""

from dataclasses import dataclass
from email import message_from_bytes, policy


@dataclass(frozen=True)
class Mail:
    sender: str
    recipient: str
    subject: str
    text: str
    html: str


def read_mail(content):
    message = message_from_bytes(content, policy=policy.default)
    return Mail(
        sender=str(message["From"] or ""),
        recipient=str(message["To"] or ""),
        subject=str(message["Subject"] or ""),
        text=body(message, "plain"),
        html=body(message, "html"),
    )


def body(message, kind):
    part = message.get_body(preferencelist=(kind,))
    return part.get_content() if part else ""
