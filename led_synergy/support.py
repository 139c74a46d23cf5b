"""What the findings say for and against each level, and the findings on which a category hangs.

A finding of the table `evidence` may say with which levels of its dimension it is compatible
(column `levels`; blank = no bearing) and whether that is contested. The paper has no such step;
that a finding fits a level is a judgement, and ours. Four sentences define all that follows:

- A finding speaks **against** the levels that it does not fit. That holds for a contested one too:
  its levels are all that at least one reading allows, so every reading rules out the others.
- It speaks **for** the levels that it fits, unless it is contested; then it stands there as
  **contested**. A finding that fits every level, or no known one, has no bearing.
- A finding is **withdrawn** by taking its row away. It is **doubted** by a reader who holds another
  reading open without naming it: it stays, contested at every level and against none.
- The **judgement** says which levels are plausible. If findings are lost (withdrawn or doubted), a
  level comes back as soon as every finding that spoke against it is lost; all levels of a dimension
  come back with the last finding that had bearing on it. The range then reaches from end to end of
  what is plausible, and no level in it is the judged one any more. So a loss can only widen.

A level that the judgement leaves out although no finding speaks against it rests on the judgement
alone: findings read together can say more than each by itself. It stays out as long as one finding
with bearing stands. Findings are never counted against each other: no score, no mean, no majority.
"""

import itertools
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import pandas as pd

from .categories import DIMENSIONS, RULES, TOP, Category, Profile, _apply, named
from .frames import cell_text
from .terms import LANGUAGES, InputError, cell, choice, is_blank, label, language, spoken, text

__all__ = [
    "Hinge",
    "doubt",
    "doubting",
    "hinges",
    "in_words",
    "judged_again",
    "levels_of",
    "support",
    "withdraw",
    "without",
]

Levels = tuple[int, ...]
Categories = tuple[Category | None, ...]
Ranges = Mapping[str, Any]  # dimension → its plausible levels, or what has them as `levels`

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
    if is_blank(found):
        return ()
    whole = isinstance(found, float) and found.is_integer()
    words = _DASH.sub("–", str(int(found) if whole else found).strip().lower())
    levels: set[int] = set()
    for part in filter(None, re.split(r"[\s,;/]+", words)):
        if not re.fullmatch(r"[0-9]{1,3}(–[0-9]{1,3})?", part):
            return ()
        ends = sorted(map(int, part.split("–")))
        levels |= {*range(ends[0], ends[-1] + 1)}
    levels &= {*known}
    return tuple(sorted(levels)) if len(levels) < len(known) else ()


class _Finding(NamedTuple):
    key: str
    dimension: str
    levels: Levels
    contested: bool

    def against(self, level: int) -> bool:
        return bool(self.levels) and level not in self.levels


def _findings(evidence: pd.DataFrame | None) -> list[_Finding]:
    """The findings that speak of a dimension; any column may be missing."""
    rows = [] if evidence is None else evidence.to_dict("records")
    found = []
    for row in rows:
        dimension = cell_text(row.get("dimension"))
        if dimension in DIMENSIONS:
            levels = levels_of(row.get("levels"), dimension)
            contested = cell_text(row.get("contested")) == "yes"
            found.append(_Finding(cell_text(row.get("evidence")), dimension, levels, contested))
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
        open_ = [f for f in here if not f.against(level)]
        for_ = tuple(f.key for f in open_ if f.levels and not f.contested)
        against = tuple(f.key for f in here if f.against(level))
        contested = tuple(f.key for f in open_ if f.contested)
        judged = _plausible(ranges or {}, dimension)
        plausible = level in judged if judged else None
        rows.append((dimension, level, for_, against, contested, not against, plausible))
    names = ["dimension", "level", "for", "against", "contested", "allowed", "judged"]
    return pd.DataFrame(rows, columns=names).astype({"judged": "boolean"})


def _plausible(ranges: Ranges, dimension: str) -> Levels:
    """The levels that the judgement leaves plausible; none where nothing is judged."""
    found: Any = ranges.get(dimension, ())
    return tuple(getattr(found, "levels", found))


def _all() -> list[tuple[str, int]]:
    return [(dimension, level) for dimension in DIMENSIONS for level in range(TOP[dimension] + 1)]


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
    says = {f"contested_{lang}": text("hinge.doubted", lang) for lang in LANGUAGES}
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


Tables = dict[str, pd.DataFrame]


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


@dataclass(frozen=True)
class Hinge:
    """One finding, or two, whose loss changes a category or a range. Made by `hinges`.

    Parameters
    ----------
    findings : tuple of str
        Keys of the findings. Of two, the loss of one alone does not bring the change.
    levels : dict
        Dimension → its plausible levels now and after the loss; only what changes by this set and
        by no part of it.
    categories : dict
        Rule → the categories possible now and after the loss (None = not defined by the paper).

    Examples
    --------
    >>> evidence = pd.DataFrame({"evidence": ["e1"], "dimension": "system", "levels": ["1–2"]})
    >>> (hinge,) = hinges(evidence, {"system": (2,)}, "strict")
    >>> hinge.findings, hinge.levels
    (('e1',), {'system': ((2,), (0, 1, 2, 3))})
    """

    findings: tuple[str, ...]
    levels: dict[str, tuple[Levels, Levels]]
    categories: dict[str, tuple[Categories, Categories]]
    _area: Callable[[str], str] | None = field(default=None, repr=False, compare=False)
    _rows: tuple[dict[str, Any], ...] = field(default=(), repr=False, compare=False)

    @spoken
    def explain(self, lang: str | None = None) -> str:
        """What hangs on the findings, in words; below it, the findings.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str

        Examples
        --------
        >>> evidence = pd.DataFrame({"evidence": ["e1"], "dimension": "system", "levels": ["1–2"],
        ...                          "finding_en": ["Some groups work together."]})
        >>> ranges = {"system": (2,), "shared_goal": (2,), "process": (2,), "effect": (3,)}
        >>> print(hinges(evidence, ranges, "system_gate")[0].explain())
        The area is Less synergetic under the rule "System gate" as long as this finding stands. \
If it falls, Less synergetic or Fragmented or Sectoral is possible.
        The level of the dimension "System" is 2 as long as this finding stands. If it falls, \
0–3 is possible.
        - e1: Some groups work together.
        """
        number = "one" if len(self.findings) == 1 else "two"
        values = {
            "area": self._area(language()) if self._area else text("hinge.area"),
            "stands": text(f"hinge.stands_{number}"),
            "falls": text(f"hinge.falls_{number}"),
        }
        lines = []
        for rule, sides in self.categories.items():
            now, then = (named(side, language()) for side in sides)
            name = label("rules", rule)
            lines.append(text("hinge.category", now=now, then=then, rule=name, **values))
        for dimension, ends in self.levels.items():
            now, then = map(_span, ends)
            name = label("dimensions", dimension)
            lines.append(text("hinge.level", now=now, then=then, dimension=name, **values))
        lines += [f"- {row['evidence']}: {cell(row, 'finding')}" for row in self._rows]
        return "\n".join(lines)


