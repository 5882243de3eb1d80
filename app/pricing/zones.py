"""The delivery zones with the ways to send something there."""

from peewee import prefetch

from app.pricing.models import ShippingBand, ShippingMethod, ShippingZone


def zones_with_methods(currency, *, withdrawn=False):
    """The zones, each with its `.methods` in this currency and theirs `.bands`, in their order;
    also those that were withdrawn, if they are asked for. Everywhere else comes last.
    """
    methods = ShippingMethod.select().where(ShippingMethod.currency == currency)
    if not withdrawn:
        methods = methods.where(ShippingMethod.withdrawn_at.is_null())
    return prefetch(
        ShippingZone.select().order_by(
            ShippingZone.countries.is_null(), ShippingZone.position, ShippingZone.name
        ),
        methods.order_by(ShippingMethod.position, ShippingMethod.id),
        ShippingBand.select().order_by(ShippingBand.up_to),
    )
