"""What Stripe asks of the lines of a session, and of their sum."""

import re

from dev.stripe_simulator import money
from dev.stripe_simulator.metadata import check_metadata
from dev.stripe_simulator.parameters import missing
from dev.stripe_simulator.refusals import BadParameter, Missing, not_simulated

MOST_LINES = 100


def check_lines(params):
    lines = params.get("line_items")
    if not lines:
        raise missing("line_items")
    if len(lines) > MOST_LINES:
        message = f"You can have up to {MOST_LINES} line items."
        raise BadParameter(message, param="line_items")
    for index, line in enumerate(lines):
        _check_line(line, f"line_items[{index}]")
    if len({line["price_data"]["currency"].lower() for line in lines}) > 1:
        raise BadParameter("All line items must have the same currency.", param="line_items")


def _check_line(line, path):
    if line.get("tax_rates"):
        raise Missing("tax rate", line["tax_rates"][0], f"{path}[tax_rates][0]")
    if line.get("adjustable_quantity", {}).get("enabled"):
        raise not_simulated(f"{path}[adjustable_quantity]")
    if "price" in line:
        raise Missing("price", line["price"], f"{path}[price]")
    if "price_data" not in line:
        raise missing(f"{path}[price_data]")
    if "quantity" not in line:
        raise missing(f"{path}[quantity]")
    if line["quantity"] < 1:
        message = "This value must be greater than or equal to 1."
        raise BadParameter(message, code="parameter_invalid_integer", param=f"{path}[quantity]")
    check_metadata(line.get("metadata"), f"{path}[metadata]")
    _check_price(line["price_data"], f"{path}[price_data]")


def _check_price(price, path):
    if "product" in price:
        raise Missing("product", price["product"], f"{path}[product]")
    for name in ("recurring", "unit_amount_decimal"):
        if name in price:
            raise not_simulated(f"{path}[{name}]")
    for name in ("product_data", "unit_amount"):
        if name not in price:
            raise missing(f"{path}[{name}]")
    _check_currency(price["currency"], f"{path}[currency]")
    _check_amount(price["unit_amount"], f"{path}[unit_amount]")
    check_metadata(price["product_data"].get("metadata"), f"{path}[product_data][metadata]")


def _check_currency(currency, path):
    if not re.fullmatch("[A-Za-z]{3}", currency):
        raise BadParameter(f"Invalid currency: {currency}", param=path)


def _check_amount(amount, path):
    if amount < 0:
        message = "Invalid non-negative integer"
        raise BadParameter(message, code="parameter_invalid_integer", param=path)
    if amount > money.MOST:
        message = f"Amount must be no more than {money.MOST} minor units."
        raise BadParameter(message, code="amount_too_large", param=path)


def check_shipping(params):
    for index, option in enumerate(params.get("shipping_options", [])):
        path = f"shipping_options[{index}]"
        if "shipping_rate" in option:
            raise Missing("shipping rate", option["shipping_rate"], f"{path}[shipping_rate]")
        path += "[shipping_rate_data][fixed_amount]"
        amount = option.get("shipping_rate_data", {}).get("fixed_amount")
        if amount is None:
            raise missing(path)
        _check_amount(amount["amount"], f"{path}[amount]")
        if amount["currency"].lower() != _currency(params):
            message = "The shipping rate must have the currency of the line items."
            raise BadParameter(message, param=f"{path}[currency]")


def check_total(params):
    lines = params["line_items"]
    total = sum(line["price_data"]["unit_amount"] * line["quantity"] for line in lines)
    shipping = params.get("shipping_options")
    if shipping:
        total += shipping[0]["shipping_rate_data"]["fixed_amount"]["amount"]
    currency = _currency(params)
    # Nothing to pay is allowed; too little to be worth a transfer is not.
    if 0 < total < money.least(currency):
        least = money.spoken(money.least(currency), currency)
        message = f"The Checkout Session's total amount due must add up to at least {least}"
        raise BadParameter(message, code="amount_too_small")
    _check_amount(total, "line_items")


def _currency(params):
    return params["line_items"][0]["price_data"]["currency"].lower()
