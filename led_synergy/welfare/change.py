"""Change from before to after, attainment of a benchmark, evenness, the five capitals."""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..frames import as_float, as_groups, line_up, as_numbers, show, check_cells, check_columns
from ..terms import InputError
from .effects import _indicators

__all__ = [
    "Evenness",
    "attainment",
    "capital_profile",
    "change",
    "evenness",
]


def change(before: Any, after: Any, polarity: int = 1) -> pd.DataFrame:
    """How much each unit changed from before to after, and whether that is an improvement.

    Parameters
    ----------
    before, after : list, tuple, numpy.ndarray or pandas.Series of numbers
        One value per unit (household, village), in the unit of the indicator, equally long. They
        belong together by position; two Series with the same labels, by label. Here alone a value
        may be missing.
    polarity : {1, -1}
        1 if more is better, -1 if less is better (cost of basic needs).

    Returns
    -------
    pandas.DataFrame
        One row per unit with `before`, `after`, `absolute` (unit of the indicator), `relative`
        (share of the size of before: 0.2 = 20 % up; missing if before is 0 or missing) and
        `improved` (false for no change; missing if a value is missing).

    Raises
    ------
    InputError
        If a value is not a finite number, the lengths differ, two Series share only some of
        their labels, or the polarity is another.

    Notes
    -----
    Formula ours. The paper names the indicators and their direction (section II, effect dimension)
    and gives values for rice alone (section 4.2; problem A10). Before and after are compared, not
    with and without LED: what else changed in between is in the number too (problem D4).

    Examples
    --------
    >>> change([100, 80, 0], [120, 60, 5]).to_dict("list")["relative"]
    [0.2, -0.25, nan]
    >>> change([100, 80], [120, 60], polarity=-1)["improved"].tolist()   # a cost
    [False, True]
    """
    sign = _polarity(polarity)
    after = line_up(before, after, "before", "after")
    old = as_numbers(before, "before", may_miss=True)
    new = as_numbers(after, "after", may_miss=True)
    absolute = new - old
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        relative = absolute / np.abs(old)
    relative[~np.isfinite(relative)] = np.nan
    improved = pd.array(sign * absolute > 0, dtype="boolean")
    improved[np.isnan(absolute)] = pd.NA
    return pd.DataFrame(
        {
            "before": old,
            "after": new,
            "absolute": absolute,
            "relative": relative,
            "improved": improved,
        },
        index=before.index if isinstance(before, pd.Series) else None,
    )


def attainment(value: float, benchmark: float | None, polarity: int = 1) -> float | None:
    """How much of a declared benchmark is reached; optimal only from 1 up.

    Parameters
    ----------
    value : float
        What was measured, in the unit of the indicator, often the mean after.
    benchmark : float or None
        What counts as optimal, declared beforehand, in the same unit; above 0. None: nothing was
        declared.
    polarity : {1, -1}
        1 if more is better, -1 if less is better.

    Returns
    -------
    float or None
        Share of the benchmark reached, 1 = just reached: value / benchmark (below 0 for a loss),
        or benchmark / value where less is better (infinite at a value of 0). None without a
        benchmark: whether an effect is optimal is then not judged.

    Raises
    ------
    InputError
        If the value is not a finite number (or is negative where less is better), the benchmark
        is not above 0, or the polarity is neither 1 nor -1.

    Notes
    -----
    The paper calls effects optimal or not without saying against what (Table 2.1; Table 4.2, row
    4). Asking for a declared benchmark is ours.

    Examples
    --------
    >>> attainment(600, 650) < 1, attainment(200, 240, polarity=-1)
    (True, 1.2)
    >>> attainment(600, None) is None
    True
    """
    sign = _polarity(polarity)
    if benchmark is None:
        return None
    aim, reached = as_float(benchmark), as_float(value)
    if aim is None or not aim > 0:
        raise InputError("error.benchmark", found=show(benchmark))
    if reached is None or math.isnan(reached) or (sign < 0 and reached < 0):
        raise InputError("error.attained", found=show(value))
    if sign > 0:
        return reached / aim
    return aim / reached if reached else math.inf


@dataclass(frozen=True)
class Evenness:
    """How far the means of declared groups lie apart.

    Parameters
    ----------
    means : dict
        Mean of each group, in the unit of the values.
    counts : dict
        Number of values behind each mean.
    gap : float or None
        (Highest - lowest mean) / the mean that is largest in size: 0 = equal, 1 = the lowest
        group has nothing. None with one group only.
    even : bool or None
        Whether the gap is within the declared tolerance. None: not judged.
    """

    means: dict[Hashable, float]
    counts: dict[Hashable, int]
    gap: float | None
    even: bool | None


