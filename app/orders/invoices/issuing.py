"""Invoices are issued when an order is paid, credit notes when money goes back.

Each is written in the transaction that causes it and is numbered by the database as that commits,
so none is missing and none is twice. What they say never changes afterwards.
"""

from app.orders.invoices.billed import billed
from app.orders.invoices.credited import credited
from app.orders.invoices.snapshots import snapshot
from app.orders.models import Invoice


def invoice_for(order):
    """The invoice of an order that is paid, issued now unless it was; under the order's lock."""
    first = Invoice.refund.is_null()
    issued = Invoice.get_or_none(Invoice.order == order, first)
    return issued or issue("invoice", order, billed(order))


def credit_note_for(refund, order):
    """The credit note of a refund whose money goes back, issued now unless it was."""
    invoice_for(order)  # orders that were paid before there were invoices have none
    return issued_for(refund, "credit_note") or issue(
        "credit_note", order, credited(refund, order), refund, refund.reason
    )


def take_back_credit_note(refund, order):
    """The money did not arrive, so what the credit note credited is owed as before."""
    noted = issued_for(refund, "credit_note")
    if noted and not issued_for(refund, "invoice"):
        write("invoice", order, noted.document, refund)


def issued_for(refund, kind):
    return Invoice.get_or_none(Invoice.refund == refund, Invoice.kind == kind)


def issue(kind, order, rows, refund=None, reason=""):
    return write(kind, order, snapshot(order, rows) | {"reason": reason}, refund)


def write(kind, order, document, refund=None):
    net = sum(row["net_minor"] for row in document["rows"])
    tax = sum(row["tax_minor"] for row in document["rows"])
    return Invoice.create(
        kind=kind,
        order=order,
        refund=refund,
        currency=order.currency,
        net_minor=net,
        tax_minor=tax,
        total_minor=net + tax,
        document=document,
    )
