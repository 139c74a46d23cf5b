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
from ..terms import InputError, needed, spoken
from .categories import level_in_words
from .given import as_cases, as_result, titles_of
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
    "CLASS_MOST",
    "class_overview",
    "side_by_side",
]


class Lanes:
    """A page of lanes, one below the other: scales of levels, marks on them, and words."""

    def __init__(self, step: float, words: int = 11) -> None:
        self.step, self.size = step, words
        self.scales: list[dict[str, Any]] = []
        self.spans: list[dict[str, Any]] = []
        self.marks: list[dict[str, Any]] = []
        self.words: dict[str, list[dict[str, Any]]] = {"head": [], "tick": [], "words": []}

    def write(self, kind: str, x: float, y: float, words: str) -> None:
        """Put words in a place."""
        self.words[kind].append({"x": x, "y": y, "words": words})

    def ticks(self, x: float, y: float, dimension: str) -> None:
        """Write the levels of a dimension above its scale."""
        for level in range(TOP[dimension] + 1):
            self.write("tick", x + level * self.step, y, str(level))

    def scale(self, x: float, y: float, dimension: str) -> None:
        """Draw the scale of a dimension."""
        self.scales.append({"x": x, "to": x + TOP[dimension] * self.step, "y": y})

    def mark(self, x: float, y: float, level: int, kind: str) -> None:
        """Put a mark at a level."""
        self.marks.append({"x": x + level * self.step, "y": y, "kind": kind})

    def span(self, x: float, y: float, levels: Sequence[int], kind: str) -> None:
        """Draw a thick line from the lowest of the levels to the highest."""
        ends = {"x": x + levels[0] * self.step, "to": x + levels[-1] * self.step}
        self.spans.append({**ends, "y": y, "kind": kind})

    def chart(self, width: float, height: float, look: dict[str, Any], size: int) -> Any:
        """All of it."""
        x, y = _page(width, height)

        def drawn(rows: list[dict[str, Any]], columns: Sequence[str]) -> alt.Chart:
            return alt.Chart(pd.DataFrame(rows, columns=list(columns))).encode(x=x, y=y)

        def written(kind: str, **options: Any) -> alt.Chart:
            style = {"fontSize": self.size, **options}
            return _text(drawn(self.words[kind], ["x", "y", "words"]), "words", **style)

        lines = drawn(self.scales, ["x", "to", "y"]).mark_rule(color=_LINE).encode(x2="to")
        spans = drawn(self.spans, ["x", "to", "y", "kind"]).mark_rule(strokeWidth=4)
        marks = drawn(self.marks, ["x", "y", "kind"]).mark_point(
            size=size, filled=True, opacity=1, stroke=_INK, strokeWidth=0.4
        )
        return alt.layer(
            lines,
            *([spans.encode(x2="to", color=look["color"])] if self.spans else []),
            *([marks.encode(**look)] if self.marks else []),
            written("head", align="left", fontWeight="bold", fontSize=self.size + 1),
            written("tick", color=_QUIET),
            written("words", align="left", dy=_lifted("words", self.size)),
            width=width,
            height=height,
        )


# Height of a row and a heading, where scale and words begin, width of the page: in pixels.
_PLAIN, _LARGE = (34, 30, 170, 366, 690), (28, 28, 212, 400, 920)


@spoken
def side_by_side(
    cases: Sequence[Case | str], lang: str | None = None, *, large: bool = False
) -> alt.LayerChart:
    """Areas beside one another: the level on each dimension, its criterion, and the category.

    Parameters
    ----------
    cases : sequence of Case or str
        Two to four areas, or their names.
    lang : {"en", "id"}, optional
        Language.
    large : bool, optional
        Larger words on a wider and lower page, for a wall.

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
    >>> side_by_side(["telang", "batu_betumpang"]).title.text
    ['Levels side by side – Telang, Batu Betumpang']
    """
    found = as_cases(cases)
    needed(large, bool, "large", "a_flag")
    if not 2 <= len(found) <= len(_AREA):
        raise InputError("error.too_many_areas", found=len(found), most=len(_AREA))
    areas = dict(zip(titles_of(found), found, strict=True))
    tall, head, scale_at, words_at, width = _LARGE if large else _PLAIN
    lanes, said = Lanes(step=42, words=15 if large else 11), []
    fits, across = (70, 104) if large else (56, 92)
    ranges = {area: case.ranges() for area, case in areas.items()}
    y = 0.0
    for dimension in DIMENSIONS:
        y += head
        name = terms.label("dimensions", dimension)
        lanes.write("head", 0, y - 10, name)
        lanes.ticks(scale_at, y - 10, dimension)
        for area in areas:
            middle, judged = y + tall / 2, ranges[area][dimension]
            lanes.scale(scale_at, middle, dimension)
            lanes.write("words", 12, middle, _wrap(area, 22))
            words = level_in_words(dimension, judged)
            if judged.level is not None:
                lanes.mark(scale_at, middle, judged.level, area)
                words = level_label(dimension, judged.level)
            if len(judged.levels) > 1:
                lanes.span(scale_at, middle, judged.levels, area)
            lanes.write("words", words_at, middle, _wrap(words, fits))
            said.append(f"{name}, {area}: {level_in_words(dimension, judged)}.")
            y += tall
    y += head
    lanes.write("head", 0, y - 10, terms.heading("term.category"))
    for area, case in areas.items():
        category = _category_of(case.profile)
        lanes.write("words", 12, y + tall / 2, _wrap(area, 22))
        lanes.write("words", scale_at - 6, y + tall / 2, _wrap(category, across))
        said.append(f"{area}: {category}.")
        y += tall
    look = _styled("kind", dict(zip(areas, _AREA, strict=False)), {area: area for area in areas})
    notes = [terms.text("note.compare")]
    title = terms.text("title.compare")
    return _finish(lanes.chart(width, y, look, 150), title, said, notes, found)


