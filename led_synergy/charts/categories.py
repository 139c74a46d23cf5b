"""Charts of the rubric: criteria, decision map, readings."""

import json
from typing import Any

import altair as alt
import pandas as pd

from .. import framework, terms
from ..case.case import Case
from ..categories import DIMENSIONS, RULES, TOP, Category, Profile, level_label
from ..terms import language
from .style import (
    _CATEGORY,
    _INK,
    _LINE,
    _PAPER,
    _QUIET,
    PALETTE,
    _by,
    _category,
    _dashes,
    _finish,
    _matrix,
    _page,
    _panel,
    _styled,
    _tally,
    _text,
    _wrap,
)

__all__ = [
    "criteria_grid",
    "decision_map",
    "readings",
]


def criteria_grid(source: Profile | Case, lang: str | None = None) -> alt.LayerChart:
    """The criteria of Table 2.1, dimension by level, with the levels of an area marked.

    Parameters
    ----------
    source : Profile or Case
        Whose levels to mark. Of a case, the other levels that the evidence allows are marked too.
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.LayerChart
        One column per dimension, the highest level at the top. Each cell holds the level, its
        criterion in short, and the category in whose row of Table 2.1 it stands.

    Notes
    -----
    Criteria: Table 2.1, in our words. The numbers of the levels are ours.

    Examples
    --------
    >>> criteria_grid(Profile(1, 1, 2, 3), "id").title.text
    ['Kriteria Tabel 2.1 dan tingkat yang dinilai']
    """
    lang = language(lang)
    case = None if isinstance(source, Profile) else source
    profile = source if isinstance(source, Profile) else source.profile
    ranges = _plausible(case) if case else {}
    wide, tall, top = 172, 78, max(TOP.values())
    cells = []
    for row in framework.table("levels"):
        level, dimension = int(row["level"]), row["dimension"]
        low, high = ranges.get(dimension, (level + 1, level))
        judged = getattr(profile, dimension) == level
        kind = "judged" if judged else "plausible" if low <= level <= high else "other"
        cells.append(
            {
                "x": DIMENSIONS.index(dimension) * wide,
                "y": (top - level) * tall,
                "kind": kind,
                "level": {"judged": "● ", "plausible": "○ ", "other": ""}[kind] + str(level),
                "words": _wrap(row[f"label_{lang}"], 26),
                "row": terms.label("categories", row["category"], lang),
            }
        )
    names = {d: terms.label("dimensions", d, lang) for d in DIMENSIONS}
    heads = [{"x": n * wide, "y": -12, "words": words} for n, words in enumerate(names.values())]
    x, y = _page(len(DIMENSIONS) * wide, (top + 1) * tall, above=24)
    base = alt.Chart(pd.DataFrame(cells)).encode(x=x, y=y)
    kinds = ["judged", "plausible", "other"]
    boxes = base.mark_rect(
        width=wide - 10,
        height=tall - 8,
        xOffset=wide / 2 - 5,
        yOffset=tall / 2,
        cornerRadius=3,
        strokeDash=_dashes("plausible"),
    ).encode(
        fill=_by(alt.Fill, "kind", kinds, [PALETTE["yellow"], _PAPER, _PAPER]),
        stroke=_by(alt.Stroke, "kind", kinds, [PALETTE["black"], PALETTE["black"], _LINE]),
        strokeWidth=_by(alt.StrokeWidth, "kind", kinds, [3, 2, 1]),
    )

    def inside(field: str, **options: Any) -> alt.Chart:
        return _text(base, field, baseline="top", **{"align": "left", "dx": 7, **options})

    said = []
    for dimension, name in names.items():
        level = getattr(profile, dimension)
        shown = f"{level}, " if level is not None else ""
        said.append(f"{name}: {shown}{level_label(dimension, level, lang)}.")
        low, high = ranges.get(dimension, (0, 0))
        if low < high:
            said.append(terms.text("chart.range", lang, low=low, high=high))
    notes = [terms.text("chart.grid_note", lang)]
    if profile.missing:
        missing = ", ".join(names[d] for d in profile.missing)
        notes.append(f"{terms.text('chart.not_judged', lang).capitalize()}: {missing}.")
    chart = alt.layer(
        boxes,
        inside("level", dy=9, fontSize=12, fontWeight="bold"),
        inside("words", dy=24),
        inside("row", align="right", dx=wide - 16, dy=10, fontStyle="italic", color=_QUIET),
        _text(
            alt.Chart(pd.DataFrame(heads)).encode(x=x, y=y),
            "words",
            align="left",
            fontWeight="bold",
            fontSize=12,
        ),
    ).properties(width=len(DIMENSIONS) * wide, height=(top + 1) * tall + 24)
    return _finish(chart, terms.text("chart.grid_title", lang), lang, said, notes, case)


