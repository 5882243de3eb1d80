"""Orders: the queue, one order with all its history, refunding it."""

from flask import abort, make_response, render_template, request, url_for

from app.accounts.permissions import needs
from app.admin import event_words, order_page
from app.admin.acting import acted
from app.admin.blueprint import blueprint
from app.admin.listing import asked_page, asked_words, page_of
from app.admin.order_list import QUEUES, orders_in, paid_elsewhere
from app.admin.overview import overview
from app.admin.return_list import returns_of
from app.form_keys import new_form_key
from app.hypermedia import private, render_page
from app.letters import LETTERS
from app.orders.caused_emails import emails_of
from app.orders.fulfilment.carriers import NAMES
from app.orders.fulfilment.parcels import parcels_of
from app.orders.models import Order
from app.orders.payments.disputes import disputed, disputes_of
from app.orders.refunds.elsewhere import refunded_elsewhere
from app.orders.refunds.refundable import left_of
from app.orders.refunds.requests import request_refund
from app.orders.refunds.resending import not_taken
from app.orders.returns.coming_back import returnable
from app.orders.standing import standing_of, with_standings


@blueprint.get("/orders")
@private
@needs("orders.see")
def orders():
    words, queue = asked_words(), request.args.get("queue", "to-ship")
    if queue not in QUEUES:
        queue = "to-ship"
    return render_page(
        "admin/orders.html",
        fragment="admin/_orders.html",
        queue=queue,
        queues=QUEUES,
        words=words,
        listing=page_of(orders_in(queue, words), asked_page(), run=rows),
        overview=overview,
        paid_elsewhere=paid_elsewhere,
        not_taken=not_taken,
    )


def rows(query):
    """A page of orders, each with its `.standing` and whether it is `.disputed`."""
    found = with_standings(list(query))
    under_dispute = disputed([order.id for order in found])
    for order in found:
        order.disputed = order.id in under_dispute
    return found


@blueprint.get("/orders/<number>")
@private
@needs("orders.see")
def order(number):
    return show_order(find_order(number))


@blueprint.post("/orders/<number>/refund")
@private
@needs("orders.refund")
def refund(number):
    found = find_order(number)
    notice = "All that is left of its money is being refunded."
    return done(number, lambda staff: request_refund(found.id, "staff", staff), notice)


def done(number, act, notice):
    """Act upon an order and go back to it, where it also says why not."""

    def page(**why_not):
        return show_order(find_order(number), **why_not)

    return acted(act, page, url_for("admin.order", number=number), notice)


def find_order(number):
    return Order.get_or_none(Order.number == number) or abort(404)


def show_order(order, *, errors=None, refusal=None, status=200):
    """The page of an order; `refusal` says why what was asked could not be done."""
    left = left_of(order)
    page = render_template(
        "admin/order.html",
        order=order,
        lines=order_page.lines_of(order),
        payments=order_page.payments_of(order),
        refunds=order_page.refunds_of(order),
        refunded_elsewhere=refunded_elsewhere(order),
        disputes=disputes_of(order),
        claimed=bool(disputed([order.id])),
        emails=emails_of(order),
        letters_written=LETTERS,
        events=order_page.events_of(order),
        named=event_words.named,
        said=event_words.said,
        hand=event_words.hand,
        why_refunded=event_words.WHY_REFUNDED,
        movements=order_page.movements_of(order),
        downloads=order_page.downloads_of(order),
        parcels=parcels_of(order),
        next_steps=order_page.next_steps(order),
        awaits_copies=order_page.awaits_copies(order),
        to_send=order_page.to_send(order),
        has_slip=order_page.has_slip(order),
        can_come_back=bool(returnable(order)),
        carriers=NAMES.items(),
        form_key=request.form.get("form_key") or new_form_key(),
        typed=request.form if errors or refusal else {},
        cancellable=order_page.can_be_cancelled_by_staff(order),
        refundable=left.all_minor > 0,
        left=left,
        standing=standing_of(order),
        returns=returns_of(order),
        errors=errors or {},
        refusal=refusal,
    )
    return make_response(page, status)
