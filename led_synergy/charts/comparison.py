"""Charts of areas side by side."""

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from .. import terms
from ..case.case import Case
from ..categories import DEFAULT_RULE, DIMENSIONS, TOP, Profile, classify, level_label
from ..frames import cell_text
from ..terms import language
from .categories import _plausible
from .style import (
    _AREA,
    _CATEGORY,
    _INK,
    _LINE,
    _QUIET,
    _category,
    _finish,
    _lifted,
    _nothing,
    _page,
    _styled,
    _text,
    _wrap,
)

__all__ = [
    "class_overview",
    "side_by_side",
]


def side_by_side(cases: Sequence[Case], lang: str | None = None) -> alt.LayerChart:
    """Areas beside one another: the level on each dimension, its criterion, and the category.

    Parameters
    ----------
    cases : sequence of Case
        Two to four areas.
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.LayerChart
        One scale of levels for all dimensions; a line where the evidence allows other levels.
        Below, the category by the default rule and by Table 2.1 row by row.

    Raises
    ------
    InputError
        If there are fewer than two areas or more than four.

    Notes
    -----
    Levels are an ordinal scale: a distance on the chart measures nothing. Table 4.2 for the two
    areas of the paper; the numbers of the levels are ours.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> side_by_side([load_case("telang"), load_case("batu_betumpang")]).title.text
    ['Levels side by side – Telang, Batu Betumpang']
    """
    lang = language(lang)
    if not 2 <= len(cases) <= len(_AREA):
        raise terms.InputError("chart.error_areas", found=len(cases), most=len(_AREA))
    areas = {str(n): case.title(lang) for n, case in enumerate(cases)}
    lane, head, scale_at, step, words_at, width = 34, 30, 170, 42, 366, 690
    dots, allowed, scales, said = [], [], [], []
    texts: dict[str, list[dict[str, Any]]] = {"head": [], "tick": [], "words": []}

    def write(kind: str, x: float, y: float, words: str) -> None:
        texts[kind].append({"x": x, "y": y, "words": words})

    y = 0.0
    for dimension in DIMENSIONS:
        y += head
        name = terms.label("dimensions", dimension, lang)
        write("head", 0, y - 10, name)
        for level in range(TOP[dimension] + 1):
            write("tick", scale_at + level * step, y - 10, str(level))
        for area, case in zip(areas.values(), cases, strict=True):
            middle = y + lane / 2
            level = getattr(case.profile, dimension)
            words = level_label(dimension, level, lang)
            scales.append({"x": scale_at, "to": scale_at + TOP[dimension] * step, "y": middle})
            write("words", 12, middle, _wrap(area, 22))
            write("words", words_at, middle, _wrap(words, 56))
            if level is not None:
                dots.append({"x": scale_at + level * step, "y": middle, "area": area})
            low, high = _plausible(case).get(dimension, (0, 0))
            if low < high:
                ends = {"x": scale_at + low * step, "to": scale_at + high * step}
                allowed.append({**ends, "y": middle, "area": area})
            said.append(f"{name}, {area}: {'' if level is None else f'{level}, '}{words}.")
            y += lane
    y += head
    write("head", 0, y - 10, terms.text("chart.category", lang))
    for area, case in zip(areas.values(), cases, strict=True):
        found = classify(case.profile)
        category = terms.text(
            "chart.category_of",
            lang,
            category=_category(found.category, lang),
            rule=terms.label("rules", found.rule, lang),
            strict=_category(found.strict, lang),
        )
        write("words", 12, y + lane / 2, _wrap(area, 22))
        write("words", scale_at - 6, y + lane / 2, _wrap(category, 92))
        said.append(f"{area}: {category}.")
        y += lane

    px, py = _page(width, y)
    style = {key: _AREA[int(key)] for key in areas}
    look = _styled("area", style, areas)

    def drawn(rows: list[dict[str, Any]]) -> alt.Chart:
        return alt.Chart(pd.DataFrame(rows, columns=["x", "to", "y", "area"])).encode(x=px, y=py)

    def written(kind: str, **options: Any) -> alt.Chart:
        return _text(alt.Chart(pd.DataFrame(texts[kind])).encode(x=px, y=py), "words", **options)

    chart = alt.layer(
        drawn(scales).mark_rule(color=_LINE).encode(x2="to"),
        drawn(allowed).mark_rule(strokeWidth=4).encode(x2="to", color=look["color"]),
        drawn(dots).mark_point(size=150, filled=True, opacity=1).encode(**look),
        written("head", align="left", fontWeight="bold", fontSize=12),
        written("tick", color=_QUIET),
        written("words", align="left", dy=_lifted("words")),
    ).properties(width=width, height=y)
    notes = [terms.text("chart.compare_note", lang)]
    return _finish(chart, terms.text("chart.compare_title", lang), lang, said, notes, cases)


