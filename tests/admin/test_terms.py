import pytest

from app.pricing.models import Terms
from app.pricing.tables import rules_for

pytestmark = pytest.mark.usefixtures("tables_put_back")
TERMS = {"gift_wrap": "3.50", "withdrawal_days": "14", "return_days": "30", "download_times": "5"}


def seen_on(page):
    return page.text.split('name="seen" value="')[1].split('"')[0]


@pytest.fixture
def save(desk):
    def send(**typed):
        seen = seen_on(desk.get("/admin/terms"))
        return desk.post("/admin/terms", data=TERMS | {"seen": seen} | typed)

    return send


@pytest.mark.parametrize(("typed", "minor"), [("4.25", 425), ("0", 0), ("", None)])
def test_gift_wrap_has_a_price_or_there_is_none(save, typed, minor):
    assert save(gift_wrap=typed).status_code == 303
    assert rules_for("GB").wrap_minor == minor


@pytest.mark.parametrize("days", ["13", "0", "-1", "", "many", "366"])
def test_nobody_may_give_customers_fewer_days_than_the_law(save, days):
    answer = save(withdrawal_days=days, download_times="7")
    assert answer.status_code == 422
    assert "14 days at the least" in answer.text
    assert 'value="7"' in answer.text
    assert Terms.get().withdrawal_days == 14


def test_shoppers_are_promised_the_days_that_were_set(save, client):
    save(withdrawal_days="21", return_days="60")
    page = client.get("/delivery").text
    assert "you have 21 days" in page
    assert "take back for 60 days" in page
    assert "Within 21 days" in client.get("/withdrawal").text


def test_a_copy_can_be_downloaded_once_at_the_least(save, client):
    assert save(download_times="0").status_code == 422
    assert save(download_times="1").status_code == 303
    assert "may be downloaded once" in client.get("/delivery").text


def test_of_two_clerks_the_second_is_shown_what_differs(desk, save):
    seen = seen_on(desk.get("/admin/terms"))
    save(gift_wrap="4.00")
    answer = desk.post("/admin/terms", data=TERMS | {"seen": seen, "download_times": "8"})
    assert answer.status_code == 409
    assert "£4.00" in answer.text
    assert 'value="8"' in answer.text
    assert Terms.get().download_times == 5


def test_a_change_of_the_terms_is_in_the_trail(desk, save, owner):
    save(withdrawal_days="30")
    page = desk.get("/admin/terms").text
    assert f"<strong>{owner.name}</strong> edited" in page
    assert "<del>14</del> <ins>30</ins>" in page
