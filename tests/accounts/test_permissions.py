"""What roles are made of, and that what is written about them is so."""

from pathlib import Path

from app.accounts.permissions import PERMISSIONS, ROLES

STAFF = Path(__file__).parents[2] / "docs" / "staff.md"


def test_the_table_in_the_docs_is_that_of_the_code():
    written = STAFF.read_text("utf-8").partition("<!-- table -->\n")[2].partition("<!-- end")[0]
    assert written == table()


def table():
    lines = [f"| Permission | | {' | '.join(ROLES)} |", "|---|---|" + ":-:|" * len(ROLES)]
    for name, sentence in PERMISSIONS.items():
        marks = " | ".join("yes" if name in held else "" for held in ROLES.values())
        lines.append(f"| `{name}` | {sentence} | {marks} |")
    return "\n".join(lines) + "\n"


def test_each_role_sees_what_it_changes():
    for role, held in ROLES.items():
        for permission in held:
            subject = permission.partition(".")[0]
            if f"{subject}.see" in PERMISSIONS:
                assert f"{subject}.see" in held, (role, permission)


def test_who_describes_books_sets_their_prices():
    """The form of an edition has its price, so the one without the other would be no promise."""
    assert all("prices.edit" in held for held in ROLES.values() if "catalog.edit" in held)


def test_only_the_owner_gives_roles_and_tokens():
    for permission in ("staff.manage", "tokens.manage"):
        assert [role for role, held in ROLES.items() if permission in held] == ["owner"]


def test_who_may_only_read_changes_nothing():
    assert all(permission.endswith(".see") for permission in ROLES["read-only"])
