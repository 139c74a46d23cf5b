"""Charts of an idea that the paper tells in words: a year of rice, value added, twin output."""

from typing import Any

import altair as alt
import pandas as pd

from .. import components, terms
from ..case.case import Case
from ..problem_tree import CausalMap, Link
from ..terms import InputError, spoken
from .given import as_number, kind_of
from .problem_tree import causal_map
from .style import PALETTE, _finish, _text
from .welfare import _PERIOD

__all__ = [
    "rice_in_a_year",
    "twin_output",
    "value_added",
]


@spoken
def rice_in_a_year(
    before: float,
    plantings: tuple[float, float],
    tonnes: tuple[float, float],
    lang: str | None = None,
    *,
    case: Case | str | None = None,
) -> alt.LayerChart:
    """Two sliders: how much rice a hectare gives in a year, within two ranges.

    Parameters
    ----------
    before : float
        Tonnes per hectare and year before, > 0.
    plantings : (float, float)
        Fewest and most plantings a year now.
    tonnes : (float, float)
        Fewest and most tonnes per hectare and planting now.
    lang : {"en", "id"}, optional
        Language.
    case : Case or str, optional
        Whose rice it is.

    Returns
    -------
    altair.LayerChart
        A bar for before and one for now, which follows the sliders.

    Notes
    -----
    The figures for Batu Betumpang stand in section 4.2, below Table 4.2. That the tonnes are per
    planting is our assumption.

    Examples
    --------
    >>> rice_in_a_year(2 / 3, (1, 2), (3, 4), "id").title.text
    ['Padi dalam setahun: banyaknya tanam kali hasil (hitungan led_synergy)']
    """
    as_number(before, "before", 1e-9)
    ends = {"plantings": _pair(plantings, "plantings"), "tonnes": _pair(tonnes, "tonnes")}
    sliders = [
        _slider(name, low, low, high, 0.25, terms.text(f"term.rice_{name}"))
        for name, (low, high) in ends.items()
    ]
    when = [terms.text(f"value.{period}") for period in _PERIOD]
    lowest, highest = plantings[0] * tonnes[0], plantings[1] * tonnes[1]
    times = terms.text("term.times_before")
    base = (
        alt.Chart(pd.DataFrame({"when": when}))
        .transform_calculate(
            rice=f"datum.when == '{when[0]}' ? {before} : plantings * tonnes",
            times=f"' = ' + format(datum.rice / {before}, '.1f') + ' {times}'",
            words=f"format(datum.rice, '.2f') + (datum.when == '{when[0]}' ? '' : datum.times)",
        )
        .encode(
            x=alt.X("rice:Q", title=terms.text("term.rice_in_a_year")).scale(
                domain=[0, 1.35 * highest], nice=False
            ),
            y=alt.Y("when:N", sort=when, title=None),
        )
    )
    chart = alt.layer(
        base.mark_bar(color=PALETTE["sky"]), _text(base, "words", align="left", dx=4)
    ).add_params(*sliders)
    said = terms.text(
        "description.rice",
        before=terms.number(before),
        lowest=terms.number(lowest),
        highest=terms.number(highest),
        least=terms.number(lowest / before),
        most=terms.number(highest / before),
    )
    notes = [terms.text("note.rice")]
    title = terms.text("title.rice")
    return _finish(chart.properties(width=460, height=90), title, [said], notes, case)


@spoken
def value_added(lang: str | None = None, *, government: int = 10) -> alt.LayerChart:
    """A toy with a slider: who gets the value added? All its numbers are invented.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language.
    government : int, optional
        What government takes of 100, in dues.

    Returns
    -------
    altair.LayerChart
        One bar per sector; the slider shares what government leaves.

    Notes
    -----
    Section I, after O'Hara (2012): balanced shares make an embedded economy, domination a
    disembedded one. The paper gives no figure, and no share from which on one dominates.

    Examples
    --------
    >>> value_added("en").title.text
    ['Toy: who gets the value added? (all numbers invented)']
    """
    as_number(government, "government", 0, 100)
    names = [components.sector_name(sector) for sector in components.SECTORS]
    rest = 100 - government
    slider = _slider("market", rest / 2, 0, rest, 5, names[1])
    # The sectors by their place: a name may hold a quotation mark.
    base = (
        alt.Chart(pd.DataFrame({"who": names, "sector": range(len(names))}))
        .transform_calculate(share=f"[{government}, market, {rest} - market][datum.sector]")
        .encode(
            x=alt.X("share:Q", title=terms.text("term.of_100_invented")).scale(domain=[0, 100]),
            y=alt.Y("who:N", sort=names, title=None),
        )
    )
    chart = alt.layer(
        base.mark_bar(color=PALETTE["blue"]), _text(base, alt.Text("share:Q"), align="left", dx=4)
    ).add_params(slider)
    said = terms.text(
        "description.toy",
        government=government,
        rest=rest,
        market=names[1],
        community=names[2],
    )
    notes = [terms.text("note.toy")]
    title = terms.text("title.toy")
    return _finish(chart.properties(width=420, height=110), title, [said], notes)


@spoken
def twin_output(lang: str | None = None) -> alt.LayerChart:
    """A concept map: put growth first, and both growth and poverty come out.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.LayerChart
        Four ideas and three arrows, dashed because they come from the literature.

    Notes
    -----
    Section I, paragraph 5, after Midgley (1995) and Nugroho and others (2010). The drawing is ours.

    Examples
    --------
    >>> twin_output("id").title.text
    ['Peta konsep: pertumbuhan dikejar, output kembar (gambar led_synergy)']
    """
    first, growth, behind, poverty = (
        terms.text(f"term.{idea}") for idea in ("growth_first", "growth", "left_behind", "poverty")
    )
    said_by = (("literature",), (terms.text("note.twin_source"),))
    links = [
        Link(*pair, *said_by) for pair in ((first, growth), (first, behind), (behind, poverty))
    ]
    tree = CausalMap((first, growth, behind, poverty), tuple(links))
    return causal_map(tree, title=terms.text("title.twin"))


def _pair(ends: Any, name: str) -> tuple[float, float]:
    """The fewest and the most of something."""
    if not isinstance(ends, (tuple, list)) or len(ends) != 2:
        raise InputError("error.not_a_pair", name=name, found=kind_of(ends))
    low = as_number(ends[0], name, 0)
    return low, as_number(ends[1], name, low)


def _slider(
    name: str, value: float, low: float, high: float, step: float, label: str
) -> alt.Parameter:
    bind = alt.binding_range(min=low, max=high, step=step, name=f"{label}: ")
    return alt.param(name, value=value, bind=bind)
