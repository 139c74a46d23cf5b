"""Which levels each finding is compatible with, and so what it says of each level."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd

from ..categories import DIMENSIONS, TOP
from ..frames import cell_text
from ..terms import is_blank

__all__ = [
    "STANCES",
    "changes",
    "conditions",
    "levels_of",
    "numbered",
    "readable",
    "stances",
    "support",
]

Levels = tuple[int, ...]
Condition = tuple[str, Levels, tuple[str, ...]]
Ranges = Mapping[str, Any]  # dimension → its plausible levels, or what has them as `levels`

STANCES = ("for", "against", "contested")
"""What a finding can say of a level."""

_DASH = re.compile(r"\s*(?:[-‐-―−]|\bto\b|\bsampai\b|\bs\.?d\.?)\s*")


def levels_of(found: Any, dimension: str) -> Levels:
    """The levels of a dimension that a cell of the column `levels` names.

    Parameters
    ----------
    found : object
        "1", "1–2", "1 to 2", "0, 2–4", a whole number, or blank.
    dimension : str
        The dimension, whose levels end at 3 or 4.

    Returns
    -------
    tuple of int
        In order. None at all (no bearing) if the cell is blank or cannot be read as levels, or
        names every level.

    Examples
    --------
    >>> levels_of("1–2", "system"), levels_of("0, 2 to 4", "effect"), levels_of("", "effect")
    ((1, 2), (0, 2, 3, 4), ())
    """
    known = range(TOP.get(dimension, -1) + 1)
    levels = {*known} & (_named(found) or set())
    return tuple(sorted(levels)) if len(levels) < len(known) else ()


def readable(found: Any, dimension: str) -> bool:
    """Whether a cell of the column `levels` is blank or names levels of the dimension only.

    Parameters
    ----------
    found : object
        What stands in the cell.
    dimension : str
        The dimension.

    Returns
    -------
    bool

    Examples
    --------
    >>> readable("1–2", "system"), readable("4", "system"), readable("high", "system")
    (True, False, False)
    """
    levels = _named(found)
    return levels is not None and levels <= {*range(TOP.get(dimension, max(TOP.values())) + 1)}


def _named(found: Any) -> set[int] | None:
    """Every whole number that a cell names, from end to end; None if it names something else."""
    if is_blank(found):
        return set()
    whole = isinstance(found, float) and found.is_integer()
    words = _DASH.sub("–", str(int(found) if whole else found).strip().lower())
    levels: set[int] = set()
    for part in filter(None, re.split(r"[\s,;/]+", words)):
        if not re.fullmatch(r"[0-9]{1,3}(–[0-9]{1,3})?", part):
            return None
        ends = sorted(map(int, part.split("–")))
        levels |= {*range(ends[0], ends[-1] + 1)}
    return levels


class _Finding(NamedTuple):
    row: int
    key: str
    dimension: str
    levels: Levels
    contested: bool

    def against(self, level: int) -> bool:
        return bool(self.levels) and level not in self.levels

    @property
    def says(self) -> bool:
        """Whether it says anything of any level."""
        return bool(self.levels) or self.contested

    def stance(self, level: int) -> str:
        """What it says of a level; "" = nothing."""
        if self.against(level):
            return "against"
        return "contested" if self.contested else "for" if self.levels else ""


def _findings(evidence: pd.DataFrame | None) -> list[_Finding]:
    """The findings that speak of a dimension; any column may be missing."""
    columns = ("evidence", "dimension", "levels", "contested")
    table = pd.DataFrame() if evidence is None else evidence
    rows = table[[column for column in columns if column in table]].to_dict("records")
    found = []
    for place, row in enumerate(rows):
        dimension = cell_text(row.get("dimension"))
        if dimension in DIMENSIONS:
            levels = levels_of(row.get("levels"), dimension)
            contested = cell_text(row.get("contested")) == "yes"
            key = cell_text(row.get("evidence"))
            found.append(_Finding(place, key, dimension, levels, contested))
    return found


def support(evidence: pd.DataFrame | None, ranges: Ranges | None = None) -> pd.DataFrame:
    """Which findings speak for and against each level, and which are contested there.

    Parameters
    ----------
    evidence : DataFrame or None
        A table `evidence`; without a column `levels` no finding has bearing.
    ranges : mapping, optional
        Dimension → the levels that the judgement leaves plausible, or a `case.Range` of them.

    Returns
    -------
    DataFrame
        One row per dimension and level. `for`, `against`, `contested`: keys of findings.
        `allowed`: no finding speaks against it. `judged`: whether the judgement leaves it plausible
        (missing = not judged). Where `allowed` and `judged` differ, the reason of the judgement
        should say why.

    Examples
    --------
    >>> evidence = pd.DataFrame({"evidence": ["e1", "e2"], "dimension": "system",
    ...                          "levels": ["1", "0–2"], "contested": ["", "yes"]})
    >>> support(evidence).loc[:2, ["level", "for", "against", "contested", "allowed"]]
       level    for against contested  allowed
    0      0     ()   (e1,)     (e2,)    False
    1      1  (e1,)      ()     (e2,)     True
    2      2     ()   (e1,)     (e2,)    False
    """
    findings = _findings(evidence)
    rows = []
    for dimension, level in _all():
        here = [f for f in findings if f.dimension == dimension]
        for_, against, contested = (
            tuple(f.key for f in here if f.stance(level) == stance) for stance in STANCES
        )
        judged = _plausible(ranges or {}, dimension)
        plausible = level in judged if judged else None
        rows.append((dimension, level, for_, against, contested, not against, plausible))
    names = ["dimension", "level", "for", "against", "contested", "allowed", "judged"]
    return pd.DataFrame(rows, columns=names).astype({"judged": "boolean"})


def stances(evidence: pd.DataFrame | None) -> pd.DataFrame:
    """What each finding says of each level: for, against or contested.

    Parameters
    ----------
    evidence : DataFrame or None
        A table `evidence`.

    Returns
    -------
    DataFrame
        `row` (place of the finding in the table, from 0), `evidence`, `dimension`, `level`,
        `stance`. A finding without bearing that nobody contests has no row.

    Examples
    --------
    >>> stances(pd.DataFrame({"evidence": ["e1"], "dimension": "system", "levels": ["1–3"]}))
       row evidence dimension  level   stance
    0    0       e1    system      0  against
    1    0       e1    system      1      for
    2    0       e1    system      2      for
    3    0       e1    system      3      for
    """
    rows = []
    for finding in _findings(evidence):
        for level in range(TOP[finding.dimension] + 1):
            if stance := finding.stance(level):
                rows.append((finding.row, finding.key, finding.dimension, level, stance))
    return pd.DataFrame(rows, columns=["row", "evidence", "dimension", "level", "stance"])


def numbered(evidence: pd.DataFrame | None) -> dict[int, int]:
    """The numbers by which reports and explorers name findings: dimension by dimension, from 1.

    Parameters
    ----------
    evidence : DataFrame or None
        A table `evidence`.

    Returns
    -------
    dict from int to int
        Place of the row in the table, from 0 → number. Findings of no dimension come last.

    Examples
    --------
    >>> numbered(pd.DataFrame({"dimension": ["effect", "", "system"]}))
    {2: 1, 0: 2, 1: 3}
    """
    rows = [] if evidence is None else evidence.to_dict("records")
    order = {dimension: place for place, dimension in enumerate(DIMENSIONS)}
    places = [order.get(cell_text(row.get("dimension")), len(order)) for row in rows]
    found = sorted(range(len(rows)), key=lambda place: (places[place], place))
    return {place: number for number, place in enumerate(found, start=1)}


def changes(
    there: pd.DataFrame, here: pd.DataFrame
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Which findings one round has and the other has not, and which say something else.

    Parameters
    ----------
    there, here : DataFrame
        The table `evidence` of the two rounds.

    Returns
    -------
    tuple of three tuples of str
        Keys of those that are new, gone, and changed: in dimension, words, levels or contest.

    Examples
    --------
    >>> there = pd.DataFrame({"evidence": ["e1", "e2"], "dimension": "system", "levels": "1"})
    >>> here = pd.DataFrame({"evidence": ["e2", "e3"], "dimension": "system", "levels": "1–2"})
    >>> changes(there, here)
    (('e3',), ('e1',), ('e2',))
    """
    before, after = (
        {cell_text(row.get("evidence")): _content(row) for row in table.to_dict("records")}
        for table in (there, here)
    )
    new = tuple(key for key in after if key not in before)
    changed = tuple(key for key in after if before.get(key, after[key]) != after[key])
    return new, tuple(key for key in before if key not in after), changed


