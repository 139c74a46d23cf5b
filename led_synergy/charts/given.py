"""What a picture is given: areas, results of other modules, words and numbers; and their names.

A learner's first try is an area's name where an area is needed, so a name will do. Whatever else
is wrong is said in one sentence: what was found, and what is needed. Keys are what a thing is and
names are what a reader sees; two things of one name are told apart.
"""

import textwrap
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import pandas as pd

from .. import terms
from ..case.case import Case, as_case, as_cases
from ..terms import InputError

__all__ = [
    "MOST_ROWS",
    "as_case",
    "as_cases",
    "as_mapping",
    "as_number",
    "as_result",
    "as_words",
    "kind_of",
    "names_in",
    "titles_of",
    "told_apart",
]


MOST_ROWS = 60
"""So many rows at most have a place of their own in one chart."""

Key = TypeVar("Key", bound=Hashable)


def told_apart(names: Mapping[Key, str]) -> dict[Key, str]:
    """The same names, each of which stands for one thing only.

    Keys are what a thing is, names are what a reader sees: where two things have one name, the
    second gets a number.

    Examples
    --------
    >>> told_apart({"tani_a": "Farmers", "tani_b": "Farmers"})
    {'tani_a': 'Farmers', 'tani_b': 'Farmers (2)'}
    """
    found: dict[Key, str] = {}
    taken = set(names.values())
    times: dict[str, int] = {}
    for key, name in names.items():
        shown, times[name] = name, times.get(name, 0) + 1
        while times[name] > 1 and (shown == name or shown in taken):
            shown = f"{name} ({times[name]})"
            times[name] += shown in taken
        taken.add(shown)
        found[key] = shown
    return found


def names_in(table: pd.DataFrame, key: str) -> dict[str, str]:
    """From the key of each row to its name, told apart; the key where there is no name.

    Examples
    --------
    >>> names_in(pd.DataFrame({"activity": ["a1"], "name_en": [""]}), "activity")
    {'a1': 'a1'}
    """
    rows = table.to_dict("records")
    return told_apart({row[key]: terms.cell(row, "name") or str(row[key]) for row in rows})


def titles_of(areas: Sequence[Case]) -> list[str]:
    """The names of areas, told apart."""
    return list(told_apart({n: case.title() for n, case in enumerate(areas)}).values())


def as_result(
    value: Any, name: str, maker: str, columns: Iterable[Hashable] = (), good: bool = True
) -> pd.DataFrame:
    """The result of another module, known by its columns.

    Raises
    ------
    InputError
        If it is none; the message names what makes one.

    Examples
    --------
    >>> as_result([1], "found", "case.readings()")
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: found: this is a list. Needed is what case.readings() gives
    """
    if not isinstance(value, pd.DataFrame) or {*columns} - {*value.columns} or not good:
        raise InputError("error.not_a_result", name=name, found=kind_of(value), maker=maker)
    return value


def as_mapping(value: Any, name: str, maker: str, kind: type | tuple[type, ...]) -> dict[Any, Any]:
    """A dictionary whose values are all of one kind."""
    if not isinstance(value, Mapping) or not all(isinstance(v, kind) for v in value.values()):
        raise InputError("error.not_a_result", name=name, found=kind_of(value), maker=maker)
    return dict(value)


def as_words(value: Any, name: str) -> str:
    """Words given by the caller; "" for none."""
    if value is None or isinstance(value, str):
        return value or ""
    raise InputError("error.not_words", name=name, found=kind_of(value))


def as_number(value: Any, name: str, low: float = -1e200, high: float = 1e200) -> float:
    """A number from the lowest to the highest that is allowed."""
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if not number or not low <= value <= high:
        found = f"{value}" if number else kind_of(value)
        raise InputError("error.number_between", name=name, found=found, low=low, high=high)
    return value


def kind_of(value: Any) -> str:
    """What kind of thing this is, in the words of Python; of a table also its columns.

    Examples
    --------
    >>> kind_of([1]), kind_of(pd.DataFrame({"a": [1]}))
    ('list', 'DataFrame (a)')
    """
    kind = type(value).__name__
    if isinstance(value, pd.DataFrame):
        return f"{kind} ({textwrap.shorten(', '.join(map(str, value.columns)), 80)})"
    return f"{kind} {value!r}" if isinstance(value, str) and len(value) < 40 else kind
