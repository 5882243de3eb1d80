"""Who has an account at the provider that nobody runs."""

from oidc_provider_mock import User


def person(subject, name, email, *, verified=True):
    claims = {"name": name, "email": email, "email_verified": verified}
    return User(sub=subject, claims=claims)


PEOPLE = (
    person("nora", "Nora Newcomer", "nora@example.org"),
    person("ruth", "Ruth Reader", "reader@octavo.example"),
    person("una", "Una Unproven", "una@example.org", verified=False),
)
# What the shop is to make of them, as their buttons say.
ABOUT = {
    "nora": "Nora Newcomer, who has no account at the shop before she comes",
    "ruth": "Ruth Reader, who has one with her address there, and is asked to connect the two",
    "una": "Una Unproven, whose address nobody has verified here",
}
