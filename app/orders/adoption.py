"""Guest orders become a customer's once she has shown that their email address is hers."""

from app.db import db

ADOPT = """
    update sales.orders set customer_id = customers.id
    from accounts.customers
    where orders.customer_id is null
        and lower(orders.email) = lower(customers.email)
        and customers.verified_at is not null
"""


def adopt(customer_id):
    """Give her the orders that were placed with her address; safe to run twice."""
    db.execute_sql(f"{ADOPT} and customers.id = %s", (customer_id,))


def adopt_all():
    """What adopt() does, for everybody: of those who were signed out as they ordered, too."""
    db.execute_sql(ADOPT)
