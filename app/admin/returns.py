"""Returns: those to come, taking in what came, refusing; and withdrawals to be looked up."""

from flask import abort, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin import return_list
from app.admin.acting import acted
from app.admin.blueprint import blueprint
from app.admin.listing import asked_page, page_of
from app.admin.orders import find_order
from app.admin.typed import Typed
from app.form_keys import new_form_key
from app.hypermedia import private, render_page, see_other
from app.orders.models import Return
from app.orders.refusals import NotReturnable
from app.orders.returns import desk, withdrawing
from app.orders.returns.coming_back import returnable
from app.orders.returns.returning import REASONS, Asked, ask

NONE_CAME = "None came, so none can go back on the shelf."


@blueprint.get("/returns")
@private
@needs("returns.see")
def returns():
    queue = request.args.get("queue", "requested")
    if queue not in return_list.SHOWN:
        queue = "requested"
    return render_page(
        "admin/returns.html",
        fragment="admin/_returns.html",
        queue=queue,
        queues=return_list.SHOWN,
        listing=page_of(return_list.returns_in(queue), asked_page()),
        refund_due=return_list.refund_due,
        reasons=REASONS,
        unanswered=page_of(withdrawing.unanswered(), asked_page("declared")),
    )


@blueprint.get("/returns/<int:return_id>")
@private
@needs("returns.see")
def show_return(return_id):
    return return_page(find_return(return_id))


@blueprint.post("/returns/<int:return_id>/receipt")
@private
@needs("returns.receive")
def receive_return(return_id):
    back = find_return(return_id)
    typed = Typed(request.form)
    came = read_came(typed, back)
    if typed.errors:
        return return_page(back, errors=typed.errors, status=422)
    return done(back, lambda staff: desk.receive(back.id, came, staff), "They are taken in.")


@blueprint.post("/returns/<int:return_id>/refusal")
@private
@needs("returns.allow")
def refuse_return(return_id):
    return answered(return_id, "answer", desk.refuse, "It is refused.")


@blueprint.post("/returns/<int:return_id>/closing")
@private
@needs("returns.allow")
def close_return(return_id):
    return answered(return_id, "closing", desk.close, "It is closed.")


@blueprint.get("/orders/<number>/returns/new")
@private
@needs("returns.allow")
def new_return(number):
    asked = Asked(form_key=new_form_key())
    return new_return_page(find_order(number), asked)


@blueprint.post("/orders/<number>/returns")
@private
@needs("returns.allow")
def allow_return(number):
    """Staff may allow a return however long ago the order was."""
    order = find_order(number)
    typed = Typed(request.form)
    asked = read_asked(typed, order)
    if typed.errors:
        return new_return_page(order, asked, errors=typed.errors, status=422)
    try:
        back = ask(order.id, asked, f"staff {current_user.id}", grace=True)
    except NotReturnable as refusal:
        return new_return_page(order, asked, refusal=str(refusal), status=409)
    return see_other(url_for("admin.show_return", return_id=back.id), "The buyer is told.")


@blueprint.post("/withdrawals/<int:withdrawal_id>/seen")
@private
@needs("returns.allow")
def withdrawal_seen(withdrawal_id):
    withdrawing.mark_seen(withdrawal_id, current_user.customer)
    return see_other(url_for("admin.returns"), "Marked as seen.")


def done(back, act, notice):
    """Act upon a return and go back to it, where it also says why not."""

    def page(**why_not):
        return return_page(find_return(back.id), **why_not)

    return acted(act, page, url_for("admin.show_return", return_id=back.id), notice)


def answered(return_id, name, act, notice):
    """End a return with the answer to its buyer that stands in the field of this name."""
    back = find_return(return_id)
    typed = Typed(request.form)
    answer = typed.words(name, longest=500, missing="Say why; the buyer reads it.")
    if typed.errors:
        return return_page(back, errors=typed.errors, status=422)
    return done(back, lambda staff: act(back.id, answer, staff), notice)


def find_return(return_id):
    return Return.get_or_none(Return.id == return_id) or abort(404)


def read_came(typed, back):
    """By line id, the copies that came and how many of them go back on the shelf."""
    came = {}
    for line in back.books:
        id = line.order_line_id
        copies = typed.number(f"came_{id}", 0, line.to_come) or 0
        came[id] = copies, typed.number(f"restocked_{id}", 0, copies, none=NONE_CAME) or 0
    return came


def read_asked(typed, order):
    can = returnable(order)
    copies = {id: typed.number(f"copies_{id}", 0, most) or 0 for id, most in can.items()}
    return Asked(
        copies=copies,
        reason=typed.choice("reason", REASONS),
        comment=typed.prose("comment", longest=1000),
        form_key=typed.words("form_key", longest=64, missing="Reload this page, then try again."),
    )


def return_page(back, *, errors=None, refusal=None, status=200):
    page = render_template(
        "admin/return.html",
        back=back,
        order=back.order,
        lines=back.books,
        reason=REASONS.get(back.reason, "Withdrawal from the contract"),
        refund_due=return_list.refund_due(back),
        values=request.form,
        errors=errors or {},
        refusal=refusal,
    )
    return make_response(page, status)


def new_return_page(order, asked, *, errors=None, refusal=None, status=200):
    page = render_template(
        "admin/new_return.html",
        order=order,
        asked=asked,
        values=request.form,
        can=returnable(order),
        reasons=[("", "Choose…"), *REASONS.items()],
        errors=errors or {},
        refusal=refusal,
    )
    return make_response(page, status)
