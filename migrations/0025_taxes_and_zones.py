"""Taxes of the UK, the EU and the US, and delivery zones in pounds, euros and dollars: to begin with.

The shop edits them. Where we were not sure that a reduced rate holds for audiobooks, they have the
standard rate.
"""

EUROPE_BUT_EU = ["CH", "IS", "LI", "NO"]
BRITAIN = ["GB", "GG", "IM", "JE"]

# Standard rate, printed books, ebooks, audiobooks; percent, as in November 2026.
VAT = {
    "GB": (20, 0, 0, 20),
    "IM": (20, 0, 0, 20),
    "AT": (20, 10, 10, 20),
    "BE": (21, 6, 6, 21),
    "BG": (20, 9, 9, 20),
    "CY": (19, 3, 3, 19),
    "CZ": (21, 0, 0, 0),
    "DE": (19, 7, 7, 7),
    "DK": (25, 25, 25, 25),
    "EE": (24, 9, 9, 9),
    "ES": (21, 4, 4, 21),
    "FI": (25.5, 13.5, 13.5, 13.5),
    "FR": (20, 5.5, 5.5, 5.5),
    "GR": (24, 6, 6, 24),
    "HR": (25, 5, 5, 25),
    "HU": (27, 5, 27, 27),
    "IE": (23, 0, 0, 0),
    "IT": (22, 4, 4, 4),
    "LT": (21, 5, 5, 21),
    "LU": (17, 3, 3, 3),
    "LV": (21, 5, 5, 21),
    "MT": (18, 5, 5, 18),
    "NL": (21, 9, 9, 9),
    "PL": (23, 5, 5, 5),
    "PT": (23, 6, 6, 23),
    "RO": (21, 11, 11, 21),
    "SE": (25, 6, 6, 6),
    "SI": (22, 5, 5, 5),
    "SK": (23, 5, 5, 23),
}
EU = sorted(set(VAT) - {"GB", "IM"})
# What the states themselves ask of printed matter and goods, in percent; counties and cities add
# to it, so a shop that collects there puts in what holds for it.
SALES_TAX = {
    "AL": 4, "AZ": 5.6, "AR": 6.5, "CA": 7.25, "CO": 2.9, "CT": 6.35, "DC": 6, "FL": 6, "GA": 4,
    "HI": 4, "IA": 6, "ID": 6, "IL": 6.25, "IN": 7, "KS": 6.5, "KY": 6, "LA": 5, "MA": 6.25,
    "MD": 6, "ME": 5.5, "MI": 6, "MN": 6.875, "MO": 4.225, "MS": 7, "NC": 4.75, "ND": 5, "NE": 5.5,
    "NJ": 6.625, "NM": 4.875, "NV": 6.85, "NY": 4, "OH": 5.75, "OK": 4.5, "PA": 6, "RI": 7, "SC": 6,
    "SD": 4.2, "TN": 7, "TX": 6.25, "UT": 4.85, "VA": 4.3, "VT": 6, "WA": 6.5, "WI": 5, "WV": 6,
    "WY": 4,
}  # fmt: skip
# States that tax ebooks and audiobooks sent over the network as they tax books.
DOWNLOADS_TAXED = (
    "AL AZ AR CO CT DC HI ID IN IA KY LA ME MN MS NE NJ NM NC OH PA RI SD TN TX UT VT WA WI WY"
)
# States where what a parcel costs is taxed like the goods in it.
DELIVERY_TAXED = (
    "AR CO CT DC FL GA HI IN KS KY MI MN MS NC ND NE NJ NM NY OH PA RI SC SD TN TX VT WA WI WV"
)
CLASSES = ("standard", "printed", "ebook", "audio")

# Name, countries (None: everywhere else), and of each method: code, name, promise, kind, price,
# free from; all in the minor unit.
ZONES = {
    "GBP": (
        ("United Kingdom", BRITAIN, ()),
        ("Europe", EU + EUROPE_BUT_EU, ()),
        ("Rest of the world", None, ()),
    ),
    "EUR": (
        ("United Kingdom", BRITAIN, (("uk-eur", "Tracked to the UK", "Five to eight working days", 1290, None),)),
        ("Europe", EU + EUROPE_BUT_EU, (
            ("standard-eur", "Standard", "Two to five working days", 490, 5000),
            ("express-eur", "Express", "One to two working days", 990, None))),
        ("Rest of the world", None, (("world-eur", "Tracked airmail", "Seven to fifteen working days", 1990, None),)),
    ),
    "USD": (
        ("United States", ["US"], (
            ("standard-usd", "Standard", "Three to six working days", 495, 5000),
            ("express-usd", "Express", "Two working days", 1295, None))),
        ("Europe", EU + EUROPE_BUT_EU, (("europe-usd", "Tracked to Europe", "Seven to twelve working days", 1995, None),)),
        ("Rest of the world", None, (("world-usd", "Tracked airmail", "Seven to fifteen working days", 2495, None),)),
    ),
}  # fmt: skip


def up(migrator, db):
    add_taxes(db)
    add_zones(db)


def add_taxes(db):
    for country, rates in VAT.items():
        add_regime(db, country, "", "VAT", True, "as_goods", rates)
    for state, rate in SALES_TAX.items():
        download = rate if state in DOWNLOADS_TAXED.split() else 0
        on_delivery = "as_goods" if state in DELIVERY_TAXED.split() else "none"
        rates = (rate, rate, download, rate)
        add_regime(db, "US", state, "Sales tax", False, on_delivery, rates)


def add_regime(db, country, region, name, included, on_delivery, rates):
    regime = (country, region, name, included, on_delivery)
    db.execute_sql(
        "insert into sales.tax_regimes (country, region, name, included, on_delivery)"
        " values (%s, %s, %s, %s, %s)",
        regime,
    )
    for tax_class, percent in zip(CLASSES, rates, strict=True):
        db.execute_sql(
            "insert into sales.tax_rates (country, region, tax_class, rate_ppm)"
            " values (%s, %s, %s, %s)",
            (country, region, tax_class, round(percent * 10_000)),
        )


def add_zones(db):
    known = {}
    for position, (name, countries) in enumerate(dict.fromkeys(
        (name, countries and tuple(countries)) for zones in ZONES.values() for name, countries, _ in zones
    )):  # fmt: skip
        ((known[name],),) = db.execute_sql(
            "insert into sales.shipping_zones (name, countries, position) values (%s, %s, %s)"
            " returning id",
            (name, countries and list(countries), position),
        ).fetchall()
    db.execute_sql(OLD_METHODS)
    for currency, zones in ZONES.items():
        for name, _, methods in zones:
            for position, (code, called, promise, price, free_from) in enumerate(methods, 1):
                db.execute_sql(
                    "insert into sales.shipping_methods (code, name, promise, price_minor,"
                    " free_from_minor, currency, zone_id, position)"
                    " values (%s, %s, %s, %s, %s, %s, %s, %s)",
                    (code, called, promise, price, free_from, currency, known[name], position),
                )


# What went to a list of countries goes to the zone that has most of them.
OLD_METHODS = """
    update sales.shipping_methods m set zone_id = (
        select z.id from sales.shipping_zones z
        where (z.countries is null) = (m.countries is null)
            and (m.countries is null or z.countries && m.countries)
        order by cardinality(array(select unnest(z.countries) intersect select unnest(m.countries))) desc
        limit 1)
"""
