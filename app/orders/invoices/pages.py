"""Invoices and credit notes as their buyer and the staff see them: pages and PDFs."""

from datetime import datetime

from flask import abort, render_template, url_for

from app.hypermedia import private
from app.orders.access import find_order
from app.orders.blueprint import blueprint
from app.orders.models import Invoice
from app.pricing.taxes import rate_as_typed
from app.printing import as_pdf

PAGE = "orders/invoice.html"


@blueprint.get("/orders/<number>/invoices/<int:invoice_number>")
@private
def invoice(number, invoice_number):
    return invoice_page(find_order(number), invoice_number, "orders")


@blueprint.get("/orders/<number>/invoices/<int:invoice_number>.pdf")
@private
def invoice_pdf(number, invoice_number):
    return invoice_file(find_order(number), invoice_number)


def invoice_page(order, invoice_number, part):
    """The page in one part of the shop: "orders" or "admin", for its links."""
    facts = facts_of(order, invoice_number)
    pdf = url_for(f"{part}.invoice_pdf", number=order.number, invoice_number=invoice_number)
    back = url_for("orders.show" if part == "orders" else "admin.order", number=order.number)
    return render_template(PAGE, **facts, pdf=pdf, back=back)


def invoice_file(order, invoice_number):
    facts = facts_of(order, invoice_number)
    name = f"{facts['invoice'].kind}-{invoice_number:06d}".replace("_", "-")
    return as_pdf(PAGE, name, **facts)


def facts_of(order, invoice_number):
    """An invoice of this order for its page; 404 when it has none of this number."""
    found = Invoice.get_or_none(Invoice.order == order, Invoice.number == invoice_number)
    if found is None:
        abort(404)
    paid_on = datetime.fromisoformat(found.document["order"]["paid_on"])
    return {"invoice": found, "about": about(found), "paid_on": paid_on}


def about(invoice):
    """What it refers to: of a credit note the invoice, of an invoice the note it takes back."""
    if invoice.refund_id is None:
        return None
    of_order = Invoice.select().where(Invoice.order == invoice.order_id)
    if invoice.kind == "credit_note":
        return of_order.where(Invoice.refund.is_null()).get()
    return of_order.where(Invoice.refund == invoice.refund_id, Invoice.kind == "credit_note").get()


@blueprint.app_template_global()
def invoices_of(order):
    """The order's invoices and credit notes, in the order of their numbers."""
    return list(order.invoices.order_by(Invoice.number))


@blueprint.app_template_filter()
def percent(rate_ppm):
    """A tax rate as people write it, such as 5.5%."""
    return f"{rate_as_typed(rate_ppm)}%"