def decision_map(table: pd.DataFrame, lang: str | None = None) -> alt.HConcatChart:
    """All 320 profiles as a map of categories, one map per rule.

    Parameters
    ----------
    table : pandas.DataFrame
        What `categories.decision_table` gives.
    lang : {"en", "id"}, optional
        Language.

    Returns
    -------
    altair.HConcatChart
        Blocks by system (across) and effect (upwards); inside each block shared goal (across) and
        process (upwards). A profile that a rule leaves undefined is a small grey bar.

    Notes
    -----
    Table 2.1 defines 62 of the 320 profiles; the two other rules are explained in `categories`.

    Examples
    --------
    >>> from led_synergy import decision_table
    >>> [panel.title.subtitle for panel in decision_map(decision_table()).hconcat][:2]
    ['62 of 320 have a category', '320 of 320 have a category']
    """
    lang = language(lang)
    cell, gap = 11, 7
    names = {key: _category(None if key == "undefined" else key, lang) for key in _CATEGORY}
    # One figure instead of a name in each of 960 places keeps the notebook small.
    short = {key: str(n) for n, key in enumerate(names)}
    words = json.dumps({short[key]: name for key, name in names.items()}, ensure_ascii=False)
    legend: dict[str, Any] = {
        "orient": "bottom",
        "columns": 4,
        "symbolSize": 90,
        "labelExpr": f"{words}[datum.label]",
    }

    def place(outer: str, inner: str) -> pd.Series:
        block = (TOP[inner] + 1) * cell + gap
        return table[outer] * block + table[inner] * cell + cell / 2

    def blocks(channel: Any, field: str, outer: str, inner: str, shown: bool = True) -> Any:
        block = (TOP[inner] + 1) * cell + gap
        first, end = (block - gap) / 2, (TOP[outer] + 1) * block - gap
        return channel(
            field,
            title=terms.label("dimensions", outer, lang) if shown else None,
            scale=alt.Scale(domain=[-3, end + 3], nice=False, zero=False),
            axis=alt.Axis(
                values=[level * block + first for level in range(TOP[outer] + 1)],
                labelExpr=f"format((datum.value - {first}) / {block}, 'd')",
                labels=shown,
                ticks=False,
                grid=False,
                domain=False,
            ),
        )

    spots = pd.DataFrame({"x": place("system", "shared_goal"), "y": place("effect", "process")})
    for rule in RULES:
        spots[rule] = table[rule].fillna("undefined").map(short)
    panels: list[Any] = []
    said: list[str] = []
    for rule in RULES:
        name = terms.label("rules", rule, lang)
        defined = terms.text(
            "chart.defined", lang, n=int(table[rule].notna().sum()), total=len(table)
        )
        panels.append(
            alt.Chart(spots)
            .mark_point(filled=True, opacity=1, size=62, stroke=_INK, strokeWidth=0.5)
            .encode(
                x=blocks(alt.X, "x:Q", "system", "shared_goal"),
                y=blocks(alt.Y, "y:Q", "effect", "process", shown=not panels),
                **_styled(rule, _CATEGORY, short, **legend),
            )
            .properties(width=200, height=254, title=_panel(name, defined))
        )
        said.append(f"{name}: {defined}. {_tally(table[rule], names)}.")
    chart = alt.hconcat(*panels, spacing=16).resolve_scale(color="shared", shape="shared")
    notes = [terms.text("chart.decision_note", lang)]
    title = terms.text("chart.decision_title", lang, n=len(table))
    return _finish(chart, title, lang, said, notes)


def readings(
    found: pd.DataFrame, lang: str | None = None, *, case: Case | None = None
) -> alt.LayerChart:
    """How often each category comes out among the plausible readings of a case.

    Parameters
    ----------
    found : pandas.DataFrame
        What `case.readings` gives: one row per plausible profile.
    lang : {"en", "id"}, optional
        Language.
    case : Case, optional
        Whose readings they are.

    Returns
    -------
    altair.LayerChart
        Categories by rules, with the number of profiles in each place.

    Notes
    -----
    Readings are possibilities, not probabilities: counting them does not weigh them.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> telang = load_case("telang")
    >>> readings(telang.readings(), case=telang).title.text
    ['Plausible readings: category of 4 profiles under each rule – Telang']
    """
    lang = language(lang)
    names = {key.value: key.label(lang) for key in Category}
    names["undefined"] = terms.text("chart.no_category", lang)
    rows = {key: _wrap(name, 30) for key, name in names.items()}
    rules = {key: terms.label("rules", key, lang) for key in RULES if key in found.columns}
    cells, said = [], []
    for rule, name in rules.items():
        counts = found[rule].fillna("undefined").value_counts()
        cells += [(rows[key], name, rows[key], str(counts[key])) for key in rows if key in counts]
        said.append(f"{name}: {_tally(found[rule], names)}.")
    chart = _matrix(
        cells, rows.values(), rules.values(), _CATEGORY, rows, (130, 34), legend=False, spread=14
    )
    title = terms.text("chart.readings_title", lang, n=len(found))
    return _finish(chart, title, lang, said, [terms.text("chart.readings_note", lang)], case)


def _plausible(case: Case) -> dict[str, tuple[int, int]]:
    """The lowest and highest level that the evidence allows, where a level is judged."""
    ranges = case.ranges().items()
    return {d: (r.levels[0], r.levels[-1]) for d, r in ranges if r.levels}
