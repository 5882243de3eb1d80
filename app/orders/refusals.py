"""What the order desk will not do; each message is a sentence for the shopper."""

from app.cart.refusals import NotEnoughCopies, copies


class OrderRefusal(Exception):
    """Nothing was ordered, held or paid."""


class CartEmpty(OrderRefusal):
    def __init__(self):
        super().__init__("Your cart is empty, so nothing was ordered.")


class CartChanged(OrderRefusal):
    def __init__(self):
        super().__init__(
            "Your cart has changed since you opened this page. This is what it holds now: "
            "look it over, then place the order."
        )


class PriceChanged(OrderRefusal):
    def __init__(self, total):
        super().__init__(
            "A price, the delivery cost or the tax is not what this page showed. The total is now "
            f"{total}: look it over, then place the order."
        )


class WayChanged(OrderRefusal):
    """What was to be sent is to be collected now, or elsewhere, or the other way round."""

    def __init__(self, method, total):
        way = "sent to you"
        if method.kind == "collect":
            way = f"yours to collect from {' '.join(method.collect_from.split())}"
        elif method.kind == "download":
            way = "a download"
        super().__init__(
            "How your order reaches you has changed since you opened this page: with "
            f"“{method.name}” it is now {way}. There is {total} to pay: look it over, then place "
            "the order."
        )


class WrapGone(OrderRefusal):
    def __init__(self, total):
        super().__init__(
            f"We do not gift-wrap at the moment. Without it there is {total} to pay: look it over, "
            "then place the order."
        )


class VoucherFailed(OrderRefusal):
    """The voucher in the cart held when the page was shown, and does not any more."""

    def __init__(self, why, total):
        super().__init__(
            f"{why} Without it there is {total} to pay: look it over, then place the order."
        )


class CodeRefused(OrderRefusal):
    """A code typed at the checkout takes nothing off; the message says why."""


class StoredValueSpent(OrderRefusal):
    def __init__(self):
        super().__init__("A gift card or your credit does not hold as much as it did.")


class TooLittleToPay(OrderRefusal):
    def __init__(self, least):
        super().__init__(f"Cards cannot pay less than {least}. Put a little more in your cart.")


class TooMuchToPay(OrderRefusal):
    def __init__(self, most):
        super().__init__(
            f"Cards cannot pay more than {most} at once. Order a part of it first, then the rest."
        )


CONSENT = "Tick this box to have your downloads; we may not hand them over otherwise."


class ConsentMissing(OrderRefusal):
    def __init__(self):
        super().__init__(CONSENT)


class DeliveryGone(OrderRefusal):
    def __init__(self):
        super().__init__(
            "The delivery you chose is not offered for this order, or not any more. "
            "Choose another, then place the order."
        )


class NoDelivery(OrderRefusal):
    """`too_much_for` is what ends the ways to send so much there; nothing when there are none."""

    def __init__(self, too_much_for=""):
        super().__init__(NO_DELIVERY[too_much_for])


NO_DELIVERY = {
    "": "We do not deliver to that country yet.",
    "weight": "This is too heavy for one parcel to that country. Order a part of it first, then "
    "the rest.",
    "total": "This is worth more than we send to that country in one parcel. Order a part of it "
    "first, then the rest.",
}


class FormOfAnother(OrderRefusal):
    """`order` is the one that the form's key belongs to, if there is one."""

    def __init__(self, order=None):
        self.order = order
        super().__init__(
            "This form has already been used. Look the order over, then place it again."
        )


class OutOfStock(OrderRefusal):
    """`short` holds pairs of a title and the copies left of it."""

    def __init__(self, short):
        self.short = short
        lines = [f"{title}: {NotEnoughCopies(left)}" for title, left in short]
        super().__init__(" ".join(lines))


class TooManyForOne(OrderRefusal):
    """`over` are the items of which one customer may not have so many copies."""

    def __init__(self, over):
        self.over = over
        super().__init__(" ".join(map(limit_of, over)))


def limit_of(item):
    # Not how many she had: whoever types another's address would be told of that one's orders.
    most, limit = item.edition.most, "at a time"
    if item.edition.most_per_customer:
        limit = "to one customer within 30 days, earlier orders counted"
    return f"{item.work.title}: we sell at most {copies(most)} {limit}."


class NotPayable(OrderRefusal):
    """The order is paid, ended, or its money is on the way."""


class NotShippable(OrderRefusal):
    pass


class NoDownload(OrderRefusal):
    """The message says why, in a sentence for the buyer."""


class NotRefundable(OrderRefusal):
    pass


class TooLateToCancel(OrderRefusal):
    def __init__(self):
        super().__init__("This order can no longer be cancelled.")


class NotReturnable(OrderRefusal):
    """These copies cannot be sent back, or not any more; or the return is past that point."""
