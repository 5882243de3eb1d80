"""What a cart comes to before it is known where it goes."""

from dataclasses import dataclass

from flask import current_app

from app.cart.basket import basket_of
from app.cart.gift_cards import gift_cards_in
from app.cart.vouchers import voucher_of, why_nothing
from app.money import Money
from app.pricing.price import Price, price
from app.pricing.tables import promotions_only


@dataclass(frozen=True)
class Summary:
    price: Price
    gift_cards: list  # that are being bought
    voucher: str  # the code that the cart carries
    voucher_problem: str  # why it takes nothing off

    def money(self, minor):
        return Money(minor, self.price.currency)

    @property
    def total(self):
        return self.money(self.price.total_minor)


def summary_of(cart):
    """What is in the cart, and what offers and its voucher take off. Delivery and taxes that come
    on top are left out: they depend on where it goes.
    """
    cards = gift_cards_in(cart)
    voucher, problem = voucher_of(cart, cart.customer.email if cart.customer_id else "")
    basket = basket_of(
        cart,
        country=current_app.config["SETTINGS"].country,
        gift_cards=[card.amount_minor for card in cards],
    )
    priced = price(basket, promotions_only(voucher))
    if voucher and cart.items and not priced.voucher_works:
        problem = why_nothing(voucher)
    return Summary(priced, cards, cart.voucher, problem)
