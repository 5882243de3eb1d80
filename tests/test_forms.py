"""What every form says that htmx sends."""

import re
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).parents[1] / "templates"
# The tag of a form, or the attributes that a template gives to one as a dictionary.
SENDS = re.compile(
    r"<form\b(?:\{%.*?%\}|\{\{.*?\}\}|[^>])*>|\{[%{](?:(?![%}]\}).)*\"hx-post\".*?[%}]\}", re.DOTALL
)


def sent_by_htmx():
    for path in sorted(TEMPLATES.rglob("*.html")):
        for found in SENDS.findall(path.read_text()):
            if "hx-post" in found:
                yield pytest.param(found, id=str(path.relative_to(TEMPLATES)))


@pytest.mark.parametrize("form", list(sent_by_htmx()))
def test_a_form_that_htmx_sends_says_what_becomes_of_a_second_press(form):
    assert "hx-sync" in form


def test_no_sending_is_overlooked():
    written = sum(path.read_text().count("hx-post") for path in TEMPLATES.rglob("*.html"))
    assert len(list(sent_by_htmx())) == written
