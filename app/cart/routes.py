"""The cart's pages, and the header's private part."""

from flask import Blueprint, abort, render_template, request, session, url_for
from flask_login import user_logged_in

from app.cart.carts import bring_cart, cart_in_hand, cart_to_change, current_cart
from app.cart.merging import brought_gift_cards, brought_lines, keep_brought
from app.cart.models import IN_CART, LATER, REMOVED
from app.cart.moving import move
from app.cart.quantities import read_quantity
from app.cart.refusals import CartGone, CartRefusal
from app.cart.shown import Told, lines_to_show
from app.cart.since import price_change, stock_change
from app.catalog.availability import edition_on_sale
from app.catalog.book_page import editions_on_sale, load_book
from app.hypermedia import private, render_page, see_other, wants_fragment
from app.typed_text import whole_number

STEPS = {"1": 1, "-1": -1}  # what the buttons beside a number of copies add to it
TOLD = "div#added"  # as htmx names the place in the form that says what was added

blueprint = Blueprint("cart", __name__)
blueprint.record_once(lambda state: user_logged_in.connect(bring_cart, state.app))
blueprint.app_template_global("carried_cart")(current_cart)
blueprint.add_app_template_global(price_change)
blueprint.add_app_template_global(stock_change)


@blueprint.get("/me/nav")
@private
def nav():
    """The header's entries for this visitor, which public pages load after themselves."""
    return render_template("cart/_nav.html", cart=current_cart())


@blueprint.get("/cart")
@private
def show():
    return cart_page(current_cart(), told=take_told())


@blueprint.post("/cart/items")
@private
def add_item():
    edition = edition_on_sale(whole_number(request.form.get("edition_id")))
    if edition is None:
        abort(404, "That edition is not for sale. Go back and choose another.")
    typed = request.form.get("quantity", "1")
    try:
        quantity = read_quantity(typed)
        with cart_to_change() as cart:
            cart.add(edition, quantity)
    except CartGone as refusal:  # nothing is wrong with the number
        return not_added(edition, typed, {"": str(refusal)})
    except CartRefusal as refusal:
        return not_added(edition, typed, {"quantity": str(refusal)})
    if wants_fragment():
        return added(cart, edition)
    return see_other(url_for("cart.show"), "Added to your cart.")


def not_added(edition, typed, errors):
    return render_page(
        "cart/refused.html",
        fragment="cart/_add_form.html",
        status=422,
        errors=errors,
        **filled_form(edition, typed),
    )


def added(cart, edition):
    """What the form says then; all of the form where an error in it is to go."""
    whole = request.htmx.target != TOLD
    form = {"editions": editions_on_sale(edition.work_id), "chosen": edition.id} if whole else {}
    return render_template("cart/_added.html", added=True, cart=cart, **form)


@blueprint.post("/cart/items/<int:item_id>")
@private
def change_item(item_id):
    """Another number of copies: typed, or a step beside it; 0 removes the line."""
    cart = cart_in_hand()
    typed = request.form.get("quantity", "")
    try:
        quantity = read_quantity(typed, least=0) + STEPS.get(request.form.get("step"), 0)
        if quantity > 0:
            before = cart.set_quantity(item_id, quantity)
            return changed(cart, before) if before else cart_page(cart, 409, gone=True)
        return changed(cart, move(cart, item_id, REMOVED))
    except CartRefusal as refusal:
        return cart_page(cart, 422, errors={item_id: str(refusal)}, typed={item_id: typed})


@blueprint.post("/cart/items/<int:item_id>/place")
@private
def move_item(item_id):
    """Save a line for later, move it to the cart, or put it back where it was."""
    cart = cart_in_hand()
    place = request.form.get("place")
    if place not in (IN_CART, LATER):
        abort(400)
    try:
        before = move(cart, item_id, place)
    except CartRefusal as refusal:
        return cart_page(cart, 422, errors={item_id: str(refusal)})
    return changed(cart, before) if before else cart_page(cart, 409, gone=True)


@blueprint.post("/cart/brought")
@private
def keep():
    """All that came with her at sign-in may stay."""
    cart = cart_in_hand()
    if cart.id:
        keep_brought(cart)
    return changed(cart, None)


def changed(cart, before):
    told = before and Told(before.id, before.place, before.quantity)
    if wants_fragment():
        return cart_page(cart, told=told)
    if told:
        session["cart_told"] = told
    return see_other(url_for("cart.show"))


def take_told():
    # Only touch the session when there is something to take: it would send the cookie again.
    return Told(*session.pop("cart_told")) if "cart_told" in session else None


def cart_page(cart, status=200, told=None, **context):
    lines_to_show(cart)
    context = {"errors": {}, "typed": {}, "oob": wants_fragment(), **context}
    context["now"] = told and cart.line(told.item_id)
    return render_page(
        "cart/show.html",
        fragment="cart/_cart.html",
        status=status,
        cart=cart,
        before=told,
        brought=brought_lines(cart),
        brought_cards=brought_gift_cards(cart),
        **context,
    )


def filled_form(edition, quantity):
    """What the form that puts a book in the cart shows, with this edition chosen."""
    work = load_book(edition.work_id)
    editions = work.editions_on_sale
    return {"work": work, "editions": editions, "chosen": edition.id, "quantity": quantity}
