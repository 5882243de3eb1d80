import pytest

from app.accounts import changing, staff
from app.accounts.audit import AuditEvent
from app.accounts.models import Customer
from tests.people import a_person, signed_in


def test_staff_add_gives_a_known_customer_a_role(app):
    a_person("bea@example.org")
    said = app.test_cli_runner().invoke(args=["staff", "add", "Bea@example.org", "--role", "owner"])
    assert said.exit_code == 0, said.output
    assert Customer.at("bea@example.org").role == "owner"
    assert "http" not in said.output
    noted = AuditEvent.get()
    assert (noted.event, noted.facts) == ("role given by operator", {"role": "owner"})


def test_whoever_gets_a_role_signs_in_anew(app, client):
    signed_in(client)
    staff.give_role(Customer.get(), "manager")
    assert client.get("/account").status_code == 303


def test_with_a_role_nothing_that_was_changed_meanwhile_is_undone(app):
    read_before = a_person()
    changing.rename(read_before.id, "Ada Palmer")
    staff.give_role(read_before, "manager")
    assert (Customer.get().name, Customer.get().role) == ("Ada Palmer", "manager")


def test_staff_add_makes_an_account_and_prints_a_link_that_sets_its_password(app, client):
    said = app.test_cli_runner().invoke(args=["staff", "add", "bea@example.org", "--role", "owner"])
    link = said.output.rpartition("http://localhost")[2].strip()
    assert client.post(link, data={"password": "seven slow herons wade"}).status_code == 303
    assert "back office" in client.get("/account").text


def test_staff_add_does_not_trust_an_account_that_a_stranger_may_have_made(app):
    a_person("bea@example.org", verified=False)
    said = app.test_cli_runner().invoke(args=["staff", "add", "bea@example.org", "--role", "owner"])
    assert said.exit_code == 1
    assert not Customer.at("bea@example.org").is_staff


@pytest.mark.parametrize(
    "arguments", [["nobody", "--role", "owner"], ["a@example.org", "--role", "king"]]
)
def test_staff_add_refuses_what_it_cannot_do(app, arguments):
    assert app.test_cli_runner().invoke(args=["staff", "add", *arguments]).exit_code != 0
    assert Customer.select().count() == 0


def test_well_known_passwords_exist_in_development_only(app):
    with pytest.raises(RuntimeError):
        staff.add_development_people()
    assert Customer.select().count() == 0


@pytest.mark.parametrize("role", [None, "owner"])
def test_staff_see_the_way_to_the_back_office_and_others_do_not(client, role):
    signed_in(client, role=role)
    assert ("/admin/" in client.get("/account").text) == (role is not None)
