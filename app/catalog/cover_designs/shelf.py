"""Which design a book gets: one that suits its series or its subjects, as its dice fall."""

from app.catalog.cover_designs.designs import DESIGNS

GENERAL = """three_bands ruled_grid framed_panel cream_boards strong_colour one_mark
    patterned_paper drifting_shapes great_initial seaweed"""
BY_SUBJECT = {
    "classics": """decorated_cloth cream_boards patterned_paper three_bands framed_panel
        still_life moonlit_sea window_view""",
    "literary-fiction": """drifting_shapes cream_boards strong_colour one_mark seaweed
        still_life window_view moonlit_sea three_bands ruled_grid""",
    "science-fiction": "banded_planet star_chart orbits nested_squares ruled_grid swaying_stripes",
    "fantasy": "ranges decorated_cloth star_chart wild_border bare_tree woodcut_waves",
    "crime-and-mystery": "one_lit_window half_open_blinds long_shadow ruled_grid three_bands",
    "historical-fiction": """arcade decorated_cloth framed_panel moonlit_sea woodcut_waves
        cream_boards""",
    "short-stories": "patterned_paper drifting_shapes one_mark still_life strong_colour",
    "gothic-and-horror": "bare_tree decorated_cloth half_open_blinds ruled_grid swaying_stripes",
    "love-stories": """wild_border patterned_paper pressed_stem seaweed still_life window_view
        moonlit_sea""",
    "adventure": "woodcut_waves ranges contours decorated_cloth moonlit_sea",
    "humour": "playbill balloons three_bands drifting_shapes rising_bars",
    "childrens-books": "patchwork balloons hills decorated_cloth patterned_paper",
    "poetry": "patterned_paper swelling_dots seaweed moonlit_sea pressed_stem one_mark",
    "plays": "playbill playbill wedges arcade strong_colour great_initial",
    "history": "arcade ruled_grid contours framed_panel wedges three_bands cream_boards",
    "biography-and-memoir": "cream_boards framed_panel window_view great_initial hills still_life",
    "philosophy": "strong_colour temple framed_panel nested_squares one_mark cream_boards",
    "science": "turning_tiles orbits swelling_dots sunflower rising_bars star_chart",
    "nature": "pressed_stem hills wild_border contours sunflower seaweed",
    "mathematics": "times_table woven_lines rose turning_tiles sunflower",
    "technology": "rising_bars turning_tiles orbits swelling_dots woven_lines",
    "politics-and-society": "wedges three_bands strong_colour rising_bars framed_panel",
    "economics": "rising_bars wedges three_bands swelling_dots strong_colour",
    "psychology": "swaying_stripes nested_squares ruled_grid drifting_shapes framed_panel",
    "essays": "strong_colour cream_boards great_initial one_mark three_bands",
    "travel": "contours airmail ranges hills arcade",
    "food": "still_life still_life pressed_stem patterned_paper patchwork",
    "art-and-design": "turning_tiles drifting_shapes seaweed great_initial orbits",
    "myth-and-religion": "star_chart temple patterned_paper decorated_cloth rose",
    "language-and-writing": "great_initial playbill strong_colour airmail three_bands",
}
# These say little about a book: what else it is filed under has a say in its cover too.
BROAD = ("classics", "literary-fiction")
# Volumes of one series may stand under different subjects, so only its name decides.
SERIES = """three_bands ruled_grid decorated_cloth patterned_paper volume_number ranges
    framed_panel turning_tiles"""


def choose(book, subjects):
    """The design and the palette for a book; books of one series get the same."""
    names = SERIES if book.series else suited(subjects)
    design = DESIGNS[book.look.pick(names.split())]
    return design, book.look.pick(design.palettes)


def suited(subjects):
    """Names of designs for a book filed under these, the most telling first."""
    known = [subject for subject in subjects if subject in BY_SUBJECT]
    if not known:
        return GENERAL
    telling = known[:2] if known[0] in BROAD else known[:1]
    return " ".join(BY_SUBJECT[subject] for subject in telling)
