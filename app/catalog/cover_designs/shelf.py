"""Which designs suit which subjects, and in which colours they are printed."""

from collections.abc import Callable
from typing import NamedTuple

from . import (
    arches,
    bands,
    botany,
    cloth,
    curves,
    cutouts,
    landscapes,
    letters,
    night,
    palettes,
    papers,
    plain,
    playful,
    printed,
    streets,
    stripes,
    swiss,
)


class Design(NamedTuple):
    draw: Callable
    palettes: tuple


DESIGNS = {
    design.draw.__name__: design
    for design in (
        Design(bands.three_bands, palettes.SIGNAL),
        Design(bands.ruled_grid, palettes.SIGNAL),
        Design(bands.framed_panel, palettes.SIGNAL),
        Design(plain.cream_boards, palettes.BOARDS),
        Design(plain.strong_colour, palettes.STRONG),
        Design(plain.one_mark, palettes.STRONG),
        Design(papers.patterned_paper, palettes.PAPERS),
        Design(cloth.decorated_cloth, palettes.CLOTH),
        Design(cutouts.seaweed, palettes.MIDCENTURY),
        Design(cutouts.drifting_shapes, palettes.MIDCENTURY),
        Design(cutouts.wedges, palettes.MIDCENTURY),
        Design(swiss.turning_tiles, palettes.MIDCENTURY),
        Design(swiss.swelling_dots, palettes.STRONG),
        Design(swiss.orbits, palettes.MIDCENTURY),
        Design(swiss.leaning_bars, palettes.MIDCENTURY),
        Design(curves.times_table, palettes.NIGHT + palettes.STRONG),
        Design(curves.woven_lines, palettes.NIGHT + palettes.STRONG),
        Design(curves.rose, palettes.NIGHT + palettes.BOARDS),
        Design(curves.sunflower, palettes.NIGHT),
        Design(landscapes.ranges, palettes.LANDS),
        Design(landscapes.hills, palettes.LANDS),
        Design(landscapes.woodcut_waves, palettes.LANDS),
        Design(landscapes.contours, palettes.BOARDS),
        Design(night.star_chart, palettes.NIGHT),
        Design(night.banded_planet, palettes.NIGHT),
        Design(night.bare_tree, palettes.NIGHT),
        Design(botany.pressed_stem, palettes.MIDCENTURY),
        Design(botany.wild_border, palettes.MIDCENTURY),
        Design(stripes.swaying_stripes, palettes.STRONG),
        Design(stripes.nested_squares, palettes.STRONG),
        Design(letters.great_initial, palettes.STRONG),
        Design(letters.volume_number, palettes.SIGNAL),
        Design(streets.one_lit_window, palettes.NIGHT),
        Design(streets.half_open_blinds, palettes.NIGHT),
        Design(streets.long_shadow, palettes.NIGHT),
        Design(arches.arcade, palettes.LANDS),
        Design(arches.temple, palettes.LANDS),
        Design(playful.patchwork, palettes.MIDCENTURY),
        Design(playful.balloons, palettes.MIDCENTURY),
        Design(printed.playbill, palettes.BOARDS),
        Design(printed.airmail, palettes.BOARDS),
    )
}

GENERAL = (
    "three_bands ruled_grid framed_panel cream_boards strong_colour one_mark patterned_paper "
    "drifting_shapes great_initial seaweed"
)
BY_SUBJECT = {
    "classics": "decorated_cloth cream_boards patterned_paper three_bands framed_panel strong_colour",
    "literary-fiction": "drifting_shapes cream_boards strong_colour one_mark seaweed three_bands ruled_grid",
    "science-fiction": "banded_planet star_chart orbits nested_squares ruled_grid swaying_stripes",
    "fantasy": "ranges decorated_cloth star_chart wild_border bare_tree woodcut_waves",
    "crime-and-mystery": "one_lit_window half_open_blinds long_shadow ruled_grid three_bands",
    "historical-fiction": "arcade decorated_cloth framed_panel airmail woodcut_waves cream_boards",
    "short-stories": "patterned_paper drifting_shapes one_mark strong_colour ruled_grid",
    "gothic-and-horror": "bare_tree decorated_cloth half_open_blinds ruled_grid swaying_stripes",
    "love-stories": "wild_border patterned_paper pressed_stem seaweed airmail great_initial",
    "adventure": "woodcut_waves ranges contours decorated_cloth three_bands",
    "humour": "playbill balloons three_bands drifting_shapes leaning_bars",
    "childrens-books": "patchwork balloons hills decorated_cloth patterned_paper",
    "poetry": "patterned_paper swelling_dots seaweed strong_colour pressed_stem one_mark",
    "plays": "playbill playbill wedges arcade strong_colour great_initial",
    "history": "arcade ruled_grid contours framed_panel wedges three_bands cream_boards",
    "biography-and-memoir": "airmail framed_panel one_mark great_initial hills cream_boards",
    "philosophy": "strong_colour temple framed_panel nested_squares one_mark cream_boards",
    "science": "turning_tiles orbits swelling_dots sunflower leaning_bars star_chart",
    "nature": "pressed_stem hills wild_border contours sunflower seaweed",
    "mathematics": "times_table woven_lines rose turning_tiles sunflower",
    "technology": "leaning_bars turning_tiles orbits swelling_dots woven_lines",
    "politics-and-society": "wedges three_bands strong_colour leaning_bars framed_panel",
    "economics": "leaning_bars wedges three_bands swelling_dots strong_colour",
    "psychology": "swaying_stripes nested_squares ruled_grid drifting_shapes framed_panel",
    "essays": "strong_colour cream_boards great_initial one_mark three_bands",
    "travel": "contours airmail ranges hills arcade",
    "food": "seaweed pressed_stem patterned_paper patchwork one_mark",
    "art-and-design": "turning_tiles drifting_shapes seaweed great_initial orbits",
    "myth-and-religion": "star_chart temple patterned_paper decorated_cloth rose",
    "language-and-writing": "great_initial playbill strong_colour airmail three_bands",
}
# Volumes of one series may stand under different subjects, so theirs depends on the name alone.
SERIES = "three_bands ruled_grid decorated_cloth patterned_paper volume_number ranges framed_panel turning_tiles"


def choose(book, subjects):
    """The design and the palette for a book; books of one series get the same."""
    names = SERIES if book.series else _suited(subjects)
    design = DESIGNS[book.look.pick(names.split())]
    return design, book.look.pick(design.palettes)


def _suited(subjects):
    return next((BY_SUBJECT[subject] for subject in subjects if subject in BY_SUBJECT), GENERAL)
