import pytest

from tests.catalog.imports.onix.messages import (
    message,
    product,
    results_and_failure,
    taken,
)

TITLE = "Für Élise – “naïve”"


def encoded(declared, actual, title=TITLE):
    declaration = f' encoding="{declared}"' if declared else ""
    xml = message(product(title=title)).replace(
        '<?xml version="1.0"?>', f'<?xml version="1.0"{declaration}?>'
    )
    return xml.encode(actual)


@pytest.mark.parametrize(
    ("declared", "actual"),
    [
        ("", "utf-8"),
        ("UTF-8", "utf-8"),
        ("utf8", "utf-8-sig"),
        ("", "utf-8-sig"),
        ("UTF-16", "utf-16"),
        ("utf-16", "utf-16-le"),
        ("utf-16", "utf-16-be"),
        ("", "utf-16"),
        ("utf-32", "utf-32"),
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "cp1252"),
        ("ANSI", "cp1252"),
        ("utf-16", "utf-8"),
        ("us-ascii", "utf-8"),
        ("unicode", "utf-8"),
    ],
)
def test_the_encoding_of_a_file(declared, actual):
    found = taken(encoded(declared, actual))
    assert (found.title, found.remarks) == (TITLE, [])


@pytest.mark.parametrize(
    ("declared", "title"),
    [
        ("iso-8859-1", "Für Élise"),
        ("iso-8859-2", "Żółć"),
        ("iso-8859-15", "Œuvre 5 €"),
        ("windows-1251", "Война и мир"),
        ("koi8-r", "Война и мир"),
        ("shift_jis", "雪国"),
        ("gb18030", "红楼梦"),
        ("big5", "紅樓夢"),
        ("euc-kr", "채식주의자"),
    ],
)
def test_other_encodings_that_are_declared(declared, title):
    assert taken(encoded(declared, declared, title)).title == title


@pytest.mark.parametrize("actual", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_letters_are_known_without_a_mark_or_a_declaration(actual):
    assert taken(product(title=TITLE).encode(actual)).title == TITLE


def test_letters_that_are_not_in_the_encoding_are_guessed_and_told_of():
    found = taken(encoded("utf-8", "cp1252"))
    assert found.title == TITLE
    assert found.remarks == [
        "Some letters are not in the file's encoding (UTF-8) and were guessed: please check “Für” "
        "and other words with accents."
    ]


def test_a_letter_of_dos_is_known_by_the_letter_before_it():
    assert taken(encoded("utf-8", "cp850", "Patrícia à Andrés")).title == "Patrícia … Andrés"


def test_utf_8_that_says_it_is_western_is_seen():
    found = taken(encoded("iso-8859-1", "utf-8", "Für Élise"))
    assert found.title == "Für Élise"
    assert "but this is in UTF-8" in found.remarks[0]


def test_only_the_record_with_a_bad_letter_is_told_of():
    good = product(title="Élise").encode()
    bad = product(title="Élise").encode("cp1252")
    xml = b"<ONIXMessage>" + good + bad + good + b"</ONIXMessage>"
    found, failure = results_and_failure(xml)
    assert [each.title for each in found] == ["Élise"] * 3
    assert [len(each.remarks) for each in found] == [0, 1, 0]
    assert failure == ""


NO_ENCODINGS = [
    *("klingon-8", "zlib", "rot13", "base64", "hex", "uu", "quopri", "bz2", "undefined"),
    *("unicode_escape", "raw_unicode_escape", "utf-7", "idna", "punycode", "mbcs", "oem"),
]


@pytest.mark.parametrize("name", NO_ENCODINGS)
def test_an_encoding_that_we_do_not_know_is_told_of(name):
    found, failure = results_and_failure(encoded(name, "ascii", "Kindred"))
    assert found == []
    assert f"“{name}”, an encoding that we do not know" in failure


def test_utf_16_cut_short_keeps_what_came_before():
    whole = encoded("utf-16", "utf-16-le")
    found, failure = results_and_failure(whole[:-3])
    assert len(found) == 1
    assert failure != ""


def test_html_entities_mean_what_they_mean_without_a_dtd():
    doctype = (
        '<!DOCTYPE ONIXMessage SYSTEM "http://www.editeur.org/onix/2.1/reference/'
        'onix-international.dtd">'
    )
    title = "Caf&eacute; &ndash; R&amp;D &lt; 3 &hellip;&nbsp;&rsquo;"
    for before in (doctype, ""):
        found = taken(message(product(title=title), before=before))
        assert found.title == "Café – R&D < 3 … ’"
        assert found.remarks == []


def test_an_entity_that_means_nothing_is_left_as_it_stands():
    found = taken(message(product(title="A &dummy; B")))
    assert found.title == "A &dummy; B"
    assert found.remarks == ["“&dummy;” means nothing to us and was left as it stands."]


def test_a_bare_ampersand_is_read_as_it_stands():
    found = taken(message(product(title="Simon & Schuster")))
    assert found.title == "Simon & Schuster"
    assert found.remarks == ["A bare “&”, which should have been “&amp;”, was read as it stands."]


def test_ampersands_in_a_marked_section_are_left_alone():
    text = "<Text><![CDATA[R&D &eacute;]]></Text>"
    content = f"<TextContent><TextType>03</TextType>{text}</TextContent>"
    found = taken(
        message(product("", f"<CollateralDetail>{content}</CollateralDetail>", title="&eacute;"))
    )
    assert found.title == "é"
    assert found.description == "R&D é"


@pytest.mark.parametrize("character", ["\x10", "&#16;", "&#x10;", "\ufffe"])
def test_a_character_that_xml_does_not_allow_is_left_out(character):
    found = taken(message(product(title=f"Neo{character}gZ")))
    assert found.title == "NeogZ"
    assert "A character that XML does not allow" in found.remarks[0]
