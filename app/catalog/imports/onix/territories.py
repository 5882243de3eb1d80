"""Where a price holds, as one text: GB IE, or WORLD except US CA."""


def territory_of(composite):
    """Of ONIX 3 in a Territory of its own, of 2.1 in elements beside the price."""
    inner = composite.one("Territory")
    if inner.children:
        included = inner.values("CountriesIncluded", "RegionsIncluded")
        excluded = inner.values("CountriesExcluded", "RegionsExcluded")
    else:
        included = composite.values("CountryCode", "Territory")
        excluded = composite.values("CountryExcluded", "TerritoryExcluded")
    included, excluded = " ".join(included), " ".join(excluded)
    return f"{included} except {excluded}" if included and excluded else included
