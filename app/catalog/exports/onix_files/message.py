"""The message: its header, then the products."""

from app.catalog.exports.onix_files.product import product_element
from app.catalog.exports.onix_files.xml import element, text
from app.catalog.exports.reading import products
from app.db import now

BEGINNING = '<?xml version="1.0" encoding="UTF-8"?>\n'
ROOT = '<ONIXMessage release="3.0" xmlns="http://ns.editeur.org/onix/3.0/reference">\n'
END = "</ONIXMessage>\n"


def lines(settings, tell):
    """The lines of the file: one an edition, those withdrawn as notices to delete them."""
    yield BEGINNING + ROOT
    yield header(settings)
    number = 0
    for product in products(settings.database_url):
        if product.record.isbn:
            yield product_element(product, settings)
            number += 1
            tell(number)
    yield END if number else f"<NoProduct/>\n{END}"


def header(settings):
    sender = element(
        "Sender",
        text("SenderName", f"{settings.shop_name}, {settings.public_host}"),
        text("EmailAddress", settings.mail_from),
    )
    sent = text("SentDateTime", now().strftime("%Y%m%dT%H%M%SZ"))
    currency = text("DefaultCurrencyCode", settings.currency)
    return element("Header", sender, sent, currency) + "\n"
