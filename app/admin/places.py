"""What staff call the places that the tables of taxes and zones name by codes."""

from app.accounts.addresses.countries import COUNTRIES
from app.accounts.addresses.rules import rules_for


def country_name(code):
    return COUNTRIES.get(code, code)


def place_name(country, region=""):
    """Such as Germany, or Texas, United States."""
    if not region:
        return country_name(country)
    return f"{region_name(country, region)}, {country_name(country)}"


def region_name(country, region):
    return rules_for(country).regions.get(region, region)