def evenness(values: Any, groups: Any, tolerance: float | None) -> Evenness:
    """Do declared groups (centre and hinterland, poor and non-poor, villages) fare alike?

    Parameters
    ----------
    values : list, tuple, numpy.ndarray or pandas.Series of numbers
        One value per unit: a level or a change, in the unit of the indicator.
    groups : list, tuple, numpy.ndarray or pandas.Series
        The group of each unit, equally long.
    tolerance : float or None
        Largest gap that still counts as even, declared beforehand: 0.1 lets the lowest mean lie
        10 % of the highest below it. None: nothing was declared, so nothing is judged.

    Returns
    -------
    Evenness
        Means and counts per group in the order of first appearance, gap, and the judgement.

    Raises
    ------
    InputError
        If a value is not a finite number, a group is missing, the lengths differ, or the
        tolerance is not a number from 0 up.

    Notes
    -----
    Measure ours. The paper calls effects uneven without a measure; the two lines it draws run
    between near and far villages and between poor and non-poor (Table 4.2, row 4d; section 4.2).

    Examples
    --------
    >>> found = evenness([10, 12, 8, 8], ["centre", "centre", "hinterland", "hinterland"], 0.1)
    >>> found.means, round(found.gap, 2), found.even    # (11 - 8) / 11
    ({'centre': 11.0, 'hinterland': 8.0}, 0.27, False)
    """
    limit = None if tolerance is None else as_float(tolerance)
    if tolerance is not None and (limit is None or not limit >= 0):
        raise InputError("error.tolerance", found=show(tolerance))
    groups = line_up(values, groups, "values", "groups")
    measured: dict[Hashable, list[float]] = {}
    for value, group in zip(as_numbers(values, "values"), as_groups(groups), strict=True):
        measured.setdefault(group, []).append(float(value))
    means = {group: math.fsum(found) / len(found) for group, found in measured.items()}
    counts = {group: len(found) for group, found in measured.items()}
    if len(means) == 1:
        return Evenness(means, counts, None, None)
    largest = max(abs(mean) for mean in means.values())
    gap = (max(means.values()) - min(means.values())) / largest if largest else 0.0
    # isclose: a gap of 3/10 must not fail a tolerance of 0.3 over the sixteenth digit
    even = None if limit is None else gap <= limit or math.isclose(gap, limit)
    return Evenness(means, counts, gap, even)


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
        (means in the unit of measurement; missing if not measured), `n_before` and `n_after`
        (values behind each).

    Raises
    ------
    InputError
        If a column is missing, a value is not a finite number, a period is neither before nor
        after, or a unit is measured twice.

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
    grouped = rows.groupby(["indicator", "period"])["value"]
    means, counts = grouped.mean(), grouped.size()
    return pd.DataFrame(
        {
            name: [of.get((capital, period), empty) for capital in capitals]
            for name, of, period, empty in (
                ("before", means, "before", math.nan),
                ("after", means, "after", math.nan),
                ("n_before", counts, "before", 0),
                ("n_after", counts, "after", 0),
            )
        },
        index=pd.Index(capitals, name="capital"),
    )


def before_and_after(measurements: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """The mean of each indicator before and after, over all units or group by group.

    Parameters
    ----------
    measurements : pandas.DataFrame
        The measurements table of a case, with the columns `unit`, `indicator`, `period`, `value`.
    by : str, optional
        Column of the groups, such as `zone`; rows without a group are left out.

    Returns
    -------
    pandas.DataFrame
        One row per indicator (with `by`: per indicator and group) measured in both periods, in the
        order of the table; `before`, `after` (means, in the unit of the indicator) and `relative`
        (share of the size of before; missing if that is 0).

    Raises
    ------
    InputError
        As for :func:`capital_profile`.

    Examples
    --------
    >>> measurements = pd.DataFrame({"unit": ["h1", "h1"], "indicator": "income",
    ...                              "period": ["before", "after"], "value": [40, 50]})
    >>> before_and_after(measurements).loc["income"].tolist()
    [40.0, 50.0, 0.25]
    """
    known = list(dict.fromkeys(measurements["indicator"]))
    rows = _measured(measurements, known, [] if by is None else [by])
    keys = ["indicator"] if by is None else ["indicator", by]
    if by is not None:
        rows = rows[rows[by].notna() & (rows[by] != "")]
    means = rows.groupby([*keys, "period"], sort=False)["value"].mean().unstack("period")
    means = means.reindex(columns=["before", "after"]).dropna().rename_axis(columns=None)
    return means.assign(relative=change(means["before"], means["after"])["relative"])


def _measured(
    measurements: Any, indicators: list[str], columns: Sequence[str] = ()
) -> pd.DataFrame:
    """The rows of these indicators, each value a number."""
    needed = ["unit", "indicator", "period", "value", *columns]
    check_columns(measurements, "measurements", needed)
    check_cells(measurements, "measurements", "period", ["before", "after"])
    chosen = measurements["indicator"].isin(indicators).to_numpy()
    rows = measurements[chosen]
    places = np.flatnonzero(chosen) + 2  # numbered as in a spreadsheet, where row 1 is the heading
    values = [as_float(value) for value in rows["value"]]
    for place, value, number in zip(places, rows["value"], values, strict=True):
        if number is None or math.isnan(number):
            raise InputError("error.not_measured", row=int(place), found=show(value))
    key = ["unit", "indicator", "period"]
    twice = np.flatnonzero(rows.duplicated(key))
    if twice.size:
        again = rows.iloc[twice[0]]
        raise InputError("error.measured_twice", row=int(places[twice[0]]), **again[key])
    return rows.assign(value=np.array(values, dtype=float))


def _polarity(polarity: Any) -> int:
    sign = as_float(polarity)
    if sign not in (1.0, -1.0):
        raise InputError("error.polarity", found=show(polarity))
    return int(sign)
