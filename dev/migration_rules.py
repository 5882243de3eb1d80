"""What a migration may not do to a table that a live shop is using, read off its SQL.

docs/operations.md says how each is done instead.
"""

import ast
import re
from pathlib import Path

ATOMIC = re.compile(r"^atomic\s*=\s*False", re.MULTILINE)
# Bodies of functions run later, and what is quoted or remarked on is not run at all.
NOT_RUN = re.compile(r"\$(\w*)\$.*?\$\1\$|--[^\n]*|'(?:[^']|'')*'", re.DOTALL)
NEW = re.compile(r"create\s+(?:unlogged\s+)?table\s+(?:if not exists\s+)?([\w.]+)")
INDEX = re.compile(r"create\s+(?:unique\s+)?index\s+(?!concurrently).*?\bon\s+([\w.]+)", re.DOTALL)
ALTER = re.compile(r"alter\s+table\s+(?:only\s+)?([\w.]+)\s+(.*)", re.DOTALL)
UPDATE = re.compile(r"update\s+([\w.]+)")
# A shop's own settings: so few rows that no statement takes long.
SMALL = {
    "sales.order_ways",
    "sales.promotions",
    "sales.shipping_methods",
    "sales.shipping_zones",
    "sales.tax_rates",
    "sales.tax_regimes",
    "sales.terms",
}
INSIDE = re.compile(r"\([^()]*\)")
FORBIDDEN = {
    "an index that is not built concurrently": INDEX,
    "a table rewritten in one statement": UPDATE,
}
CHANGES = {
    "set not null": re.compile(r"\bset\s+not\s+null\b"),
    "a constraint that is not `not valid`": re.compile(
        r"^add\b(?!.*\bnot\s+valid\b).*\b(?:check|foreign\s+key)\b"
    ),
    "a key that is not made `using index`": re.compile(
        r"^add\b(?!.*\busing\s+index\b).*\b(?:unique|primary\s+key|exclude)\b"
    ),
    "another type of a column": re.compile(r"^alter\b.*\btype\b"),
}


def faults(path):
    """Pairs of what this migration does and the table that it does it to."""
    text = Path(path).read_text("utf-8")
    statements = [part for sql in sql_in(text) for part in sql.split(";")]
    new = {name for part in statements for name in NEW.findall(part)}
    found = [fault for part in statements for fault in faults_of(part.strip(), ATOMIC.search(text))]
    return [(fault, table) for fault, table in found if table not in new | SMALL]


def sql_in(text):
    strings = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    return [NOT_RUN.sub("", sql).lower() for sql in strings if isinstance(sql, str)]


def faults_of(statement, in_steps):
    """`in_steps` are those of a migration outside a transaction: each locks but a batch of rows."""
    for fault, pattern in FORBIDDEN.items():
        if (found := pattern.match(statement)) and not (pattern is UPDATE and in_steps):
            yield fault, found[1]
    if found := ALTER.match(statement):
        for change in changes_in(found[2]):
            yield from ((fault, found[1]) for fault, one in CHANGES.items() if one.search(change))


def changes_in(actions):
    """The parts of an `alter table`, with nothing of what stands in their brackets."""
    while INSIDE.search(actions):
        actions = INSIDE.sub(" ", actions)
    return [" ".join(change.split()) for change in actions.split(",")]
