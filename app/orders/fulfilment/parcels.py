"""What has left the shop for an order."""

from app.orders.models import OrderLine, Shipment, ShipmentLine


def parcels_of(order):
    """The parcels of an order, the first one first, each with its `.books`: lines of it that have
    the lines of the order.
    """
    parcels = list(order.shipments.order_by(Shipment.id))
    books = (
        ShipmentLine.select(ShipmentLine, OrderLine)
        .join(OrderLine)
        .where(ShipmentLine.shipment.in_(parcels))
        .order_by(OrderLine.id)
    )
    of_parcel = {parcel.id: [] for parcel in parcels}
    for book in books if parcels else ():
        of_parcel[book.shipment_id].append(book)
    for parcel in parcels:
        parcel.books = of_parcel[parcel.id]
    return parcels
