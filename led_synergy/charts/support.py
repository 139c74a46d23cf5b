"""The chart of findings by levels: what speaks for, what against, and what is contested."""

from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd

from .. import support, terms
from ..case.case import Case
from ..categories import DIMENSIONS, TOP
from ..frames import cell_text
from ..terms import choice, language, spoken
from .given import MOST_ROWS, as_case, names_in
from .style import _LINE, _QUIET, Style, _finish, _nothing, _page, _styled, _text, _wrap

__all__ = [
    "support_matrix",
]

_CROSS = "M-0.9,-0.6L-0.6,-0.9L0,-0.3L0.6,-0.9L0.9,-0.6L0.3,0L0.9,0.6L0.6,0.9L0,0.3L-0.6,0.9L-0.9,0.6L-0.3,0Z"  # noqa: E501
_STANCE: Style = {
    "for": ("blue", "circle"),
    "against": ("vermilion", _CROSS),
    "contested": ("orange", "diamond"),
}
_WIDE, _FIRST, _STEP, _LINE_HIGH = 680, 440, 52, 13  # pixels
_CHARACTERS = 76


@spoken
def support_matrix(
    case: Case | str, lang: str | None = None, *, dimension: str | None = None
) -> alt.LayerChart:
    """Which finding speaks for a level, which against it, and which is contested there.

    Parameters
    ----------
    case : Case or str
        The area, or its name.
    lang : {"en", "id"}, optional
        Language.
    dimension : str, optional
        Only this dimension; all four if not given.

    Returns
    -------
    altair.LayerChart
        One row per finding, grouped by whom it is about and the kind of its source; one column
        per level. Of more than 60 findings the first 60 are drawn, and the chart says so.

    Raises
    ------
    InputError
        If there is no such dimension.

    Notes
    -----
    That a finding fits a level is a judgement, and ours for the areas of the paper. Nothing is
    counted together: no score, no mean, no majority.

    Examples
    --------
    >>> support_matrix("telang", "id", dimension="system").title.text
    ['Temuan dan tingkat: mana yang cocok, mana yang menutup – Telang']
    """
    case = as_case(case).latest()
    wanted = DIMENSIONS if dimension is None else (choice(dimension, DIMENSIONS, "dimension"),)
    title = terms.text("title.stances_drawn")
    table = case.tables.get("evidence")
    stances = support.stances(table)
    stances = stances[stances["dimension"].isin(wanted)]
    if table is None or stances.empty:
        return _nothing(title, case)
    shown = stances["row"].drop_duplicates().sort_values()
    notes = [terms.text("note.stances")]
    if len(shown) > MOST_ROWS:
        notes.insert(0, terms.text("note.rows_kept", n=MOST_ROWS, total=len(shown)))
    kept = stances[stances["row"].isin(shown[:MOST_ROWS])]
    chart = _drawn(_places(case, table, kept))
    return _finish(chart, title, _said(case, stances, wanted), notes, case)


def _groups(case: Case, table: pd.DataFrame, places: list[int]) -> dict[str, list[int]]:
    """Whom findings are about and the kind of their source → the findings, in order."""
    members = case.tables.get("components")
    names = {} if members is None else names_in(members, "component")
    found: dict[str, list[int]] = {}
    for place, row in zip(places, table.iloc[places].to_dict("records"), strict=True):
        actor, kind = (cell_text(row.get(column)) for column in ("actor", "source_type"))
        said = [names.get(actor) or terms.name(actor)] if actor else []
        said.append(terms.text(f"value.{kind or 'not_stated'}"))
        found.setdefault(" · ".join(said), []).append(place)
    return dict(sorted(found.items()))


