"""Words that no screen of a phone has room for: they break, and the page does not grow wider."""

import pytest

from app.form_keys import new_form_key
from app.orders.access import private_link
from app.orders.models import Order, Return, ReturnLine, Shipment, Withdrawal
from tests.browser import steps
from tests.placed_orders import placed_order, put_in_a_parcel

PHONE = {"viewport": {"width": 360, "height": 740}}
LONG = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
EMAIL = f"{LONG.lower()}@example.org"


@pytest.fixture
def an_order(shop_url, an_edition):
    """An order, sent and asked to be returned, in which all that people type is one long word."""
    order = placed_order(
        an_edition(LONG, on_hand=9),
        "shipped",
        name=LONG,
        email=EMAIL,
        address={"line1": LONG, "line2": LONG, "city": LONG, "postcode": "LL61", "country": "GB"},
        billing_address={"name": LONG, "line1": LONG, "city": LONG, "country": "GB"},
        gift_message=LONG,
        shipping_name=LONG,
    )
    put_in_a_parcel(order)
    Shipment.update(tracking=LONG).execute()
    back = Return.create(order=order, kind="return", reason="other", comment=LONG, proof=LONG)
    ReturnLine.create(return_of=back, order_line=order.lines.get(), quantity=1)
    order.note("shipped", "staff 1", LONG)
    Withdrawal.create(form_key=new_form_key(), name=LONG, email=EMAIL, contract=LONG[:40])
    return order


def width_of(page):
    return page.evaluate("document.documentElement.scrollWidth")


def test_an_order_of_long_words_fits_a_phone(visitor, an_order, shop_url):
    page = visitor(**PHONE)
    page.goto(private_link(an_order).replace("http://localhost", shop_url))
    assert page.get_by_text(LONG).first.is_visible()
    assert width_of(page) == 360


def test_long_words_fit_the_phone_of_whoever_works_in_the_shop(visitor, an_order):
    page = visitor(**PHONE)
    steps.sign_in_as_staff(page, "owner")
    order, back = f"/admin/orders/{an_order.number}", Return.get().id
    widths = {}
    for path in (
        *(order, f"{order}/refunds/new", f"{order}/returns/new", "/admin/orders?queue=all"),
        *("/admin/returns", f"/admin/returns/{back}", "/admin/orders?q=" + LONG),
    ):
        page.goto(path)
        assert LONG in page.content(), path
        widths[path] = width_of(page)
    assert widths == dict.fromkeys(widths, 360)


def test_long_words_fit_the_desk_of_whoever_works_in_the_shop(visitor, an_order, an_edition):
    Order.update(name="W" * 100, email=f"{'w' * 60}@example.org").execute()
    waiting = placed_order(an_edition(), "paid", name="W" * 100)
    page = visitor(viewport={"width": 1280, "height": 900})
    steps.sign_in_as_staff(page, "owner")
    widths = {}
    for path in (
        *("/admin/orders?queue=all", f"/admin/orders/{an_order.number}", "/admin/returns"),
        *("/admin/pick-list", f"/admin/orders/{waiting.number}/slip"),
    ):
        page.goto(path)
        widths[path] = width_of(page)
    assert set(widths.values()) == {1280}, widths
