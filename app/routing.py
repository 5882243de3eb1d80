"""What a part of a URL may hold: only what the database can be asked for; the rest is a 404."""

from werkzeug.routing import IntegerConverter, PathConverter, UnicodeConverter

LARGEST_ID = 2**63 - 1


class RowNumber(IntegerConverter):
    def __init__(self, map, **options):
        super().__init__(map, **{"max": LARGEST_ID, **options})


class Words(UnicodeConverter):
    part_isolating = True

    def __init__(self, map, **options):
        super().__init__(map, **options)
        # Postgres refuses the NUL character.
        self.regex = self.regex.replace("[^/]", r"[^/\x00]")


class Path(PathConverter):
    # Nor does the file system know it.
    regex = r"[^/\x00][^\x00]*?"


def set_up_routing(app):
    app.url_map.converters |= {"int": RowNumber, "default": Words, "string": Words, "path": Path}
