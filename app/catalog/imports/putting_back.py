"""Puts entries of one kind back to what they were before an import, many at a time."""

from app.catalog.imports import entries
from app.catalog.imports.kinds import EDITIONS, WORKS
from app.catalog.imports.references import uses

CHANGED = "Somebody has changed it since, so it stays as it is."
ORDERED = "It has been ordered, so it is withdrawn from sale rather than removed."
STAYS = "It stays, since {}."
WHY = {
    "order_lines": "it has been ordered",
    "cart_items": "it lies in somebody’s cart",
    "inventory": "copies of it have come in",
    "inventory_movements": "copies of it have come in",
    "delivery_lines": "copies of it have come in",
    "reviews": "readers have reviewed it",
    "editions": "other editions of it are here",
    "collection_works": "it stands in a collection",
    "covers": "it has a picture",
    "images": "it has a picture",
    "sales": "it is in a sale",
    "merged_works": "another work was merged into it",
}
OTHERWISE = "other parts of the shop refer to it"


class PuttingBack:
    """What becomes of the entries that some rows of the log, the newest first, are about.

    `left` are the reasons why entries stay, by id; empty where nobody needs to be told.
    """

    def __init__(self, kind, rows, moment):
        self.kind, self.moment = kind, moment
        self.before = entries.read(kind, {row.row_key["id"] for row in rows})
        self.after = dict(self.before)  # None: to be removed
        self.left = {}
        for row in rows:
            self.go_back(row.row_key["id"], row)
        for id, tables in uses(kind, [*self.gone(), *self.without_price()]).items():
            self.leave_in_use(id, tables)

    def go_back(self, id, row):
        state = self.after.get(id)
        if state is None or id in self.left:
            return
        if entries.digest(self.kind, state) == row.after["digest"]:
            self.after[id] = earlier(row, state)
        else:
            self.leave(id, CHANGED)

    def leave_in_use(self, id, tables):
        removed = self.after[id] is None
        self.leave(id, reason(tables) if self.kind in (WORKS, EDITIONS) else "")
        if removed and "order_lines" in tables:
            self.left[id] = ORDERED
            withdrawn_at = self.before[id]["withdrawn_at"] or self.moment
            self.after[id] = self.before[id] | {"withdrawn_at": withdrawn_at}

    def leave(self, id, why):
        self.after[id], self.left[id] = self.before[id], why

    def gone(self):
        return [id for id, state in self.after.items() if state is None]

    def without_price(self):
        """Editions that had no price before."""
        if self.kind is not EDITIONS:
            return []
        priced = [id for id, state in self.before.items() if state["price_minor"] is not None]
        return [id for id in priced if self.after[id] and self.after[id]["price_minor"] is None]

    def write(self):
        # The database takes no price away, as carts may hold the edition; no cart holds these.
        anew = self.without_price()
        changed = [id for id in self.after if self.after[id] and id not in anew]
        entries.change(self.kind, {id: self.after[id] for id in changed}, self.before)
        entries.remove(self.kind, self.gone() + anew)
        entries.add(self.kind, {id: self.after[id] for id in anew})

    def works(self):
        """Ids of the works that search has to look at again."""
        if self.kind is WORKS:
            return set(self.before)
        if self.kind is not EDITIONS:
            return set()
        states = [*self.before.values(), *self.after.values()]
        return {state["work_id"] for state in states if state}


def earlier(row, state):
    """The state before the change that the row tells of; None when it added the entry."""
    if not row.before:
        return None
    before = state | row.before  # the log may be older than a column
    if "popularity" in before:
        sold = state["popularity"] - row.after["popularity"]
        before["popularity"] = max(0, before["popularity"] + sold)
    return before


def reason(tables):
    return STAYS.format(next((WHY[table] for table in WHY if table in tables), OTHERWISE))
