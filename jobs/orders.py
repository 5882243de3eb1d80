"""The address of an account is proven; the rows say which orders are hers by it."""

from app.orders import adoption


def adopt(customer_id):
    adoption.adopt(customer_id)
