"""What holds of every price, whatever is bought, reduced and taxed."""

from hypothesis import given
from hypothesis.strategies import (
    booleans,
    builds,
    frozensets,
    integers,
    lists,
    none,
    one_of,
    sampled_from,
    tuples,
)

from app.pricing.basket import Basket, Line, Method, Promotion, Regime, Rules
from app.pricing.price import price, spend

CLASSES = ("printed", "ebook", "audio", "standard")
FORMATS = ("paperback", "hardback", "ebook")
SUBJECTS = frozensets(integers(1, 3), max_size=2)
KINDS = ("percent", "amount", "cheapest_free", "free_delivery")


def a_line(number, unit, reduced, **facts):
    return Line(number, f"Book {number}", unit_minor=unit, list_minor=unit + reduced, **facts)


LINES = lists(
    builds(
        a_line,
        integers(1, 10**6),
        integers(0, 5000),
        sampled_from((0, 0, 300)),
        quantity=integers(1, 20),
        tax_class=sampled_from(CLASSES),
        format=sampled_from(FORMATS),
        subjects=SUBJECTS,
        weight_g=one_of(none(), integers(1, 3000)),
        is_download=booleans(),
    ),
    max_size=6,
)


def promotions(code=""):
    return builds(
        Promotion,
        id=integers(1, 99),
        name=sampled_from(("A", "B", "C")),
        kind=sampled_from(KINDS),
        percent=integers(1, 100),
        amount_minor=integers(1, 5000),
        of_copies=integers(2, 5),
        minimum_minor=sampled_from((0, 0, 1000)),
        subjects=SUBJECTS,
        formats=frozensets(sampled_from(FORMATS), max_size=1),
        on_reduced=booleans(),
        code=sampled_from((code,)),
    )


METHODS = lists(
    builds(
        Method,
        code=sampled_from(("a", "b", "c")),
        name=sampled_from(("Standard", "Express")),
        price_minor=integers(0, 2000),
        free_from_minor=one_of(none(), integers(1, 5000)),
        priced_by=sampled_from(("order", "weight", "total")),
        bands=lists(tuples(integers(1, 20000), integers(0, 2000)), max_size=3).map(tuple),
    ),
    max_size=3,
)
REGIMES = builds(
    Regime,
    name=sampled_from(("VAT",)),
    included=booleans(),
    on_delivery=sampled_from(("as_goods", "standard", "none")),
    rates=tuples(*(tuples(sampled_from((name,)), integers(0, 300_000)) for name in CLASSES)),
)
RULES = builds(
    Rules,
    currency=sampled_from(("GBP",)),
    methods=METHODS.map(tuple),
    regime=REGIMES,
    offers=lists(promotions(), max_size=3, unique_by=lambda offer: offer.id).map(tuple),
    voucher=one_of(none(), promotions("CODE")),
    wrap_minor=one_of(none(), integers(0, 500)),
)
BASKETS = builds(
    Basket,
    lines=LINES.map(tuple),
    country=sampled_from(("GB",)),
    delivery=sampled_from(("", "a", "b")),
    wrapped=booleans(),
    gift_cards=lists(integers(100, 10000), max_size=2).map(tuple),
)


@given(BASKETS, RULES)
def test_the_total_is_the_sum_of_its_parts(basket, rules):
    found = price(basket, rules)
    lines = sum(priced.minor for priced in found.lines)
    added = 0 if found.tax_included else found.tax_minor
    parts = (lines, found.shipping_minor, found.wrap_minor, found.gift_cards_minor, added)
    assert found.total_minor == sum(parts)
    assert found.subtotal_minor - found.discount_minor == lines


@given(BASKETS, RULES)
def test_taxes_by_rate_add_up_to_the_tax_and_to_what_is_taxed(basket, rules):
    found = price(basket, rules)
    assert sum(rate.tax_minor for rate in found.taxes) == found.tax_minor
    paid = found.total_minor - found.gift_cards_minor
    assert sum(rate.net_minor + rate.tax_minor for rate in found.taxes) == paid


