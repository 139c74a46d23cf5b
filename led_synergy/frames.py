"""Lists and tables given in Python: columns, cells, numbers, yes and no.

What a reader of Python hands over is looked at here, and a mistake ends in one sentence.
"""

import difflib
import math
import numbers
from collections.abc import Hashable, Iterable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from . import terms
from .terms import InputError

__all__ = [
    "cell_text",
    "check_cells",
    "check_columns",
]


_LARGEST = 1e200  # far above any income, and small enough for every sum to stay finite


def _column(values: Any, name: str) -> np.ndarray:
    """The values as a one-dimensional array, whatever they are."""
    if isinstance(values, pd.Series):
        plain = isinstance(values.dtype, np.dtype)
        values = values.to_numpy() if plain else values.tolist()
    if isinstance(values, (list, tuple)):
        values = np.fromiter(values, dtype=object, count=len(values))
    if not isinstance(values, np.ndarray) or values.ndim != 1:
        raise InputError("error.not_a_list", name=name, found=type(values).__name__)
    if not values.size:
        raise InputError("error.no_values", name=name)
    return values


def as_float(value: Any) -> float | None:
    """The value as a number: NaN if it is missing, None if it is no number we can work with."""
    if _is_missing(value):
        return math.nan
    # numpy counts a duration as an integer, and Python counts True as 1
    if isinstance(value, (bool, np.timedelta64)) or not isinstance(value, (numbers.Real, Decimal)):
        return None
    try:
        number = float(value)
    except (OverflowError, ValueError):
        return None
    return None if abs(number) > _LARGEST else number


def _is_missing(value: Any) -> bool:
    return value is None or value is pd.NA or value is pd.NaT


def _numbers(values: Any, name: str, *, may_miss: bool = False) -> np.ndarray:
    column = _column(values, name)
    found = column.astype(float) if column.dtype.kind in "iuf" else None
    if found is None or (np.abs(found) > _LARGEST).any():
        found = np.empty(column.size)
        for position, value in enumerate(column):
            number = as_float(value)
            if number is None:
                raise InputError(
                    "error.not_a_number", name=name, position=position + 1, found=_show(value)
                )
            found[position] = number
    missing = np.flatnonzero(np.isnan(found)) + 1
    if missing.size and not may_miss:
        raise InputError("error.missing_values", name=name, positions=_few(missing.tolist()))
    return found


def _amounts(values: Any, name: str) -> np.ndarray:
    """Numbers from 0 up."""
    found = _numbers(values, name)
    below = np.flatnonzero(found < 0)
    if below.size:
        first = int(below[0])
        raise InputError(
            "error.negative", name=name, position=first + 1, found=_show(float(found[first]))
        )
    return found


def _flags(values: Any, name: str) -> np.ndarray:
    """True or false from true/false, 1/0 and "yes"/"no"."""
    column = _column(values, name)
    found = np.empty(column.size, dtype=bool)
    for position, value in enumerate(column):
        number = float(value) if isinstance(value, (bool, np.bool_)) else as_float(value)
        if isinstance(value, str):
            number = {"yes": 1.0, "no": 0.0}.get(value.strip().lower())
        if number is not None and math.isnan(number):
            raise InputError("error.missing_values", name=name, positions=position + 1)
        if number not in (0.0, 1.0):
            raise InputError(
                "error.not_yes_no", name=name, position=position + 1, found=_show(value)
            )
        found[position] = number == 1.0
    return found


def _groups(groups: Any) -> list[Hashable]:
    column = _column(groups, "groups").tolist()
    for position, group in enumerate(column, start=1):
        if _is_missing(group) or group == "" or (isinstance(group, float) and math.isnan(group)):
            raise InputError("error.missing_values", name="groups", positions=position)
        if not isinstance(group, Hashable):
            raise InputError("error.not_a_group", position=position, found=_show(group))
    return column


def _line_up(first: Any, second: Any, first_name: str, second_name: str) -> Any:
    """The second list, its values in the order of the units of the first."""
    length, other = _column(first, first_name).size, _column(second, second_name).size
    if length != other:
        raise InputError(
            "error.lengths", name=second_name, found=other, other=first_name, expected=length
        )
    if not (isinstance(first, pd.Series) and isinstance(second, pd.Series)):
        return second
    if first.index.equals(second.index):
        return second
    known = first.index.isin(second.index)
    if not known.any():  # two slices of one long table: by position
        return second
    # Some labels in common and some not: pairing by position would pair different households.
    if not known.all() or not (first.index.is_unique and second.index.is_unique):
        odd = first.index[~known] if not known.all() else first.index[first.index.duplicated()]
        raise InputError(
            "error.labels", name=second_name, other=first_name, found=_few(odd.tolist())
        )
    return second.reindex(first.index)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _few(items: list[Any]) -> str:
    shown = ", ".join(str(item) for item in items[:10])
    return shown + ", …" if len(items) > 10 else shown


def _show(value: Any) -> str:
    try:
        shown = repr(value)
    except ValueError:  # an integer of thousands of digits has no repr
        shown = type(value).__name__
    return shown if len(shown) <= 60 else shown[:59] + "…"


def cell_text(cell: Any) -> str:
    """A cell as text; a blank cell, however pandas holds it, is the empty string.

    Examples
    --------
    >>> cell_text(None), cell_text(float("nan")), cell_text("trust")
    ('', '', 'trust')
    """
    return "" if pd.isna(cell) else str(cell)


def check_columns(table: pd.DataFrame, name: str, columns: Iterable[str]) -> None:
    """Raise an InputError if this is no table, or naming the first of the columns it lacks.

    Examples
    --------
    >>> check_columns(pd.DataFrame({"factor": []}), "factors", ["role"])
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: table factors: no column 'role'. Columns found: factor
    """
    if not isinstance(table, pd.DataFrame):
        raise terms.InputError("error.not_a_table", table=name, found=type(table).__name__)
    for column in columns:
        if column not in table.columns:
            raise terms.InputError(
                "error.no_column",
                table=name,
                column=column,
                found=", ".join(map(str, table.columns)),
            )


def check_cells(table: pd.DataFrame, name: str, column: str, allowed: Iterable[str]) -> None:
    """Raise an InputError at the first cell of the column that holds none of the allowed texts.

    Rows are numbered as in a spreadsheet: the heading is row 1. Allow a blank cell with "".

    Examples
    --------
    >>> roles = pd.DataFrame({"role": ["driver", "drive"]})
    >>> check_cells(roles, "factors", "role", ["driver", "constraint"])
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: table factors, row 3, column role: 'drive' is not allowed. \
Did you mean 'driver'? Choose from: driver, constraint
    """
    check_columns(table, name, [column])
    choices = list(allowed)
    for row, cell in enumerate(table[column].map(cell_text), start=2):
        if cell not in choices:
            near = difflib.get_close_matches(cell, choices, n=1)
            raise terms.InputError(
                "error.cell_near" if near else "error.cell",
                table=name,
                row=row,
                column=column,
                found=cell,
                near=near[0] if near else "",
                allowed=", ".join(filter(None, choices)),
            )
