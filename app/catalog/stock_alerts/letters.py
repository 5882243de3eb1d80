"""Letters about an alert; None when it has ended before they were written."""

from flask import current_app

from app.catalog.models import StockAlert
from app.catalog.stock_alerts.keys import alert_link
from app.catalog.works import cards_by_id
from app.mail import write_letter


def stock_alert_asked(alert_id):
    return letter("stock_alert_asked", "Shall we tell you about {title}?", alert_id)


def back_in_stock(alert_id):
    return letter("back_in_stock", "You can buy {title} now", alert_id)


def letter(template, subject, alert_id):
    alert = StockAlert.get_or_none(StockAlert.id == alert_id)
    if alert is None or alert.edition.withdrawn_at:
        return None
    work = cards_by_id([alert.edition.work_id])[alert.edition.work_id]
    return write_letter(
        template,
        subject.format(title=work.title),
        name="reader",
        work=work,
        edition=alert.edition,
        book_link=current_app.config["SETTINGS"].public_url + work.url,
        alert_link=alert_link(alert),
    )
