"""Title and subtitle."""

from app.catalog.imports.onix.plain_words import one_line

# Code list 15: the title as on the book, else unspecified, the distributor's, a shortened one.
TITLE_TYPES = ("01", "00", "", "10", "05", "13", "14", "11")
PRODUCT, COLLECTION = "01", "02"  # code list 149


def title_of(source):
    """(title, subtitle), each "" when the record has none."""
    composite = chosen(source.descriptive)
    title, subtitle = parts_of(composite) if composite else ("", "")
    if not title:
        title = source.descriptive.value("DistinctiveTitle")  # of ONIX 2.1, as the next
        title = title or named(source.descriptive)
        subtitle = subtitle or source.descriptive.value("Subtitle")
    return one_line(title), one_line(subtitle)


def chosen(composite):
    """The title that the book is known by."""
    titles = composite.all("TitleDetail") or composite.all("Title")
    by_type = {}
    for title in titles:
        by_type.setdefault(title.value("TitleType"), title)
    ranked = [by_type[kind] for kind in TITLE_TYPES if kind in by_type]
    return next(iter(ranked + titles), None)


def parts_of(title):
    if "TitleElement" not in title:
        return named(title) or title.value("TitleStatement"), title.value("Subtitle")
    elements = in_sequence(title.all("TitleElement"))
    product = [each for each in elements if level(each) == PRODUCT] or elements
    name = next((named(each) for each in product if named(each)), "")
    subtitle = next((each.value("Subtitle") for each in product if "Subtitle" in each), "")
    return name or assembled(elements) or title.value("TitleStatement"), subtitle


def assembled(elements):
    """A book that has only a number within its collection: Collected Works, Volume 3."""
    names = [named(each) for each in elements if level(each) != PRODUCT]
    numbers = [each.value("PartNumber", "YearOfAnnual") for each in elements]
    return ", ".join(part for part in names + numbers if part)


def named(composite):
    """The name in a title element, its prefix put where it belongs."""
    prefix, rest = composite.value("TitlePrefix"), composite.value("TitleWithoutPrefix")
    if rest and prefix:
        return prefix + rest if prefix.endswith(("'", "’")) else f"{prefix} {rest}"
    return composite.value("TitleText") or rest


def in_sequence(composites):
    """By SequenceNumber; those without one stay behind, as they stand."""
    return sorted(composites, key=sequence)


def sequence(composite):
    number = composite.value("SequenceNumber")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 9 else 10**9


def level(element):
    return element.value("TitleElementLevel") or PRODUCT
