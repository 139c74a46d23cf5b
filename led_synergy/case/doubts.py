"""What weakens a judgement although no table has a mistake: the warnings of a check.

The paper triangulates interviews, documents and observation (source line of Table 4.3), and speaks
of optimal effects without any threshold (entry F6). The warnings, ours, tell where a case has less.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any

from .. import framework
from ..categories import DIMENSIONS
from ..terms import LANGUAGES, InputError, is_blank, text
from . import oddities, privacy
from .declared import Declared, amount, benchmarks
from .oddities import Rows, Tables, _shown
from .oddities import at as _at
from .oddities import rows_of as _rows
from .problems import Problem
from .reading import Row
from .rounds import at_round, in_order
from .unsupported import unsupported
from .vocabulary import plain

__all__ = [
    "latest",
    "settled",
    "warnings",
]


_SILENT = ("", "not_stated")  # kinds of source that say nothing


def warnings(tables: Tables) -> tuple[Problem, ...]:
    """Everything that weakens the judgement, as far as the tables without mistakes show it.

    Parameters
    ----------
    tables : dict of Table
        The tables of a case, read and understood.

    Returns
    -------
    tuple of Problem
        In the order of the rules at the end of this module.

    Examples
    --------
    >>> len(warnings({}))   # of an area without tables: nothing is judged
    1
    """
    wrong = {name for name, table in tables.items() if table.errors}
    tables = latest(tables)
    rules = [rule for needed, rule in _RULES if not wrong & set(needed.split())]
    return tuple(problem for rule in rules for problem in rule(tables))


def latest(tables: Tables) -> Tables:
    """The tables as the latest round has them.

    Parameters
    ----------
    tables : dict of Table
        The tables of a case.

    Returns
    -------
    dict of Table

    Examples
    --------
    >>> latest({})
    {}
    """
    judged = [row.get("round", "") for _, row in _rows(tables, "judgements")]
    named = judged or [r.get("round", "") for table in tables.values() for _, r in table.rows]
    order = in_order(filter(None, named))
    if not order:  # none is named, or they cannot be put in order, which is told as a mistake
        return tables
    found = {}
    for name, table in tables.items():
        kept = at_round(name, [row for _, row in table.rows], order[-1], order)
        rows = [pair for pair, is_kept in zip(table.rows, kept, strict=True) if is_kept]
        found[name] = replace(table, rows=rows) if "round" in table.headings else table
    return found


def _judged(tables: Tables) -> Rows:
    """The judgements that say something, of the latest round."""
    columns = ("level", "lowest", "highest")
    rows = _rows(tables, "judgements")
    return [(n, row) for n, row in rows if any(row[column] for column in columns)]


def _not_judged(tables: Tables) -> Iterator[Problem]:
    judged = {row["dimension"] for _, row in _judged(tables)}
    absent = [dimension for dimension in DIMENSIONS if dimension not in judged]
    if absent:
        told = ("", None, "", "", tuple(absent), "check.not_judged", "dimensions")
        yield Problem(*told, of=", ".join(absent))


def _no_evidence(tables: Tables) -> Iterator[Problem]:
    shown = {row["dimension"] for _, row in _rows(tables, "evidence")}
    told: set[str] = set()
    for number, row in _judged(tables):
        dimension = row["dimension"]
        if dimension not in shown and dimension not in told:
            told.add(dimension)
            table = tables["judgements"]
            yield _at(table, "check.no_evidence", number, "", "", [dimension], "dimensions")


def _unsupported(tables: Tables) -> Iterator[Problem]:
    if {"evidence", "judgements"} <= {*tables}:
        yield from unsupported(tables["evidence"], tables["judgements"], _judged(tables))


def _one_kind(tables: Tables) -> Iterator[Problem]:
    for dimension in DIMENSIONS:
        rows = [row for _, row in _rows(tables, "evidence") if row["dimension"] == dimension]
        kinds = {row["source_type"] for row in rows} - {*_SILENT}
        if rows and len(kinds) < 2:
            key = "check.one_kind" if kinds else "check.no_kind"
            table = tables["evidence"]
            yield _at(table, key, None, "", "", [dimension], "dimensions")


def _one_rater(tables: Tables) -> Iterator[Problem]:
    judged = _judged(tables)
    if judged and len({row.get("rater", "") for _, row in judged}) < 2:
        yield _at(tables["judgements"], "check.one_rater")


def _measured(tables: Tables, period: str) -> set[str]:
    """What was measured in a period, in measurements or, by its name, in figures."""
    found = {r["indicator"] for _, r in _rows(tables, "measurements") if r["period"] == period}
    words = {plain(text(f"value.{period}", lang)) for lang in LANGUAGES}
    for _, row in _rows(tables, "figures"):
        parts = plain(row["measure"]).split("_")
        if words & set(parts):
            name = "_".join(part for part in parts if part not in words)
            found |= {i for i in framework.keys("effect_indicators") if i in name} or {name}
    return found


def _said(tables: Tables) -> Declared:
    """What the case declares to measure by."""
    return Declared(
        ((row["field"], row["value_en"]) for _, row in _rows(tables, "about")),
        ((row["measure"], row["value"]) for _, row in _rows(tables, "figures")),
    )


def _covers(known: set[str], measured: set[str], row: Row) -> bool:
    """Whether something known (a benchmark, a measurement) is about an effect.

    A case may measure under names of its own, such as rice_yield; these count for a group of which
    none of the paper's indicators is measured.
    """
    names = framework.table("effect_indicators")
    group = {r["indicator"] for r in names if r["effect_group"] == row["effect_group"]}
    own = known - {r["indicator"] for r in names}
    if own and not group & (known | measured):
        return True
    wanted = {row["indicator"]} if row["indicator"] else {row["effect_group"], *group}
    return bool(wanted & known)


def _no_benchmark(tables: Tables) -> Iterator[Problem]:
    known = {*_said(tables).benchmarks}
    measured = _measured(tables, "before") | _measured(tables, "after")
    for number, row in _rows(tables, "effects"):
        t = tables["effects"]
        if row["optimal"] and not _covers(known, measured, row):
            about = (row["effect_group"], row["indicator"])
            yield _at(t, "check.no_benchmark", number, "optimal", "", *_effect(row), of=about)


def _no_before(tables: Tables) -> Iterator[Problem]:
    known = _measured(tables, "before")
    for number, row in _rows(tables, "effects"):
        t = tables["effects"]
        if row["direction"] and not _covers(known, known, row):
            about = (row["effect_group"], row["indicator"])
            yield _at(t, "check.no_before", number, "direction", "", *_effect(row), of=about)


def _effect(row: Row) -> tuple[list[str], str]:
    """What an effect is about, and where its name stands."""
    if row["indicator"] in framework.keys("effect_indicators"):
        return [row["indicator"]], "effect_indicators"
    return [row["effect_group"]], "effect_groups"


def _no_activity(tables: Tables) -> Iterator[Problem]:
    active = {row["component"] for _, row in _rows(tables, "activities")}
    for number, row in _rows(tables, "components"):
        if row["component"] not in active:
            yield _at(tables["components"], "check.no_activity", number, "", row["component"])


def _cause_absent(tables: Tables) -> Iterator[Problem]:
    found = {row["factor"] for _, row in _rows(tables, "factors")}
    for number, row in _rows(tables, "links"):
        for column in ("cause", "effect"):
            factor = row[column]
            if factor not in found and factor in framework.keys("factors"):
                found.add(factor)
                table = tables["links"]
                yield _at(table, "check.cause_absent", number, column, "", [factor], "factors")


_NUMBERS = ("poverty_line", "tolerance_even")


def _not_numbers(tables: Tables) -> Iterator[Problem]:
    """What `about` declares to measure by, but is no number that can be read."""
    for number, row in _rows(tables, "about"):
        declared = row["field"] in _NUMBERS or benchmarks([(row["field"], "x")])
        cell = row["value_en"]
        if declared and amount(cell) is None:
            where = (tables["about"], "check.not_a_number", number, "value_en")
            yield _at(*where, cell, of=[row["field"]])


def _blank(tables: Tables, name: str, column: str, key: str) -> Iterator[Problem]:
    rows = _rows(tables, name)
    blank = [number for number, row in rows if not row[column]]
    if blank:
        yield _at(tables[name], key, blank[0], column, str(len(blank)), [str(len(rows))])


def _no_value(tables: Tables) -> Iterator[Problem]:
    yield from _blank(tables, "measurements", "value", "check.no_value")


def _no_rung(tables: Tables) -> Iterator[Problem]:
    yield from _blank(tables, "participation", "rung", "check.no_rung")


def _no_basis(tables: Tables) -> Iterator[Problem]:
    yield from _blank(tables, "links", "basis", "check.no_basis")


def _pairs(tables: Tables) -> dict[str, dict[str, dict[str, float]]]:
    """Indicator → unit → period → value."""
    found: dict[str, dict[str, dict[str, float]]] = {}
    for _, row in _rows(tables, "measurements"):
        if row["value"]:
            units = found.setdefault(row["indicator"], {})
            units.setdefault(row["unit"], {})[row["period"]] = float(row["value"])
    return found


_ASKED = ("served", "benefit")  # asked once, afterwards


def _measured_once(tables: Tables) -> Iterator[Problem]:
    for indicator, units in _pairs(tables).items():
        once = sum(len(periods) < 2 for periods in units.values())
        if once and indicator not in _ASKED:
            found = (f"{once} / {len(units)}", [indicator], "cell measurements indicator")
            yield _at(tables["measurements"], "check.measured_once", None, "", *found)


def _no_answer(tables: Tables) -> Iterator[Problem]:
    """Households asked whether they are served, with another answer than 1 or 0."""
    for number, row in _rows(tables, "measurements"):
        if row["indicator"] == "served" and row["value"] and float(row["value"]) not in (0, 1):
            where = (tables["measurements"], "check.served", number, "value")
            yield _at(*where, _shown(float(row["value"])), of=[row["unit"]])


def _no_group(tables: Tables) -> Iterator[Problem]:
    """Units of which it is not known whether they are poor, or where they are."""
    rows = _rows(tables, "measurements")
    asked = any(row["indicator"] == "served" for _, row in rows)
    for column in ("zone", "poor", "poorest") if asked else ("zone",):
        known = {row["unit"] for _, row in rows if row[column]}
        units = {row["unit"] for _, row in rows}
        if units - known:
            found = (str(len(units - known)), [str(len(units))])
            yield _at(tables["measurements"], "check.no_group", None, column, *found)


def _contradicted(tables: Tables) -> Iterator[Problem]:
    """Effects stated otherwise than the measurements, by the rule of `effects_from`, say."""
    if not _rows(tables, "effects") or not _rows(tables, "measurements"):
        return
    measured = _from_measurements(tables)
    for number, row in _rows(tables, "effects"):
        found = measured.get((row["effect_group"], row["indicator"]), {})
        for column in ("direction", "breadth", "optimal", "even"):
            both = [row[column], found.get(column, "")]
            if all(both) and both[0] != both[1] and found["n"] != 0:
                n = f"n = {'–' if is_blank(found['n']) else found['n']}"
                about = "indicator" if row["indicator"] else "effect_group"
                place = (tables["effects"], "check.contradicted", number, column)
                of = (row["effect_group"], row["indicator"], *both)
                named = ((about, row[about]), ("*", column), ("", n))
                yield _at(*place, n, both, "value", of, named)


def _from_measurements(tables: Tables) -> dict[tuple[str, str], dict[str, Any]]:
    """(effect group, indicator) → what the measurements amount to; nothing if they cannot."""
    import pandas as pd

    from ..welfare import effects_from

    rows = [row for _, row in _rows(tables, "measurements") if row["value"]]
    said = _said(tables)
    frame = pd.DataFrame(rows)
    try:
        found = effects_from(
            frame.assign(value=frame["value"].astype(float)),
            {key: aim for key, aim in said.benchmarks.items() if aim > 0},
            said.tolerance,
        )
    except (InputError, KeyError):  # it says nothing then; what it needs is told by other rules
        return {}
    return {(row["effect_group"], row["indicator"]): row for row in found.to_dict("records")}


_RULES: tuple[tuple[str, Callable[[Tables], Iterator[Problem]]], ...] = (
    ("judgements", _not_judged),
    ("judgements evidence", _no_evidence),
    ("judgements evidence", _unsupported),
    ("evidence", _one_kind),
    ("judgements", _one_rater),
    ("effects about figures measurements", _no_benchmark),
    ("effects figures measurements", _no_before),
    ("components activities", _no_activity),
    ("factors links", _cause_absent),
    ("about", _not_numbers),
    ("measurements", _no_value),
    ("measurements", _measured_once),
    ("measurements", _no_answer),
    ("measurements", _no_group),
    ("participation", _no_rung),
    ("links", _no_basis),
    ("effects measurements about figures", _contradicted),
    *oddities.RULES,
    *privacy.RULES,
)


def settled(
    found: Iterable[Problem], tables: Tables
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """The doubts still open, and what is told of those that `about` answers by their codes.

    A row of `about` with the field "Confirmed: CODE" answers a doubt; its value says why. The code
    goes with what was found: if that changes, the doubt comes again.

    Parameters
    ----------
    found : iterable of Problem
        All doubts.
    tables : dict of Table
        The tables of the case.

    Returns
    -------
    tuple of Problem
        Doubts that are open.
    tuple of Problem
        What is told of those that were answered.

    Examples
    --------
    >>> settled((), {})
    ((), ())
    """
    cells = [(row["field"], row["value_en"]) for _, row in _rows(tables, "about")]
    answers = benchmarks(cells, "confirmed")
    found = tuple(found)
    open_ = tuple(problem for problem in found if problem.code not in answers)
    told = [replace(p, answer=answers[p.code]) for p in found if p.code in answers]
    codes = {problem.code for problem in found}
    told += [
        Problem(tables["about"].sheet, None, "", code, key="check.confirmed_unknown")
        for code in answers
        if code not in codes
    ]
    return open_, tuple(told)
