"""What a cart holds about its customer; see app/accounts/personal.py."""

from app.cart.models import Cart

RECORDS = {
    "cart": (
        "Your cart and what you saved for later",
        """select i.place, w.title, e.isbn, i.quantity, i.added_at, c.voucher
        from sales.carts c
            join sales.cart_items i on i.cart_id = c.id
            join catalog.editions e on e.id = i.edition_id
            join catalog.works w on w.id = e.work_id
        where c.customer_id = %(customer)s order by i.id""",
    ),
    "gift_cards_in_cart": (
        "Gift cards in your cart",
        """select g.amount_minor, g.currency, g.recipient_name, g.recipient_email, g.sender_name,
            g.message, g.send_on
        from sales.carts c join sales.gift_cards_bought g on g.cart_id = c.id
        where c.customer_id = %(customer)s order by g.id""",
    ),
}


def lock_cart(customer_id):
    """Wait for whoever is changing her cart or ordering from it, as locks begin with the cart."""
    list(Cart.select(Cart.id).where(Cart.customer == customer_id).for_update())


def forget_cart(customer_id):
    Cart.delete().where(Cart.customer == customer_id).execute()
