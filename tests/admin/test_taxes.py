from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.admin.tax_words import is_collected
from app.pricing.models import TaxRegime
from app.pricing.tables import regime_of
from app.times import shop_date

pytestmark = pytest.mark.usefixtures("tables_put_back")
TOMORROW = (datetime.now(ZoneInfo("Europe/London")).date() + timedelta(days=1)).isoformat()
FRENCH = {
    "name": "VAT",
    "included": "yes",
    "on_delivery": "as_goods",
    "collected": "usual",
    "printed_rate": "5.5",
    "ebook_rate": "5.5",
    "audio_rate": "5.5",
    "standard_rate": "20",
}
SWISS = FRENCH | {"country": "CH", "region": "", "collected": "yes", "printed_rate": "2.6"}


def seen_on(page):
    return page.text.split('name="seen" value="')[1].split('"')[0]


@pytest.fixture
def save(desk):
    """Saves the form of France, as it was filled in when it was opened just now."""

    def send(**typed):
        seen = seen_on(desk.get("/admin/taxes/FR"))
        return desk.post("/admin/taxes/FR", data=FRENCH | {"seen": seen} | typed)

    return send


def france():
    return TaxRegime.get(TaxRegime.country == "FR")


def test_the_table_is_grouped_by_where_the_shop_is_at_home(desk, settings_changed):
    page = desk.get("/admin/taxes").text
    assert page.index("At home") < page.index("/admin/taxes/GB") < page.index("European Union")
    assert page.index("European Union") < page.index("/admin/taxes/FR") < page.index("/US-TX")
    settings_changed(country="FR")
    page = desk.get("/admin/taxes").text
    assert page.index("/admin/taxes/FR") < page.index("European Union") < page.index("/taxes/DE")


@pytest.mark.parametrize("words", ["texas", "us-tx", " Texas "])
def test_a_place_is_found_by_its_name_or_its_code(desk, words):
    page = desk.get("/admin/taxes", query_string={"q": words}, headers={"HX-Request": "true"}).text
    assert "/admin/taxes/US-TX" in page
    assert "/admin/taxes/FR" not in page


def test_whether_the_shop_collects_is_told_with_what_that_means_now(desk, settings_changed):
    usual = "As usual for a shop at home here ({}): {}"
    page = desk.get("/admin/taxes/FR").text
    assert usual.format("United Kingdom", "not collected") in page
    settings_changed(country="DE")
    assert usual.format("Germany", "collected") in desk.get("/admin/taxes/FR").text
    assert is_collected(france(), "DE") == "Yes, as usual"
    assert is_collected(TaxRegime(country="FR", region="", collected=False), "DE") == "No"


def test_a_rate_has_up_to_four_decimals(desk, save, settings_changed):
    settings_changed(country="FR")
    assert save(printed_rate="5.4321 %").status_code == 303
    assert regime_of("FR").rate("printed") == 54_321
    assert 'value="5.4321"' in desk.get("/admin/taxes/FR").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"name": " "}, "Say what the tax is called."),
        ({"printed_rate": ""}, "Write the rate as a percentage"),
        ({"printed_rate": "5.12345"}, "Write the rate as a percentage"),
        ({"printed_rate": "100.1"}, "Write the rate as a percentage"),
        ({"printed_rate": "-1"}, "Write the rate as a percentage"),
        ({"included": "perhaps"}, "Choose one of these."),
        ({"on_delivery": ""}, "Choose one of these."),
        ({"collected": "sometimes"}, "Choose one of these."),
        (
            {"planned_day": [TOMORROW], "planned_class": ["ebook"], "planned_rate": [""]},
            "A change has a day and a rate.",
        ),
        (
            {"planned_day": ["soon"], "planned_class": ["ebook"], "planned_rate": ["5"]},
            "A change has a day and a rate.",
        ),
        (
            {"planned_day": ["2001-01-01"], "planned_class": ["ebook"], "planned_rate": ["5"]},
            "A change begins tomorrow or later",
        ),
        (
            {
                "planned_day": [TOMORROW] * 2,
                "planned_class": ["ebook"] * 2,
                "planned_rate": ["5", "6"],
            },
            "Two changes of one rate",
        ),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(save, typed, sentence):
    answer = save(standard_rate="19.99", **typed)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="19.99"' in answer.text


