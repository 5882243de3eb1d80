"""What differs between Stripe and the shop, when that was looked for, and looking now."""

from flask import request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.accounts.staff_actions import record
from app.admin.blueprint import blueprint
from app.admin.difference_words import KINDS, side
from app.admin.listing import asked_page, page_of
from app.admin.order_page import named_hands
from app.db import db
from app.hypermedia import private, render_page, see_other
from app.orders.payments import gateway
from app.orders.reconciliation.differences import open_differences, resolved_differences
from app.orders.reconciliation.remedies import take_over_refund
from app.orders.reconciliation.runs import ask_for_one, latest, latest_whole
from app.orders.refunds.refundable import unspent_cards_of
from app.orders.refusals import NotRefundable
from app.typed_text import whole_number

RESOLVED_SHOWN = 20
NO_ANSWER = "Stripe does not answer at the moment. Nothing was changed; try again later."


@blueprint.get("/reconciliation")
@private
@needs("payments.see")
def reconciliation():
    return show_reconciliation()


def show_reconciliation(*, refusal=None, status=200):
    run, whole = latest(), latest_whole()
    named_hands([each for each in (run, whole) if each], "asked_by")
    return render_page(
        "admin/reconciliation.html",
        fragment="admin/_reconciliation.html",
        run=run,
        whole=whole,
        kinds=KINDS,
        side=side,
        listing=with_cards(page_of(open_differences(), asked_page())),
        ticked=ticked(),
        resolved=list(resolved_differences().limit(RESOLVED_SHOWN)),
        refusal=refusal,
        status=status,
    )


def with_cards(listing):
    """Give each row `.cards`: the gift cards that a refund can take back when it is taken over."""
    for row in listing.rows:
        row.cards = unspent_cards_of(row.payment.order) if row.kind == "refund_not_here" else []
    return listing


def ticked():
    return {whole_number(id) for id in request.form.getlist("card")}


@blueprint.post("/reconciliation/<int:difference_id>/taken-over")
@private
@needs("payments.reconcile")
def take_over(difference_id):
    try:
        take_over_refund(difference_id, f"staff {current_user.id}", ticked())
    except NotRefundable as refusal:
        return show_reconciliation(refusal=str(refusal), status=409)
    except gateway.GatewayError:
        return show_reconciliation(refusal=NO_ANSWER, status=503)
    return see_other(url_for("admin.reconciliation"), "The refund is in the order's books now.")


@blueprint.post("/reconciliation/runs")
@private
@needs("payments.reconcile")
def compare_now():
    with db.atomic():
        ask_for_one(f"staff {current_user.id}")
        record(current_user.id, "asked for", "a comparison with Stripe")
    notice = "The comparison begins in a moment. Look again to see how far it is."
    return see_other(url_for("admin.reconciliation"), notice)
