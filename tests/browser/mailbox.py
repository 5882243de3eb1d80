"""The mails a shop under test has sent."""

from threading import Condition

from dev.mailbox.mail import read_mail


class Mailbox:
    def __init__(self):
        self.mails = []
        self.changed = Condition()

    def keep(self, content):
        with self.changed:
            self.mails.append(read_mail(content))
            self.changed.notify_all()

    def clear(self):
        with self.changed:
            self.mails.clear()

    def mail_to(self, recipient, about="", seconds=20):
        """The newest mail to that address with `about` in its subject; waits for it to come."""

        def newest():
            found = (mail for mail in reversed(self.mails) if is_meant(mail, recipient, about))
            return next(found, None)

        with self.changed:
            mail = self.changed.wait_for(newest, timeout=seconds)
            subjects = [f"{mail.recipient}: {mail.subject}" for mail in self.mails]
        assert mail, f"no mail about {about!r} came to {recipient}, only {subjects}"
        return mail


def is_meant(mail, recipient, about):
    return recipient in mail.recipient and about.lower() in mail.subject.lower()
