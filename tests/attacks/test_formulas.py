"""No file that the shop hands out makes a spreadsheet reckon out what somebody typed."""

import csv
import io

import pytest

from tests.attacks.filling import fill_every_text
from tests.attacks.walking import every_page

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


@pytest.mark.parametrize("typed", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-1+1", "\t=1"])
def test_no_cell_of_any_file_is_a_formula(full_shop, typed):
    fill_every_text(typed, f"{typed}@b".replace(" ", "").replace("\t", ""))
    typed_in = 0
    for _, path, response in every_page(full_shop):
        if response.mimetype == "text/csv":
            for row in csv.reader(io.StringIO(response.text)):
                typed_in += sum(typed.strip() in cell for cell in row)
                assert not any(cell.startswith(DANGEROUS) for cell in row), (path, row)
    assert typed_in
