"""Charts of an idea that the paper tells in words: a year of rice, value added, twin output."""

import altair as alt
import pandas as pd

from .. import components, terms
from ..case.case import Case
from ..problem_tree import CausalMap, Link
from ..terms import language
from .problem_tree import causal_map
from .style import PALETTE, _finish, _number, _text
from .welfare import _PERIOD

__all__ = [
    "rice_in_a_year",
    "twin_output",
    "value_added",
]


def rice_in_a_year(
    before: float,
    plantings: tuple[float, float],
    tonnes: tuple[float, float],
    lang: str | None = None,
    *,
    case: Case | None = None,
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
    case : Case, optional
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
    ['Padi dalam setahun: banyaknya tanam kali hasil (hitungan kami)']
    """
    lang = language(lang)
    ends = {"plantings": plantings, "tonnes": tonnes}
    sliders = [
        _slider(name, low, low, high, 0.25, terms.text(f"chart.rice_{name}", lang))
        for name, (low, high) in ends.items()
    ]
    when = [terms.text(f"chart.{period}", lang) for period in _PERIOD]
    lowest, highest = plantings[0] * tonnes[0], plantings[1] * tonnes[1]
    times = terms.text("chart.rice_times", lang)
    base = (
        alt.Chart(pd.DataFrame({"when": when}))
        .transform_calculate(
            rice=f"datum.when == '{when[0]}' ? {before} : plantings * tonnes",
            times=f"' = ' + format(datum.rice / {before}, '.1f') + ' {times}'",
            words=f"format(datum.rice, '.2f') + (datum.when == '{when[0]}' ? '' : datum.times)",
        )
        .encode(
            x=alt.X("rice:Q", title=terms.text("chart.rice_axis", lang)).scale(
                domain=[0, 1.35 * highest], nice=False
            ),
            y=alt.Y("when:N", sort=when, title=None),
        )
    )
    chart = alt.layer(
        base.mark_bar(color=PALETTE["sky"]), _text(base, "words", align="left", dx=4)
    ).add_params(*sliders)
    said = terms.text(
        "chart.rice_description",
        lang,
        before=_number(before, lang),
        lowest=_number(lowest, lang),
        highest=_number(highest, lang),
        least=_number(lowest / before, lang),
        most=_number(highest / before, lang),
    )
    notes = [terms.text("chart.rice_note", lang)]
    title = terms.text("chart.rice_title", lang)
    return _finish(chart.properties(width=460, height=90), title, lang, [said], notes, case)


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
    lang = language(lang)
    names = [terms.text(f"components.{sector}", lang) for sector in components.SECTORS]
    rest = 100 - government
    slider = _slider("market", rest / 2, 0, rest, 5, names[1])
    # The sectors by their place: a name may hold a quotation mark.
    base = (
        alt.Chart(pd.DataFrame({"who": names, "sector": range(len(names))}))
        .transform_calculate(share=f"[{government}, market, {rest} - market][datum.sector]")
        .encode(
            x=alt.X("share:Q", title=terms.text("chart.toy_axis", lang)).scale(domain=[0, 100]),
            y=alt.Y("who:N", sort=names, title=None),
        )
    )
    chart = alt.layer(
        base.mark_bar(color=PALETTE["blue"]), _text(base, alt.Text("share:Q"), align="left", dx=4)
    ).add_params(slider)
    said = terms.text(
        "chart.toy_description",
        lang,
        government=government,
        rest=rest,
        market=names[1],
        community=names[2],
    )
    notes = [terms.text("chart.toy_note", lang)]
    title = terms.text("chart.toy_title", lang)
    return _finish(chart.properties(width=420, height=110), title, lang, [said], notes)


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
    ['Peta konsep: pertumbuhan dikejar, output kembar (gambar kami)']
    """
    lang = language(lang)
    first, growth, behind, poverty = (
        terms.text(f"chart.twin_{idea}", lang) for idea in ("first", "growth", "behind", "poverty")
    )
    said_by = (("literature",), (terms.text("chart.twin_source", lang),))
    links = [
        Link(*pair, *said_by) for pair in ((first, growth), (first, behind), (behind, poverty))
    ]
    tree = CausalMap((first, growth, behind, poverty), tuple(links))
    return causal_map(tree, lang, title=terms.text("chart.twin_title", lang))


def _slider(
    name: str, value: float, low: float, high: float, step: float, label: str
) -> alt.Parameter:
    bind = alt.binding_range(min=low, max=high, step=step, name=f"{label}: ")
    return alt.param(name, value=value, bind=bind)
