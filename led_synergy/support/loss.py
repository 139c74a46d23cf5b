"""The tables of an area after findings are withdrawn or doubted."""

import itertools
from collections.abc import Iterable
from typing import Any

import pandas as pd

from ..categories import DIMENSIONS, TOP
from ..frames import cell_text
from ..terms import LANGUAGES, InputError, choice, is_blank, text
from .bearing import Condition, Levels, _Finding, _findings

__all__ = [
    "doubt",
    "doubting",
    "judged_again",
    "spans",
    "withdraw",
    "without",
]

Tables = dict[str, pd.DataFrame]


def _known(evidence: pd.DataFrame, findings: Iterable[str]) -> list[str]:
    keys = [cell_text(key) for key in evidence.get("evidence", ())]
    return [choice(key, keys, "finding") for key in findings]


def without(evidence: pd.DataFrame, findings: Iterable[str]) -> pd.DataFrame:
    """The table with findings withdrawn.

    Parameters
    ----------
    evidence : DataFrame
        A table `evidence`.
    findings : iterable of str
        Keys of findings.

    Returns
    -------
    DataFrame
        Another table; the one given stays as it is.

    Raises
    ------
    InputError
        If there is no such finding.

    Examples
    --------
    >>> without(pd.DataFrame({"evidence": ["e1", "e2"]}), ["e1"])["evidence"].tolist()
    ['e2']
    """
    lost = _known(evidence, findings)
    if not lost:
        return evidence
    return evidence[~evidence["evidence"].map(cell_text).isin(lost)].reset_index(drop=True)


def doubting(evidence: pd.DataFrame, findings: Iterable[str]) -> pd.DataFrame:
    """The table with findings doubted: still there, contested, and against no level.

    Parameters
    ----------
    evidence : DataFrame
        A table `evidence`.
    findings : iterable of str
        Keys of findings.

    Returns
    -------
    DataFrame
        Another table; the one given stays as it is.

    Raises
    ------
    InputError
        If there is no such finding.

    Examples
    --------
    >>> evidence = pd.DataFrame({"evidence": ["e1", "e2"], "levels": ["1", "1–2"]})
    >>> doubting(evidence, ["e1"])[["evidence", "levels", "contested"]]
      evidence levels contested
    0       e1              yes
    1       e2    1–2
    """
    lost = _known(evidence, findings)
    if not lost:
        return evidence
    here = evidence["evidence"].map(cell_text).isin(lost)
    says = {f"contested_{lang}": text("remark.doubted", lang) for lang in LANGUAGES}
    changed = evidence.copy()
    for column, value in {"levels": "", "contested": "yes", **says}.items():
        cells = evidence.get(column, pd.Series("", evidence.index)).astype(object)
        changed[column] = cells.mask(here, value)
    return changed


def _back(before: list[_Finding], after: list[_Finding]) -> dict[str, Levels]:
    """The levels that the loss of findings brings back."""
    found = {}
    for dimension in DIMENSIONS:
        had, has = ([f for f in side if f.dimension == dimension] for side in (before, after))
        levels = range(TOP[dimension] + 1)
        if any(f.levels for f in had) and not any(f.levels for f in has):
            found[dimension] = tuple(levels)
        else:
            found[dimension] = tuple(
                level
                for level in levels
                if any(f.against(level) for f in had) and not any(f.against(level) for f in has)
            )
    return found


def _wider(levels: Levels, back: Levels) -> Levels:
    """From end to end of what was plausible and what comes back; not judged stays not judged."""
    if not levels or not back:
        return levels
    return tuple(range(min(*levels, *back), max(*levels, *back) + 1))


def spans(found: Iterable[Condition], dimension: str, levels: Levels) -> tuple[Levels, ...]:
    """Every range that the loss of findings can leave of a dimension.

    Parameters
    ----------
    found : iterable
        What `conditions` gives.
    dimension : str
        The dimension.
    levels : tuple of int
        Its plausible levels with all findings; none = not judged.

    Returns
    -------
    tuple of tuple of int
        Each range once, that with all findings first.

    Examples
    --------
    >>> needs = [("system", (0,), ("e1",)), ("system", (3,), ("e1", "e2"))]
    >>> spans(needs, "system", (1,))
    ((1,), (0, 1), (0, 1, 2, 3))
    """
    here = [(back, {*keys}) for of, back, keys in found if of == dimension]
    ranges = {levels: None}
    for n in range(1, len(here) + 1):
        for lost in itertools.combinations(here, n):
            keys = {key for _, needed in lost for key in needed}
            back = {level for freed, needed in here if needed <= keys for level in freed}
            ranges[_wider(levels, tuple(sorted(back)))] = None
    return tuple(ranges)


