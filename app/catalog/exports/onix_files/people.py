"""Contributors: who made the book, and what we know of them."""

from app.catalog.exports.onix_files.xml import element, text

UNSPECIFIED = "00"  # code list 18
ISNI = "16"  # code list 44
BORN, DIED = "50", "51"  # code list 177
YEAR = "05"  # code list 55


def contributor(number, person, roles):
    credit = person.credit
    return element(
        "Contributor",
        text("SequenceNumber", number),
        *(text("ContributorRole", role) for role in roles),
        isni(credit.isni),
        text("PersonName", credit.name),
        text("PersonNameInverted", credit.sort_name),
        *(other_name(name) for name in credit.other_names),
        year(BORN, person.born),
        year(DIED, person.died),
        text("BiographicalNote", credit.about),
    )


def isni(number):
    if not number:
        return ""
    return element("NameIdentifier", text("NameIDType", ISNI), text("IDValue", number))


def other_name(name):
    return element("AlternativeName", text("NameType", UNSPECIFIED), text("PersonName", name))


def year(role, number):
    # Those before the common era have no form in the code list.
    if not number or number < 0:
        return ""
    return element(
        "ContributorDate",
        text("ContributorDateRole", role),
        text("Date", f"{number:04}", dateformat=YEAR),
    )