def test_a_planned_change_is_shown_and_can_be_called_off(desk, save, settings_changed):
    settings_changed(country="FR")
    row = {"planned_day": [TOMORROW], "planned_class": ["ebook"], "planned_rate": ["20"]}
    save(**row)
    assert "1 planned" in desk.get("/admin/taxes").text
    assert f'value="{TOMORROW}"' in desk.get("/admin/taxes/FR").text
    tried = {"place": "FR", "tax_class": "ebook"}
    later = desk.get("/admin/taxes/example", query_string=tried | {"day": TOMORROW}).text
    assert "£1.67 is VAT (20%)" in later
    assert "£0.52 is VAT (5.5%)" in desk.get("/admin/taxes/example", query_string=tried).text
    day = shop_date(date.fromisoformat(TOMORROW))
    assert f"<ins>Ebook 20% from {day}</ins>" in desk.get("/admin/taxes/FR").text
    save(planned_day=[""], planned_class=["ebook"], planned_rate=[""])
    assert "1 planned" not in desk.get("/admin/taxes").text


def test_of_two_clerks_the_second_is_shown_what_differs_and_loses_nothing(desk, save):
    seen = seen_on(desk.get("/admin/taxes/FR"))
    assert save(ebook_rate="10").status_code == 303
    answer = desk.post("/admin/taxes/FR", data=FRENCH | {"seen": seen, "audio_rate": "7.25"})
    assert answer.status_code == 409
    assert "Somebody else saved this" in answer.text
    assert "Ebook, percent" in answer.text
    assert 'value="7.25"' in answer.text
    again = desk.post("/admin/taxes/FR", data=FRENCH | {"seen": seen_on(answer)})
    assert again.status_code == 303


def test_a_change_is_in_the_trail(desk, save, owner):
    save(name="TVA", collected="yes")
    page = desk.get("/admin/taxes/FR").text
    assert f"<strong>{owner.name}</strong> edited" in page
    assert "<del>VAT</del> <ins>TVA</ins>" in page


def test_a_country_is_added(desk):
    assert desk.post("/admin/taxes", data=SWISS).status_code == 303
    regime = regime_of("CH")
    assert (regime.name, regime.rate("printed")) == ("VAT", 26_000)


def test_a_region_is_added_and_is_taxed_by_its_own_rates(desk):
    quebec = SWISS | {"country": "CA", "region": "quebec", "printed_rate": "5"}
    assert desk.post("/admin/taxes", data=quebec).status_code == 303
    assert regime_of("CA", "QC").rate("printed") == 50_000
    assert regime_of("CA", "ON").name == ""


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"country": "FR"}, "This place is in the table already."),
        ({"country": ""}, "Choose one of these."),
        ({"country": "US", "region": "Texas"}, "This place is in the table already."),
        ({"country": "US", "region": "Bavaria"}, "United States has no region of this name."),
        ({"country": "DE", "region": "Bavaria"}, "Addresses in Germany name no region."),
    ],
)
def test_a_place_that_cannot_be_added_is_refused_with_the_reason(desk, typed, sentence):
    answer = desk.post("/admin/taxes", data=SWISS | typed)
    assert answer.status_code == 422
    assert sentence in answer.text


@pytest.mark.parametrize(
    ("home", "place", "tax_class", "sentence"),
    [
        ("GB", "GB", "printed", "£10.00 stays £10.00, of which £0.00 is VAT (0%)."),
        ("GB", "GB", "audio", "£10.00 stays £10.00, of which £1.67 is VAT (20%)."),
        ("GB", "FR", "printed", "£10.00 stays £10.00: we collect no tax there."),
        ("DE", "FR", "printed", "£10.00 stays £10.00, of which £0.52 is VAT (5.5%)."),
    ],
)
def test_it_is_tried_what_a_price_of_ten_becomes(
    desk, settings_changed, home, place, tax_class, sentence
):
    settings_changed(country=home)
    page = desk.get(f"/admin/taxes/example?place={place}&tax_class={tax_class}")
    assert sentence in page.text


def test_where_the_tax_is_added_a_price_of_ten_becomes_more(desk):
    TaxRegime.update(collected=True).where(TaxRegime.region == "TX").execute()
    page = desk.get("/admin/taxes/example?place=US-TX&tax_class=printed")
    assert "£10.00 becomes £10.63: £0.63 of Sales tax (6.25%) is added to it." in page.text


@pytest.mark.parametrize("place", ["XX", "fr", "US", "US-", "US-ZZ", "-"])
def test_a_place_that_is_not_in_the_table_is_not_found(desk, place):
    assert desk.get(f"/admin/taxes/{place}").status_code == 404