def _places(case: Case, table: pd.DataFrame, stances: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Everything drawn, from the top down: words, marks and lines, each with its place."""
    y = 0.0
    ranges = case.ranges()
    for dimension in dict.fromkeys(stances["dimension"]):
        here = stances[stances["dimension"] == dimension]
        y += 26
        name = terms.label("dimensions", dimension)
        yield {"what": "dimension", "x": 0, "y": y, "words": name}
        for level in range(TOP[dimension] + 1):
            judged, plausible = ranges[dimension].level, ranges[dimension].levels
            sign = "● " if level == judged else "○ " if level in plausible else ""
            yield {"what": "level", "x": _at(level), "y": y, "words": f"{sign}{level}"}
        y += 10
        yield {"what": "line", "x": 0, "y": y}
        for group, places in _groups(case, table, here["row"].unique().tolist()).items():
            y += 14
            yield {"what": "group", "x": 0, "y": y, "words": group}
            y += 9
            for place in places:
                words = _wrap(_finding(table.iloc[place].to_dict()), _CHARACTERS)
                tall = _LINE_HIGH * (words.count("\n") + 1)
                yield {"what": "finding", "x": 8, "y": y + 3, "words": words}
                for level, stance in here.loc[here["row"] == place, _SAYS].itertuples(index=False):
                    at = {"x": _at(level), "y": y + 3 + tall / 2}
                    yield {"what": "mark", "stance": stance, **at}
                y += tall + 6
                yield {"what": "thin", "x": 8, "y": y}


def _at(level: int) -> int:
    return _FIRST + _STEP * level


_SAYS = ["level", "stance"]


def _finding(row: dict[str, Any]) -> str:
    return terms.cell(row, "finding") or cell_text(row.get("evidence")) or "–"


_WORDS = ("dimension", "level", "group", "finding")


def _drawn(places: Iterator[dict[str, Any]]) -> Any:
    """Words, marks and lines in their places."""
    found = pd.DataFrame(places)
    high = float(found["y"].max()) + 8
    x, y = _page(_WIDE, high)
    kinds = {stance: terms.text(f"term.stance_{stance}") for stance in support.STANCES}

    def of(what: str) -> alt.Chart:
        columns = ["x", "y", "words"] if what in _WORDS else ["x", "y"]
        return alt.Chart(found.loc[found["what"] == what, columns]).encode(x=x, y=y)

    marks = found[found["what"] == "mark"][["x", "y", "stance"]]
    points = alt.Chart(marks.assign(kind=marks["stance"].map(kinds))).encode(x=x, y=y)
    thick = of("line").mark_rule(color=_QUIET).encode(x2=alt.X2Datum(_WIDE))
    thin = of("thin").mark_rule(color=_LINE).encode(x2=alt.X2Datum(_WIDE))
    left: dict[str, Any] = {"align": "left"}
    return alt.layer(
        thin,
        thick,
        points.mark_point(size=105, filled=True, opacity=1).encode(
            **_styled("kind", _STANCE, kinds)
        ),
        _text(of("finding"), "words", baseline="top", **left),
        _text(of("group"), "words", fontStyle="italic", color=_QUIET, **left),
        _text(of("dimension"), "words", fontWeight="bold", fontSize=13, **left),
        _text(of("level"), "words", fontWeight="bold", fontSize=12),
        width=_WIDE,
        height=high,
    )


def _said(case: Case, stances: pd.DataFrame, wanted: tuple[str, ...]) -> list[str]:
    """The chart in words: the findings, numbered, and level by level their numbers."""
    found = case.support()
    found = found[found["dimension"].isin(wanted) & found["dimension"].isin(stances["dimension"])]
    rows = case.evidence.iloc[sorted(stances["row"].unique())]
    numbers = {key: str(n) for n, key in enumerate(rows["evidence"], start=1)}
    said = [f"{n}. {_finding(row)}" for n, row in enumerate(rows.to_dict("records"), start=1)]
    for row in found.to_dict("records"):
        keys = {
            stance: ", ".join(numbers.get(key, key) for key in row[stance]) or "–"
            for stance in support.STANCES
        }
        keys["for_"] = keys.pop("for")
        name = terms.label("dimensions", row["dimension"], language())
        said.append(terms.text("description.stances", dimension=name, level=row["level"], **keys))
    return said
