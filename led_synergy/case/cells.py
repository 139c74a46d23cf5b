"""What a cell means: a key of a closed list, a number, a level, or nothing."""

import math
import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from ..categories import TOP, level_label
from ..terms import LANGUAGES, text
from .declared import benchmarks, money
from .numbers import _decimal_mark, _integer, _two_ways, number
from .schema import _key_of, _whole, refers_to, values
from .vocabulary import _value_words, _Words, plain

if TYPE_CHECKING:
    from .reading import Row, Table

__all__ = [
    "is_nothing",
    "reader",
    "told_level",
]

Reader = Callable[[int, "Row"], None]


def reader(table: "Table", about: dict[str, Any], tables: "dict[str, Table]") -> Reader:
    """What reads the cells of one column."""
    if about["type"] == "number":
        least = about.get("constraints", {}).get("minimum", -math.inf)
        return _as_number(table, about["name"], least, tables)
    return _as_key(table, about, *_meant(table, about, tables))


def _meant(
    table: "Table", about: dict[str, Any], tables: "dict[str, Table]"
) -> tuple[_Words | None, tuple[str, ...], str]:
    """The words of a column that are understood, what it may hold, and where those are named."""
    name, column = table.table, about["name"]
    choices, labels = values(name, column)
    key = refers_to(name, column)
    other = tables.get(key)
    if other is None or not other.whole or not other.rows:
        return _value_words(name, column), choices, labels
    keys = [row[_key_of(key)] for _, row in other.rows]
    names = [
        (row.get(f"name_{lang}", ""), row[_key_of(key)])
        for _, row in other.rows
        for lang in LANGUAGES
    ]
    words = _Words(filter(None, keys), names)
    return words, words.keys, ""


def _units(tables: "dict[str, Table]") -> dict[str, str]:
    """Indicator → the unit that the case declares for it."""
    rows = tables["about"].rows if "about" in tables else []
    return benchmarks(((row["field"], row["value_en"]) for _, row in rows), "unit")


def _codes(tables: "dict[str, Table]") -> frozenset[str | float]:
    """What `about` declares to stand for what is missing: numbers, and words as they are."""
    cells = [
        cell.casefold()
        for _, row in (tables["about"].rows if "about" in tables else ())
        if row["field"] == "missing_codes"
        for part in re.split(r"[;/\s]+|,(?!\d)", row["value_en"])
        for cell in ([part] if re.fullmatch(r"-?9+,9+", part) else part.split(","))
    ]
    numbers = (number(cell) for cell in cells)
    return frozenset({*filter(None, cells), *(n for n in numbers if n is not None)})


@cache
def _nothing() -> frozenset[str]:
    """Words by which a report says that a cell has nothing."""
    keys = ("term.not_judged", "term.basis_not_stated")
    return frozenset(plain(text(key, lang)) for key in keys for lang in LANGUAGES)


def is_nothing(cell: str) -> bool:
    """Whether a cell has only a dash, as people write and a report prints for nothing."""
    return {*cell} <= {*"-–—"} or plain(cell) in _nothing()


def _marks(table: "Table", column: str) -> Callable[["Row"], str]:
    """What stands before decimals, as the other cells of what a row is about show it.

    Each figure is another measure from another source, so none says how to read the next;
    measurements of one indicator say it of each other, and of no other indicator.
    """
    if table.table == "figures":
        return lambda row: ""
    if table.table != "measurements" or column != "value":
        mark = _decimal_mark(row[column] for _, row in table.rows)
        return lambda row: mark
    words = _value_words("measurements", "indicator")
    cells: dict[str, list[str]] = defaultdict(list)
    for _, row in table.rows:
        cells[row["indicator"]].append(row[column])
    found: dict[str, list[str]] = defaultdict(list)
    for name, some in cells.items():
        found[(words and words.key(name)) or name] += some
    marks = {name: _decimal_mark(some) for name, some in found.items()}
    return lambda row: marks.get(row["indicator"], "")


def _as_number(table: "Table", column: str, least: float, tables: "dict[str, Table]") -> Reader:
    units, mark = _units(tables), _marks(table, column)
    codes = _codes(tables) if (table.table, column) == ("measurements", "value") else frozenset()

    def read(number_: int, row: "Row") -> None:
        cell = row[column]
        if not cell:
            return
        found = number(cell, mark(row))
        if codes and (found in codes or cell.casefold() in codes):
            row[column] = table.blanked("check.missing_codes", number_, column)
            return
        if found is None:
            found = money(cell, units.get(row.get("indicator", ""), row.get("unit", "")))
            if found is not None and not any(note.key == "check.rupiah" for note in table.notes):
                table.note("check.rupiah", number_, column, cell, (f"{found:.15g}",))
        if found is not None and found < least:
            table.error(number_, column, cell, (f"{least:g}",), "error.case_below")
        elif found is not None:
            row[column] = repr(found)
        elif number(cell, ".") is not None or number(cell, ",") is not None:
            table.error(number_, column, cell, _two_ways(cell), "error.case_two_ways", "number")
        elif is_nothing(cell):
            row[column] = table.blanked("check.dash", number_, column)
        else:
            table.error(number_, column, cell, key="error.case_number")

    return read


def _as_key(
    table: "Table",
    about: dict[str, Any],
    words: _Words | None,
    choices: tuple[str, ...],
    labels: str,
) -> Reader:
    column, whole, open_ = about["name"], about["type"] == "integer", bool(about.get("known"))
    required = about.get("constraints", {}).get("required", False)
    blank = "error.case_blank_choice" if choices else "error.case_blank"

    def read(number_: int, row: "Row") -> None:
        cell, allowed = row[column], choices
        if not cell:
            if required:
                table.error(number_, column, cell, choices, blank, labels)
            return
        if whole:
            if table.table == "judgements" and row["dimension"] in TOP:
                allowed = _whole(0, TOP[row["dimension"]])
            named = _named_level(cell, words) if words and labels else None
            found = named or _integer(cell) or told_level(cell, row.get("dimension", ""))
            known = found in allowed
        else:
            found = words.key(cell) if words else cell
            known = found is not None
        if known:
            row[column] = found or ""
        elif not required and (whole or not open_) and is_nothing(cell):
            row[column] = table.blanked("check.dash", number_, column)
        elif whole or not open_:
            table.error(number_, column, cell, allowed, labels=labels)

    return read


def _named_level(cell: str, words: _Words) -> str | None:
    """The number that a name stands for, also if it stands before its name, as in a report."""
    level, name = re.fullmatch(r"(\d*)[\s.:–-]*(.*)", cell, re.DOTALL).groups()  # type: ignore[union-attr]
    found = words.key(name) if name[:1].isalpha() else None
    return found if found and level in ("", found) else None


def told_level(cell: str, dimension: str) -> str | None:
    """The level that stands before its own words, as a report or an answer prints it."""
    level, words = re.fullmatch(r"(\d?)[\s.:–-]*(.*)", cell, re.DOTALL).groups()  # type: ignore[union-attr]
    if not words[:1].isalpha() or dimension not in TOP:
        return None
    known = [
        str(n)
        for n in range(TOP[dimension] + 1)
        if plain(words) in {plain(level_label(dimension, n, lang)) for lang in LANGUAGES}
    ]
    return known[0] if len(known) == 1 and level in ("", known[0]) else None
