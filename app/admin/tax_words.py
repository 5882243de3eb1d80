"""How staff read what the tax table says."""

from app.admin.places import country_name
from app.pricing.regions import collects
from app.pricing.tax_editing import COLLECTS as CODES

COLLECTS = {
    "usual": "As a shop of its country does",
    "yes": "Yes, whatever its country",
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
    means = "it collects this tax" if would else "it does not collect this tax"
    usual = f"As a shop in {country_name(home)} does: {means}"
    return COLLECTS | {"usual": usual}


def is_collected(regime, home):
    """Such as "Yes", or "No, as usual" where nobody has decided otherwise."""
    said = "Yes" if collects(regime, home) else "No"
    return f"{said}, as usual" if CODES[regime.collected] == "usual" else said
