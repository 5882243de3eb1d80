"""What differs between Stripe and the shop, when that was looked for, and looking now."""

from flask import url_for
from flask_login import current_user

from app.accounts.staff_actions import record
from app.admin.blueprint import blueprint
from app.admin.difference_words import KINDS
from app.admin.listing import asked_page, page_of
from app.admin.order_page import named_hands
from app.db import db
from app.hypermedia import private, render_page, see_other
from app.orders.reconciliation.differences import open_differences, resolved_differences
from app.orders.reconciliation.runs import ask_for_one, latest, latest_whole

RESOLVED_SHOWN = 20


@blueprint.get("/reconciliation")
@private
def reconciliation():
    run, whole = latest(), latest_whole()
    named_hands([each for each in (run, whole) if each], "asked_by")
    return render_page(
        "admin/reconciliation.html",
        fragment="admin/_reconciliation.html",
        run=run,
        whole=whole,
        kinds=KINDS,
        listing=page_of(open_differences(), asked_page()),
        resolved=list(resolved_differences().limit(RESOLVED_SHOWN)),
    )


@blueprint.post("/reconciliation/runs")
@private
def compare_now():
    with db.atomic():
        ask_for_one(f"staff {current_user.id}")
        record(current_user.id, "asked for", "a comparison with Stripe")
    notice = "The comparison begins in a moment. Look again to see how far it is."
    return see_other(url_for("admin.reconciliation"), notice)
