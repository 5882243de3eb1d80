from types import SimpleNamespace

import pytest
from werkzeug.exceptions import TooManyRequests

from app.orders.payments.limits import limit_payments, may_ask_stripe

CUSTOMER, GUEST = {"customer_id": 7}, {"customer_id": None, "cart_id": 7}


@pytest.mark.parametrize("buyer", [CUSTOMER, GUEST], ids=["customer", "guest"])
def test_a_buyer_does_not_go_to_pay_order_after_order_all_day(app, buyer):
    with app.test_request_context():
        for number in range(60):
            limit_payments(SimpleNamespace(number=number, **buyer))
        with pytest.raises(TooManyRequests):
            limit_payments(SimpleNamespace(number=61, **buyer))


def test_nobody_has_stripe_asked_about_order_after_order_all_day(app):
    with app.test_request_context():
        may = [may_ask_stripe(SimpleNamespace(number=number)) for number in range(241)]
    assert may == [True] * 240 + [False]
