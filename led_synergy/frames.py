"""Lists and tables given in Python: columns, cells, numbers, yes and no.

What a reader of Python hands over is looked at here, and a mistake ends in one sentence. A blank
is whatever `terms.is_blank` calls one: None, NaN, NaT, NA; in a cell of a table "" as well.
"""

import difflib
import math
import numbers
from collections.abc import Callable, Hashable, Iterable
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from .terms import InputError, is_blank

__all__ = [
    "as_amounts",
    "as_column",
    "as_flags",
    "as_float",
    "as_groups",
    "as_numbers",
    "cell_text",
    "change_texts",
    "check_cells",
    "check_columns",
    "few",
    "line_up",
    "ratio",
    "show",
]


_LARGEST = 1e200  # far above any income, and small enough for every sum to stay finite


# -- Cells ---------------------------------------------------------------------------------------


def cell_text(cell: Any) -> str:
    """A cell as text; a blank cell, however pandas holds it, is the empty string.

    Parameters
    ----------
    cell : object
        The cell.

    Returns
    -------
    str
        Its text.

    Examples
    --------
    >>> cell_text(None), cell_text(float("nan")), cell_text("trust")
    ('', '', 'trust')
    """
    return "" if is_blank(cell) else str(cell)


def change_texts(table: pd.DataFrame, change: Callable[[Any], Any]) -> pd.DataFrame:
    """The table with each cell changed, but for those in columns of numbers.

    Whole numbers stay whole: pandas before 3 would make fractions of them where one is missing.

    Parameters
    ----------
    table : pandas.DataFrame
        The table.
    change : callable
        What is done with a cell that is not in a column of numbers.

    Returns
    -------
    pandas.DataFrame
        Another table; the one given stays as it is.

    Examples
    --------
    >>> judged = pd.DataFrame({"why": ["few"], "level": pd.array([1], "Int64")})
    >>> changed = change_texts(judged, str.upper)
    >>> changed["why"][0], changed["level"].dtype.name
    ('FEW', 'Int64')
    """
    changed = table.copy()
    for column in table.columns[table.dtypes.map(lambda kind: kind.kind not in "iuf")]:
        changed[column] = table[column].astype(object).map(change)
    return changed


def check_columns(table: pd.DataFrame, name: str, columns: Iterable[str]) -> None:
    """See that this is a table with these columns, each once.

    Parameters
    ----------
    table : pandas.DataFrame
        The table.
    name : str
        What it is called, for the message.
    columns : iterable of str
        The columns needed.

    Raises
    ------
    InputError
        If this is no table, or naming the first column that it lacks or has twice.

    Examples
    --------
    >>> check_columns(pd.DataFrame({"factor": []}), "factors", ["role"])
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: table factors: no column 'role'. Columns found: factor
    """
    if not isinstance(table, pd.DataFrame):
        raise InputError("error.not_a_table", table=name, found=type(table).__name__)
    heads = list(table.columns)
    for column in columns:
        times = heads.count(column)
        if not times:
            found = ", ".join(map(str, heads))
            raise InputError("error.no_column", table=name, column=column, found=found)
        if times > 1:
            raise InputError("error.column_twice", column=column)


