"""Copies sold before they are here: which, for whom, since when, against which limit."""

from app.accounts.permissions import needs
from app.admin.awaited_list import editions_awaited, with_waiting
from app.admin.blueprint import blueprint
from app.admin.listing import asked_page, page_of
from app.hypermedia import private, render_page


@blueprint.get("/awaited")
@private
@needs("stock.see")
def awaited():
    return render_page(
        "admin/awaited.html",
        fragment="admin/_awaited.html",
        listing=page_of(editions_awaited(), asked_page(), run=with_waiting),
    )
