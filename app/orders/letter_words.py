"""Sentences of letters that depend on what an order is made of."""

from app.catalog.works import in_words
from app.times import shop_date, shop_today

DOWNLOADS = (
    "What you bought as a download is on the page of your order. You asked to have it at once, and "
    "agreed that you cannot withdraw from buying it after that."
)


def after_payment(order, lines):
    """What happens next with each part of a paid order."""
    printed = [line for line in lines if not line.is_download]
    awaited = [line for line in printed if line.promised]
    words = [packing(order, awaited)] if any(line.reserved for line in printed) else []
    if awaited:
        words.append(still_to_come([line.called for line in awaited]))
    if len(printed) < len(lines):
        words.append(DOWNLOADS)
    return words + [gift_card_goes(card) for card in order.gift_cards_bought]


def packing(order, awaited):
    if awaited and order.delivery_kind == "collect":
        return "We will put your order together when all of it is here, and write when it is ready."
    then = "are ready to collect" if order.delivery_kind == "collect" else "leave"
    which = "the books that are here" if awaited else "your books"
    return f"We will pack {which} next, and write again when they {then}."


def still_to_come(titles):
    have, are = ("has", "it is") if len(titles) == 1 else ("have", "they are")
    return f"{in_words(titles)} {have} still to come to us. We will write again when {are} here."


def gift_card_goes(card):
    waits = card.send_on and card.send_on > shop_today()
    when = f"on {shop_date(card.send_on)}" if waits else "now"
    return f"The gift card for {card.recipient_name} goes to {card.recipient_email} {when}."
