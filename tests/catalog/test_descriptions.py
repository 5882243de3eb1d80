from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.catalog.descriptions import described, in_plain_words, sanitised

PIECES = ["<p>", "</p>", "<b>", "</b>", "<div>", "<ul>", "<li>", "<table>", "<td>", "<select>"]
PIECES += ["<h1>", "</h1>", "&lt;b&gt;", "<a href='javascript:x'>", "<svg>", "<script>", "words "]


@pytest.mark.parametrize(
    ("html", "safe"),
    [
        ("<p>Hi <a href='https://a.example'>there</a></p>", "<p>Hi there</p>"),
        ("<script>alert(1)</script><p onclick='x()'>A</p>", "<p>A</p>"),
        ("<div>One</div><div>two<br/>three</div>", "<p>One</p><p>two<br>three</p>"),
        ("<h1>Loud</h1>quiet", "<h3>Loud</h3>quiet"),
        ("<p> &nbsp; </p><p>x</p>", "<p>x</p>"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("<img src=x onerror=alert(1)>A", "A"),
        ("<p><b>never closed", "<p><b>never closed</b></p>"),
    ],
)
def test_only_words_and_what_sets_them_out_are_kept(html, safe):
    assert sanitised(html) == safe


@settings(deadline=None)  # a busy machine takes its time
@given(st.lists(st.sampled_from(PIECES), max_size=12))
def test_sanitising_again_changes_nothing(pieces):
    once = sanitised("".join(pieces))
    assert sanitised(once) == once


def test_plain_text_becomes_paragraphs_and_its_signs_stay_signs():
    work = SimpleNamespace(description="Tom & <Jerry>\n\n  \nrun.", description_is_html=False)
    assert described(work) == "<p>Tom &amp; &lt;Jerry&gt;</p>\n<p>run.</p>"


def test_sanitised_html_stands_as_it_is():
    work = SimpleNamespace(description="<p>A <em>fine</em> book</p>", description_is_html=True)
    assert described(work) == "<p>A <em>fine</em> book</p>"


def test_a_description_in_plain_words_runs_no_words_together_and_parts_none():
    html = "<p>A <em>t</em>ale</p><ul><li>of &lt;two&gt;</li><li>cities</li></ul>"
    work = SimpleNamespace(description=html, description_is_html=True)
    assert in_plain_words(work) == "A tale of <two> cities"
    work = SimpleNamespace(description="A <b>\n\ntale ", description_is_html=False)
    assert in_plain_words(work) == "A <b> tale"
