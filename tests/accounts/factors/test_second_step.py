import threading
import time

import pytest

from app.accounts import letters
from app.accounts.changing import change_password
from app.accounts.factors import having, recovery_codes
from app.accounts.models import Customer, Session
from app.db import db
from tests.conftest import HTMX
from tests.people import a_person, an_authenticator, letters_to, link_in, show_code, sign_in

NEW = "seven slow herons wade"


@pytest.fixture
def person(app):
    return a_person()


@pytest.fixture
def phone(person):
    """The app that makes her codes."""
    return an_authenticator(person)


def pretend_later(client, seconds):
    with client.session_transaction() as cookie:
        cookie["second"] = {**cookie["second"], "at": cookie["second"]["at"] - seconds}


def test_the_password_alone_opens_nothing(client, phone):
    assert sign_in(client).location == "/login/second"
    assert Session.select().count() == 0
    assert client.get("/account").location.startswith("/login")


def test_a_code_of_her_app_lets_her_in_and_to_where_she_was_going(client, phone):
    sign_in(client, next="/orders/AB-1")
    assert "One more step" in client.get("/login/second").text
    assert show_code(client, phone.now()).location == "/orders/AB-1"
    assert client.get("/account").status_code == 200
    assert Session.get().second_factor


def test_a_code_may_be_typed_as_the_app_shows_it_and_half_a_minute_late(client, phone):
    sign_in(client)
    late = phone.at(time.time() - 30)
    assert show_code(client, f" {late[:3]} {late[3:]} ").status_code == 303


@pytest.mark.parametrize("code", ["", "000000", "é", "1" * 5000, "\0", "12345", "none"])
def test_a_wrong_code_opens_nothing(client, phone, code):
    if code == phone.now():
        pytest.skip("one in a million")
    sign_in(client)
    assert show_code(client, code).status_code == 422
    assert Session.select().count() == 0


def test_a_code_of_two_minutes_ago_is_no_code(client, phone):
    sign_in(client)
    assert show_code(client, phone.at(time.time() - 120)).status_code == 422


def test_a_code_works_once(client, a_browser, phone):
    code = phone.now()
    sign_in(client)
    show_code(client, code)
    thief = a_browser()
    sign_in(thief)
    assert show_code(thief, code).status_code == 422


def test_an_older_code_than_one_that_was_used_is_void(client, a_browser, phone):
    older = phone.at(time.time() - 30)
    sign_in(client)
    show_code(client, phone.now())
    thief = a_browser()
    sign_in(thief)
    assert show_code(thief, older).status_code == 422


def test_of_two_who_send_a_code_at_once_one_wins(app, person, phone):
    code = phone.now()
    assert both(app, lambda: having.show_code(person, code)) == [False, True]


def test_of_two_who_send_a_recovery_code_at_once_one_wins(app, person, phone):
    code, *_ = recovery_codes.new_codes(person.id)
    assert both(app, lambda: having.show_code(person, code)) == [False, True]


def both(app, act):
    start, done = threading.Barrier(2), []

    def run():
        with app.app_context(), db.connection_context():
            start.wait()
            done.append(act())

    rivals = [threading.Thread(target=run) for _ in range(2)]
    [rival.start() for rival in rivals]
    [rival.join() for rival in rivals]
    return sorted(done)


def test_a_recovery_code_lets_her_in_once_however_it_is_typed(client, a_browser, person, phone):
    code, *_ = recovery_codes.new_codes(person.id)
    sign_in(client)
    assert show_code(client, f" {code.upper().replace('-', ' ')} ").status_code == 303
    again = a_browser()
    sign_in(again)
    assert show_code(again, code).status_code == 422
    assert recovery_codes.left(person.id) == 9
    assert letters_to(person.email)[-1][0] == "recovery_code_used"


def test_a_code_of_somebody_else_opens_nothing(client, phone):
    other = an_authenticator(a_person("other@example.org"))
    sign_in(client)
    assert show_code(client, other.now()).status_code == 422


def test_the_second_step_waits_five_minutes(client, phone):
    sign_in(client)
    pretend_later(client, 301)
    answer = show_code(client, phone.now())
    assert answer.location == "/login"
    assert "Please begin again" in client.get("/login").text


def test_without_the_first_step_there_is_no_second(client, phone):
    assert client.get("/login/second").location == "/login"
    assert show_code(client, phone.now()).location == "/login"


def test_a_first_step_with_a_password_that_was_changed_meanwhile_is_void(client, person, phone):
    sign_in(client)
    change_password(Customer.get(), NEW, session_id=None)
    assert show_code(client, phone.now()).location == "/login"


def test_a_first_step_kept_by_a_thief_is_of_no_use_without_a_code(client, a_browser, phone):
    sign_in(client)
    stolen = client.get_cookie("octavo").value
    show_code(client, phone.now())
    thief = a_browser()
    thief.set_cookie("octavo", stolen)
    assert thief.get("/account").status_code == 303
    assert show_code(thief, phone.now()).status_code == 422


def test_a_guesser_meets_a_wall(client, person, phone):
    sign_in(client)
    answers = [show_code(client, "none").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert show_code(client, phone.now()).status_code == 429


def test_the_wall_stands_wherever_a_guesser_comes_from_and_however_often_he_begins_again(
    client, phone
):
    for number in range(60):
        if number % 8 == 0:
            client.environ_base["REMOTE_ADDR"] = f"198.51.100.{number}"
            sign_in(client)
        assert show_code(client, "none").status_code == 422
    client.environ_base["REMOTE_ADDR"] = "203.0.113.1"
    sign_in(client)
    assert show_code(client, "none").status_code == 429


def test_a_forgotten_password_does_not_do_away_with_the_second_step(client, person, phone):
    client.post("/password/forgot", data={"email": person.email})
    _, about = letters_to(person.email)[-1]
    reset = client.post(link_in(letters.reset_password(about)), data={"password": NEW})
    assert reset.location == "/login/second"
    assert Session.select().count() == 0
    assert show_code(client, phone.now()).location == "/account"


def test_staying_signed_in_is_remembered_through_the_second_step(client, phone):
    sign_in(client, remember="1")
    show_code(client, phone.now())
    assert Session.get().remembered


def test_the_path_after_the_second_step_stays_in_the_shop(client, phone):
    sign_in(client, next="//evil.example/")
    assert show_code(client, phone.now()).location == "/account"


def test_the_code_is_sent_with_where_she_is_going_as_the_cart_asks_for_it(client, phone):
    sign_in(client, next="/checkout")
    assert 'name="next" value="/checkout"' in client.get("/login/second").text


def test_htmx_is_led_on_and_refused_with_the_form_alone(client, phone):
    fields = {"email": "reader@example.org", "password": "four quiet rivers meet"}
    first = client.post("/login", data=fields, headers=HTMX)
    assert first.headers["HX-Redirect"] == "/login/second"
    refused = client.post("/login/second", data={"code": "1"}, headers=HTMX)
    assert refused.text.lstrip().startswith("<form")


def test_the_operator_gives_a_person_without_her_phone_back_to_the_password(app, client, phone):
    sign_in(client)
    show_code(client, phone.now())
    runner = app.test_cli_runner()
    said = runner.invoke(args=["staff", "reset-factors", "Reader@example.org"])
    assert said.exit_code == 0, said.output
    assert client.get("/account").status_code == 303
    assert sign_in(client).location == "/account"
    assert letters_to("reader@example.org")[-1][0] == "factors_reset"
    assert runner.invoke(args=["staff", "reset-factors", "x@example.org"]).exit_code == 1
