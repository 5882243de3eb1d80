"""Every design, and the palettes it may be printed in."""

from collections.abc import Callable
from typing import NamedTuple

from app.catalog.cover_designs import (
    airmail,
    arches,
    bands,
    botany,
    cloth,
    curves,
    cutouts,
    interiors,
    landscapes,
    letters,
    maps,
    night,
    palettes,
    papers,
    plain,
    playbill,
    playful,
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
        Design(interiors.still_life, palettes.MIDCENTURY),
        Design(interiors.window_view, palettes.MIDCENTURY),
        Design(interiors.moonlit_sea, palettes.SEAS + palettes.NIGHT),
        Design(swiss.turning_tiles, palettes.MIDCENTURY),
        Design(swiss.swelling_dots, palettes.STRONG),
        Design(swiss.orbits, palettes.MIDCENTURY),
        Design(swiss.rising_bars, palettes.MIDCENTURY),
        Design(curves.times_table, palettes.NIGHT + palettes.STRONG),
        Design(curves.woven_lines, palettes.NIGHT + palettes.STRONG),
        Design(curves.rose, palettes.NIGHT + palettes.BOARDS),
        Design(curves.sunflower, palettes.NIGHT),
        Design(landscapes.ranges, palettes.LANDS),
        Design(landscapes.hills, palettes.LANDS),
        Design(landscapes.woodcut_waves, palettes.SEAS),
        Design(maps.contours, palettes.BOARDS),
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
        Design(playbill.playbill, palettes.BOARDS),
        Design(airmail.airmail, palettes.BOARDS),
    )
}
