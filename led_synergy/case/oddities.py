"""What looks odd in the numbers and keys of a case: each is told once, and nothing is changed.

The limits are ours: a value is far outside if it lies more than six times the middle half of the
values beyond it; a code such as 9999 or -99 is suspected where no other value comes near it.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from statistics import quantiles
from typing import Any

from .declared import Declared
from .edges import is_total
from .files import Number
from .problems import Problem
from .reading import Row, Table
from .vocabulary import plain

__all__ = [
    "RULES",
]

Tables = dict[str, Table]
Rows = list[tuple[int, Row]]
_CODES = re.compile(r"-?(?:9{2,}|8{2,}|7{2,}|9{1,}[78]|6{2,})(?:\.0)?|-[789](?:\.0)?")
_FAR, _FEW = 6, 8  # times the middle half; values below which nothing is called far
_SHOWN = 3  # groups of spellings told in one sentence
_COMPARED = 60  # names among which spellings are compared
_BESIDE = 100  # times the median from which a benchmark is thought to be in another unit


def rows_of(tables: Tables, name: str) -> Rows:
    """The rows of a table; none if it is absent."""
    return tables[name].rows if name in tables else []


def at(
    table: Table,
    key: str,
    row: int | None = None,
    column: str = "",
    found: str = "",
    allowed: Iterable[str] = (),
    labels: str = "",
    of: Iterable[str] = (),
    named: Iterable[tuple[str, str]] = (),
) -> Problem:
    """Something to tell about a place in a table, by the heading of the file."""
    heading, absent_from = table.place(column)
    told = (table.sheet, row, heading, found, tuple(allowed), key, labels, absent_from)
    return Problem(*told, of=", ".join(of), named=tuple(named))


def _values(tables: Tables) -> dict[tuple[str, str], list[tuple[int, Row, float]]]:
    """(indicator, period) → rows with their values."""
    found: dict[tuple[str, str], list[tuple[int, Row, float]]] = {}
    for number, row in rows_of(tables, "measurements"):
        if row["value"]:
            key = (row["indicator"], row["period"])
            found.setdefault(key, []).append((number, row, float(row["value"])))
    return found


def _shown(value: float) -> str:
    return Number(f"{value:.15g}")


def suspected(tables: Tables) -> set[int]:
    """Rows of measurements whose value looks like a code for what is missing."""
    found = set()
    by_indicator: dict[str, list[tuple[int, Row, float]]] = {}
    for (indicator, _), rows in _values(tables).items():
        by_indicator.setdefault(indicator, []).extend(rows)
    for rows in by_indicator.values():
        like = [(n, value) for n, row, value in rows if _CODES.fullmatch(row["value"])]
        others = [value for _, row, value in rows if not _CODES.fullmatch(row["value"])]
        if not others:
            continue
        least, most = min(others), max(others)
        times = Counter(value for _, value in like)
        for n, value in like:
            high = value > 2 * most or (times[value] > 1 and value > most)
            if (value < 0 <= least) or (value > 0 and high):
                found.add(n)
    return found


def _missing_code(tables: Tables) -> Iterator[Problem]:
    rows = {n: row for n, row in rows_of(tables, "measurements")}
    codes: dict[str, list[int]] = {}
    for n in sorted(suspected(tables)):
        codes.setdefault(_shown(float(rows[n]["value"])), []).append(n)
    for code, places in codes.items():
        of = [str(len(places))]
        yield at(tables["measurements"], "check.missing_code", places[0], "value", code, of, of=of)


def _far_outside(tables: Tables) -> Iterator[Problem]:
    codes = suspected(tables)
    for (indicator, period), all_rows in _values(tables).items():
        rows = [part for part in all_rows if part[0] not in codes]
        values = [value for _, _, value in rows]
        if len(values) < _FEW or not period:
            continue
        low, _, high = quantiles(values, n=4)
        reach = _FAR * (high - low)
        if reach <= 0:
            continue
        for number, row, value in rows:
            if not low - reach <= value <= high + reach:
                where = (tables["measurements"], "check.far_outside", number, "value")
                told = [row["unit"], _shown(low), _shown(high)]
                yield at(*where, _shown(value), told, of=(row["unit"], indicator, period))


def key_form(words: str) -> str:
    """A key without what people and programs write differently: zeros before, case, blanks.

    Examples
    --------
    >>> key_form("H 001") == key_form("h1"), key_form("h10") == key_form("h1")
    (True, False)
    """
    return re.sub(r"(?<!\d)0+(?=\d)", "", plain(words).replace("_", ""))


_NAMED = (  # what may be spelt in several ways, though one thing is meant
    ("measurements", "unit"),
    ("measurements", "village"),
    ("measurements", "indicator"),
    ("activities", "cluster"),
    ("participation", "group"),
    ("judgements", "rater"),
)


def _spellings(tables: Tables) -> Iterator[Problem]:
    for name, column in _NAMED:
        if name not in tables or tables[name].errors:
            continue
        first: dict[str, int] = {}
        for number, row in rows_of(tables, name):
            if row.get(column):
                first.setdefault(row[column], number)
        forms: dict[str, list[str]] = {}
        for words in first:
            forms.setdefault(key_form(words), []).append(words)
        alike = [found for found in forms.values() if len(found) > 1]
        alike += _near([*forms.values()], column)
        if alike:
            some = "; ".join(", ".join(map(repr, words)) for words in alike[:_SHOWN])
            found = some + (f" … ({len(alike)})" if len(alike) > _SHOWN else "")
            yield at(tables[name], "check.spelling", first[alike[0][-1]], column, found)


def _near(forms: list[list[str]], column: str) -> Iterator[list[str]]:
    """Names that differ by a letter or two; keys of units differ by design."""
    names = [form[0] for form in forms]
    if column == "unit" or len(names) > _COMPARED:
        return
    for place, one in enumerate(names):
        for other in names[place + 1 :]:
            if re.sub(r"\D", "", one) == re.sub(r"\D", "", other) and _slip(one, other):
                yield [one, other]


def _slip(one: str, other: str) -> bool:
    """Whether two names look like one with a slip of the pen: a long word differs by little."""
    words, more = plain(one).split("_"), plain(other).split("_")
    if len(words) != len(more):
        return False
    pairs = [(a, b) for a, b in zip(words, more, strict=True) if a != b]
    return len(pairs) == 1 and all(
        min(len(a), len(b)) > 4 and difflib.SequenceMatcher(None, a, b).ratio() >= 0.88
        for a, b in pairs
    )


def _total(tables: Tables) -> Iterator[Problem]:
    for name, column in (("measurements", "unit"), ("components", "component"),
                         ("activities", "activity"), ("participation", "group")):  # fmt: skip
        told: set[str] = set()
        for number, row in rows_of(tables, name):
            if row[column] in told or tables[name].errors:
                continue
            if is_total(row[column]):
                told.add(row[column])
                yield at(tables[name], "check.total_row", number, column, row[column])


_COUNTS = ("size", "weight")
_FACTS = ("village", "zone", "poor", "poorest", "size", "weight")


def _facts(tables: Tables) -> Iterator[Problem]:
    """Facts of a unit that contradict each other."""
    known: dict[tuple[str, str], tuple[str, int]] = {}
    told: set[tuple[str, str]] = set()
    for number, row in rows_of(tables, "measurements"):
        for column in _FACTS:
            cell, key = row.get(column, ""), (row["unit"], column)
            if not cell:
                continue
            before, place = known.setdefault(key, (cell, number))
            if before != cell and key not in told:
                told.add(key)
                both = [row["unit"], str(place)]
                named = [("", _shown(float(cell)))] if column in _COUNTS else [(column, cell)]
                there = (tables["measurements"], "check.facts_differ", number, column, cell)
                yield at(*there, both, of=[row["unit"]], named=named)
        key = (row["unit"], "poorest but not poor")
        if row["poorest"] == "yes" and row["poor"] == "no" and key not in told:
            told.add(key)
            unit = [row["unit"]]
            where = (tables["measurements"], "check.poorest_not_poor", number, "poorest", "")
            yield at(*where, unit, of=unit)


_ONCE = (  # what a row is about, so that a second one may be a slip
    ("participation", ("group", "activity", "round")),
    ("effects", ("effect_group", "indicator", "round")),
    ("figures", ("measure", "year", "unit", "round")),
)


def _repeated(tables: Tables) -> Iterator[Problem]:
    for name, columns in _ONCE:
        first: dict[tuple[str, ...], int] = {}
        times: Counter[tuple[str, ...]] = Counter()
        for number, row in rows_of(tables, name):
            key = tuple(plain(row.get(column, "")) for column in columns)
            times[key] += 1
            if first.setdefault(key, number) != number:
                named = [(column, row[column]) for column in columns if row.get(column)]
                found = ", ".join(cell for _, cell in named[:2])
                where = (tables[name], "check.repeated", number, "", found, [str(first[key])])
                yield at(*where, of=(*key, str(times[key])), named=named[:2])


def _declared(tables: Tables) -> Iterator[Problem]:
    """Benchmarks and lines far from what was measured, and a tolerance above 1."""
    about = [(row["field"], row["value_en"]) for _, row in rows_of(tables, "about")]
    figures = [(row["measure"], row["value"]) for _, row in rows_of(tables, "figures")]
    said = Declared(about, figures)
    values: dict[str, list[float]] = {}
    codes = suspected(tables)
    for (indicator, _), rows in _values(tables).items():
        kept = [value for n, _, value in rows if n not in codes]
        values.setdefault(indicator, []).extend(kept)
    aims = {key: (f"benchmark_{key}", aim) for key, aim in said.benchmarks.items()}
    lines = [*aims.items(), *([("income", ("poverty_line", said.poverty_line))]
             if said.poverty_line else [])]  # fmt: skip
    for key, (field, aim) in lines:
        known = sorted(abs(value) for value in values.get(key, ()))
        middle = known[len(known) // 2] if known else 0
        if middle and aim and not 1 / _BESIDE < abs(aim) / middle < _BESIDE:
            table, row, column = _place(tables, field)
            yield at(
                table, "check.other_unit", row, column, _shown(aim), [_shown(middle)], of=[field]
            )
    if said.tolerance is not None and not 0 <= said.tolerance <= 1:
        table, row, column = _place(tables, "tolerance_even")
        yield at(table, "check.tolerance", row, column, _shown(said.tolerance))


def _place(tables: Tables, field: str) -> tuple[Table, int | None, str]:
    """Where something is declared: in about, or else in the figures."""
    for number, row in rows_of(tables, "about"):
        if row["field"] == field:
            return tables["about"], number, "value_en"
    table = tables.get("figures") or tables["about"]
    return table, None, ""


RULES: tuple[Any, ...] = (
    ("measurements about", _missing_code),
    ("measurements about", _far_outside),
    ("", _spellings),
    ("", _total),
    ("measurements", _facts),
    ("participation effects figures", _repeated),
    ("measurements about figures", _declared),
)
