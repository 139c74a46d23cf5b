"""Change from before to after, attainment of a benchmark, evenness between groups."""

import math
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from ..frames import as_float, as_groups, as_numbers, line_up, show
from ..terms import InputError, choice, number, spoken, text

__all__ = [
    "Evenness",
    "MEASURES",
    "attainment",
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


MEASURES = ("difference", "ratio")
"""How the gap between groups can be told: highest - lowest, or that divided by the largest."""


@dataclass(frozen=True)
class Evenness:
    """How far the means of declared groups lie apart, from `evenness`.

    Parameters
    ----------
    means : dict
        Mean of each group, in the unit of the values; its growth (0.2 = 20 % up) if growth is
        what was compared.
    counts : dict
        Number of values behind each.
    gap : float or None
        How far the groups lie apart, by the measure. None with one group only.
    even : bool or None
        Whether the gap is within the declared tolerance. None: not judged.
    measure : {"difference", "ratio"}
        What the gap is: highest - lowest, or that divided by the largest in size (0 = equal,
        1 = the lowest group has nothing).
    growth : bool
        Whether growth was compared: a difference of 0.05 is then 5 percentage points.

    Examples
    --------
    >>> evenness([0.1, 0.3], ["centre", "hinterland"], 0.05).even
    False
    """

    means: dict[Hashable, float]
    counts: dict[Hashable, int]
    gap: float | None
    even: bool | None
    measure: str = "difference"
    growth: bool = False

    @spoken
    def gap_in_words(self, lang: str | None = None) -> str:
        """The gap with its unit.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            Percentage points where growth was compared, a share of the largest for the ratio,
            else the number alone, which is in the unit of the values; a dash where there is none.

        Raises
        ------
        InputError
            If the language is not one of the two.

        Examples
        --------
        >>> groups = ["centre", "hinterland"]
        >>> evenness([120, 90], groups, 0.05, before=[100, 80]).gap_in_words()
        '7.5 percentage points'
        """
        if self.gap is None or (self.measure == "difference" and not self.growth):
            return number(self.gap)
        if self.measure == "ratio":
            return text("term.of_the_largest_n", n=number(self.gap))
        return text("term.points_n", n=number(100 * self.gap))


def evenness(
    values: Any,
    groups: Any,
    tolerance: float | None,
    measure: str = "difference",
    *,
    before: Any = None,
    polarity: int = 1,
) -> Evenness:
    """Do declared groups (centre and hinterland, poor and non-poor, villages) fare alike?

    Parameters
    ----------
    values : list, tuple, numpy.ndarray or pandas.Series of numbers
        One value per unit, in the unit of the indicator: a level, a change, or, with `before`,
        the value after.
    groups : list, tuple, numpy.ndarray or pandas.Series
        The group of each unit, equally long.
    tolerance : float or None
        Largest gap that still counts as even, declared beforehand in the unit of the gap: for
        growth 0.05 is 5 percentage points. None: nothing was declared, so nothing is judged.
    measure : {"difference", "ratio"}
        The gap: highest - lowest group, or that divided by the largest in size, where 0.1 lets
        the lowest lie 10 % of the highest below it.
    before : list, tuple, numpy.ndarray or pandas.Series of numbers, optional
        What each unit had before. The groups are then compared on the growth of their means:
        (mean after - mean before) / mean before.
    polarity : {1, -1}
        -1 if less is better: growth is then told as gain.

    Returns
    -------
    Evenness
        Means and counts per group in the order of first appearance, gap, and the judgement.

    Raises
    ------
    InputError
        If a value is not a finite number, a group is missing, the lengths differ, the measure is
        unknown, the tolerance is not a number from 0 up, or the mean before of a group is not
        above 0, so that there is no growth.

    Notes
    -----
    Measure ours. The paper calls effects uneven without a measure; the two lines it draws run
    between near and far villages and between poor and non-poor (Table 4.2, row 4d; section 4.2).
    Growth of means, not mean of growths: one household that began with almost nothing would
    outweigh all others, and one that began with nothing has no growth at all.

    Examples
    --------
    >>> groups = ["centre", "centre", "hinterland", "hinterland"]
    >>> found = evenness([110, 130, 84, 84], groups, 0.05, before=[90, 110, 80, 80])
    >>> {group: round(growth, 2) for group, growth in found.means.items()}    # 120 / 100, 84 / 80
    {'centre': 0.2, 'hinterland': 0.05}
    >>> round(found.gap, 2), found.even
    (0.15, False)
    >>> round(evenness([10, 12, 8, 8], groups, 0.1, "ratio").gap, 2)    # (11 - 8) / 11
    0.27
    """
    choice(measure, MEASURES, "measure")
    sign, limit = _polarity(polarity), None if tolerance is None else as_float(tolerance)
    if tolerance is not None and (limit is None or not limit >= 0):
        raise InputError("error.tolerance", found=show(tolerance))
    named = as_groups(line_up(values, groups, "values", "groups"))
    means, counts = _means(values, named, "values")
    if before is not None:
        start, _ = _means(line_up(values, before, "values", "before"), named, "before")
        for group, mean in start.items():
            if not mean > 0:
                raise InputError("error.growth", group=group, found=f"{mean:g}")
        means = {group: sign * (mean / start[group] - 1) for group, mean in means.items()}
    gap, even = None, None
    if len(means) > 1:
        gap = max(means.values()) - min(means.values())
        if measure == "ratio":
            gap /= max(map(abs, means.values())) or 1.0
        # isclose: a gap of 3/10 must not fail a tolerance of 0.3 over the sixteenth digit
        if limit is not None:
            even = gap <= limit or math.isclose(gap, limit, abs_tol=1e-12)
    return Evenness(means, counts, gap, even, measure, before is not None)


def _means(
    values: Any, groups: list[Hashable], name: str
) -> tuple[dict[Hashable, float], dict[Hashable, int]]:
    """Mean and number of values of each group, in the order of first appearance."""
    measured: dict[Hashable, list[float]] = {}
    for value, group in zip(as_numbers(values, name), groups, strict=True):
        measured.setdefault(group, []).append(float(value))
    means = {group: math.fsum(found) / len(found) for group, found in measured.items()}
    return means, {group: len(found) for group, found in measured.items()}


def _polarity(polarity: Any) -> int:
    sign = as_float(polarity)
    if sign not in (1.0, -1.0):
        raise InputError("error.polarity", found=show(polarity))
    return int(sign)
