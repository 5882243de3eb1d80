import re

import pytest

from app.accounts.permissions import ROLES
from app.db import now
from app.orders.models import Dispute, Payment, Refund
from app.orders.reconciliation.differences import Difference

MONEY_TILES = {
    "/admin/orders?queue=not-arrived": "orders.see",
    "/admin/disputes": "payments.see",
    "/admin/reconciliation": "payments.see",
}


@pytest.fixture
def all_troubles(an_order):
    """A refund that failed, a dispute to answer and a difference with Stripe."""
    order = an_order()
    payment = Payment.get(Payment.order == order)
    money = {"amount_minor": 999, "payment": payment}
    Refund.create(order=order, reason="staff", status="failed", requested_by="staff 1", **money)
    told = {"stripe_dispute_id": "du_1", "reason": "fraudulent", "status": "needs_response"}
    when = {"evidence_due_at": now(), "opened_at": now(), "asked_at": now()}
    Dispute.create(currency="GBP", **money, **told, **when)
    said = {"here": "nothing", "there": "£1.00, succeeded"}
    Difference.create(kind="refund_not_here", thing="refund", about="re_1", payment=payment, **said)


@pytest.mark.parametrize("role", ROLES)
def test_a_tile_of_the_front_page_is_there_for_whom_it_leads_somewhere(
    signed_in, a_person, all_troubles, role
):
    browser = signed_in(a_person(role))
    page = browser.get("/admin/orders").text
    tiles = re.findall(r'<a class="tile[^"]*" href="([^"]+)"', page)
    assert len(tiles) >= 3
    assert {tile: browser.get(tile).status_code for tile in tiles} == dict.fromkeys(tiles, 200)
    may = [tile for tile, needed in MONEY_TILES.items() if needed in ROLES[role]]
    assert [tile for tile in MONEY_TILES if tile in tiles] == may
