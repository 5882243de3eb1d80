import pytest

from app.catalog.exports.csv_lines import line


@pytest.mark.parametrize("text", ["=1+1", "+1 2", "-cmd", "@sum", "\t=1", "\r=1", "'=1"])
def test_a_cell_that_a_spreadsheet_would_reckon_out_is_text(text):
    assert line(["Kindred", text]).replace('"', "") == f"Kindred,'{text}\r\n"


@pytest.mark.parametrize(
    ("fact", "text"), [(None, ""), (5, "5"), (-5, "-5"), ("O'Brien", "O'Brien"), ("a=b", "a=b")]
)
def test_what_is_no_formula_stays_as_it_is(fact, text):
    assert line([fact, ""]) == f"{text},\r\n"
