"""Everything about orders that has an address; most views stand in the modules named for them."""

from flask import abort, request
from flask_login import current_user

from app.accounts.access import sign_in_required
from app.crosssite import from_other_services
from app.hypermedia import private, render_page
from app.orders import delivery_page, find_page, order_page
from app.orders.blueprint import blueprint
from app.orders.checkout import page as checkout_page
from app.orders.fulfilment import download_page
from app.orders.history import history_of
from app.orders.invoices import pages as invoice_pages
from app.orders.payments import webhooks
from app.orders.returns import pages as return_pages
from app.orders.returns import withdrawal_pages
from app.orders.stored_values import gift_card_page
from app.typed_text import page_number

__all__ = [
    "blueprint",
    "checkout_page",
    "delivery_page",
    "download_page",
    "find_page",
    "gift_card_page",
    "invoice_pages",
    "order_page",
    "return_pages",
    "withdrawal_pages",
]


@blueprint.get("/account/orders")
@private
@sign_in_required
def history():
    page = page_number(request.args.get("page"))
    return render_page(
        "orders/history.html",
        fragment="orders/_history.html",
        history=history_of(current_user.id, page),
    )


@blueprint.post("/webhooks/stripe")
@from_other_services
@private
def stripe_webhook():
    """200 once the event is stored; anything else makes Stripe send it again."""
    try:
        event = webhooks.verified(request.get_data(), request.headers.get("Stripe-Signature", ""))
    except webhooks.BadSignature:
        abort(400)
    webhooks.store(event)
    return ""
