"""What readers say about books: read by all, written by customers."""

from flask import Blueprint, abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.access import sign_in_required
from app.catalog.models import Work
from app.catalog.moved import merged_into
from app.hypermedia import private, public, render_page, see_other, vary_on_htmx, wants_fragment
from app.reviews import reading, writing
from app.reviews.forms import read_review
from app.throttle import count_try

blueprint = Blueprint("reviews", __name__)
blueprint.add_app_template_global(reading.reviews_of)


@blueprint.get("/books/<int:work_id>/reviews")
@public
def of_work(work_id):
    work = work_or_404(work_id)
    page = request.args.get("page", 1, type=int)
    reviews = reading.reviews_of(work, page if 0 < page <= reading.MOST_PAGES else abort(404))
    if page > reviews.pages:
        abort(404)
    return render_page(
        "reviews/of_work.html",
        fragment="reviews/_batch.html" if page > 1 else "reviews/_reviews.html",
        work=work,
        reviews=reviews,
    )


@blueprint.get("/books/<int:work_id>/reviews/new")
@private
def new(work_id):
    work = work_or_404(work_id)
    return review_form(work, reading.review_by(current_user.id, work), {})


@blueprint.post("/books/<int:work_id>/reviews")
@private
def create(work_id):
    work = work_or_404(work_id)
    values, errors = read_review(request.form)
    if not current_user.is_verified or errors:
        return review_form(work, values, errors, status=422)
    count_try("review by", current_user.id, most=20, seconds=3600)
    mine = writing.post_review(work, current_user.customer, **values)
    return posted(work, mine) if wants_fragment() else see_other(f"{work.url}#reviews")


@blueprint.get("/books/<int:work_id>/reviews/deletion")
@private
@sign_in_required
def confirm_deletion(work_id):
    work = work_or_404(work_id)
    mine = reading.review_by(current_user.id, work) or abort(404)
    return render_template("reviews/deletion.html", work=work, review=mine)


@blueprint.post("/books/<int:work_id>/reviews/deletion")
@private
@sign_in_required
def delete(work_id):
    work = work_or_404(work_id)
    writing.delete_review(work, current_user.customer)
    return see_other(url_for("reviews.written"), "Your review is deleted.")


@blueprint.get("/account/reviews")
@private
@sign_in_required
def written():
    reviews = reading.written_by(current_user.customer)
    return render_page("reviews/written.html", fragment="reviews/_written.html", reviews=reviews)


def review_form(work, values, errors, status=200):
    return render_page(
        "reviews/new.html",
        fragment="reviews/_form.html",
        status=status,
        work=work,
        values=values or {},
        errors=errors,
        inline=wants_fragment(),
    )


def posted(work, mine):
    """All the reviews anew, where the form was only a part of them: hers first, with our thanks."""
    body = render_template("reviews/_reviews.html", reviews=reading.reviews_of(work), mine=mine)
    response = vary_on_htmx(make_response(body))
    response.headers.update({"HX-Retarget": "#reviews", "HX-Reswap": "outerHTML"})
    return response


def work_or_404(work_id):
    return Work.get_or_none(Work.id == work_id) or merged_into(work_id) or abort(404)
