"""Reviews: reading them as they come in, hiding what must not stand."""

from flask import abort, render_template, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.accounts.staff_actions import record
from app.admin.blueprint import blueprint
from app.admin.listing import asked_page, page_of
from app.admin.review_list import FILTERS, find_review, latest_reviews
from app.db import db
from app.hypermedia import private, render_page, see_other, wants_fragment
from app.reviews.writing import set_visibility


@blueprint.get("/reviews")
@private
@needs("reviews.see")
def reviews():
    only = request.args.get("only", "")
    if only not in FILTERS:
        only = ""
    return render_page(
        "admin/reviews.html",
        fragment="admin/_reviews.html",
        only=only,
        filters=FILTERS,
        listing=page_of(latest_reviews(only), asked_page()),
    )


@blueprint.post("/reviews/<int:review_id>/visibility")
@private
@needs("reviews.moderate")
def hide_review(review_id):
    """Hide a review (`hidden` is 1), or show it again."""
    hidden = request.form.get("hidden") == "1"
    find_review(review_id) or abort(404)
    with db.atomic():
        if set_visibility(review_id, hidden, current_user.customer):
            record(current_user.id, "hid" if hidden else "showed again", f"review {review_id}")
    if wants_fragment():
        return render_template("admin/_review.html", review=find_review(review_id))
    notice = "The review is hidden." if hidden else "The review is shown again."
    return see_other(url_for("admin.reviews"), notice)
