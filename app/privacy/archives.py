"""The copy that a customer takes home: a zip of a JSON file a subject, and one page to read."""

import json
import zipfile
from datetime import date, datetime
from uuid import UUID

from flask import current_app

from app.db import now
from app.times import shop_today

ABOUT = """All that {shop} held about you on {day}.

Open index.html to read it. The other files hold the same for programs: JSON in UTF-8, one file a
subject, each a list; amounts in minor units of their currency, times in ISO 8601.
"""


def write_archive(subjects, file):
    """Write the zip; of the longest list, only a few rows are in memory at a time."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for subject in subjects:
            with archive.open(f"{subject.name}.json", "w") as part:
                write_all(part, as_json(subject.rows()))
        with archive.open("index.html", "w") as part:
            write_all(part, as_page(subjects))
        archive.writestr("README.txt", about())


def write_all(part, texts):
    for text in texts:
        part.write(text.encode())


def as_json(rows):
    beginning = "[\n"
    for row in rows:
        yield beginning + json.dumps(row, default=plain, ensure_ascii=False, indent=2)
        beginning = ",\n"
    yield "[]\n" if beginning == "[\n" else "\n]\n"


def as_page(subjects):
    page = current_app.jinja_env.get_template("privacy/archive.html")
    return page.generate(subjects=subjects, day=now())


def about():
    return ABOUT.format(shop=current_app.config["SETTINGS"].shop_name, day=shop_today())


def plain(value):
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no plain form")
