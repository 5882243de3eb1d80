from flask import Blueprint

from app.orders.access import waiting_order
from app.orders.held_copies import held_until
from app.orders.payments.paid_late import by_then
from app.orders.stored_values.gift_cards import gift_cards_of
from app.orders.stored_values.spending import my_credit

blueprint = Blueprint("orders", __name__)
# The cart's page tells of an order that waits to be paid, though the cart knows no orders.
blueprint.add_app_template_global(waiting_order)
# Nor does a book's page, which says when copies may come back.
blueprint.add_app_template_global(held_until)
blueprint.add_app_template_global(gift_cards_of)
blueprint.add_app_template_global(by_then)
# Nor the account's, which says how much credit there is.
blueprint.add_app_template_global(my_credit)
