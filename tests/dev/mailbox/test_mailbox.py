"""The mail catcher takes mail over SMTP and shows it without trusting it."""

import smtplib
from email.message import EmailMessage

import pytest

from dev.mailbox.catcher import catch_mails
from dev.mailbox.folder import MailFolder
from dev.mailbox.pages import mail_pages
from dev.ports import HOST, free_port


@pytest.fixture
def folder(tmp_path):
    return MailFolder(tmp_path)


@pytest.fixture
def pages(folder):
    return mail_pages(folder).test_client()


@pytest.fixture
def port(folder):
    port = free_port()
    catcher = catch_mails(port, folder.keep)
    yield port
    catcher.stop()


def send(port, *, subject="Your order", html="<p>Thank you, Zoë</p>"):
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "shop@octavo.example", "zoe@example.org", subject
    mail.set_content("Thank you, Zoë: http://127.0.0.1:8000/orders/1")
    mail.add_alternative(html, subtype="html")
    with smtplib.SMTP(HOST, port, timeout=5) as server:
        server.send_message(mail)


def test_a_mail_sent_over_smtp_can_be_read_as_text_and_as_html(port, folder, pages):
    send(port)
    [(name, mail)] = folder.newest()
    assert (mail.recipient, mail.subject) == ("zoe@example.org", "Your order")
    assert "Thank you, Zoë" in pages.get(f"/mails/{name}").text
    assert "<p>Thank you, Zoë</p>" in pages.get(f"/mails/{name}/html").text


def test_the_newest_mail_comes_first(port, pages):
    for subject in ("First letter", "Second letter"):
        send(port, subject=subject)
    page = pages.get("/").text
    assert page.index("Second letter") < page.index("First letter")


def test_a_mail_may_run_and_load_nothing(port, folder, pages):
    send(port, html="<script>alert(1)</script>", subject="<script>alert(2)</script>")
    [(name, _)] = folder.newest()
    policy = pages.get(f"/mails/{name}/html").headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    assert "default-src 'none'" in policy
    assert "<script>" not in pages.get(f"/mails/{name}").text


def test_only_this_machine_by_its_own_name_is_answered(pages):
    assert pages.get("/", headers={"Host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("name", ["1", "x", "../secret-key", "1" * 19])
def test_a_mail_that_is_not_there_is_not_found(pages, name):
    assert pages.get(f"/mails/{name}").status_code == 404


def test_mails_outlive_the_catcher(folder, pages):
    folder.keep(b"Subject: Kept\r\n\r\nStill here")
    assert "Kept" in mail_pages(MailFolder(folder.path)).test_client().get("/").text


def test_a_mail_of_no_shape_at_all_is_shown_too(folder, pages):
    folder.keep(b"\xff\x00 not a mail")
    assert pages.get("/").status_code == 200
