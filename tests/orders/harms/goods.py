"""Harm to copies, parcels, prices and downloads."""

from datetime import timedelta

from app.catalog.deliveries import read_lines, receive_delivery
from app.catalog.inventory import move
from app.catalog.models import DeliveryLine, Inventory, InventoryMovement, Sale, StockTake
from app.catalog.prices import put_on_sale
from app.catalog.stock_takes import count, start
from app.db import now
from app.orders.models import Download, Order, OrderLine, Shipment, ShipmentLine
from app.pricing.models import ShippingZone
from tests.orders.harms import staff, unguarded


def more_on_hand(order):
    Inventory.update(on_hand=Inventory.on_hand + 1).execute()


def fewer_reserved(order):
    Inventory.update(reserved=1).execute()


def another_line(order):
    OrderLine.update(quantity=1).execute()


def left_twice(order):
    edition = order.lines.get().edition
    InventoryMovement.create(edition=edition, on_hand_change=-2, reason="shipped", order_id=order)
    InventoryMovement.create(edition=edition, on_hand_change=2, reason="adjustment")


def another_line_delivered(order):
    edition = order.lines.get().edition
    lines = read_lines(f"{edition.isbn} 2")
    delivery = receive_delivery(lines, supplier="Gardners", staff_id=staff().id)
    DeliveryLine.update(copies=3).where(DeliveryLine.delivery == delivery).execute()


def counted_and_not_entered(order):
    edition = order.lines.get().edition
    take = start("January", staff_id=staff().id)
    count(take, edition, copies=4, staff_id=staff().id)
    StockTake.update(finished_at=now()).execute()


def under_no_name(order):
    edition = order.lines.get().edition
    InventoryMovement.create(edition=edition, on_hand_change=1, reason="stock_take")


def cheaper_without_a_sale(order):
    put_on_sale(order.lines.get().edition, 1, now(), now() + timedelta(days=1))
    Sale.delete().execute()


def country_in_two_zones(order):
    with unguarded():
        ShippingZone.create(name="Alps", countries=["CH"])


def shipped_without_a_parcel(order):
    line = order.lines.get()
    line.shipped = 2
    line.save()


def half_sent(order):
    line = order.lines.get()
    parcel = Shipment.create(order=order)
    ShipmentLine.create(shipment=parcel, order_line=line, quantity=1)
    with unguarded():
        Order.update(status="shipped", shipped_at=now()).execute()


def downloaded_a_thing(order):
    Download.create(order_line=order.lines.get())


def download_not_asked_for(order):
    OrderLine.update(is_download=True).execute()


def download_on_its_way(order):
    Order.update(delivery_kind="download").execute()


def came_back_from_nowhere(order):
    OrderLine.update(shipped=2, returned=1).execute()


def on_the_shelf_again_by_no_return(order):
    edition = order.lines.get().edition
    move(edition.id, on_hand=1, reason="returned", order_id=order.id)
