"""worked_examples.toml against the tables of the shop and its one pricing function."""

import re
import tomllib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.pricing.basket import Basket, Line, Promotion
from app.pricing.models import TaxRate, TaxRegime
from app.pricing.price import price
from app.pricing.tables import rules_for

EXAMPLES = tomllib.loads(Path(__file__).with_name("worked_examples.toml").read_text())["example"]
CURRENCIES = {"GB": "GBP", "DE": "EUR", "US": "USD"}
LINE = re.compile(
    r"(?:(?P<copies>\d+) x )?(?P<price>[\d.]+) (?P<tax_class>\w+)"
    r"(?P<facts>(?: download| children| hardback)*)(?: was (?P<was>[\d.]+))?"
)
PROMOTION = re.compile(
    r"(?P<what>offer|voucher) (?:(?P<percent>\d+) %|(?P<amount>\d+\.\d\d)|(?P<of>\d) for \d"
    r"|free delivery)(?P<only> children| paperback)?(?: from (?P<least>[\d.]+))?"
    r"(?P<unreduced> unreduced)?"
)
CHILDREN = 7  # the id of a subject


def minor(amount):
    return int(Decimal(amount or 0) * 100)


@pytest.fixture
def rules(app, settings_changed):
    """Builds the rules of an example from the shop's own tables."""

    def build(example):
        settings_changed(country=example["shop"], currency=CURRENCIES[example["shop"]])
        country, _, region = example["to"].partition("-")
        if example.get("collected"):
            TaxRegime.update(collected=True).where(
                TaxRegime.country == country, TaxRegime.region == region
            ).execute()
        if "rate" in example:
            TaxRate.update(rate_ppm=int(Decimal(example["rate"]) * 10_000)).where(
                TaxRate.country == country, TaxRate.region == region
            ).execute()
        promotions = [promotion(*of) for of in enumerate(example.get("promotions", []), 1)]
        vouchers = [one for one in promotions if one.code]
        return replace(
            rules_for(country, region),
            offers=tuple(one for one in promotions if not one.code),
            voucher=vouchers[0] if vouchers else None,
        )

    return build


def line(number, text):
    found = LINE.fullmatch(text)
    facts, unit = found["facts"].split(), minor(found["price"])
    return Line(
        edition_id=number,
        title=f"Book {number}",
        quantity=int(found["copies"] or 1),
        unit_minor=unit,
        list_minor=minor(found["was"]) or unit,
        tax_class=found["tax_class"],
        format="hardback" if "hardback" in facts else "paperback",
        subjects=frozenset({CHILDREN} if "children" in facts else ()),
        is_download="download" in facts or found["tax_class"] == "ebook",
    )


def promotion(number, text):
    found = PROMOTION.fullmatch(text)
    kinds = {"percent": found["percent"], "amount": found["amount"], "cheapest_free": found["of"]}
    return Promotion(
        id=number,
        name=text,
        kind=next((kind for kind, given in kinds.items() if given), "free_delivery"),
        percent=int(found["percent"] or 0),
        amount_minor=minor(found["amount"]),
        of_copies=int(found["of"] or 0),
        minimum_minor=minor(found["least"]),
        subjects=frozenset({CHILDREN} if found["only"] == " children" else ()),
        formats=frozenset({"paperback"} if found["only"] == " paperback" else ()),
        on_reduced=not found["unreduced"],
        code="CODE" if found["what"] == "voucher" else "",
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["name"])
def test_a_basket_costs_what_was_worked_out_by_hand(example, rules, tables_put_back):
    country, _, region = example["to"].partition("-")
    gift_cards = tuple(minor(amount) for amount in example.get("gift_cards", "").split())
    lines = tuple(line(*of) for of in enumerate(example["lines"], 1))
    wanted, wrapped = example.get("delivery", ""), example.get("wrapped", False)
    found = price(Basket(lines, country, region, wanted, wrapped, gift_cards), rules(example))
    figures = {
        "off": found.discount_minor,
        "delivered": found.shipping_minor,
        "tax": found.tax_minor,
        "total": found.total_minor,
    }
    assert figures == {name: minor(example[name]) for name in figures}
    if "each" in example:
        each = [minor(amount) for amount in example["each"].split()]
        assert [priced.minor for priced in found.lines] == each


def test_there_are_sixty_examples_or_more_each_with_a_name_of_its_own():
    assert len({example["name"] for example in EXAMPLES}) == len(EXAMPLES) >= 60
