"""The owner invites colleagues, gives them roles and takes them away; the shop keeps an owner."""

import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from peewee import IntegrityError

from app.accounts import team
from app.accounts.models import Customer, Session
from app.accounts.sessions import open_session
from app.accounts.staff_actions import StaffAction
from app.db import db, now
from app.letters import LETTERS
from app.mail import Email
from app.privacy import erasing
from tests.people import letters_to, link_in, prove_later
from tests.waiting import begun, until_somebody_waits

INVITATION = {"email": "grace@example.org", "name": "Grace", "role": "bookseller"}


def role_of(email):
    customer = Customer.at(email)
    return customer and customer.role


def letter_to(email):
    (sent,) = Email.select().where(Email.recipient == email)
    return LETTERS[sent.kind](sent.about)


def test_a_stranger_is_invited_and_comes_in_by_the_link_of_her_letter(desk, client):
    answer = desk.post("/admin/staff", data=INVITATION, follow_redirects=True)
    assert "An invitation is on its way to grace@example.org" in answer.text
    assert role_of("grace@example.org") == "bookseller"
    letter = letter_to("grace@example.org")
    assert "Your role\nis bookseller." in letter.text
    chosen = client.post(link_in(letter), data={"password": "seven slow herons wade"})
    assert chosen.status_code == 303
    assert Customer.at("grace@example.org").is_verified


def test_a_customer_is_invited_with_the_account_that_she_has(desk, a_person):
    grace = a_person()
    Customer.update(verified_at=now()).where(Customer.id == grace.id).execute()
    desk.post("/admin/staff", data=INVITATION | {"email": grace.email.upper()})
    assert [kind for kind, _ in letters_to(grace.email)] == ["role_given"]
    assert link_in(letter_to(grace.email)) == "/admin/"
    member = Customer.get_by_id(grace.id)
    assert (member.role, member.name) == ("bookseller", grace.name)


def test_whoever_was_invited_and_has_not_come_is_invited_again_with_another_role(desk, client):
    for role in ("bookseller", "support"):
        desk.post("/admin/staff", data=INVITATION | {"role": role})
    first, second = Email.select().where(Email.recipient == "grace@example.org").order_by(Email.id)
    assert (first.kind, second.kind) == ("staff_invited", "staff_invited")
    link = link_in(LETTERS[second.kind](second.about))
    assert client.post(link, data={"password": "seven slow herons wade"}).status_code == 303
    assert role_of("grace@example.org") == "support"


def test_an_account_that_a_stranger_may_have_made_gets_no_role(desk, a_person):
    grace = a_person()
    answer = desk.post("/admin/staff", data=INVITATION | {"email": grace.email})
    assert answer.status_code == 422
    assert "nobody has shown yet" in answer.text
    assert role_of(grace.email) is None
    assert letters_to(grace.email) == []


def test_who_is_erased_while_she_is_invited_gets_no_role_but_a_new_account(app, owner, a_person):
    grace = a_person()
    Customer.update(verified_at=now()).where(Customer.id == grace.id).execute()
    invite = partial(team.invite, grace.email, "support", "Grace", staff_id=owner.id)
    with db.atomic():
        erasing.erase(grace.id, erasing.Wishes())
        invited = begun(app, invite)
        until_somebody_waits()
    invited.join()
    assert Customer.get_by_id(grace.id).role is None
    assert role_of(grace.email) == "support"


def test_the_database_itself_keeps_roles_from_the_erased(a_person):
    grace = a_person()
    with pytest.raises(IntegrityError, match="erased_role"), db.atomic():
        Customer.update(erased_at=now(), role="support").where(Customer.id == grace.id).execute()


def test_who_works_here_is_not_invited_again(desk, a_person):
    packer = a_person("warehouse")
    answer = desk.post("/admin/staff", data=INVITATION | {"email": packer.email})
    assert answer.status_code == 422
    assert role_of(packer.email) == "warehouse"


@pytest.mark.parametrize(
    "wrong",
    [{"email": "nobody"}, {"name": " "}, {"role": "king"}, {"role": ""}, {"name": "x" * 101}],
)
def test_an_invitation_that_cannot_be_is_refused_beside_the_field(desk, wrong):
    answer = desk.post("/admin/staff", data=INVITATION | wrong)
    assert answer.status_code == 422
    assert f'id="{next(iter(wrong))}-error"' in answer.text
    assert role_of("grace@example.org") is None


def test_another_role_ends_her_sessions_and_leaves_a_line(desk, owner, a_person):
    packer = a_person("warehouse")
    open_session(packer)
    assert desk.post(f"/admin/staff/{packer.id}/role", data={"role": "support"}).status_code == 303
    assert role_of(packer.email) == "support"
    assert not Session.select().where(Session.customer == packer).exists()
    line = StaffAction.get()
    assert (line.staff_id, line.action, line.subject) == (
        owner.id,
        "gave another role",
        f"staff {packer.id}",
    )
    assert (line.before, line.after) == ({"role": "warehouse"}, {"role": "support"})


