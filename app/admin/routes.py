"""The way into the back office; each noun has its routes in a module of its own."""

from flask import redirect, url_for

from app.accounts.permissions import needs
from app.admin import (
    audit,
    awaited,
    books,
    deliveries,
    disputes,
    documents,
    edition_file,
    editions,
    exports,
    fulfilment,
    gift_cards,
    images,
    imports,
    jobs,
    low_stock,
    merging,
    methods,
    names,
    orders,
    promotions,
    reconciliation,
    refunds,
    returns,
    reviews,
    sales,
    searches,
    staff,
    stock,
    stock_takes,
    subjects,
    taxes,
    terms,
    tokens,
    zones,
)
from app.admin.blueprint import blueprint
from app.admin.letters import pages as letter_pages
from app.hypermedia import private

__all__ = [
    "audit",
    "awaited",
    "blueprint",
    "books",
    "deliveries",
    "disputes",
    "documents",
    "edition_file",
    "editions",
    "exports",
    "fulfilment",
    "gift_cards",
    "images",
    "imports",
    "jobs",
    "letter_pages",
    "low_stock",
    "merging",
    "methods",
    "names",
    "orders",
    "promotions",
    "reconciliation",
    "refunds",
    "returns",
    "reviews",
    "sales",
    "searches",
    "staff",
    "stock",
    "stock_takes",
    "subjects",
    "taxes",
    "terms",
    "tokens",
    "zones",
]


@blueprint.get("")
@blueprint.get("/")
@private
@needs("orders.see")
def home():
    return redirect(url_for("admin.orders"), code=303)
