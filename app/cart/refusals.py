"""What the cart will not do; each message is a sentence for the shopper."""


class CartRefusal(Exception):
    """The cart stays as it was."""


class BadQuantity(CartRefusal):
    pass


class CartGone(CartRefusal):
    """The cart was deleted since it was read; the next click finds the one that counts now."""

    def __init__(self):
        super().__init__(
            "Your cart has just changed, most likely because you signed in in another tab. "
            "Nothing was done: please try again."
        )


class TooManyCopies(CartRefusal):
    def __init__(self, edition):
        limit = f"We sell up to {edition.most} copies of one edition at a time."
        if edition.most_per_customer:
            limit = f"We sell at most {copies(edition.most)} of this edition to one customer."
        super().__init__(limit)


class NotEnoughCopies(CartRefusal):
    def __init__(self, available, in_cart=0):
        self.available = available
        self.in_cart = in_cart
        super().__init__(_sentence(available, in_cart))


def copies(number):
    return "one copy" if number == 1 else f"{number} copies"


def _sentence(available, in_cart):
    if not available:
        return "No copies are left to sell just now."
    left = "Only one copy is left" if available == 1 else f"Only {available} copies are left"
    return f"{left}, and you have {in_cart} in your cart." if in_cart else f"{left}."
