import pytest

from app.catalog.imports.records import Credit
from tests.catalog.imports.onix.messages import record, record_2


def contributor(xml, role="A01"):
    return f"<Contributor><ContributorRole>{role}</ContributorRole>{xml}</Contributor>"


def one(xml):
    [credit] = record(contributor(xml)).credits
    return credit


def test_contributors_stand_in_their_sequence_with_all_their_roles():
    found = record(
        "<Contributor><SequenceNumber>2</SequenceNumber><ContributorRole>B06</ContributorRole>"
        "<ContributorRole>A24</ContributorRole><PersonName>Lois Roth</PersonName></Contributor>"
        "<Contributor><SequenceNumber>1</SequenceNumber><ContributorRole>A01</ContributorRole>"
        "<PersonName>Maj Sjöwall</PersonName></Contributor>"
    )
    assert [(credit.name, credit.role) for credit in found.credits] == [
        ("Maj Sjöwall", "A01"),
        ("Lois Roth", "B06"),
        ("Lois Roth", "A24"),
    ]


def test_ten_contributors_are_ordered_as_numbers():
    people = "".join(
        f"<Contributor><SequenceNumber>{n}</SequenceNumber><PersonName>P{n}</PersonName></Contributor>"
        for n in (10, 9, 2, 1)
    )
    assert [credit.name for credit in record(people).credits] == ["P1", "P2", "P9", "P10"]


def test_a_person_by_name():
    credit = one("<PersonName>Octavia E. Butler</PersonName>")
    assert credit == Credit("Octavia E. Butler", "A01")


def test_a_person_by_parts_of_the_name():
    credit = one(
        "<NamesBeforeKey>Ludwig</NamesBeforeKey><PrefixToKey>van</PrefixToKey>"
        "<KeyNames>Beethoven</KeyNames><SuffixToKey>II</SuffixToKey>"
    )
    assert credit.name == "Ludwig van Beethoven II"
    assert credit.sort_name == "Beethoven II, Ludwig van"


@pytest.mark.parametrize(
    ("inverted", "name"),
    [
        ("Le Guin, Ursula K.", "Ursula K. Le Guin"),
        ("Melo,Patrícia", "Patrícia Melo"),
        ("King, Martin Luther, Jr", "Martin Luther King Jr"),
        ("SHAPIRO", "SHAPIRO"),
        ("Darwin, Charles, 1809-1882", "Charles Darwin"),
    ],
)
def test_an_inverted_name_is_turned_around(inverted, name):
    assert one(f"<PersonNameInverted>{inverted}</PersonNameInverted>").name == name


def test_an_inverted_name_tells_more_than_a_key_name_alone():
    credit = one(
        "<PersonNameInverted>Barrett,Robert G</PersonNameInverted><KeyNames>Barrett</KeyNames>"
    )
    assert (credit.name, credit.sort_name) == ("Robert G Barrett", "Barrett, Robert G")


def test_several_people_in_one_inverted_name_are_parted():
    xml = "<PersonNameInverted>Herbert, Brian; Anderson,K &amp; Ek, Bo</PersonNameInverted>"
    found = record(contributor(xml, "A12")).credits
    assert found == [
        Credit("Brian Herbert", "A12", "Herbert, Brian"),
        Credit("K Anderson", "A12", "Anderson, K"),
        Credit("Bo Ek", "A12", "Ek, Bo"),
    ]
    assert one("<PersonNameInverted>Marks &amp; Spencer</PersonNameInverted>").name == (
        "Marks & Spencer"
    )


def test_organisations_and_people_without_a_name():
    assert one("<CorporateName>Good Housekeeping</CorporateName>").name == "Good Housekeeping"
    assert one("<UnnamedPersons>02</UnnamedPersons>").name == "Anonymous"
    assert one("<UnnamedPersons>04</UnnamedPersons>").name == "Various authors"
    assert record(contributor("<UnnamedPersons>01</UnnamedPersons>")).credits == []


def isni(number, kind="16"):
    return (
        f"<PersonName>P</PersonName><NameIdentifier><NameIDType>{kind}</NameIDType>"
        f"<IDValue>{number}</IDValue></NameIdentifier>"
    )


def test_an_isni_is_kept_when_its_check_digit_fits():
    assert one(isni("0000 0001 2147 9135")).isni == "0000000121479135"
    assert one(isni("0000000121479135", "16\u200b")).isni == "0000000121479135"
    assert one(isni("0000000121479136")).isni is None
    assert one(isni("0000000121479135", "01")).isni is None


def test_a_biography_is_plain_text_in_paragraphs():
    inline = (
        "<BiographicalNote><p>Born in <em>Oslo</em>.</p><p>Lives in Rome.</p></BiographicalNote>"
    )
    escaped = "<BiographicalNote>&lt;p&gt;R&amp;amp;D at AT&amp;amp;T&lt;/p&gt;</BiographicalNote>"
    assert one("<PersonName>P</PersonName>" + inline).about == "Born in Oslo.\n\nLives in Rome."
    assert one("<PersonName>P</PersonName>" + escaped).about == "R&D at AT&T"


def test_other_names():
    other = "<AlternativeName><PersonName>Eric Blair</PersonName></AlternativeName>"
    assert one("<PersonName>George Orwell</PersonName>" + other).other_names == ("Eric Blair",)


def test_a_statement_is_the_last_resort_and_only_when_it_is_plain():
    def stated(text):
        found = record(f"<ContributorStatement>{text}</ContributorStatement>")
        return [credit.name for credit in found.credits]

    assert stated("By Ann Lee and Bo Ek") == ["Ann Lee", "Bo Ek"]
    assert stated("Ann Lee, translated by Bo Ek") == []
    assert stated("a staff of twelve in Paris") == []


def test_the_same_person_twice_in_one_role_counts_once():
    twice = contributor("<PersonName>P</PersonName>") * 2
    assert len(record(twice).credits) == 1


def test_a_role_that_is_none_means_the_author():
    assert record(contributor("<PersonName>P</PersonName>", role="author")).credits[0].role == "A01"


def test_contributors_of_onix_2():
    found = record_2(
        "<Contributor><ContributorRole>A12</ContributorRole>"
        "<PersonNameInverted>Lenton, Steven</PersonNameInverted><Name>"
        "<PersonNameType>04</PersonNameType><PersonName>S. Lenton</PersonName></Name></Contributor>"
    )
    assert found.credits == [
        Credit("Steven Lenton", "A12", "Lenton, Steven", other_names=("S. Lenton",))
    ]
