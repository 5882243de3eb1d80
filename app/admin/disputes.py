"""Disputes: which of them are to be answered, by when, and how the others ended."""

from app.accounts.permissions import needs
from app.admin.blueprint import blueprint
from app.admin.listing import asked_page, page_of
from app.hypermedia import private, render_page
from app.orders.payments.disputes import closed_disputes, open_disputes


@blueprint.get("/disputes")
@private
@needs("payments.see")
def disputes():
    return render_page(
        "admin/disputes.html",
        fragment="admin/_closed_disputes.html",
        open_disputes=list(open_disputes()),
        closed=page_of(closed_disputes(), asked_page()),
    )
