"""A field that a form does not have changes nothing, though a column has its name."""

from app.accounts.models import Customer
from app.db import db
from tests.attacks.walking import as_it_is, every_form, sent

# By the name of a field that nobody was offered, what it would be worth to be taken.
MORE = {
    "is_staff": "1", "is_admin": "1", "role": "owner", "permissions": "staff.manage",
    "verified_at": "2026-01-01", "verified": "1", "password_hash": "x", "id": "1",
    "customer": "1", "customer_id": "1", "cart": "1", "cart_id": "1", "order_id": "1",
    "price_minor": "1", "list_price_minor": "1", "unit_price_minor": "1", "price": "0.01",
    "subtotal_minor": "0", "total_minor": "0", "shipping_minor": "0", "discount_minor": "9999",
    "status": "paid", "settled_at": "2026-01-01", "balance_minor": "999999", "hidden_at": "",
}  # fmt: skip
# What none of the forms of shoppers may change, whatever else they send.
KEPT = """
    select 'roles', id, coalesce(role, '') from accounts.customers where id < 4
    union all select 'passwords', id, password_hash from accounts.customers where id < 4
    union all select 'prices', id, price_minor::text from catalog.editions
    union all select 'owners', id, customer_id::text from sales.orders where id < 3
    union all select 'totals', id, total_minor::text from sales.orders where id < 3
    union all select 'credit', id, balance_minor::text from sales.stored_values
    order by 1, 2
"""


def kept():
    return db.execute_sql(KEPT).fetchall()


def test_shoppers_change_nothing_that_their_forms_do_not_offer(shop):
    before = kept()
    assert len(before) > 10
    for who, form in every_form(shop):
        if who != "owner" and form.method == "POST":
            more = {name: value for name, value in MORE.items() if name not in form.fields}
            after = []
            sent(shop, who, form, (as_it_is(form) | more).items(), lambda: after.append(kept()))  # noqa: B023
            assert after == [before], (who, form)


def test_who_registers_is_a_customer_that_nobody_has_verified(client):
    new = {"name": "Eve", "email": "eve@example.org", "password": "four quiet rivers meet"}
    client.post("/register", data=MORE | new)
    eve = Customer.at("eve@example.org")
    assert (eve.role, eve.verified_at, eve.is_staff) == (None, None, False)


def test_what_is_put_into_the_cart_costs_what_it_costs(client, an_edition):
    edition = an_edition(price_minor=999)
    client.post("/cart/items", data=MORE | {"edition_id": edition.id, "quantity": "1"})
    assert "£9.99" in client.get("/cart").text
