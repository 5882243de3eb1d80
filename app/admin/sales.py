"""Reduced prices for a time."""

from flask import abort, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.edition_forms import shop_currency
from app.admin.edition_page import find_edition, show_edition
from app.admin.typed import Typed
from app.catalog import prices, sale_editing
from app.catalog.models import Sale
from app.hypermedia import private, see_other

REFUSED = {
    prices.NotReduced: ("sale_price", "A sale price is lower than the list price."),
    prices.SalesOverlap: ("starts_at", "Another sale of this edition is on at some of that time."),
    prices.SaleIsOver: ("ends_at", "A sale ends after it began, and after now."),
}


@blueprint.post("/editions/<int:edition_id>/sales")
@private
@needs("prices.edit")
def put_on_sale(edition_id):
    found = find_edition(edition_id)
    typed = Typed(request.form)
    sale = {
        "price_minor": typed.price("sale_price", shop_currency(), missing="Say the sale price."),
        "starts_at": typed.moment("starts_at", missing="Say when it begins."),
        "ends_at": typed.moment("ends_at", missing="Say when it ends."),
    }
    if typed.errors:
        return show_edition(found, sale_errors=typed.errors, status=422)
    try:
        sale_editing.put_on_sale(found, **sale, staff_id=current_user.id)
    except tuple(REFUSED) as refusal:
        return show_edition(found, sale_errors=dict([REFUSED[type(refusal)]]), status=422)
    return back_to(found.id, "The sale is set.")


@blueprint.post("/sales/<int:sale_id>/end")
@private
@needs("prices.edit")
def end_sale(sale_id):
    sale = Sale.get_or_none(Sale.id == sale_id) or abort(404)
    try:
        sale_editing.end_sale(sale, staff_id=current_user.id)
    except prices.SaleIsOver:
        return back_to(sale.edition_id, "That sale was over already.")
    return back_to(sale.edition_id, "The sale is ended; the list price holds.")


def back_to(edition_id, notice):
    return see_other(url_for("admin.edition", edition_id=edition_id) + "#prices", notice)
