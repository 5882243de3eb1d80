"""The cart's pages, and the header's private part."""

from flask import Blueprint, abort, render_template, request, session, url_for
from flask_login import user_logged_in

from app.cart.carts import bring_cart, cart_to_change, current_cart
from app.cart.quantities import read_quantity
from app.cart.refusals import CartRefusal
from app.catalog.book_page import load_book
from app.catalog.models import Edition
from app.hypermedia import private, render_page, see_other, wants_fragment
from app.typed_text import whole_number

blueprint = Blueprint("cart", __name__)
blueprint.record_once(lambda state: user_logged_in.connect(bring_cart, state.app))
blueprint.app_template_global("carried_cart")(current_cart)


@blueprint.get("/me/nav")
@private
def nav():
    """The header's entries for this visitor, which public pages load after themselves."""
    return render_template("cart/_nav.html", cart=current_cart())


@blueprint.get("/cart")
@private
def show():
    return cart_page(current_cart(), removed=take_removed())


@blueprint.post("/cart/items")
@private
def add_item():
    edition = Edition.on_sale(whole_number(request.form.get("edition_id")))
    if edition is None:
        abort(404, "That edition is not for sale. Go back and choose another.")
    typed = request.form.get("quantity", "1")
    try:
        quantity = read_quantity(typed)
        cart = cart_to_change()
        cart.add(edition, quantity)
    except CartRefusal as refusal:
        return render_page(
            "cart/refused.html",
            fragment="cart/_add_form.html",
            status=422,
            errors={"quantity": str(refusal)},
            **filled_form(edition, typed),
        )
    if wants_fragment():
        form = filled_form(edition, 1)
        return render_template("cart/_added.html", added=quantity, cart=cart, **form)
    return see_other(url_for("cart.show"), "Added to your cart.")


@blueprint.post("/cart/items/<int:item_id>")
@private
def change_item(item_id):
    cart = current_cart()
    typed = request.form.get("quantity", "")
    try:
        quantity = read_quantity(typed, least=0)
        before = cart.set_quantity(item_id, quantity)
    except CartRefusal as refusal:
        return cart_page(cart, 422, errors={item_id: str(refusal)}, typed={item_id: typed})
    if before is None and quantity:
        return cart_page(cart, 409, gone=True, oob=wants_fragment())
    removed = remember_removed(before) if before and not quantity else None
    if wants_fragment():
        return cart_page(cart, removed=removed, oob=True)
    if removed:
        session["cart_removed"] = removed
    return see_other(url_for("cart.show"))


def cart_page(cart, status=200, **context):
    context = {"removed": None, "errors": {}, "typed": {}, **context}
    return render_page(
        "cart/show.html", fragment="cart/_cart.html", status=status, cart=cart, **context
    )


def filled_form(edition, quantity):
    """What the form that puts a book in the cart shows, with this edition chosen."""
    work = load_book(edition.work_id)
    editions = work.editions_on_sale
    return {"work": work, "editions": editions, "chosen": edition.id, "quantity": quantity}


def remember_removed(item):
    """What it takes to put the item back."""
    return {"title": item.work.title, "edition_id": item.edition_id, "quantity": item.quantity}


def take_removed():
    # Only touch the session when there is something to take: it would send the cookie again.
    return session.pop("cart_removed") if "cart_removed" in session else None
