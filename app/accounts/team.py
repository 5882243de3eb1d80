"""Who works here: invited, given another role, gone. Each change leaves a line in the trail."""

from peewee import IntegrityError, fn

from app import mail
from app.accounts import tokens
from app.accounts.models import Customer
from app.accounts.permissions import ROLES
from app.accounts.staff import give_role, to_employ
from app.accounts.staff_actions import record
from app.db import db


class AlreadyStaff(Exception):
    """Whoever has this address works here already."""


class LastOwner(Exception):
    """A shop without an owner could not be given one from within."""


def members():
    """All who work here, those who may most first."""
    staff = Customer.select().where(Customer.role.is_null(False)).order_by(fn.lower(Customer.name))
    return sorted(staff, key=lambda member: list(ROLES).index(member.role))


def invite(email, role, name, *, staff_id):
    """Give a role to whoever has this address, who is told by mail; return her.

    Who has no account gets one, and a link to choose its password; who was invited and has not come
    gets another, and this role. Raises AlreadyStaff, and
    NotVerified for an account that a stranger may have made with this address.
    """
    with db.atomic():
        member, awaited = to_employ(email, name)
        if member.is_staff and not awaited:
            raise AlreadyStaff
        give_role(member, role)
        record(staff_id, "invited", f"staff {member.id}", after={"role": role})
        letter = "staff_invited" if awaited else "role_given"
        mail.send_once(letter, tokens.issue("reset", member).id, member.email)
    return member


def change_role(member_id, role, *, staff_id):
    """Give a member of staff another role, or none, and end her sessions; return who she is.

    None when nobody of this number works here. Raises LastOwner.
    """
    try:
        with db.atomic():
            member = _locked(member_id)
            if member and member.role != role:
                _set(member, role, staff_id)
    except IntegrityError as refused:
        raise LastOwner from refused
    return member


def _locked(member_id):
    member = Customer.locked(member_id)
    return member if member and member.is_staff else None


def _set(member, role, staff_id):
    before = {"role": member.role}
    give_role(member, role)
    action = "gave another role" if role else "took the role away"
    record(staff_id, action, f"staff {member.id}", before=before, after={"role": role})