def _category_of(profile: Profile) -> str:
    """The category by the default rule and by Table 2.1; "still open" with a level missing."""
    found = classify(profile)
    still_open = len(found.candidates) > 1
    return terms.text(
        "description.category",
        category=terms.text("term.still_open") if still_open else _category(found.category),
        rule=terms.label("rules", found.rule),
        strict=_category(found.strict),
    )


CLASS_MOST = 60
"""So many areas at most have a row each in one chart."""


@spoken
def class_overview(
    table: pd.DataFrame, lang: str | None = None, *, cases: Sequence[Case | str] = ()
) -> alt.LayerChart:
    """Many areas at a glance: the level of each on every dimension, and its category.

    Parameters
    ----------
    table : pandas.DataFrame
        What `Comparison.table` gives: one row per area with `area` and the four levels.
    lang : {"en", "id"}, optional
        Language.
    cases : sequence of Case or str, optional
        The areas; if any of them is fictional, the title names it.

    Returns
    -------
    altair.LayerChart
        One row per area in the order of the table, one scale of levels per dimension, and the
        category by the default rule in words.

    Raises
    ------
    InputError
        If there are more than 60 areas, or this is no such table.

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
    as_result(table, "table", "compare(areas).table()", ["area", *DIMENSIONS])
    if len(table) > CLASS_MOST:
        raise InputError("error.too_many_in_chart", found=len(table), most=CLASS_MOST)
    title = terms.text("title.class", n=len(table))
    invented = [case for case in as_cases(cases) if case.fictional]
    if table.empty:
        return _nothing(title)
    names = {key: _category(None if key == "undefined" else key) for key in _CATEGORY}
    lanes, said = Lanes(step=21), []
    tall, head, right = 24, 40, 160.0
    starts = {}
    for dimension in DIMENSIONS:
        starts[dimension] = right
        lanes.write("head", right, 6, _wrap(terms.label("dimensions", dimension), 14))
        lanes.ticks(right, head - 8, dimension)
        right += TOP[dimension] * lanes.step + 40
    for place, row in enumerate(table.to_dict("records")):
        middle = head + place * tall + tall / 2
        levels = Profile(*(_whole(row[d]) for d in DIMENSIONS)).levels
        found = classify(Profile(*levels))
        name = names[found.category.value if found.category else "undefined"]
        words = terms.text("term.still_open") if len(found.candidates) > 1 else name
        area = cell_text(row["area"])
        lanes.write("words", 0, middle, textwrap.shorten(area, 26, placeholder="…"))
        lanes.write("words", right, middle, words)
        for dimension, level in zip(DIMENSIONS, levels, strict=True):
            lanes.scale(starts[dimension], middle, dimension)
            if level is not None:
                lanes.mark(starts[dimension], middle, level, name)
        said.append(f"{area}: {', '.join('–' if n is None else str(n) for n in levels)}, {words}.")
    look = _styled("kind", _CATEGORY, names)
    silent = {key: channel.legend(None) for key, channel in look.items()}
    chart = lanes.chart(right + 110, head + len(table) * tall, silent, 95)
    note = terms.text("note.class", rule=terms.label("rules", DEFAULT_RULE))
    return _finish(chart, title, said, [note], invented)


def _whole(level: Any) -> Any:
    """A level as a whole number; a column with a blank holds 1.0 for 1."""
    if terms.is_blank(level):
        return None
    return int(level) if isinstance(level, float) and level.is_integer() else level
