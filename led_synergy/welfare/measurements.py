"""A case's table of measurements: each unit before and after, and only those with both compared."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd

from .. import framework
from ..frames import as_float, cell_text, check_cells, check_columns, show
from ..terms import InputError, among, choice, needed
from .change import change
from .effects import _indicators

__all__ = [
    "NOT_KNOWN",
    "before_and_after",
    "by_unit",
    "capital_profile",
    "measured_as",
]

PERIODS = ("before", "after")
NOT_KNOWN = "not_known"
"""The group of those whose zone or village is blank; `terms.name` says it in words."""


def measured_as(indicator: str, measured: Iterable[str]) -> str | None:
    """Under which name an indicator of the framework was measured.

    Parameters
    ----------
    indicator : str
        Key of the framework table "effect_indicators".
    measured : iterable of str
        The names that stand in a table of measurements.

    Returns
    -------
    str or None
        Its own name, or one of those that the framework table names for it (production is often
        measured as rice yield); None if it was not measured.

    Raises
    ------
    KeyError
        If the framework has no such indicator.

    Examples
    --------
    >>> measured_as("production", ["income", "rice_yield"])
    'rice_yield'
    """
    choice(indicator, framework.keys("effect_indicators"), "indicator")
    known = [*needed(measured, Iterable, "measured", "a_list")]
    others = framework.row("effect_indicators", indicator)["measured_as"].split("; ")
    return next((name for name in (indicator, *others) if among(name, known)), None)


def by_unit(
    measurements: pd.DataFrame, indicator: str, columns: Sequence[str] = ()
) -> pd.DataFrame:
    """What each unit had before and after.

    Parameters
    ----------
    measurements : pandas.DataFrame
        The measurements table of a case, with the columns `unit`, `indicator`, `period`, `value`.
    indicator : str
        What was measured.
    columns : sequence of str
        Columns to keep that say something of a unit, such as `zone`.

    Returns
    -------
    pandas.DataFrame
        One row per unit measured (index `unit`): `before` and `after`, missing where not measured
        in that period, and the columns asked for, "not_known" where they are blank in both.

    Raises
    ------
    InputError
        If a column is missing, a unit is blank or measured twice, a value is not a finite number,
        or a period is neither before nor after.

    Examples
    --------
    >>> measurements = pd.DataFrame({"unit": ["h1", "h1", "h2"], "zone": ["centre", "", None],
    ...                              "indicator": "income", "value": [40, 50, 30],
    ...                              "period": ["before", "after", "before"]})
    >>> by_unit(measurements, "income", ["zone"]).to_dict("index")["h2"]
    {'before': 30.0, 'after': nan, 'zone': 'not_known'}
    """
    return _by_unit(_measured(measurements, [indicator], columns), indicator, columns)


def before_and_after(
    measurements: pd.DataFrame, by: str | None = None, times: str | None = None
) -> pd.DataFrame:
    """The mean of each indicator before and after, over the units measured in both periods.

    Parameters
    ----------
    measurements : pandas.DataFrame
        The measurements table of a case, with the columns `unit`, `indicator`, `period`, `value`.
    by : str, optional
        Column of the groups, such as `zone`; those whose group is blank are one group of their
        own, "not_known".
    times : str, optional
        Column of how many each unit counts for: `size` for the persons in it, `weight` for the
        units that it stands for. A unit of which that is not known is left out.

    Returns
    -------
    pandas.DataFrame
        One row per indicator (with `by`: per indicator and group) of which units were measured in
        both periods, in the order of the table; `before`, `after` (means of those units, in the
        unit of the indicator), `relative` (share of the size of before; missing if that is 0),
        `n` (units in both periods), `before_only` and `after_only` (units left out); with `times`
        also `counted`, what all the units of the means count for.

    Raises
    ------
    InputError
        If a column is missing, a unit is blank or measured twice, a value is not a finite number,
        or a period is neither before nor after.

    Notes
    -----
    Only pairs are compared: if the poorest were not found the first time, a mean of all after
    would fall though each household gained.

    Examples
    --------
    >>> measurements = pd.DataFrame({"unit": ["h1", "h1", "h2"], "indicator": "income",
    ...                              "period": ["before", "after", "after"], "value": [40, 50, 9]})
    >>> before_and_after(measurements).loc["income"].tolist()
    [40.0, 50.0, 0.25, 1.0, 0.0, 1.0]
    >>> measured = pd.DataFrame({"unit": ["h1", "h1", "h2", "h2"], "indicator": "income",
    ...                          "period": ["before", "after"] * 2, "value": [40, 50, 10, 10],
    ...                          "size": [1, 1, 4, 4]})
    >>> before_and_after(measured, times="size").loc["income", ["after", "counted"]].tolist()
    [18.0, 5.0]
    """
    check_columns(measurements, "measurements", ["indicator"])
    known = [name for name in dict.fromkeys(map(cell_text, measurements["indicator"])) if name]
    columns = [column for column in (by, times) if column is not None]
    rows = _measured(measurements, known, columns)
    found: dict[Any, dict[str, float]] = {}
    for indicator in known:
        units = _by_unit(rows, indicator, columns)
        parts = units.groupby(by, sort=False) if by else [(None, units)]
        for part, group in parts:
            if (means := _paired(group, times))["n"]:
                found[indicator if by is None else (indicator, part)] = means
    names = ["indicator"] if by is None else ["indicator", by]
    index = pd.MultiIndex.from_tuples(list(found), names=names) if by and found else None
    table = pd.DataFrame(
        list(found.values()),
        columns=[
            "before",
            "after",
            "n",
            "before_only",
            "after_only",
            *(["counted"] if times else []),
        ],
        index=pd.Index(list(found), name="indicator") if index is None else index,
    )
    if len(table):
        table.insert(2, "relative", change(table["before"], table["after"])["relative"])
    else:
        table.insert(2, "relative", pd.Series(dtype=float))
    return table.astype(dict.fromkeys(("n", "before_only", "after_only"), "int64"))


def capital_profile(measurements: pd.DataFrame) -> pd.DataFrame:
    """The five capitals that people live from, before and after, side by side.

    Parameters
    ----------
    measurements : pandas.DataFrame
        The measurements table of a case, with the columns `unit`, `indicator`, `period`, `value`.

    Returns
    -------
    pandas.DataFrame
        One row per capital (natural, financial, human, social, physical): `before` and `after`
        (means, in the unit of measurement, over the units measured in both periods; over all of
        the one period if there is only one; missing if not measured), `n` (units in both
        periods), `before_only` and `after_only` (units measured in one of them only).

    Raises
    ------
    InputError
        As for :func:`before_and_after`.

    Notes
    -----
    The five are the paper's (section II, effect dimension, item a), after Scoones (1998) and DFID
    (1999). They are never added into one number: a loss of land is not made good by a gain in
    schooling, and nothing says how much one weighs against another.

    Examples
    --------
    >>> measurements = pd.DataFrame({"unit": ["h1", "h1"], "indicator": "human_capital",
    ...                              "period": ["before", "after"], "value": [40, 50]})
    >>> capital_profile(measurements).loc["human_capital", ["before", "after"]].tolist()
    [40.0, 50.0]
    """
    capitals = _indicators("livelihood_resources")
    rows = _measured(measurements, capitals)
    found = []
    for capital in capitals:
        units = _by_unit(rows, capital)
        means = _paired(units)
        if not means["n"] and not (means["before_only"] and means["after_only"]):
            means |= {period: units[period].mean() for period in PERIODS}
        found.append(means)
    return pd.DataFrame(found, index=pd.Index(capitals, name="capital"))


def _paired(units: pd.DataFrame, times: str | None = None) -> dict[str, Any]:
    """Means of the units measured in both periods, and how many were in one only."""
    values = {period: units[period].to_numpy() for period in PERIODS}
    known = {period: ~np.isnan(found) for period, found in values.items()}
    both = known["before"] & known["after"]
    if times is None:
        means = {p: float(found[both].mean()) if both.any() else math.nan
                 for p, found in values.items()}  # fmt: skip
    else:
        counts = np.array([as_float(cell) or 0.0 for cell in units[times]])
        both &= counts > 0
        means = {p: float(np.average(found[both], weights=counts[both])) if both.any() else math.nan
                 for p, found in values.items()}  # fmt: skip
        means["counted"] = float(counts[both].sum())
    n = int(both.sum())
    return {
        **means,
        "n": n,
        "before_only": int(known["before"].sum()) - n,
        "after_only": int(known["after"].sum()) - n,
    }


def _by_unit(rows: pd.DataFrame, indicator: str, columns: Sequence[str] = ()) -> pd.DataFrame:
    rows = rows[rows["indicator"] == indicator]
    index = pd.Index(rows["unit"].unique(), name="unit")
    units, periods, measured = (rows[c].tolist() for c in ("unit", "period", "value"))
    order = index.tolist()
    values: dict[str, dict[Any, float]] = {period: {} for period in PERIODS}
    for unit, period, value in zip(units, periods, measured, strict=True):
        values[period][unit] = value
    found: dict[str, Any] = {
        period: np.array([known.get(unit, math.nan) for unit in order], dtype=float)
        for period, known in values.items()
    }
    for column in columns:
        said: dict[Any, Any] = {}
        for unit, cell in zip(units, rows[column].tolist(), strict=True):
            if unit not in said and cell_text(cell) != "":
                said[unit] = cell
        found[column] = [said.get(unit, NOT_KNOWN) for unit in order]
    return pd.DataFrame(found, index=index)


def _measured(
    measurements: Any, indicators: Sequence[str], columns: Sequence[str] = ()
) -> pd.DataFrame:
    """The rows of these indicators, each value a number, each unit once per period."""
    for name in (*indicators, *needed(columns, (list, tuple), "columns", "a_list")):
        needed(name, str, "indicator", "a_text")
    check_columns(measurements, "measurements", ["unit", "indicator", "period", "value", *columns])
    check_cells(measurements, "measurements", "period", PERIODS)
    chosen = measurements["indicator"].isin(indicators).to_numpy(dtype=bool)
    rows = measurements[chosen]
    places = np.flatnonzero(chosen) + 2  # numbered as in a spreadsheet, where row 1 is the heading
    values = np.array([as_float(value) for value in rows["value"].tolist()], dtype=float)
    named = np.array([cell_text(unit) != "" for unit in rows["unit"].tolist()], dtype=bool)
    usable = named & ~np.isnan(values)
    if not usable.all():
        first = int(np.argmin(usable))
        row, value = int(places[first]), rows["value"].iloc[first]
        if np.isnan(values[first]):
            raise InputError("error.not_measured", row=row, found=show(value))
        raise InputError("error.blank_cell", table="measurements", row=row, column="unit")
    rows = rows.astype({"indicator": object, "period": object})  # no categories without a row
    key = ["unit", "indicator", "period"]
    twice = np.flatnonzero(rows.duplicated(key))
    if twice.size:
        again = rows.iloc[twice[0]]
        raise InputError("error.measured_twice", row=int(places[twice[0]]), **again[key])
    return rows.assign(value=values)
