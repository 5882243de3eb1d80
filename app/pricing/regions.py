"""Where a shop collects tax, unless its table says otherwise: at home, and all over the EU when it
is there (one-stop shop, Directive 2006/112/EC, title XII, chapter 6).
"""

# fmt: off
EU = frozenset((
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
))
# fmt: on
BRITAIN = frozenset({"GB", "IM"})  # one territory for VAT


def collects(regime, home):
    """Whether a shop that is at home there collects the tax of a regime."""
    if regime.collected is not None:
        return regime.collected
    if regime.region:  # a state asks for tax only once a shop is registered in it
        return False
    return any({regime.country, home} <= area for area in ({home}, EU, BRITAIN))
