"""From what was measured and declared to a table of effects: the one place of that rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from .. import framework
from ..frames import as_flags, as_float, cell_text, check_columns
from ..terms import needed, number, spoken, text
from .change import attainment, evenness
from .effects import _TURNED, _indicators, polarity_of
from .measurements import NOT_KNOWN, _by_unit, _measured, _paired, measured_as

__all__ = [
    "SAME_WITHIN",
    "effects_from",
]

SAME_WITHIN = 0.01
"""A mean that moves by less than this share of itself counts as unchanged."""

_JUDGED = ("direction", "breadth", "optimal", "even")
_FIGURES = ("n", "before_only", "after_only", "before", "after", "growth", "attained", "gap")
_BLANK = {**dict.fromkeys(_JUDGED, ""), **dict.fromkeys(_FIGURES), "note": ""}


@dataclass(frozen=True)
class _Declared:
    benchmarks: Mapping[str, Any]
    tolerance: float | None
    among: str
    measure: str


@spoken
def effects_from(
    measurements: pd.DataFrame,
    benchmarks: Mapping[str, float] | None = None,
    tolerance: float | None = None,
    *,
    among: str = "zone",
    measure: str = "difference",
    lang: str | None = None,
) -> pd.DataFrame:
    """The effects table that follows from measurements and from what was declared beforehand.

    Parameters
    ----------
    measurements : pandas.DataFrame
        The measurements table of a case: `unit`, `indicator`, `period`, `value`, and, as far as
        there are any, `poor` and the groups.
    benchmarks : mapping from str to float, optional
        What counts as optimal: from an indicator, or the name it was measured under, to a value.
    tolerance : float, optional
        Largest gap between the groups that counts as even; 0.05 is 5 percentage points.
    among : str
        Column of the groups that are compared.
    measure : {"difference", "ratio"}
        How the gap is told; see `evenness`.
    lang : {"en", "id"}, optional
        Language of the notes; that chosen now if not given.

    Returns
    -------
    pandas.DataFrame
        Each effect group, then its indicators, as in a case's table of effects: `effect_group`,
        `indicator`, `direction`, `breadth`, `optimal`, `even` (blank = not judged). Beside it the
        figures: `n` (units compared), `before_only`, `after_only` (units left out), `before`,
        `after` (means), `growth`, `attained` (share of the benchmark), `gap`; and `note`, which
        says what is not judged or was left out, and why.

    Raises
    ------
    InputError
        If a column is missing, a unit is blank or measured twice, a value is not a finite number,
        the tolerance is not a number from 0 up, or the measure is unknown. What the numbers
        do not allow to judge never raises.

    Notes
    -----
    The rule is ours; the paper has neither benchmark nor tolerance (problem F6).

    - Only units measured both before and after are compared.
    - direction: of their mean; "same" if it moves by less than 1 %.
    - breadth: "most" if more than half of them moved as the mean did, else "part".
    - optimal: whether the mean after reaches the benchmark (`attainment`).
    - even: whether the growth of the means of the groups differs by no more than the tolerance
      (`evenness`). Those whose group is not known are not compared, and told.
    - The reach of the poor looks at the poor only. Where `served` says whether each was reached,
      breadth is "most" if more than half were, the benchmark and the gap are those of the share
      reached, and the direction stays blank.
    - A group of indicators: "rise" if all that were measured change for the better, "fall" if all
      change for the worse, "same" if none changes, else "mixed"; "part" or "no" if one of them
      says so, "most" or "yes" only if all of them do.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> contoh = load_case("contoh")
    >>> found = effects_from(contoh.measurements, contoh.benchmarks, tolerance=0.05)
    >>> income = found.set_index("indicator").loc["income"]
    >>> income[["direction", "breadth", "optimal", "even"]].tolist()
    ['rise', 'most', 'no', 'no']
    >>> f"{income['growth']:.0%}, gap {income['gap']:.2f}"    # 28 % in the centre, 15 % beyond
    '20%, gap 0.13'
    """
    needed(among, str, "among", "a_text")
    aims = {} if benchmarks is None else needed(benchmarks, Mapping, "benchmarks", "a_dictionary")
    declared = _Declared(aims, tolerance, among, measure)
    evenness([0, 0], ["a", "b"], tolerance, measure)  # what is declared is looked at first
    check_columns(measurements, "measurements", ["indicator"])
    known = dict.fromkeys(map(cell_text, measurements["indicator"]))
    names = {row: measured_as(row, known) for row in framework.keys("effect_indicators")}
    columns = [column for column in (among, "poor") if column in measurements]
    rows = _measured(measurements, [name for name in names.values() if name], columns)
    found = []
    for group in framework.keys("effect_groups"):
        parts = [_judge(rows, key, names[key], declared, columns) for key in _indicators(group)]
        found += [_sum_up(group, parts), *parts]
    table = pd.DataFrame(found, columns=["effect_group", "indicator", *_JUDGED, *_FIGURES, "note"])
    counts = dict.fromkeys(_FIGURES[:3], "Int64")
    return table.astype(counts | dict.fromkeys(_FIGURES[3:], "float64"))


def _judge(
    rows: pd.DataFrame,
    indicator: str,
    name: str | None,
    declared: _Declared,
    columns: Sequence[str],
) -> dict[str, Any]:
    """One indicator, measured under this name."""
    group = framework.row("effect_indicators", indicator)["effect_group"]
    found: dict[str, Any] = {"effect_group": group, "indicator": indicator}
    if name is None:
        return {**found, **_BLANK, "note": text("remark.not_measured")}
    units, notes = _by_unit(rows, name, columns), []
    if group == "reach_of_poor":
        poor = units.get("poor", pd.Series(NOT_KNOWN, index=units.index))
        unknown = int((poor == NOT_KNOWN).sum())
        notes += [text("remark.poor_not_known", n=unknown)] if unknown else []
        units = units[poor == "yes"]
    aim = declared.benchmarks.get(name, declared.benchmarks.get(indicator))
    say = _served if name == "served" else _moved
    judged = say(units, aim, polarity_of(indicator), declared, notes)
    return {**found, **_BLANK, **judged, "note": " ".join(notes)}


def _moved(
    units: pd.DataFrame, aim: Any, polarity: int, declared: _Declared, notes: list[str]
) -> dict[str, Any]:
    """What was measured before and after."""
    means, both = _paired(units), units.dropna(subset=["before", "after"])
    alone = means["before_only"] + means["after_only"]
    if not len(both):
        notes.append(text("remark.no_pairs"))
        optimal = _optimal(units["after"].mean(), aim, polarity, notes)
        return {**means, "after": units["after"].mean(), **optimal}
    if alone:
        notes.append(text("remark.unpaired", n=alone))
    before, moved = means["before"], means["after"] - means["before"]
    still = not moved or abs(moved) < SAME_WITHIN * abs(before)
    alike = ((both["after"] - both["before"]) * moved > 0).mean()
    return {
        **means,
        "direction": "same" if still else "rise" if moved > 0 else "fall",
        "breadth": "" if still else "most" if alike > 0.5 else "part",
        "growth": moved / before if before > 0 else None,
        **_optimal(means["after"], aim, polarity, notes),
        **_even(both, declared, notes, growth=True),
    }


def _served(
    units: pd.DataFrame, aim: Any, polarity: int, declared: _Declared, notes: list[str]
) -> dict[str, Any]:
    """Whether each of the poor was reached, asked after."""
    asked = units.dropna(subset=["after"])
    if not len(asked):
        notes.append(text("remark.not_measured"))
        return {}
    share = float(as_flags(asked["after"], "served").mean())
    return {
        "n": len(asked),
        "after": share,
        "breadth": "most" if share > 0.5 else "part",
        **_optimal(share, aim, polarity, notes),
        **_even(asked, declared, notes, growth=False),
    }


def _optimal(after: float, aim: Any, polarity: int, notes: list[str]) -> dict[str, Any]:
    """Whether the mean reaches the benchmark, or why that is not judged."""
    benchmark = as_float(aim)
    if aim is None or after != after:
        notes.append(text("remark.no_benchmark"))
    elif benchmark is None or not benchmark > 0:
        notes.append(text("remark.bad_benchmark", found=cell_text(aim) or "–"))
    elif polarity < 0 and after < 0:
        notes.append(text("remark.no_share", found=number(after)))
    else:
        attained = attainment(after, benchmark, polarity)
        return {"attained": attained, "optimal": _yes_no(attained >= 1)}  # type: ignore[operator]
    return {}


def _even(
    units: pd.DataFrame, declared: _Declared, notes: list[str], growth: bool
) -> dict[str, Any]:
    """Whether the groups fare alike, or why that is not judged."""
    groups = units.get(declared.among, pd.Series(NOT_KNOWN, index=units.index))
    known = groups != NOT_KNOWN
    if known.nunique() > 1:
        notes.append(text("remark.group_not_known", n=int((~known).sum())))
    units, groups = units[known], groups[known]
    if groups.nunique() < 2:
        notes.append(text("remark.no_groups"))
        return {}
    start = units["before"].groupby(groups).mean().min()
    if growth and not start > 0:
        notes.append(text("remark.no_growth", found=number(start)))
        return {}
    before = units["before"] if growth else None
    found = evenness(units["after"], groups, declared.tolerance, declared.measure, before=before)
    if found.even is None:
        notes.append(text("remark.no_tolerance"))
    return {"gap": found.gap, "even": "" if found.even is None else _yes_no(found.even)}


def _sum_up(group: str, parts: list[dict[str, Any]]) -> dict[str, Any]:
    """The judgement of a group of indicators, from those measured."""
    judged = [part for part in parts if any(part[column] for column in _JUDGED)]
    ways = set()
    for part in judged:
        turned = _TURNED if polarity_of(part["indicator"]) < 0 else {}
        ways |= {turned.get(part["direction"], part["direction"])} - {""}
    found = {
        "direction": next(iter(ways)) if len(ways) == 1 else "mixed" if ways else "",
        "breadth": _all_say("most", "part", [part["breadth"] for part in judged]),
        "optimal": _all_say("yes", "no", [part["optimal"] for part in judged]),
        "even": _all_say("yes", "no", [part["even"] for part in judged]),
    }
    note = text("remark.some_indicators", n=len(judged), all=len(parts))
    full = len(judged) == len(parts)
    return {"effect_group": group, "indicator": "", **_BLANK, **found, "note": "" if full else note}


def _all_say(word: str, other: str, cells: list[str]) -> str:
    if other in cells:
        return other
    return word if cells and all(cell == word for cell in cells) else ""


def _yes_no(answer: bool) -> str:
    return "yes" if answer else "no"
