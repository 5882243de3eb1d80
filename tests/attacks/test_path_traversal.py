"""No address and no name of a file leads out of where the shop's files are.

Of static files see tests/test_routes.py; files that are handed in are kept in the database.
"""

import io

import pytest

from app.catalog.models import Import
from tests.attacks.walking import asked, every_route
from tests.every_route import address_of

WAYS_OUT = ["../../wsgi.py", "..%2f..%2fwsgi.py", "/etc/passwd", "..\\..\\wsgi.py", "....//wsgi.py"]


def test_no_part_of_an_address_reads_a_file(shop):
    for who, endpoint, method in every_route(shop):
        for path in {address_of(shop.app, endpoint, way) for way in WAYS_OUT}:
            if method == "GET" and path != address_of(shop.app, endpoint):
                answer = asked(shop, who, method, path)
                assert answer.status_code not in (200, 500), path


@pytest.mark.parametrize("way", WAYS_OUT)
def test_the_name_of_a_file_that_is_handed_in_is_only_a_name(shop, way, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = (io.BytesIO(b"isbn,title,price\n9780000000002,Dawn,9.99\n"), way)
    shop.visitors["owner"]().post("/admin/imports", data={"file": file, "how": "try"})
    assert Import.select().count() == 2
    assert list(tmp_path.iterdir()) == []