CLASS_MOST = 60
"""So many areas at most have a row each in one chart."""


def class_overview(
    table: pd.DataFrame, lang: str | None = None, *, cases: Sequence[Case] = ()
) -> alt.LayerChart:
    """Many areas at a glance: the level of each on every dimension, and its category.

    Parameters
    ----------
    table : pandas.DataFrame
        What `Comparison.table` gives: one row per area with `area` and the four levels.
    lang : {"en", "id"}, optional
        Language.
    cases : sequence of Case, optional
        The areas; if any of them is fictional, the title names it.

    Returns
    -------
    altair.LayerChart
        One row per area in the order of the table, one scale of levels per dimension, and the
        category by the default rule in words.

    Raises
    ------
    InputError
        If there are more than 60 areas.

    Notes
    -----
    Levels are an ordinal scale: a distance on the chart measures nothing.

    Examples
    --------
    >>> table = pd.DataFrame({"area": ["A", "B"], "system": [1, 3], "shared_goal": [1, 3],
    ...                       "process": [2, 3], "effect": [3, 4]})
    >>> class_overview(table).title.text
    ['Levels of 2 areas']
    """
    lang = language(lang)
    if len(table) > CLASS_MOST:
        raise terms.InputError("chart.error_class", found=len(table), most=CLASS_MOST)
    title = terms.text("chart.class_title", lang, n=len(table))
    if table.empty:
        return _nothing(title, lang, None)
    names = {key: _category(None if key == "undefined" else key, lang) for key in _CATEGORY}
    lane, head, left, step, gap = 24, 40, 160, 21, 26
    starts = {}
    right = left
    for dimension in DIMENSIONS:
        starts[dimension] = right
        right += TOP[dimension] * step + gap + 14
    heads = [
        {"x": starts[d], "y": 6, "words": _wrap(terms.label("dimensions", d, lang), 14)}
        for d in DIMENSIONS
    ]
    ticks = [
        {"x": starts[d] + level * step, "y": head - 8, "words": str(level)}
        for d in DIMENSIONS
        for level in range(TOP[d] + 1)
    ]
    dots: list[dict[str, Any]] = []
    scales, labels, ends, said = [], [], [], []
    for place, row in enumerate(table.to_dict("records")):
        middle = head + place * lane + lane / 2
        levels = [None if pd.isna(row[d]) else int(row[d]) for d in DIMENSIONS]
        category = classify(Profile(*levels)).category
        name = names[category.value if category else "undefined"]
        area = cell_text(row["area"])
        labels.append({"x": 0, "y": middle, "words": textwrap.shorten(area, 26, placeholder="…")})
        ends.append({"x": right, "y": middle, "words": name})
        for dimension, level in zip(DIMENSIONS, levels, strict=True):
            start = starts[dimension]
            scales.append({"x": start, "to": start + TOP[dimension] * step, "y": middle})
            if level is not None:
                dots.append({"x": start + level * step, "y": middle, "category": name})
        said.append(f"{area}: {', '.join('–' if n is None else str(n) for n in levels)}, {name}.")
    x, y = _page(right + 110, head + len(table) * lane)

    def written(rows: list[dict[str, Any]], **options: Any) -> alt.Chart:
        found = pd.DataFrame(rows, columns=["x", "y", "words"])
        return _text(alt.Chart(found).encode(x=x, y=y), "words", **options)

    look = _styled("category", _CATEGORY, names)
    chart = alt.layer(
        alt.Chart(pd.DataFrame(scales)).mark_rule(color=_LINE).encode(x=x, y=y, x2="to"),
        alt.Chart(pd.DataFrame(dots, columns=["x", "y", "category"]))
        .mark_point(size=95, filled=True, opacity=1, stroke=_INK, strokeWidth=0.4)
        .encode(x=x, y=y, **{key: channel.legend(None) for key, channel in look.items()}),
        written(heads, align="left", fontWeight="bold", fontSize=12),
        written(ticks, color=_QUIET),
        written(labels, align="left"),
        written(ends, align="left"),
    ).properties(width=right + 110, height=head + len(table) * lane)
    note = terms.text("chart.class_note", lang, rule=terms.label("rules", DEFAULT_RULE, lang))
    invented = [case for case in cases if case.fictional]
    return _finish(chart, title, lang, said, [note], invented)
