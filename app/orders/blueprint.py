from flask import Blueprint

from app.orders.access import waiting_order
from app.orders.times import shop_date, shop_time

blueprint = Blueprint("orders", __name__)
blueprint.add_app_template_filter(shop_date)
blueprint.add_app_template_filter(shop_time)
# The cart's page tells of an order that waits to be paid, though the cart knows no orders.
blueprint.add_app_template_global(waiting_order)
