"""Stock-takes: counting the shelves with a scanner, and what is missing at the end."""

from flask import abort, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin import stock_take_page
from app.admin.blueprint import blueprint
from app.admin.listing import asked_page, page_of
from app.admin.typed import Typed
from app.catalog import stock_takes
from app.catalog.inventory import FewerThanReserved
from app.catalog.models import CONDITIONS, Edition, StockTake
from app.hypermedia import private, render_page, see_other, wants_fragment

MOST_COPIES = 100_000
ENDED = "This stock-take has ended, so nothing more is counted in it."
MOVED = (
    "Copies of this book came or went since you began to count it."
    " Count all that stand there now and type their number."
)


@blueprint.get("/stock-takes", endpoint="stock_takes")
@private
@needs("stock.see")
def all_takes():
    return show_takes()


@blueprint.post("/stock-takes")
@private
@needs("stock.count")
def start_stock_take():
    typed = Typed(request.form)
    name = typed.words("name", longest=100, missing="Give it a name, such as “January”.")
    if typed.errors:
        return show_takes(typed.errors, status=422)
    try:
        take = stock_takes.start(name, staff_id=current_user.id)
    except stock_takes.AlreadyCounting:
        errors = {"name": "Another stock-take is under way; finish or cancel that one first."}
        return show_takes(errors, status=422)
    return back_to(take, "Now count: scan the books on the shelves, one after another.")


@blueprint.get("/stock-takes/<int:take_id>")
@private
@needs("stock.see")
def stock_take(take_id):
    return stock_take_page.show(find_take(take_id))


@blueprint.get("/stock-takes/<int:take_id>/uncounted")
@private
@needs("stock.see")
def uncounted(take_id):
    return stock_take_page.show_uncounted(find_take(take_id))


@blueprint.post("/stock-takes/<int:take_id>/counts")
@private
@needs("stock.count")
def count(take_id):
    """One scan counts one copy; with `copies`, that is how many there are."""
    take, typed = find_take(take_id), Typed(request.form)
    isbn = typed.isbn("isbn")
    condition = typed.choice("condition", CONDITIONS)
    copies = typed.number("copies", 0, MOST_COPIES)
    edition = None if typed.errors else find_copy(isbn, condition, typed.errors)
    if typed.errors:
        return stock_take_page.show(take, errors=typed.errors, status=422)
    try:
        counted = stock_takes.count(take, edition, copies=copies, staff_id=current_user.id)
    except stock_takes.MovedMeanwhile:
        return stock_take_page.show(take, errors={"copies": MOVED}, status=422)
    except stock_takes.NotUnderWay:
        return stock_take_page.show(find_take(take_id), refusal=ENDED, status=409)
    if wants_fragment():
        return stock_take_page.show(take, last=(edition, counted))
    return back_to(take, f"{counted} of “{edition.work.title}” counted.")


@blueprint.post("/stock-takes/<int:take_id>/counts/<int:edition_id>/removal")
@private
@needs("stock.count")
def forget_count(take_id, edition_id):
    take = find_take(take_id)
    try:
        stock_takes.forget(take, edition_id)
    except stock_takes.NotUnderWay:
        return stock_take_page.show(find_take(take_id), refusal=ENDED, status=409)
    return back_to(take, "That book counts as not counted.")


@blueprint.post("/stock-takes/<int:take_id>/end")
@private
@needs("stock.adjust")
def end_stock_take(take_id):
    """Enter the differences, or throw them away when `cancel` is among what was sent."""
    take = find_take(take_id)
    try:
        if "cancel" in request.form:
            stock_takes.cancel(take, staff_id=current_user.id)
            return back_to(take, "The stock-take is cancelled; the ledger stays as it was.")
        wrong = stock_takes.finish(take, staff_id=current_user.id)
    except stock_takes.NotUnderWay:
        return stock_take_page.show(find_take(take_id), refusal=ENDED, status=409)
    except FewerThanReserved as short:
        return stock_take_page.show(take, short=short.reserved, status=409)
    return back_to(take, f"The stock-take is finished. Counts corrected: {wrong:,}.")


def find_copy(isbn, condition, errors):
    edition = Edition.get_or_none(Edition.isbn == isbn, Edition.condition == condition)
    if edition is None:
        errors["isbn"] = f"We have no {CONDITIONS[condition].lower()} copies of {isbn} listed."
    elif edition.is_download:
        errors["isbn"] = f"{isbn} is a download, which has no copies."
    return edition


def find_take(take_id):
    return StockTake.get_or_none(StockTake.id == take_id) or abort(404)


def show_takes(errors=None, status=200):
    return render_page(
        "admin/stock_takes.html",
        fragment="admin/_stock_takes.html",
        status=status,
        errors=errors or {},
        under_way=stock_takes.under_way(),
        listing=page_of(StockTake.select().order_by(StockTake.id.desc()), asked_page()),
    )


def back_to(take, notice):
    return see_other(url_for("admin.stock_take", take_id=take.id), notice)
