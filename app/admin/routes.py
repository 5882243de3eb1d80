"""The way into the back office; each noun has its routes in a module of its own."""

from flask import redirect, url_for

from app.admin import (
    books,
    deliveries,
    disputes,
    documents,
    editions,
    exports,
    gift_cards,
    images,
    imports,
    jobs,
    low_stock,
    merging,
    names,
    orders,
    promotions,
    reconciliation,
    reviews,
    sales,
    searches,
    stock,
    stock_takes,
    subjects,
    tokens,
)
from app.admin.blueprint import blueprint
from app.hypermedia import private

__all__ = [
    "blueprint",
    "books",
    "deliveries",
    "disputes",
    "documents",
    "editions",
    "exports",
    "gift_cards",
    "images",
    "imports",
    "jobs",
    "low_stock",
    "merging",
    "names",
    "orders",
    "promotions",
    "reconciliation",
    "reviews",
    "sales",
    "searches",
    "stock",
    "stock_takes",
    "subjects",
    "tokens",
]


@blueprint.get("")
@blueprint.get("/")
@private
def home():
    return redirect(url_for("admin.orders"), code=303)
