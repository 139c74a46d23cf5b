"""The findings on which a category or a range hangs, and what is possible within ranges."""

import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import numpy as np
import pandas as pd

from ..categories import DIMENSIONS, RULES, TOP, Category, Profile, levels_in_words, named
from ..categories.rules import _apply
from ..frames import cell_text
from ..terms import cell, choice, heading, label, language, spoken, text
from .bearing import Levels, Ranges, _all, _Finding, _findings, _plausible
from .loss import _back, _wider

__all__ = [
    "Hinge",
    "deciding",
    "hinges",
    "in_words",
    "possible",
    "readings",
]

Categories = tuple[Category | None, ...]


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
        This area is Less synergetic under the rule "System-first rule" as long as this \
finding stands. If it falls, Less synergetic or Fragmented or Sectoral is possible.
        The level of the dimension "System" is 2 as long as this finding stands. If it falls, \
0–3 is possible.
        - e1: Some groups work together.
        """
        number = "one" if len(self.findings) == 1 else "two"
        values = {
            "area": self._area(language()) if self._area else heading("term.this_area"),
            "stands": text(f"term.stands_{number}"),
            "falls": text(f"term.falls_{number}"),
        }
        lines = []
        for rule, sides in self.categories.items():
            now, then = map(named, sides)
            name = label("rules", rule)
            lines.append(text("result.hangs_category", now=now, then=then, rule=name, **values))
        for dimension, ends in self.levels.items():
            now, then = map(levels_in_words, ends)
            name = label("dimensions", dimension)
            lines.append(text("result.hangs_level", now=now, then=then, dimension=name, **values))
        lines += [f"- {row['evidence']}: {cell(row, 'finding')}" for row in self._rows]
        return "\n".join(lines)


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
    return "\n\n".join(hinge.explain() for hinge in found) or text("result.hangs_nothing")


def possible(ranges: Ranges, rule: str) -> Categories:
    """The categories over all plausible profiles; what is not judged may be anything.

    Parameters
    ----------
    ranges : mapping
        Dimension → its plausible levels; none = not judged.
    rule : {"system_gate", "strict", "weakest_dimension"}
        Rule.

    Returns
    -------
    tuple of Category or None
        In the order of Table 2.1; None stands for a profile that the rule does not define.

    Examples
    --------
    >>> possible({"system": (1,), "shared_goal": (1,), "process": (2,), "effect": (3,)}, "strict")
    (None,)
    """
    return tuple(_CATEGORIES[n] for n in sorted({*_outcomes(ranges, rule).flat}))


def deciding(ranges: Ranges, rule: str) -> tuple[str, ...]:
    """The dimensions of which another plausible level can lead to another category.

    Parameters
    ----------
    ranges : mapping
        Dimension → its plausible levels; none = not judged.
    rule : {"system_gate", "strict", "weakest_dimension"}
        Rule.

    Returns
    -------
    tuple of str

    Examples
    --------
    >>> deciding({"system": (0, 1), "shared_goal": (1,), "process": (1, 2), "effect": (3,)},
    ...          "system_gate")
    ('system',)
    """
    found = _outcomes(ranges, rule)
    # A dimension decides if some two of its levels differ while the other three stay the same.
    decides = (found.max(axis=place) > found.min(axis=place) for place in range(found.ndim))
    return tuple(d for d, differ in zip(DIMENSIONS, decides, strict=True) if differ.any())


def readings(ranges: Ranges, rule: str) -> Counter[Category | str | None]:
    """How many plausible profiles come out as each category.

    Parameters
    ----------
    ranges : mapping
        Dimension → its plausible levels; none = not judged.
    rule : {"system_gate", "strict", "weakest_dimension"}
        Rule.

    Returns
    -------
    Counter
        Category, None (not defined by the paper) or "open" (a dimension not judged would decide)
        → profiles. Possibilities, not probabilities.

    Examples
    --------
    >>> levels = {"system": (0, 1), "shared_goal": (1,), "process": (1, 2), "effect": (3,)}
    >>> [(found.value, n) for found, n in readings(levels, "system_gate").items()]
    [('sectoral', 2), ('fragmented', 2)]
    """
    found = _outcomes(ranges, rule)
    open_ = tuple(place for place, d in enumerate(DIMENSIONS) if not _plausible(ranges, d))
    first, last = (np.atleast_1d(end(found, axis=open_)) for end in (np.min, np.max))
    pairs = zip(first.flat, last.flat, strict=True)
    return Counter(_CATEGORIES[a] if a == b else "open" for a, b in pairs)


_CATEGORIES = (*Category, None)


@cache
def _decided(rule: str) -> "np.ndarray[Any, Any]":
    """The place in `_CATEGORIES` of every profile, one axis for each dimension."""
    levels = [range(TOP[d] + 1) for d in DIMENSIONS]
    places = [_CATEGORIES.index(_apply(rule, Profile(*p)).category)
              for p in itertools.product(*levels)]  # fmt: skip
    return np.array(places).reshape([len(axis) for axis in levels])


def _outcomes(ranges: Ranges, rule: str) -> "np.ndarray[Any, Any]":
    """The same of the plausible profiles only."""
    levels = [_plausible(ranges, d) or tuple(range(TOP[d] + 1)) for d in DIMENSIONS]
    return _decided(rule)[np.ix_(*levels)]


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
        return {**then, **{r: possible(then, r) for r in rules}}

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
