"""A customer's orders, newest first, a page at a time."""

from dataclasses import dataclass

from app.orders.models import Order
from app.orders.standing import with_standings

PAGE = 10


@dataclass(frozen=True)
class History:
    orders: list
    page: int
    pages: int


def history_of(customer_id, page):
    orders = Order.select().where(Order.customer == customer_id).order_by(Order.id.desc())
    pages = max(1, -(-orders.count() // PAGE))
    page = min(page, pages)
    return History(with_standings(list(orders.paginate(page, PAGE))), page, pages)
