"""Guests who look for their order: the link to it is mailed to the address it was placed with."""

from datetime import timedelta

from peewee import fn

from app.db import db, now
from app.mail import send_once
from app.orders.models import LinkRequest, Order
from app.orders.numbers import read_number

KEEP = timedelta(days=30)


def mail_link(number, email):
    """Mail the link to an order, if there is one of this number and email; tell nobody which."""
    hers = fn.lower(Order.email) == email.lower()
    with db.atomic():
        order = Order.get_or_none(Order.number == read_number(number), hers)
        asked = LinkRequest.create(order=order)
        if order:
            send_once("order_link", asked.id, order.email)


def forget_requests():
    LinkRequest.delete().where(LinkRequest.asked_at < now() - KEEP).execute()
