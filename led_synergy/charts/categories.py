"""Charts of the rubric: criteria, decision map, readings."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

import altair as alt
import pandas as pd

from .. import framework, terms
from ..case.case import Case, Range
from ..categories import DIMENSIONS, RULES, TOP, Category, Profile, level_label
from ..terms import needed, spoken
from .given import as_case, as_result
from .style import (
    _CATEGORY,
    _INK,
    _LINE,
    _PAPER,
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
    "Criterion",
    "criteria",
    "criteria_grid",
    "decision_map",
    "level_in_words",
    "readings",
]


# -- Criteria ----------------------------------------------------------------------------------


class Criterion(NamedTuple):
    """A cell of the grid: a level of a dimension, what it asks for, in whose row it stands."""

    dimension: str
    level: int
    words: str
    category: str


def criteria() -> list[Criterion]:
    """Every level of every dimension with its criterion in Table 2.1, in our words.

    Examples
    --------
    >>> len(criteria()), criteria()[0].category
    (17, 'Sectoral')
    """
    return [
        Criterion(
            row["dimension"],
            int(row["level"]),
            terms.cell(row, "label"),
            terms.label("categories", row["category"]),
        )
        for row in framework.table("levels")
    ]


def level_in_words(dimension: str, found: Range) -> str:
    """What is judged of a dimension: a level, a range where no level is agreed, or nothing.

    Examples
    --------
    >>> level_in_words("system", Range(None, 1, 2))
    'not agreed, 1 to 2'
    """
    if found.level is not None:
        return f"{found.level}, {level_label(dimension, found.level)}"
    if found.levels:
        return terms.text("result.span", lowest=found.lowest, highest=found.highest)
    return terms.text("term.not_judged")


@spoken
def criteria_grid(
    source: Profile | Case | str, lang: str | None = None, *, large: bool = False
) -> alt.LayerChart:
    """The criteria of Table 2.1, dimension by level, with the levels of an area marked.

    Parameters
    ----------
    source : Profile, Case or str
        Whose levels to mark; of an area also its name will do. Of a case, the other levels that
        the evidence allows are marked too, also where no level is agreed.
    lang : {"en", "id"}, optional
        Language.
    large : bool, optional
        Wider cells with larger words, for a wall.

    Returns
    -------
    altair.LayerChart
        One column per dimension, the highest level at the top. Each cell holds the level, its
        criterion in short, and the category in whose row of Table 2.1 it stands.

    Raises
    ------
    InputError
        If this is neither a profile nor an area.

    Notes
    -----
    Criteria: Table 2.1, in our words. The numbers of the levels are ours.

    Examples
    --------
    >>> criteria_grid(Profile(1, 1, 2, 3), "id").title.text
    ['Kriteria Tabel 2.1 dan tingkat yang dinilai']
    """
    case = None if isinstance(source, Profile) else as_case(source)
    needed(large, bool, "large", "a_flag")
    if isinstance(source, Profile):
        ranges = {d: Range(*[n] * 3) for d, n in zip(DIMENSIONS, source.levels, strict=True)}
    else:
        ranges = as_case(source).ranges()
    names = {d: terms.label("dimensions", d) for d in DIMENSIONS}
    said = []
    for dimension, name in names.items():
        found = ranges[dimension]
        said.append(f"{name}: {level_in_words(dimension, found)}.")
        if found.level is not None and len(found.levels) > 1:
            said.append(terms.text("description.range", low=found.lowest, high=found.highest))
    notes = [terms.text("note.grid")]
    if missing := [names[d] for d in DIMENSIONS if not ranges[d].levels]:
        notes.append(f"{terms.text('term.not_judged').capitalize()}: {', '.join(missing)}.")
    chart = _grid(ranges, list(names.values()), *((222, 15) if large else (172, 11)), large)
    return _finish(chart, terms.text("title.grid"), said, notes, case)


def _grid(ranges: Mapping[str, Range], names: list[str], wide: int, size: int, tight: bool) -> Any:
    """The cells of the grid: frames, levels, criteria, categories, and heads above them."""
    line, pad = size + 2, 8 if tight else 11
    found_criteria = [(d, level, _wrap(words, 26), row) for d, level, words, row in criteria()]
    tall = _heights(found_criteria, line, pad, tight)
    below = {level: sum(tall[n] for n in tall if n > level) for level in tall}
    cells = []
    for dimension, level, words, category in found_criteria:
        found = ranges[dimension]
        kind = "other" if level not in found.levels else "plausible"
        kind = "judged" if level == found.level else kind
        cells.append(
            {
                "x": DIMENSIONS.index(dimension) * wide,
                "y": below[level],
                **({"tall": tall[level]} if tight else {}),
                "kind": kind,
                "level": {"judged": "● ", "plausible": "○ ", "other": ""}[kind] + str(level),
                "words": words,
                "row": category,
            }
        )
    heads = [{"x": n * wide, "y": -12, "words": words} for n, words in enumerate(names)]
    x, y = _page(len(DIMENSIONS) * wide, sum(tall.values()), above=24)
    base = alt.Chart(pd.DataFrame(cells)).encode(x=x, y=y)
    kinds = ["judged", "plausible", "other"]
    boxes = base.mark_rect(
        width=wide - 10,
        height=alt.expr("datum.tall - 8") if tight else tall[0] - 8,
        xOffset=wide / 2 - 5,
        yOffset=alt.expr("datum.tall / 2") if tight else tall[0] / 2,
        cornerRadius=3,
        strokeDash=_dashes("plausible"),
    ).encode(
        fill=_by(alt.Fill, "kind", kinds, [PALETTE["yellow"], _PAPER, _PAPER]),
        stroke=_by(alt.Stroke, "kind", kinds, [PALETTE["black"], PALETTE["black"], _LINE]),
        strokeWidth=_by(alt.StrokeWidth, "kind", kinds, [3, 2, 1]),
    )

    def inside(field: str, **options: Any) -> alt.Chart:
        style = {"align": "left", "dx": 7, "fontSize": size, **options}
        return _text(base, field, baseline="top", **style)

    head = alt.Chart(pd.DataFrame(heads)).encode(x=x, y=y)
    return alt.layer(
        boxes,
        inside("level", dy=pad - 2, fontSize=size + 1, fontWeight="bold"),
        inside("words", dy=line + pad),
        inside("row", align="right", dx=wide - 16, dy=pad - 1, fontStyle="italic"),
        _text(head, "words", align="left", fontWeight="bold", fontSize=size + 1),
        width=len(DIMENSIONS) * wide,
        height=sum(tall.values()) + 24,
    )


def _heights(
    cells: list[tuple[str, int, str, str]], line: int, pad: int, tight: bool
) -> dict[int, int]:
    """The height of each row of the grid: all alike, or each with room for its own criteria."""
    lines = [0] * (max(TOP.values()) + 1)
    for _, level, words, _ in cells:
        lines[level] = max(lines[level], words.count("\n") + 1)
    if tight:
        return {level: 28 + pad + line * n for level, n in enumerate(lines)}
    return dict.fromkeys(range(len(lines)), 28 + pad + line * max(3, *lines))


# -- All profiles ------------------------------------------------------------------------------

_SPOT, _GAP = 11, 7  # of the map: how far profiles and blocks stand apart


@spoken
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

    Raises
    ------
    InputError
        If this is not a decision table.

    Notes
    -----
    Table 2.1 defines 62 of the 320 profiles; the two other rules are explained in `categories`.

    Examples
    --------
    >>> from led_synergy import decision_table
    >>> [panel.title.subtitle for panel in decision_map(decision_table()).hconcat][:2]
    ['62 of 320 have a category', '320 of 320 have a category']
    """
    maker = "decision_table()"
    as_result(table, "table", maker, [*DIMENSIONS, *RULES])
    levels = all(table[d].isin(range(top + 1)).all() for d, top in TOP.items())
    once = not table.duplicated([*DIMENSIONS]).any()
    as_result(table, "table", maker, good=levels and once and _categories_only(table, RULES))
    names = {key: _category(None if key == "undefined" else key) for key in _CATEGORY}
    # One figure instead of a name in each of 960 places keeps the notebook small.
    short = {key: str(n) for n, key in enumerate(names)}
    words = json.dumps({short[key]: name for key, name in names.items()}, ensure_ascii=False)
    legend: dict[str, Any] = {
        "orient": "bottom",
        "columns": 4,
        "symbolSize": 90,
        "labelExpr": f"{words}[datum.label]",
    }
    spots = pd.DataFrame(
        {
            "x": _place(table, "system", "shared_goal"),
            "y": _place(table, "effect", "process"),
        }
    )
    for rule in RULES:
        spots[rule] = table[rule].fillna("undefined").map(short)
    panels: list[Any] = []
    said: list[str] = []
    for rule in RULES:
        name = terms.label("rules", rule)
        n = int(table[rule].notna().sum())
        defined = terms.text("result.defined", n=n, total=len(table))
        panels.append(
            alt.Chart(spots)
            .mark_point(filled=True, opacity=1, size=62, stroke=_INK, strokeWidth=0.5)
            .encode(
                x=_blocks(alt.X, "x:Q", "system", "shared_goal"),
                y=_blocks(alt.Y, "y:Q", "effect", "process", shown=not panels),
                **_styled(rule, _CATEGORY, short, **legend),
            )
            .properties(width=200, height=254, title=_panel(name, defined))
        )
        said.append(f"{name}: {defined}. {_tally(table[rule], names)}.")
    chart = alt.hconcat(*panels, spacing=16).resolve_scale(color="shared", shape="shared")
    notes = [terms.text("note.decision")]
    return _finish(chart, terms.text("title.decision", n=len(table)), said, notes)