def judged_again(
    judgements: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame
) -> pd.DataFrame:
    """The judgements as they stand after findings were lost.

    Parameters
    ----------
    judgements : DataFrame
        A table `judgements`.
    before, after : DataFrame
        The table `evidence` with the findings and without them.

    Returns
    -------
    DataFrame
        Where levels come back, `lowest` and `highest` reach to them and `level` is blank.

    Examples
    --------
    >>> judged = pd.DataFrame({"dimension": ["system"], "level": [1]})
    >>> evidence = pd.DataFrame({"evidence": ["e1", "e2"], "dimension": "system",
    ...                          "levels": ["1", "0–2"]})
    >>> judged_again(judged, evidence, without(evidence, ["e1"]))
      dimension  level  lowest  highest
    0    system   <NA>       0        2
    """
    back = _back(_findings(before), _findings(after))
    ends = ("level", "lowest", "highest")
    columns: dict[str, list[Any]] = {name: [] for name in ends}
    for row in judgements.to_dict("records"):
        level, low, high = cells = [
            None if is_blank(row.get(name)) or row.get(name) == "" else int(row[name])
            for name in ends
        ]
        dimension = cell_text(row.get("dimension"))
        if dimension in DIMENSIONS and any(found is not None for found in cells):
            first = next(end for end in (low, level, 0) if end is not None)
            last = next(end for end in (high, level, TOP[dimension]) if end is not None)
            wide = _wider(tuple(range(first, last + 1)), back[dimension])
            if wide and (wide[0], wide[-1]) != (first, last):
                cells = [None, wide[0], wide[-1]]
        for name, found in zip(ends, cells, strict=True):
            columns[name].append(found)
    return judgements.assign(**{n: pd.array(c, dtype="Int64") for n, c in columns.items()})


def withdraw(tables: Tables, findings: Iterable[str], area: str) -> Tables:
    """The tables of an area without these findings, and with what then follows for its judgements.

    Parameters
    ----------
    tables : dict of DataFrame
        The tables of the area.
    findings : iterable of str
        Keys of findings.
    area : str
        Name of the area, for the message.

    Returns
    -------
    dict of DataFrame
        Other tables; those given stay as they are.

    Raises
    ------
    InputError
        If there is no such finding, or no table `evidence` at all.

    Examples
    --------
    >>> evidence = pd.DataFrame({"evidence": ["e1", "e2"]})
    >>> withdraw({"evidence": evidence}, ["e1"], "mine")["evidence"]["evidence"].tolist()
    ['e2']
    """
    evidence = _evidence(tables, findings, area)
    return tables if evidence is None else _after(tables, evidence, without(evidence, findings))


def doubt(tables: Tables, findings: Iterable[str], area: str) -> Tables:
    """The tables of an area with these findings doubted, and with what then follows.

    Parameters
    ----------
    tables : dict of DataFrame
        The tables of the area.
    findings : iterable of str
        Keys of findings.
    area : str
        Name of the area, for the message.

    Returns
    -------
    dict of DataFrame
        Other tables; those given stay as they are.

    Raises
    ------
    InputError
        If there is no such finding, or no table `evidence` at all.

    Examples
    --------
    >>> evidence = pd.DataFrame({"evidence": ["e1", "e2"]})
    >>> doubt({"evidence": evidence}, ["e1"], "mine")["evidence"]["contested"].tolist()
    ['yes', '']
    """
    evidence = _evidence(tables, findings, area)
    return tables if evidence is None else _after(tables, evidence, doubting(evidence, findings))


def _evidence(tables: Tables, findings: Iterable[str], area: str) -> pd.DataFrame | None:
    if "evidence" not in tables and tuple(findings):
        raise InputError("error.table_missing", where=area, found="evidence")
    return tables.get("evidence")


def _after(tables: Tables, before: pd.DataFrame, after: pd.DataFrame) -> Tables:
    changed = {**tables, "evidence": after}
    if "judgements" in tables:
        changed["judgements"] = judged_again(tables["judgements"], before, after)
    return changed
