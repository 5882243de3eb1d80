from flask import Blueprint

from app.orders.access import waiting_order

blueprint = Blueprint("orders", __name__)
# The cart's page tells of an order that waits to be paid, though the cart knows no orders.
blueprint.add_app_template_global(waiting_order)