def _place(table: pd.DataFrame, outer: str, inner: str) -> pd.Series:
    block = (TOP[inner] + 1) * _SPOT + _GAP
    return table[outer] * block + table[inner] * _SPOT + _SPOT / 2


def _blocks(channel: Any, field: str, outer: str, inner: str, shown: bool = True) -> Any:
    """A scale of blocks, numbered in the middle of each."""
    block = (TOP[inner] + 1) * _SPOT + _GAP
    first, end = (block - _GAP) / 2, (TOP[outer] + 1) * block - _GAP
    return channel(
        field,
        title=terms.label("dimensions", outer) if shown else None,
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


# -- Readings ----------------------------------------------------------------------------------


@spoken
def readings(
    found: pd.DataFrame, lang: str | None = None, *, case: Case | str | None = None
) -> alt.LayerChart:
    """How often each category comes out among the plausible readings of a case.

    Parameters
    ----------
    found : pandas.DataFrame
        What `result.readings` gives: one row per plausible profile.
    lang : {"en", "id"}, optional
        Language.
    case : Case or str, optional
        Whose readings they are.

    Returns
    -------
    altair.LayerChart
        Categories by rules, with the number of profiles in each place.

    Raises
    ------
    InputError
        If these are no readings; `case.reading_counts`, which has counted them already, gives none.

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
    maker = "case.readings()"
    as_result(found, "found", maker, DIMENSIONS)
    shown = [rule for rule in RULES if rule in found.columns]
    as_result(found, "found", maker, good=bool(shown) and _categories_only(found, shown))
    names = {key.value: key.label() for key in Category}
    names["undefined"] = terms.text("term.no_category_yet")
    rows = {key: _wrap(name, 30) for key, name in names.items()}
    rules = {key: terms.label("rules", key) for key in shown}
    cells, said = [], []
    for rule, name in rules.items():
        counts = found[rule].fillna("undefined").value_counts()
        cells += [(rows[key], name, rows[key], str(counts[key])) for key in rows if key in counts]
        said.append(f"{name}: {_tally(found[rule], names)}.")
    chart = _matrix(
        cells, rows.values(), rules.values(), _CATEGORY, rows, (130, 34), legend=False, spread=14
    )
    title = terms.text("title.readings", n=len(found))
    return _finish(chart, title, said, [terms.text("note.readings")], case)


def _categories_only(table: pd.DataFrame, rules: Any) -> bool:
    """Whether every cell below these rules is a category or blank."""
    known = {category.value for category in Category}
    return all(table[rule].dropna().isin(known).all() for rule in rules)
