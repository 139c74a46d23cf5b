"""The chart of how judgements spread: every one of them, and no mean."""

import math
from collections.abc import Sequence

import altair as alt
import pandas as pd

from .. import terms
from ..agreement import ordinal_agreement
from ..case.case import Case
from ..categories import DIMENSIONS, TOP
from ..terms import spoken
from .given import as_cases, as_result
from .style import _INK, _LINE, _QUIET, PALETTE, _finish, _nothing, _page, _text

__all__ = ["levels_strip"]

_STEP, _WIDEST, _TALLEST = 124, 100.0, 60.0  # between levels; of the heap of points on one


@spoken
def levels_strip(
    table: pd.DataFrame, lang: str | None = None, *, cases: Sequence[Case | str] = ()
) -> alt.LayerChart:
    """Every judgement as a point, dimension by dimension: of raters, or of areas.

    Parameters
    ----------
    table : pandas.DataFrame
        One row per rater or area with the four levels, such as `case.by_rater()`, the table of
        `compare`, or a list of areas; a blank is not judged, and is counted apart.
    lang : {"en", "id"}, optional
        Language.
    cases : sequence of Case or str, optional
        The areas; named in the title.

    Returns
    -------
    altair.LayerChart
        A heap of points at each level, with its count; van der Eijk's agreement A beside it.

    Raises
    ------
    InputError
        If this is no such table.

    Notes
    -----
    Levels are ranks, so no mean is drawn, and places within a heap mean nothing.

    Examples
    --------
    >>> table = pd.DataFrame({"rater": ["A", "B"], "system": [1, 2], "shared_goal": [1, 1],
    ...                       "process": [2, 2], "effect": [3, None]})
    >>> levels_strip(table).description.split(". ")[1:3]
    ['System: level 1: 1, level 2: 1; agreement A 0.67', \
'Shared goal: level 1: 2; agreement A 1']
    """
    as_result(table, "table", "case.by_rater()", DIMENSIONS)
    title = terms.text("title.strip", n=len(table))
    area = as_cases(cases) or None
    counts = {
        d: [int((table[d] == level).sum()) for level in range(TOP[d] + 1)] for d in DIMENSIONS
    }
    if not any(map(any, counts.values())):
        return _nothing(title, area)
    points: list[tuple[float, float]] = []
    lines: list[tuple[float, float, float]] = []
    words: dict[str, list[tuple[float, float, str]]] = {"head": [], "tick": [], "count": []}
    said, y, most = [], 0.0, max(max(row) for row in counts.values())
    gap = min(9.0, math.sqrt(_WIDEST * _TALLEST / most))
    for dimension, row in counts.items():
        name = terms.label("dimensions", dimension)
        told = _said(row, len(table))
        said.append(f"{name}: {told}.")
        words["head"].append((0, y + 8, f"{name} – {told.rpartition('; ')[2]}"))
        base = y + 34 + _TALLEST
        lines.append((20, 20 + TOP[dimension] * _STEP + _WIDEST, base + 6))
        for level, n in enumerate(row):
            left = 20 + level * _STEP
            words["tick"].append((left + _WIDEST / 2, base + 18, str(level)))
            points += [(left + px, base - py) for px, py in _heap(n, gap)]
            if n:
                top = base - _height(n, gap) - 8
                words["count"].append((left + _WIDEST / 2, top, str(n)))
        y = base + 34
    width = 20 + max(TOP.values()) * _STEP + _WIDEST
    x_, y_ = _page(width, y)

    def drawn(rows: Sequence[tuple[object, ...]], *names: str) -> alt.Chart:
        return alt.Chart(pd.DataFrame(list(rows), columns=list(names))).encode(x=x_, y=y_)

    chart = alt.layer(
        drawn(lines, "x", "to", "y").mark_rule(color=_LINE).encode(x2="to"),
        drawn(points, "x", "y").mark_circle(
            size=max(3.0, (gap * 0.85) ** 2 * 0.8), color=PALETTE["blue"], opacity=1
        ),
        _text(drawn(words["head"], "x", "y", "words"), "words", align="left", fontWeight="bold"),
        _text(drawn(words["tick"], "x", "y", "words"), "words", color=_QUIET),
        _text(drawn(words["count"], "x", "y", "words"), "words", color=_INK),
        width=width,
        height=y,
    )
    return _finish(chart, title, said, [terms.text("note.strip")], area)


def _said(counts: list[int], total: int) -> str:
    """The counts of one dimension in words, and how far they stand together."""
    found = [terms.text("result.strip_level", level=k, n=n) for k, n in enumerate(counts) if n]
    if left := total - sum(counts):
        found.append(terms.text("result.strip_blank", n=left))
    value = terms.number(round(ordinal_agreement(counts) or 0, 2)) if sum(counts) else "–"
    return f"{', '.join(found)}; {terms.text('result.strip_agreement', value=value)}"


def _columns(n: int, gap: float) -> int:
    """How many points stand beside one another: a heap about as wide as it is tall."""
    return max(1, min(int(_WIDEST / gap), math.ceil(math.sqrt(n * _WIDEST / _TALLEST))))


def _height(n: int, gap: float) -> float:
    return math.ceil(n / _columns(n, gap)) * gap


def _heap(n: int, gap: float) -> list[tuple[float, float]]:
    """Places of n points on one level, from its left end and its ground, row by row."""
    wide = _columns(n, gap)
    places = []
    for place in range(n):
        row, column = divmod(place, wide)
        full = min(wide, n - row * wide)
        places.append((_WIDEST / 2 + (column - (full - 1) / 2) * gap, row * gap + gap / 2))
    return places