def check_cells(table: pd.DataFrame, name: str, column: str, allowed: Iterable[str]) -> None:
    """See that each cell of a column holds one of the allowed texts.

    Parameters
    ----------
    table : pandas.DataFrame
        The table.
    name : str
        What it is called, for the message.
    column : str
        The column.
    allowed : iterable of str
        The texts; "" allows a blank cell.

    Raises
    ------
    InputError
        At the first other cell. Rows are numbered as in a spreadsheet: the heading is row 1.

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
    for row, cell in enumerate(map(cell_text, table[column].tolist()), start=2):
        if cell not in choices:
            near = difflib.get_close_matches(cell, choices, n=1)
            raise InputError(
                "error.cell_near" if near else "error.cell",
                table=name,
                row=row,
                column=column,
                found=cell,
                near=near[0] if near else "",
                allowed=", ".join(filter(None, choices)),
            )


# -- Lists ---------------------------------------------------------------------------------------


def as_column(values: Any, name: str) -> np.ndarray:
    """A list as an array, whatever kind of list it is.

    Parameters
    ----------
    values : list, tuple, numpy.ndarray or pandas.Series
        The list.
    name : str
        What it is called, for the message.

    Returns
    -------
    numpy.ndarray
        One dimension, one value or more.

    Raises
    ------
    InputError
        If this is no list, or an empty one.

    Examples
    --------
    >>> as_column((1, None), "incomes").tolist()
    [1, None]
    """
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
    """A value as a number.

    Parameters
    ----------
    value : object
        The value.

    Returns
    -------
    float or None
        The number; NaN if the value is missing, None if it is no number that we can work with
        (text, yes and no, a duration, more than 1e200).

    Examples
    --------
    >>> as_float(3), as_float(None), as_float("3")
    (3.0, nan, None)
    """
    if type(value) is float:  # most are
        return None if abs(value) > _LARGEST else value
    if is_blank(value):
        return math.nan
    # numpy counts a duration as an integer, and Python counts True as 1
    if isinstance(value, (bool, np.timedelta64)) or not isinstance(value, (numbers.Real, Decimal)):
        return None
    try:
        number = float(value)
    except (OverflowError, ValueError):
        return None
    return None if abs(number) > _LARGEST else number


def as_numbers(values: Any, name: str, *, may_miss: bool = False) -> np.ndarray:
    """A list of numbers.

    Parameters
    ----------
    values : list, tuple, numpy.ndarray or pandas.Series
        The list.
    name : str
        What it is called, for the message.
    may_miss : bool
        Whether a number may be missing (NaN in the answer).

    Returns
    -------
    numpy.ndarray of float
        The numbers.

    Raises
    ------
    InputError
        If this is no list, a value is no number, or one is missing.

    Examples
    --------
    >>> as_numbers([1, 2.5], "incomes").tolist()
    [1.0, 2.5]
    """
    column = as_column(values, name)
    found = column.astype(float) if column.dtype.kind in "iuf" else None
    if found is None or (np.abs(found) > _LARGEST).any():
        found = np.empty(column.size)
        for position, value in enumerate(column):
            number = as_float(value)
            if number is None:
                raise InputError(
                    "error.not_a_number", name=name, position=position + 1, found=show(value)
                )
            found[position] = number
    missing = np.flatnonzero(np.isnan(found)) + 1
    if missing.size and not may_miss:
        raise InputError("error.missing_values", name=name, positions=few(missing.tolist()))
    return found


def as_amounts(values: Any, name: str) -> np.ndarray:
    """A list of numbers from 0 up.

    Parameters
    ----------
    values : list, tuple, numpy.ndarray or pandas.Series
        The list.
    name : str
        What it is called, for the message.

    Returns
    -------
    numpy.ndarray of float
        The numbers.

    Raises
    ------
    InputError
        As for `as_numbers`, and if one is negative.

    Examples
    --------
    >>> as_amounts([1, 0], "incomes").tolist()
    [1.0, 0.0]
    """
    found = as_numbers(values, name)
    below = np.flatnonzero(found < 0)
    if below.size:
        first = int(below[0])
        raise InputError(
            "error.negative", name=name, position=first + 1, found=show(float(found[first]))
        )
    return found


def as_flags(values: Any, name: str) -> np.ndarray:
    """A list of yes and no.

    Parameters
    ----------
    values : list, tuple, numpy.ndarray or pandas.Series
        True/false, 1/0 or "yes"/"no".
    name : str
        What it is called, for the message.

    Returns
    -------
    numpy.ndarray of bool
        True for yes.

    Raises
    ------
    InputError
        If this is no list, or a value is missing or neither yes nor no.

    Examples
    --------
    >>> as_flags(["yes", "No", 1, False], "served").tolist()
    [True, False, True, False]
    """
    column = as_column(values, name)
    found = np.empty(column.size, dtype=bool)
    for position, value in enumerate(column):
        number = float(value) if isinstance(value, (bool, np.bool_)) else as_float(value)
        if isinstance(value, str):
            number = {"yes": 1.0, "no": 0.0}.get(value.strip().lower())
        if number is not None and math.isnan(number):
            raise InputError("error.missing_values", name=name, positions=position + 1)
        if number not in (0.0, 1.0):
            raise InputError(
                "error.not_yes_no", name=name, position=position + 1, found=show(value)
            )
        found[position] = number == 1.0
    return found


def as_groups(groups: Any) -> list[Hashable]:
    """A list that says of each unit which group it belongs to.

    Parameters
    ----------
    groups : list, tuple, numpy.ndarray or pandas.Series
        The groups.

    Returns
    -------
    list
        The groups as they are.

    Raises
    ------
    InputError
        If this is no list, or a group is missing or nothing that can name a group.

    Examples
    --------
    >>> as_groups(("centre", "hinterland"))
    ['centre', 'hinterland']
    """
    column = as_column(groups, "groups").tolist()
    for position, group in enumerate(column, start=1):
        if cell_text(group) == "":
            raise InputError("error.missing_values", name="groups", positions=position)
        if not isinstance(group, Hashable):
            raise InputError("error.not_a_group", position=position, found=show(group))
    return column


def line_up(first: Any, second: Any, first_name: str, second_name: str) -> Any:
    """The second list, its values in the order of the units of the first.

    Parameters
    ----------
    first, second : list, tuple, numpy.ndarray or pandas.Series
        The lists. They belong together by position; two Series with the same labels, by label.
    first_name, second_name : str
        What they are called, for the message.

    Returns
    -------
    list, tuple, numpy.ndarray or pandas.Series
        The second list, in order.

    Raises
    ------
    InputError
        If the lengths differ, or two Series share only some of their labels.

    Examples
    --------
    >>> before = pd.Series([10, 20], index=["h1", "h2"])
    >>> line_up(before, pd.Series([25, 11], index=["h2", "h1"]), "before", "after").tolist()
    [11, 25]
    """
    length, other = as_column(first, first_name).size, as_column(second, second_name).size
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
            "error.labels", name=second_name, other=first_name, found=few(odd.tolist())
        )
    return second.reindex(first.index)


# -- Numbers, and what is shown of values --------------------------------------------------------


def ratio(part: float, whole: float) -> float | None:
    """Part of a whole; None where there is no whole.

    Parameters
    ----------
    part, whole : float
        The two numbers.

    Returns
    -------
    float or None
        part / whole.

    Examples
    --------
    >>> ratio(1, 4), ratio(1, 0)
    (0.25, None)
    """
    return part / whole if whole else None


def few(items: list[Any]) -> str:
    """The first ten of a list as text.

    Parameters
    ----------
    items : list
        The list.

    Returns
    -------
    str
        With commas between, and "…" for the rest.

    Examples
    --------
    >>> few(list(range(12)))
    '0, 1, 2, 3, 4, 5, 6, 7, 8, 9, …'
    """
    shown = ", ".join(str(item) for item in items[:10])
    return shown + ", …" if len(items) > 10 else shown


def show(value: Any) -> str:
    """A value as it is shown in a message.

    Parameters
    ----------
    value : object
        The value.

    Returns
    -------
    str
        At most 60 letters.

    Examples
    --------
    >>> show("many")
    "'many'"
    """
    try:
        shown = repr(value)
    except ValueError:  # an integer of thousands of digits has no repr
        shown = type(value).__name__
    return shown if len(shown) <= 60 else shown[:59] + "…"
