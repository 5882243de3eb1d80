"""What staff print: packing slips, pick lists, invoices; each as a page and as PDF."""

from flask import abort, render_template, request

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.orders import find_order
from app.db import now
from app.hypermedia import private
from app.orders.fulfilment.packing_slips import slip_of, slip_of_parcel
from app.orders.fulfilment.pick_lists import MOST, pick_list
from app.orders.invoices.pages import invoice_file, invoice_page
from app.printing import as_pdf
from app.typed_text import whole_number


@blueprint.get("/orders/<number>/slip")
@private
@needs("orders.see")
def packing_slip(number):
    return render_template("admin/slip.html", slip=asked_slip(number))


@blueprint.get("/orders/<number>/slip.pdf")
@private
@needs("orders.see")
def packing_slip_pdf(number):
    return as_pdf("admin/slip.html", f"packing-slip-{number}", slip=asked_slip(number))


def asked_slip(number):
    """Of the order, or with ?parcel= of one of its parcels that have left."""
    order = find_order(number)
    if "parcel" not in request.args:
        return slip_of(order) if order.settled_at else abort(404)
    parcel_id = whole_number(request.args["parcel"])
    return (parcel_id and slip_of_parcel(order, parcel_id)) or abort(404)


@blueprint.get("/pick-list")
@private
@needs("orders.see")
def picking():
    return render_template("admin/pick_list.html", **asked_list())


@blueprint.get("/pick-list.pdf")
@private
@needs("orders.see")
def picking_pdf():
    return as_pdf("admin/pick_list.html", f"pick-list-{now():%Y-%m-%d}", **asked_list())


def asked_list():
    """With ?order= once or more, of these orders; else of all that wait to be packed."""
    numbers = [one for one in request.args.getlist("order") if one.isascii() and one.isprintable()]
    return {"list": pick_list(numbers[:MOST]), "numbers": numbers[:MOST], "now": now()}


@blueprint.get("/orders/<number>/invoices/<int:invoice_number>")
@private
@needs("orders.see")
def invoice(number, invoice_number):
    return invoice_page(find_order(number), invoice_number, "admin")


@blueprint.get("/orders/<number>/invoices/<int:invoice_number>.pdf")
@private
@needs("orders.see")
def invoice_pdf(number, invoice_number):
    return invoice_file(find_order(number), invoice_number)
