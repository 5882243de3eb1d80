"""A customer who did everything that one can do in this shop, and is in everything it keeps."""

import json
from dataclasses import dataclass

from app.accounts import changing, tokens
from app.accounts.factors.models import Authenticator, Passkey, RecoveryCode
from app.accounts.models import Address, Customer
from app.cart.models import Cart
from app.catalog.stock_alerts.asking import ask as ask_for_book
from app.db import db, now
from app.money import Money
from app.orders.checkout.placing import place_order
from app.orders.finding import mail_link
from app.orders.fulfilment.dispatch import mark_delivered, ship
from app.orders.models import Dispute, Order, Payment, PaymentEvent
from app.orders.payments.acceptance import accept
from app.orders.payments.events import handle
from app.orders.refunds.parts import Wanted
from app.orders.refunds.requests import request_part
from app.orders.returns import desk
from app.orders.returns.returning import Asked, ask, say_sent
from app.orders.returns.withdrawing import Declared, declare
from app.orders.stored_values import editing
from app.orders.upkeep import carry_out_refunds
from app.pricing.models import Promotion, Redemption
from app.reviews.writing import post_review
from tests.orders.conftest import event_of
from tests.orders.gift_cards import want_card
from tests.people import PASSWORD, sign_in

EMAIL, NAME = "perpetua.quill@example.org", "Perpetua Quillfeather"
STREET, PHONE = "77 Marginalia Mews", "01632 960777"
OTHER_EMAIL = "quillfeather@elsewhere.example"
WORDS = ("perpetua", "quillfeather", "marginalia", "960777", "quill@example")


@dataclass
class Shop:
    """What a life needs: fixtures of tests/orders, by their names."""

    client: object
    an_edition: object
    a_cart: object
    details: object
    a_paid_order: object
    staff: object
    post_webhook: object


def live(shop):
    """Do it all; return the customer."""
    customer = join(shop)
    keep_addresses(customer)
    order = buy(shop)
    be_in_stripes_words(shop, order)
    send_back(shop, order)
    give_and_get_cards(shop, customer)
    have_credit(shop, customer)
    fill_cart(shop, customer)
    have_factors(customer)
    write_and_wait(shop, customer)
    return Customer.get_by_id(customer.id)


def join(shop):
    shop.client.post("/register", data={"name": NAME, "email": EMAIL, "password": PASSWORD})
    customer = Customer.at(EMAIL)
    Customer.update(verified_at=now()).where(Customer.id == customer.id).execute()
    assert sign_in(shop.client, EMAIL).status_code == 303
    changing.ask_to_change_email(Customer.get_by_id(customer.id), OTHER_EMAIL)
    return customer


def keep_addresses(customer):
    Address.create(customer=customer, name=NAME, line1=STREET, country="GB", phone=PHONE)


def typed():
    return {"email": EMAIL, "name": NAME, "line1": STREET, "phone": PHONE}


def buy(shop):
    """An order sent elsewhere than its bill, with a card in the parcel and a voucher, delivered."""
    billing = {"name": NAME, "line1": STREET, "city": "Edinburgh", "country": "GB"}
    billing |= {"postcode": "EH1 1YZ", "line2": "", "region": ""}
    edition = shop.an_edition(on_hand=9)
    order = shop.a_paid_order(
        edition, **typed(), billing=billing, gift_message=f"Read well, {NAME}."
    )
    voucher = Promotion.create(
        code="QUIRE", name="A quire", kind="percent", percent=10, currency="GBP", starts_at=now()
    )
    Redemption.create(promotion=voucher, order_id=order.id, email=EMAIL, amount_minor=1)
    ship(order.id, "PERPETUA 1", shop.staff)
    mark_delivered(order.id, shop.staff)
    order.note("called", f"staff {shop.staff.id}", f"{NAME} asks where it is.")
    return order


def be_in_stripes_words(shop, order):
    payment = Payment.get(Payment.order == order)
    event = event_of(payment, id="evt_life")
    details = {"email": EMAIL, "name": NAME, "phone": PHONE, "address": {"line1": STREET}}
    event["data"]["object"] |= {"customer_details": details, "customer_email": EMAIL}
    assert shop.post_webhook(json.loads(json.dumps(event))).status_code == 200
    for waiting in PaymentEvent.select().where(PaymentEvent.handled_at.is_null()):
        handle(waiting.id)
    Dispute.create(
        payment=payment,
        stripe_dispute_id="du_life",
        reason="general",
        status="won",
        amount_minor=payment.amount_minor,
        currency="GBP",
        opened_at=now(),
        closed_at=now(),
        asked_at=now(),
    )


def send_back(shop, order):
    asked = Asked({order.lines.get().id: 1}, "damaged", f"Torn. {NAME}", form_key="a form of hers")
    back = ask(order.id, asked)
    say_sent(back.id, f"Posted at {STREET}")
    desk.refuse(back.id, f"Dear {NAME}, it is whole.", shop.staff)
    contract = f"the one of {NAME}"
    declare(Declared(name=NAME, contract=contract, email=EMAIL, form_key="another form of hers"))
    mail_link(order.number, EMAIL)
    goodwill = Wanted("staff", other_minor=100, note=f"For the trouble, {NAME}")
    request_part(order.id, goodwill, f"staff {shop.staff.id}")
    carry_out_refunds()


def give_and_get_cards(shop, customer):
    cart = want_card(shop.a_cart(shop.an_edition()), sender_name=NAME, message=f"Love, {NAME}")
    pay_for(shop, cart, **typed())
    to_her = {"recipient_name": NAME, "recipient_email": EMAIL, "message": f"To {NAME}"}
    pay_for(shop, want_card(shop.a_cart(shop.an_edition()), **to_her))


def pay_for(shop, cart, **typed):
    order = place_order(cart, shop.details(cart, **typed))
    with db.atomic():
        accept(Order.locked(order.id))
    Payment.create(
        order=order,
        attempt=1,
        amount_minor=order.due_minor,
        currency="GBP",
        status="paid",
        session_id=f"cs_of_{order.id}",
        payment_intent_id=f"pi_of_{order.id}",
        expires_at=now(),
        paid_at=now(),
    )
    ship(order.id, "", shop.staff)
    mark_delivered(order.id, shop.staff)


def have_credit(shop, customer):
    facts = {"staff_id": shop.staff.id, "form_key": "a form of staff", "as_credit": True}
    editing.give(EMAIL, Money(500, "GBP"), f"Sorry, {NAME}", **facts)


def fill_cart(shop, customer):
    shop.client.post("/cart/items", data={"edition_id": shop.an_edition().id})
    want_card(Cart.get(Cart.customer == customer), sender_name=NAME)


def have_factors(customer):
    Authenticator.create(customer=customer, sealed_secret="sealed", confirmed_at=now())
    RecoveryCode.create(customer=customer, code_hash="hash")
    Passkey.create(
        customer=customer, credential_id="id", public_key=b"key", name="Perpetua's telephone"
    )
    tokens.issue("reset", customer)


def write_and_wait(shop, customer):
    post_review(shop.an_edition().work, customer, stars=5, title="Mine", body=f"Liked. {NAME}")
    ask_for_book(shop.an_edition(on_hand=0), EMAIL, confirmed=True)
    ask_for_book(shop.an_edition(on_hand=0), EMAIL.upper())