def test_the_same_role_again_changes_nothing(desk, a_person):
    packer = a_person("warehouse")
    open_session(packer)
    desk.post(f"/admin/staff/{packer.id}/role", data={"role": "warehouse"})
    assert Session.select().where(Session.customer == packer).exists()
    assert StaffAction.select().count() == 0


def test_an_owner_who_keeps_her_role_stays_where_she_is(desk, owner):
    answer = desk.post(f"/admin/staff/{owner.id}/role", data={"role": "owner"})
    assert answer.location == "/admin/staff"
    assert desk.get("/admin/staff").status_code == 200


def test_an_owner_who_never_came_may_be_given_another_role(a_person, owner):
    grace = a_person("owner")
    Customer.update(verified_at=None).where(Customer.id == grace.id).execute()
    team.change_role(grace.id, "support", staff_id=owner.id)
    assert role_of(grace.email) == "support"


def test_who_is_gone_is_a_customer_and_signed_out(desk, signed_in, a_person):
    packer = a_person("warehouse")
    hers = signed_in(packer)
    assert hers.get("/admin/orders").status_code == 200
    desk.post(f"/admin/staff/{packer.id}/removal")
    assert hers.get("/admin/orders").status_code == 404
    assert hers.get("/account").location.startswith("/login")
    assert role_of(packer.email) is None


@pytest.mark.parametrize("what", ["role", "removal"])
def test_only_staff_have_roles_to_change(desk, a_person, what):
    customer = a_person()
    for number in (customer.id, 99):
        answer = desk.post(f"/admin/staff/{number}/{what}", data={"role": "owner"})
        assert answer.status_code == 404
    assert role_of(customer.email) is None


def test_a_role_that_does_not_exist_is_refused(desk, a_person):
    packer = a_person("warehouse")
    assert desk.post(f"/admin/staff/{packer.id}/role", data={"role": "king"}).status_code == 422
    assert role_of(packer.email) == "warehouse"


@pytest.mark.parametrize(("what", "data"), [("role", {"role": "manager"}), ("removal", {})])
def test_the_last_owner_stays(desk, owner, what, data):
    answer = desk.post(f"/admin/staff/{owner.id}/{what}", data=data)
    assert answer.status_code == 409
    assert "The shop needs an owner" in answer.text
    assert role_of(owner.email) == "owner"
    assert Session.select().where(Session.customer == owner).exists()
    assert StaffAction.select().count() == 0


def test_an_owner_beside_another_may_go(desk, owner, a_person):
    a_person("owner")
    answer = desk.post(f"/admin/staff/{owner.id}/removal", follow_redirects=True)
    assert answer.status_code == 200
    assert "does not work here any more, and is signed out" in answer.text
    assert role_of(owner.email) is None


@pytest.mark.parametrize(
    "sql",
    [
        "update accounts.customers set role = null",
        "update accounts.customers set role = 'manager' where role = 'owner'",
        "delete from accounts.customers",
    ],
)
def test_the_database_itself_keeps_an_owner(owner, a_person, sql):
    a_person("owner")
    with pytest.raises(IntegrityError, match="stays its owner"), db.atomic():
        db.execute_sql(sql)
    assert Customer.select().where(Customer.role == "owner").count() == 2


def test_an_owner_who_was_merely_invited_is_nobody_to_leave_the_shop_to(desk, owner):
    desk.post("/admin/staff", data=INVITATION | {"role": "owner"})
    assert desk.post(f"/admin/staff/{owner.id}/removal").status_code == 409
    with pytest.raises(erasing.NotYet, match="last owner"):
        erasing.erase(owner.id, erasing.Wishes())
    assert role_of(owner.email) == "owner"


def test_of_two_owners_who_go_at_once_one_stays(app, a_person):
    left = a_person("owner")
    for _ in range(10):
        outcomes = at_once(leave, [left, a_person("owner")])
        assert sorted(outcomes) == ["gone", "stays"]
        (left,) = Customer.select().where(Customer.role == "owner")


def leave(owner):
    try:
        team.change_role(owner.id, None, staff_id=owner.id)
    except team.LastOwner:
        return "stays"
    return "gone"


def at_once(act, people):
    """What comes of it when each acts at the same moment, on a connection of her own."""
    ready = threading.Barrier(len(people))

    def run(person):
        with db.connection_context():
            ready.wait()
            return act(person)

    with ThreadPoolExecutor(len(people)) as threads:
        return list(threads.map(run, people))


def test_who_gives_roles_has_proved_lately_who_she_is(desk, owner, a_person):
    packer = a_person("warehouse")
    prove_later(owner)
    for path, data in (("", INVITATION), (f"/{packer.id}/role", {"role": "owner"})):
        answer = desk.post(f"/admin/staff{path}", data=data)
        assert answer.location.startswith("/login/again")
    assert role_of(packer.email) == "warehouse"
    assert role_of("grace@example.org") is None


def test_the_manager_sees_who_works_here_but_changes_nothing(signed_in, a_person, owner):
    page = signed_in(a_person("manager")).get("/admin/staff")
    assert owner.email in page.text
    assert 'action="/admin/staff' not in page.text
