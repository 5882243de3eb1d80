import pytest

from tests.catalog.imports.onix.messages import record, record_2

CONTENT = (
    "<TextContent><TextType>%s</TextType><ContentAudience>%s</ContentAudience>%s</TextContent>"
)


def described(text, kind="03", audience="00"):
    return record("", f"<CollateralDetail>{CONTENT % (kind, audience, text)}</CollateralDetail>")


def both(found):
    return found.description, found.description_is_html


def test_plain_text_keeps_its_paragraphs_and_loses_its_indentation():
    text = "<Text>\n   First   line\n   goes on.\n\n\n   Second.\n  </Text>"
    assert both(described(text)) == ("First line\ngoes on.\n\nSecond.", False)


@pytest.mark.parametrize(
    "text",
    [
        '<Text textformat="05"><p>A <strong>bold</strong> tale.</p></Text>',
        "<Text>&lt;p&gt;A &lt;strong&gt;bold&lt;/strong&gt; tale.&lt;/p&gt;</Text>",
        "<Text textformat='02'><![CDATA[<p>A <strong>bold</strong> tale.</p>]]></Text>",
        "<Text>&amp;lt;p&amp;gt;A &amp;lt;strong&amp;gt;bold&amp;lt;/strong&amp;gt; tale."
        "&amp;lt;/p&amp;gt;</Text>",
        '<Text><p xmlns="http://www.w3.org/1999/xhtml">A <strong>bold</strong> tale.</p></Text>',
        '<Text textformat="06"><![CDATA[<p>A <strong>bold</strong> tale.</p>]]></Text>',
    ],
    ids=["xhtml", "escaped", "cdata", "escaped twice", "in a namespace", "said to be plain"],
)
def test_html_is_known_however_it_is_wrapped(text):
    assert both(described(text)) == ("<p>A <strong>bold</strong> tale.</p>", True)


def test_text_around_inline_markup_is_kept_and_stays_escaped():
    text = "<Text>R&amp;D is <em>fun</em> for 3 &lt; 5 of us</Text>"
    assert both(described(text)) == ("R&amp;D is <em>fun</em> for 3 &lt; 5 of us", True)


def test_signs_of_less_and_more_alone_are_no_html():
    assert both(described("<Text>If 3 &lt; 5 &amp; 5 &gt; 3</Text>")) == ("If 3 < 5 & 5 > 3", False)


def test_entities_escaped_twice_in_plain_text_are_read():
    assert both(described("<Text>Caf&amp;eacute; &amp;amp; bar</Text>")) == ("Café & bar", False)


def test_empty_lines_between_inline_markup_part_paragraphs():
    text = "<Text>The &lt;i&gt;first&lt;/i&gt; part.\n\nThe second.</Text>"
    assert both(described(text)) == ("<p>The <i>first</i> part.</p><p>The second.</p>", True)


def test_a_description_is_better_than_cover_copy_and_that_than_a_short_one():
    texts = [CONTENT % (kind, "00", f"<Text>{kind}</Text>") for kind in ("02", "06", "05", "03")]
    for left, expected in ((4, "03"), (3, "05"), (1, "02")):
        found = record("", f"<CollateralDetail>{''.join(texts[:left])}</CollateralDetail>")
        assert found.description == expected


def test_an_empty_description_yields_to_another():
    texts = CONTENT % ("03", "00", "<Text> </Text>") + CONTENT % ("02", "00", "<Text>Short</Text>")
    assert record("", f"<CollateralDetail>{texts}</CollateralDetail>").description == "Short"


def test_a_text_for_the_trade_alone_is_not_shown_to_shoppers():
    assert described("<Text>Big discount!</Text>", audience="02").description == ""
    assert described("<Text>Hello</Text>", audience="03").description == "Hello"


def test_a_review_is_no_description():
    assert described("<Text>Superb!</Text>", kind="06").description == ""


def test_a_text_in_the_books_own_language_comes_first():
    texts = '<Text language="eng">In English</Text><Text language="fre">En français</Text>'
    language = (
        "<Language><LanguageRole>01</LanguageRole><LanguageCode>fre</LanguageCode></Language>"
    )
    content = CONTENT % ("03", "00", texts)
    found = record(language, f"<CollateralDetail>{content}</CollateralDetail>")
    assert found.description == "En français"


def test_texts_of_onix_2():
    def other(kind, text):
        return f"<OtherText><TextTypeCode>{kind}</TextTypeCode><Text>{text}</Text></OtherText>"

    found = record_2(other("08", "Superb!") + other("02", "Short") + other("01", "Main"))
    assert found.description == "Main"
    assert record_2(other("03", "Long")).description == "Long"
    assert record_2("<Annotation>Old</Annotation>").description == "Old"