def _span(levels: Levels) -> str:
    return str(levels[0]) if len(levels) == 1 else f"{levels[0]}–{levels[-1]}"


@spoken
def in_words(found: Iterable[Hinge], lang: str | None = None) -> str:
    """All hinges in words, or the sentence that there is none.

    Parameters
    ----------
    found : iterable of Hinge
        What `hinges` found.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    str

    Examples
    --------
    >>> in_words(())
    'The loss of one finding or two changes neither a category nor the range of a level.'
    """
    return "\n\n".join(hinge.explain(lang) for hinge in found) or text("hinge.none", lang)


def _categories(rule: str, ranges: Ranges) -> Categories:
    """The categories over all plausible profiles; what is not judged may be anything."""
    levels = [ranges.get(d) or tuple(range(TOP[d] + 1)) for d in DIMENSIONS]
    found = {_apply(rule, Profile(*p)).category for p in itertools.product(*levels)}
    return tuple(c for c in (*Category, None) if c in found)


def _candidates(findings: list[_Finding]) -> list[tuple[str, ...]]:
    """Every set of one or two findings whose loss can bring back a level, the small ones first.

    A level comes back when all that spoke against it are lost: only such sets matter, and two
    single findings together. (The last with bearing on a dimension are always among them.)
    """
    sets: set[frozenset[str]] = set()
    for dimension, level in _all():
        here = [f for f in findings if f.dimension == dimension and f.levels]
        sets.add(frozenset(f.key for f in here if f.against(level)))
    single = {key for found in sets if len(found) == 1 for key in found}
    sets |= {frozenset(pair) for pair in itertools.combinations(single, 2)}
    order = {f.key: place for place, f in enumerate(findings)}
    wanted = [tuple(sorted(found, key=order.__getitem__)) for found in sets if 0 < len(found) < 3]
    return sorted(wanted, key=lambda found: (len(found), [order[key] for key in found]))


def hinges(
    evidence: pd.DataFrame | None,
    ranges: Ranges,
    rule: str | None = None,
    area: Callable[[str], str] | None = None,
) -> tuple[Hinge, ...]:
    """The smallest sets of one or two findings whose loss changes a category or a range.

    Parameters
    ----------
    evidence : DataFrame or None
        A table `evidence`.
    ranges : mapping
        Dimension → the levels that the judgement leaves plausible, without gaps, or a `case.Range`
        of them; none = not judged.
    rule : str, optional
        Only the category under this rule, beside the ranges; else under each of the three.
    area : callable, optional
        Gives the name of the area in a language.

    Returns
    -------
    tuple of Hinge
        Single findings first, in the order of the table. None is left out: exact for sets of one
        and two.

    Raises
    ------
    InputError
        If there is no such rule.

    Examples
    --------
    >>> evidence = pd.DataFrame({"evidence": ["e1", "e2"], "dimension": "system", "levels": "1–2"})
    >>> ranges = {"system": (1, 2), "shared_goal": (2,), "process": (2,), "effect": (3,)}
    >>> hinges(evidence, ranges)[0].levels["system"]
    ((1, 2), (0, 1, 2, 3))
    """
    rules = list(RULES) if rule is None else [choice(rule, RULES, "rule")]
    findings = _findings(evidence)
    now = {d: _plausible(ranges, d) for d in DIMENSIONS}
    rows = {} if evidence is None else {
        cell_text(row.get("evidence")): row for row in evidence.to_dict("records")
    }  # fmt: skip

    def outcome(lost: tuple[str, ...]) -> dict[str, Any]:
        back = _back(findings, [f for f in findings if f.key not in lost])
        then = {d: _wider(levels, back[d]) for d, levels in now.items()}
        return {**then, **{r: _categories(r, then) for r in rules}}

    today = outcome(())
    after: dict[tuple[str, ...], dict[str, Any]] = {}
    found = []
    for lost in _candidates(findings):
        then = after[lost] = outcome(lost)
        parts = [after.get((key,), today) for key in lost] if len(lost) == 2 else []
        new = {
            what: (today[what], then[what])
            for what in today
            if then[what] != today[what] and all(part[what] == today[what] for part in parts)
        }
        if new:
            levels = {d: new[d] for d in DIMENSIONS if d in new}
            categories = {r: new[r] for r in rules if r in new}
            told = tuple(rows[key] for key in lost)
            found.append(Hinge(lost, levels, categories, area, told))
    return tuple(found)
