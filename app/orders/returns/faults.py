"""For how many years a seller answers for faults, by the law of the buyer's country.

In the EU it is two from delivery at the least, and countries may have more (Directive (EU)
2019/771, article 10(1) and (3)). Where the law names no years but how long such a thing lasts, as
in the Netherlands and Finland, two are what can be asked for here; staff allow any at any time.
docs/returns.md says where each was looked up.
"""

AT_LEAST = 2
YEARS = {
    "ES": 3,  # Texto refundido de la Ley General para la Defensa de los Consumidores, article 120
    "GB": 6,  # Limitation Act 1980, section 5; in Scotland five
    "IE": 6,  # Statute of Limitations 1957, section 11
    "PT": 3,  # Decreto-Lei 84/2021, article 12
    "SE": 3,  # Konsumentköplag (2022:260)
}


def years_for(country):
    return YEARS.get(country, AT_LEAST)


def years_later(day, years):
    """The same date; of the last of February, that of the other year (Regulation 1182/71, 3(2))."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
