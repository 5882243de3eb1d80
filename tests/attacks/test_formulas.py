"""No file that the shop hands out makes a spreadsheet reckon out what somebody typed."""

import csv
import io

from tests.attacks.filling import fill_every_text
from tests.attacks.walking import every_page

TYPED = ["=cmd|' /C calc'!A0", "@SUM(1)", "+1+1", "-1+1", "\t=1"]
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def test_no_cell_of_any_file_is_a_formula(full_shop):
    files = [path for _, path, response in every_page(full_shop) if response.mimetype == "text/csv"]
    assert len(files) > 2
    desk = full_shop.visitors["owner"]()
    for typed in TYPED:
        fill_every_text(typed)
        cells = [cell for path in files for cell in cells_of(desk.get(path))]
        assert any(typed.strip() in cell for cell in cells)
        assert [cell for cell in cells if cell.startswith(DANGEROUS)] == []


def cells_of(file):
    return [cell for row in csv.reader(io.StringIO(file.text)) for cell in row]
