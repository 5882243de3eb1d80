"""How staff read what the tax table says."""

from app.admin.places import country_name
from app.pricing.regions import collects
from app.pricing.tax_editing import COLLECTS as CODES

COLLECTS = {
    "usual": "As usual for a shop of our country",
    "yes": "Yes",
    "no": "No",
}
ON_DELIVERY = {
    "as_goods": "Like the books in the parcel",
    "standard": "At the rate for anything else",
    "none": "Not taxed",
}
INCLUDED = {"yes": "Yes: shoppers read them with it", "no": "No: it is added at the checkout"}


def collects_words(home, would):
    """The choices, with what the usual one means for a shop that is at home there."""
    means = "collected" if would else "not collected"
    return COLLECTS | {"usual": f"As usual for a shop at home here ({country_name(home)}): {means}"}


def is_collected(regime, home):
    """Such as "Yes", or "No, as usual" where nobody has decided otherwise."""
    said = "Yes" if collects(regime, home) else "No"
    return f"{said}, as usual" if CODES[regime.collected] == "usual" else said