@given(BASKETS, RULES)
def test_no_line_and_no_delivery_costs_less_than_nothing_or_more_than_it_did(basket, rules):
    found = price(basket, rules)
    assert all(0 <= priced.minor <= priced.line.total for priced in found.lines)
    assert found.delivery is None or 0 <= found.shipping_minor <= found.delivery.minor


@given(BASKETS, RULES)
def test_what_promotions_take_off_is_told_of_each(basket, rules):
    found = price(basket, rules)
    assert sum(found.promotions.values()) == found.discount_minor + found.delivery_off_minor


@given(BASKETS, RULES)
def test_the_reasons_add_up_to_the_total(basket, rules):
    *steps, (_, total) = price(basket, rules).reasons
    assert sum(minor for _, minor in steps) == total == price(basket, rules).total_minor


@given(BASKETS, RULES)
def test_a_voucher_never_lessens_what_is_taken_off_the_books(basket, rules):
    with_voucher = price(basket, rules)
    without = price(basket, Rules(**{**vars(rules), "voucher": None}))
    assert with_voucher.discount_minor >= without.discount_minor


@given(lists(integers(0, 5000), max_size=4), integers(0, 9000), sampled_from((0, 30)))
def test_stored_money_leaves_nothing_to_pay_or_enough_for_a_card(balances, most, least):
    spent = spend(balances, most, least)
    left = most - sum(spent)
    assert all(0 <= one <= balance for one, balance in zip(spent, balances, strict=True))
    assert left == 0 or left >= min(least, most)
    if sum(balances) >= most:
        assert left == 0


def test_a_method_priced_by_weight_is_not_offered_beyond_its_last_band():
    heavy = Line(1, "Atlas", 1, 5000, 5000, weight_g=2500)
    by_weight = Method("w", "By weight", priced_by="weight", bands=((1000, 400), (2000, 600)))
    other = Method("o", "Courier", price_minor=1500)
    offered = price(Basket((heavy,), "GB"), Rules("GBP", (by_weight, other))).deliveries
    assert [delivery.code for delivery in offered] == ["o"]


def test_a_method_priced_by_weight_costs_what_its_band_says_to_the_gram():
    by_weight = Method("w", "By weight", priced_by="weight", bands=((2000, 600), (1000, 400)))

    def costs(grams):
        line = Line(1, "Novel", 1, 999, 999, weight_g=grams)
        return price(Basket((line,), "GB"), Rules("GBP", (by_weight,))).shipping_minor

    assert [costs(grams) for grams in (1000, 1001, 2000)] == [400, 600, 600]


def test_what_is_collected_bears_the_tax_of_the_shop_whatever_address_is_typed():
    counter = Method("c", "Collect", kind="collect", collect_from="1 High Street")
    home = Regime("VAT", rates=(("audio", 200_000),))
    line = Line(1, "Novel, read aloud", 1, 1200, 1200, tax_class="audio")
    found = price(Basket((line,), "JE"), Rules("GBP", (counter,), home=home))
    assert (found.tax_minor, found.total_minor) == (200, 1200)


def test_a_standard_parcel_that_would_have_been_free_is_not_what_delivery_cost():
    methods = (Method("s", "Standard", price_minor=295), Method("e", "Express", price_minor=595))
    line, free = Line(1, "Novel", 1, 999, 999), Promotion(1, "Free delivery", "free_delivery")
    dear = price(Basket((line,), "GB", delivery="e"), Rules("GBP", methods))
    reduced = price(Basket((line,), "GB", delivery="e"), Rules("GBP", methods, offers=(free,)))
    assert (dear.shipping_minor, dear.standard_shipping_minor) == (595, 295)
    assert (reduced.shipping_minor, reduced.standard_shipping_minor) == (300, 0)
