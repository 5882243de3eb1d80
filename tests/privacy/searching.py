"""Looks for words wherever the shop could have put them."""

import base64
import zlib
from contextlib import suppress
from pathlib import Path

from app.db import db

TABLES = """
    select table_schema, table_name from information_schema.tables
    where table_type = 'BASE TABLE'
        and table_schema not in ('pg_catalog', 'information_schema')
    order by 1, 2
"""


def tables_with(words):
    """Names of the tables of which a row holds one of the words, in whatever column."""
    return [f"{s}.{t}" for s, t in db.execute_sql(TABLES).fetchall() if has_row(s, t, words)]


def has_row(schema, table, words):
    # A row as text shows its bytes as hexadecimal digits.
    forms = [form for word in words for form in (word, word.encode().hex())]
    patterns = [f"%{form}%" for form in forms]
    query = f'select exists (select from "{schema}"."{table}" as r where r::text ilike any(%s))'  # noqa: S608
    return db.execute_sql(query, (patterns,)).fetchone()[0]


def keys_with(redis, words):
    """Keys of Redis that hold one of the words, in their name or value, packed as RQ packs it."""
    held = {key: key + b"\n" + value(redis, key) for key in redis.scan_iter()}
    return [key for key, text in held.items() if contains(text, words)]


def value(redis, key):
    """All that is at a key, in one text of bytes."""
    match redis.type(key):
        case b"string":
            parts = [redis.get(key)]
        case b"hash":
            parts = [part for pair in redis.hgetall(key).items() for part in pair]
        case b"list":
            parts = redis.lrange(key, 0, -1)
        case b"set":
            parts = redis.smembers(key)
        case b"zset":
            parts = redis.zrange(key, 0, -1)
        case b"stream":
            parts = [x for _, entry in redis.xrange(key) for pair in entry.items() for x in pair]
        case other:
            raise AssertionError(f"a kind of value that nobody looks into: {other}")
    return b"\n".join(form for part in parts for form in unpacked(part))


def unpacked(part):
    yield part
    with suppress(zlib.error):
        yield zlib.decompress(part)
    with suppress(ValueError, zlib.error):
        yield zlib.decompress(base64.b64decode(part, validate=True))


def contains(bytes_, words):
    return any(word.lower().encode() in bytes_.lower() for word in words)


def files_with(folder, words):
    found = (path for path in Path(folder).rglob("*") if path.is_file())
    return [path for path in found if contains(path.read_bytes(), words)]