def _content(row: dict[str, Any]) -> tuple[Any, ...]:
    """What a finding says and of which levels, however they are written."""
    dimension = cell_text(row.get("dimension"))
    words = (cell_text(row.get(name)) for name in ("finding_en", "finding_id", "contested"))
    return dimension, levels_of(row.get("levels"), dimension), *words


def conditions(evidence: pd.DataFrame | None) -> tuple[Condition, ...]:
    """What must be lost for a level to come back: all that `without` and `doubting` go by.

    Parameters
    ----------
    evidence : DataFrame or None
        A table `evidence`.

    Returns
    -------
    tuple of (str, tuple of int, tuple of str)
        Dimension, levels, and the findings that must all be lost for these to come back.

    Examples
    --------
    >>> evidence = pd.DataFrame({"evidence": ["e1"], "dimension": "system", "levels": ["1–3"]})
    >>> conditions(evidence)
    (('system', (0,), ('e1',)), ('system', (0, 1, 2, 3), ('e1',)))
    """
    found = []
    findings = [f for f in _findings(evidence) if f.levels]
    for dimension in DIMENSIONS:
        here = [f for f in findings if f.dimension == dimension]
        levels = tuple(range(TOP[dimension] + 1))
        ways = [((level,), [f for f in here if f.against(level)]) for level in levels]
        for back, against in (*ways, (levels, here)):
            if against:
                found.append((dimension, back, tuple(dict.fromkeys(f.key for f in against))))
    return tuple(found)


def _plausible(ranges: Ranges, dimension: str) -> Levels:
    """The levels that the judgement leaves plausible; none where nothing is judged."""
    found: Any = ranges.get(dimension, ())
    return tuple(getattr(found, "levels", found))


def _all() -> list[tuple[str, int]]:
    return [(dimension, level) for dimension in DIMENSIONS for level in range(TOP[dimension] + 1)]
