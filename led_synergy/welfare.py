"""Does LED make people better off, how many of them, and does it reach the poor?

The paper judges the effect on social welfare in four groups (section II, effect dimension):
livelihood resources, business conditions, livelihood outcomes and the reach of the poor. It gives
the judgement in words, general or partial, optimal or not, even or not (Table 2.1; Table 4.2, row
4). It states no benchmark, tolerance or poverty line, and of measured values only shares of poor
families (section I) and, for rice at Batu Betumpang, harvests and yields without source (section
4.2; problem A10). The measures below are standard ones, or ours where said so, for an area that
has measured.

================== ============================================ ============ =====================
measure            formula                                      range        reference
================== ============================================ ============ =====================
`change`           after - before; that / abs(before)           any          ours
`attainment`       value / benchmark; benchmark / value if      0 and above; ours
                   less is better                               below 0 for
                                                                a loss
`evenness`         (highest - lowest group mean) / largest      0 to 2       ours
                   mean in size; 0 to 1 if none is negative
`capital_profile`  mean of each capital, before and after       as measured  Scoones 1998, DFID 1999
`poverty`          sum over the poor of                         0 to 1       Foster, Greer and
                   ((line - income) / line) ** alpha, / n                    Thorbecke 1984
`lorenz`           share of the total held by the poorest       0 to 1       Lorenz 1905
                   share of people
`gini`             sum of (2 i - n - 1) x_i / (n sum of x),     0 to below 1 Gini 1912
                   x sorted, i = 1 … n (population formula)
`reach`            coverage: poor served / poor                 0 to 1       Coady, Grosh and
                   exclusion error: poor not served / poor      0 to 1       Hoddinott 2004
                   inclusion error: non-poor served / served    0 to 1
                   leakage: benefits to non-poor / benefits     0 to 1
                   cgh: share of benefits / share of people     0 to n / n
                   of the reference group                       of reference
`effect_level`     rule over the effects table, see there       0 to 4       Table 2.1; rule ours
================== ============================================ ============ =====================

Edge cases

- An empty list, a missing value, text, yes/no or infinity where a number belongs: InputError that
  names the place. Nothing is left out in silence. `change` alone lets a value be missing: the row
  stays, its change is missing.
- A negative income or total: InputError in `poverty`, `lorenz`, `gini`; their ranges start at 0.
- One person: Gini 0. All values 0: no shares exist, InputError in `lorenz` and `gini`.
- An income on the line is not poor.
- No poor, nobody served, no benefits: the ratio that would divide by them is None.
- No benchmark, no tolerance, only one group: not judged, None.

References

- Coady, D., Grosh, M. and Hoddinott, J. (2004). Targeting of Transfers in Developing Countries:
  Review of Lessons and Experience. World Bank.
- DFID (1999). Sustainable Livelihoods Guidance Sheets.
- Foster, J., Greer, J. and Thorbecke, E. (1984). A Class of Decomposable Poverty Measures.
  Econometrica 52(3), 761-766.
- Gini, C. (1912). Variabilità e mutabilità.
- Lorenz, M. O. (1905). Methods of Measuring the Concentration of Wealth. Publications of the
  American Statistical Association 9(70), 209-219.
- Scoones, I. (1998). Sustainable Rural Livelihoods: A Framework for Analysis. IDS Working Paper 72.
"""

import math
import numbers
from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from . import framework
from .factors import cell_text, check_cells, check_columns
from .terms import InputError, label, text

__all__ = [
    "THRESHOLDS",
    "Evenness",
    "Reach",
    "attainment",
    "capital_profile",
    "change",
    "effect_level",
    "effect_reason",
    "evenness",
    "gini",
    "lorenz",
    "poverty",
    "reach",
    "targeting",
]

THRESHOLDS = ("poor", "poorest")
"""The two columns of a measurements table that say who is meant by the poor."""

_LARGEST = 1e200  # far above any income, and small enough for every sum to stay finite

# -- Change, attainment, evenness --------------------------------------------------------------


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
    after = _line_up(before, after, "before", "after")
    old = _numbers(before, "before", may_miss=True)
    new = _numbers(after, "after", may_miss=True)
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


def polarity_of(indicator: str) -> int:
    """1 if more of an indicator is better, -1 if less is; 1 for a name of a case's own.

    Examples
    --------
    >>> polarity_of("income"), polarity_of("basic_needs_cost")
    (1, -1)
    """
    if indicator not in framework.keys("effect_indicators"):
        return 1
    return int(framework.row("effect_indicators", indicator)["polarity"])


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
    aim, reached = _as_float(benchmark), _as_float(value)
    if aim is None or not aim > 0:
        raise InputError("error.benchmark", found=_show(benchmark))
    if reached is None or math.isnan(reached) or (sign < 0 and reached < 0):
        raise InputError("error.attained", found=_show(value))
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
    limit = None if tolerance is None else _as_float(tolerance)
    if tolerance is not None and (limit is None or not limit >= 0):
        raise InputError("error.tolerance", found=_show(tolerance))
    groups = _line_up(values, groups, "values", "groups")
    measured: dict[Hashable, list[float]] = {}
    for value, group in zip(_numbers(values, "values"), _groups(groups), strict=True):
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


# -- Poverty and inequality --------------------------------------------------------------------


def poverty(incomes: Any, line: float, alpha: float = 0) -> float:
    """How many are poor, how deep their poverty is, and how severe (P0, P1, P2).

    Parameters
    ----------
    incomes : list, tuple, numpy.ndarray or pandas.Series of numbers
        One income per person or household, from 0 up.
    line : float
        Poverty line in the same unit, above 0. Poor is whoever has less; an income on the line is
        not poor.
    alpha : float
        0 = headcount ratio, 1 = poverty gap, 2 = severity; any number from 0 up.

    Returns
    -------
    float
        Foster-Greer-Thorbecke measure, 0 (nobody is poor) to 1 (nobody has anything). At alpha 0
        the share of all incomes below the line; it never rises with alpha.

    Raises
    ------
    InputError
        If there is no income, one is missing, negative or not a finite number, the line is not
        above 0 or alpha is below 0.

    Notes
    -----
    Foster, Greer and Thorbecke (1984). The paper gives shares of poor families only (section I)
    and no line. A household is one unit here, whatever its size.

    Examples
    --------
    >>> [round(poverty([100, 110, 150, 160], 125, alpha), 4) for alpha in (0, 1, 2)]
    [0.5, 0.08, 0.0136]
    """
    threshold, power = _as_float(line), _as_float(alpha)
    if threshold is None or not threshold > 0:
        raise InputError("error.poverty_line", found=_show(line))
    if power is None or not power >= 0:
        raise InputError("error.alpha", found=_show(alpha))
    amounts = _amounts(incomes, "incomes")
    gaps = (threshold - amounts[amounts < threshold]) / threshold
    return float((gaps**power).sum() / amounts.size)


def lorenz(values: Any) -> pd.DataFrame:
    """What share of the total the poorest part of the people holds: the Lorenz curve.

    Parameters
    ----------
    values : list, tuple, numpy.ndarray or pandas.Series of numbers
        One income (or yield, land, benefit) per person or household, from 0 up.

    Returns
    -------
    pandas.DataFrame
        n + 1 points from (0, 0) to (1, 1), poorest first: `share_of_people`, `share_of_total`.

    Raises
    ------
    InputError
        If there is no value, one is missing, negative or not a finite number, or all are 0 (there
        is then no total to hold a share of).

    Notes
    -----
    Lorenz (1905). Not in the paper.

    Examples
    --------
    >>> lorenz([3, 1]).to_numpy().tolist()
    [[0.0, 0.0], [0.5, 0.25], [1.0, 1.0]]
    """
    amounts = _shared_amounts(values)
    held = np.concatenate([[0.0], np.cumsum(amounts)])
    return pd.DataFrame(
        {
            "share_of_people": np.arange(held.size) / amounts.size,
            "share_of_total": held / held[-1],
        }
    )


def gini(values: Any) -> float:
    """How unequally the values are spread: 0 if all are equal, near 1 if one holds all.

    Parameters
    ----------
    values : list, tuple, numpy.ndarray or pandas.Series of numbers
        One income (or yield, land, benefit) per person or household, from 0 up.

    Returns
    -------
    float
        Gini coefficient by the population formula, 0 to (n - 1) / n: twice the area between the
        Lorenz curve and the diagonal. One value: 0.

    Raises
    ------
    InputError
        If there is no value, one is missing, negative or not a finite number, or all are 0.

    Notes
    -----
    Gini (1912). Not in the paper. For a sample some authors multiply by n / (n - 1); not here.

    Examples
    --------
    >>> gini([1, 2, 3, 4])      # (-3*1 - 1*2 + 1*3 + 3*4) / (4 * 10)
    0.25
    """
    amounts = _shared_amounts(values)
    n = amounts.size
    below = np.arange(1, n)
    # The formula of the module's table, summed over the steps from one value to the next: no term
    # is negative, so rounding cannot give a coefficient below 0.
    return float((below * (n - below) * np.diff(amounts)).sum() / (n * amounts.sum()))


def _shared_amounts(values: Any) -> np.ndarray:
    amounts = np.sort(_amounts(values, "values"))
    if not amounts.any():
        raise InputError("error.all_zero", name="values", found=amounts.size)
    return amounts


# -- Reach of the poor -------------------------------------------------------------------------


@dataclass(frozen=True)
class Reach:
    """Whom a programme reaches and whom it misses. A ratio that would divide by 0 is None.

    Parameters
    ----------
    n, n_poor, n_served, n_poor_served, n_reference : int
        People (or households), those who are poor, served, both, and in the reference group.
    coverage : float or None
        Poor who are served, of the poor.
    exclusion_error : float or None
        Poor who are not served, of the poor.
    inclusion_error : float or None
        Non-poor who are served, of the served.
    leakage : float or None
        Benefits that go to the non-poor, of all benefits.
    cgh : float or None
        Coady-Grosh-Hoddinott ratio: share of the benefits that goes to the reference group ÷ its
        share of the people. 1 = as much as if spread evenly, above 1 = more.
    """

    n: int
    n_poor: int
    n_served: int
    n_poor_served: int
    n_reference: int
    coverage: float | None
    exclusion_error: float | None
    inclusion_error: float | None
    leakage: float | None
    cgh: float | None


def reach(served: Any, poor: Any, benefits: Any = None, reference: Any = None) -> Reach:
    """Does the programme reach the poor, and do its benefits stay with them?

    Parameters
    ----------
    served, poor : list, tuple, numpy.ndarray or pandas.Series
        For each person or household whether it is served, and whether it is poor: true/false,
        1/0 or "yes"/"no". They belong together by position; Series with the same labels, by label.
    benefits : list, tuple, numpy.ndarray or pandas.Series of numbers, optional
        What each received, from 0 up; 0 for whoever is not served. Equal for all served if not
        given.
    reference : like `served`, optional
        The reference group of the Coady-Grosh-Hoddinott ratio, such as the poorest 40 %. The poor
        if not given.

    Returns
    -------
    Reach
        The five ratios and the counts behind them.

    Raises
    ------
    InputError
        If a list is empty, the lengths differ, a value is missing or neither yes nor no, or
        somebody not served has a benefit.

    Notes
    -----
    Coady, Grosh and Hoddinott (2004); there leakage counts the non-poor among those served, which
    is the inclusion error here, and their ratio takes the poorest 40 % as reference. The paper
    says of the poor that activities with limited places and far villages miss them (Table 4.2,
    row 4d; section 4.2), without a number.

    Examples
    --------
    >>> found = reach(served=[1, 1, 0, 0, 0], poor=["yes", "no", "yes", "no", "no"])
    >>> found.coverage, found.inclusion_error, found.cgh    # cgh: (1/2) / (2/5)
    (0.5, 0.5, 1.25)
    """
    is_served = _flags(served, "served")
    is_poor = _flags(_line_up(served, poor, "served", "poor"), "poor")
    if benefits is None:
        amounts = is_served.astype(float)
    else:
        amounts = _amounts(_line_up(served, benefits, "served", "benefits"), "benefits")
    if reference is None:
        in_reference = is_poor
    else:
        in_reference = _flags(_line_up(served, reference, "served", "reference"), "reference")
    odd = np.flatnonzero(~is_served & (amounts > 0))
    if odd.size:
        first = int(odd[0])
        raise InputError(
            "error.benefit_not_served", position=first + 1, found=_show(float(amounts[first]))
        )
    # fsum: rounded once, so a part can never come out larger than the whole
    total = math.fsum(amounts)
    to_reference = _ratio(math.fsum(amounts[in_reference]), total)
    n_reference = int(in_reference.sum())
    n_poor, n_served = int(is_poor.sum()), int(is_served.sum())
    n_poor_served = int((is_poor & is_served).sum())
    return Reach(
        n=is_served.size,
        n_poor=n_poor,
        n_served=n_served,
        n_poor_served=n_poor_served,
        n_reference=n_reference,
        coverage=_ratio(n_poor_served, n_poor),
        exclusion_error=_ratio(n_poor - n_poor_served, n_poor),
        inclusion_error=_ratio(n_served - n_poor_served, n_served),
        leakage=_ratio(math.fsum(amounts[~is_poor]), total),
        cgh=None if to_reference is None else _ratio(to_reference * is_served.size, n_reference),
    )


def targeting(measurements: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """The reach of the poor and of the poorest, from a case's table of measurements.

    Parameters
    ----------
    measurements : pandas.DataFrame
        The measurements table of a case. Used are its rows of period "after" with the indicator
        "served" (1 or 0) and, if there are any, "benefit" (from 0 up).
    by : {"zone", "village"}, optional
        Work out the reach within each zone or village.

    Returns
    -------
    pandas.DataFrame
        One row per threshold, "poor" and "poorest" (and per zone or village): `threshold` and
        the fields of `Reach`; missing where a ratio is undefined. At each threshold the group it
        names is the poor and the reference group. No rows if nobody was asked.

    Raises
    ------
    InputError
        If a column is missing, `by` is neither of the two, a cell holds what it must not, a unit
        is measured twice, or benefits were measured for other units than service was.

    Notes
    -----
    Two thresholds because the conclusion of the paper (section V) speaks of the poorest of the
    poor. Who is poor and poorest is the case's declaration.

    Examples
    --------
    >>> measurements = pd.DataFrame({
    ...     "unit": ["h1", "h2", "h3"], "zone": ["centre", "centre", "hinterland"],
    ...     "poor": ["no", "yes", "yes"], "poorest": ["no", "no", "yes"],
    ...     "indicator": "served", "period": "after", "value": [1, 1, 0]})
    >>> targeting(measurements)[["threshold", "n_poor", "coverage"]].to_dict("list")
    {'threshold': ['poor', 'poorest'], 'n_poor': [2, 1], 'coverage': [0.5, 0.0]}
    """
    if by is not None and by not in ("zone", "village"):
        raise InputError("error.by", found=by, allowed="zone, village")
    rows = _measured(measurements, ["served", "benefit"], [*THRESHOLDS, *([by] if by else [])])
    for threshold in THRESHOLDS:
        check_cells(measurements, "measurements", threshold, ["yes", "no"])
    rows = rows[rows["period"] == "after"].set_index("unit")
    asked = rows[rows["indicator"] == "served"]
    benefit = rows.loc[rows["indicator"] == "benefit", "value"]
    if len(benefit) and set(benefit.index) != set(asked.index):
        odd = sorted(map(str, set(benefit.index) ^ set(asked.index)))
        raise InputError("error.labels", name="benefit", other="served", found=_few(odd))
    found = []
    parts = asked.groupby(by, sort=False) if by else [(None, asked)] if len(asked) else []
    for part, units in parts:
        for threshold in THRESHOLDS:
            one = reach(
                units["value"],
                units[threshold],
                benefits=benefit.reindex(units.index) if len(benefit) else None,
            )
            found.append({**({by: part} if by else {}), "threshold": threshold, **asdict(one)})
    columns = [*([by] if by else []), "threshold", *(field.name for field in fields(Reach))]
    return pd.DataFrame(found, columns=columns)


# -- Five capitals -----------------------------------------------------------------------------


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


# -- Effect level ------------------------------------------------------------------------------


def poor_missed(effects: pd.DataFrame) -> bool:
    """Whether the effects say that the poor are reached only in part, not enough or not evenly.

    Parameters
    ----------
    effects : pandas.DataFrame
        The effects table of a case.

    Examples
    --------
    >>> effects = pd.DataFrame({"effect_group": ["reach_of_poor"], "breadth": ["part"],
    ...                         "optimal": [""], "even": [""]})
    >>> poor_missed(effects)
    True
    >>> poor_missed(effects.assign(breadth="most", optimal="no"))
    True
    >>> poor_missed(effects.assign(breadth="most", optimal="yes", even="yes"))
    False
    """
    rows = effects[effects["effect_group"] == "reach_of_poor"]
    short = {"breadth": "part", "optimal": "no", "even": "no"}
    return any(bool((rows[column] == word).any()) for column, word in short.items())


_CELLS = {
    "direction": ("rise", "same", "fall", "mixed", ""),
    "breadth": ("most", "part", ""),
    "optimal": ("yes", "no", ""),
    "even": ("yes", "no", ""),
}
_TURNED = {"rise": "fall", "fall": "rise"}


def effect_level(effects: Any) -> int | None:
    """The level of the effect dimension, 0 to 4, that a table of effects amounts to.

    Parameters
    ----------
    effects : pandas.DataFrame or sequence of dict
        The effects table of a case with the columns `effect_group`, `indicator`, `direction`,
        `breadth`, `optimal`, `even`; a blank cell is not judged. What the rows of one effect
        group say counts together. A direction is that of the indicator, and of welfare where
        `indicator` is blank: a falling cost of basic needs is welfare rising.

    Returns
    -------
    int or None
        0-4. None if too little is judged, or if the paper has no level for what is;
        `effect_reason` says which.

    Raises
    ------
    InputError
        If a column is missing or a cell holds what it must not.

    Notes
    -----
    The criteria are those of Table 2.1. It does not say how four groups make one level; the rule
    that follows is ours. The first line that applies decides.

    1. A group of which nothing is said, or no direction for resources, business or outcomes: None.
       For the reach of the poor a blank direction is allowed, because the paper gives none
       (Table 4.2, row 4d).
    2. Welfare rises here and falls there, or any direction is mixed: None, no row of Table 2.1
       describes it.
    3. All unchanged: 1 (row 4).
    4. All fall: 0 (row 5, "in general"). If some groups are unchanged, or all say that only
       part of the community loses: None, the decline is not general.
    5. Now something rises and nothing falls. Every group that rises says part of the community
       only: 2 (row 3). Of its three features this one alone tells row 3 from row 2.
    6. One "not optimal", "not even", "part" or "same" anywhere: 3 (row 2).
    7. Every group rises, for most, optimal and even: 4 (row 1).
    8. Otherwise None: a blank stands between 3 and 4.

    So a blank matters in lines 1 and 8 only. A blank breadth is "not said": it never makes a 2,
    and it keeps a 4 from being given.

    Examples
    --------
    >>> telang = pd.DataFrame(                          # Table 4.2, row 4
    ...     [("livelihood_resources", "", "rise", "", "no", "no"),
    ...      ("business_conditions", "", "rise", "most", "no", "no"),
    ...      ("livelihood_outcomes", "income", "rise", "most", "no", "no"),
    ...      ("livelihood_outcomes", "basic_needs_cost", "fall", "most", "no", "no"),
    ...      ("reach_of_poor", "", "", "", "no", "no")],
    ...     columns=["effect_group", "indicator", "direction", "breadth", "optimal", "even"])
    >>> effect_level(telang)
    3
    """
    return _judge(effects)[0]


def effect_reason(effects: Any, lang: str = "en") -> str:
    """Why a table of effects has the level that `effect_level` gives it, or has none.

    Parameters
    ----------
    effects : pandas.DataFrame or sequence of dict
        The effects table of a case, as for `effect_level`.
    lang : {"en", "id"}
        Language.

    Returns
    -------
    str
        One sentence, naming the effect groups that decided.

    Raises
    ------
    InputError
        As for `effect_level`, and if the language is not one of the two.

    Notes
    -----
    The rule is ours; see `effect_level`.

    Examples
    --------
    >>> said = {"indicator": "", "direction": "rise", "breadth": "most", "optimal": "yes"}
    >>> effect_reason([{**said, "effect_group": group, "even": even} for group, even in zip(
    ...     framework.keys("effect_groups"), ["yes", "yes", "yes", "no"])])
    'level 3: welfare rises, but not everywhere optimally, evenly and for most (Reach of the poor)'
    """
    _, key, groups = _judge(effects)
    names = ", ".join(label("effect_groups", group, lang) for group in groups)
    return text(f"welfare.effect_{key}", lang, groups=names)


def _judge(effects: Any) -> tuple[int | None, str, list[str]]:
    """Level, key of the reason, and the effect groups that decided; rule in `effect_level`."""
    said = _said(effects)
    ways = {group: cells["direction"] for group, cells in said.items()}
    silent = [group for group, cells in said.items() if not any(cells.values())]
    if silent:
        return None, "not_judged", silent
    undirected = [group for group in said if not ways[group] and group != "reach_of_poor"]
    if undirected:
        return None, "no_direction", undirected

    found = set().union(*ways.values())
    if "mixed" in found or {"rise", "fall"} <= found:
        return None, "mixed", [group for group in said if ways[group] & {"mixed", "fall"}]
    if found == {"same"}:
        return 1, "1", []
    if "fall" in found:
        falling = [group for group in said if "fall" in ways[group]]
        if "same" in found or all(said[group]["breadth"] == {"part"} for group in falling):
            return None, "decline_in_part", falling
        return 0, "0", []

    # The reach of the poor may tell how many gain without telling a direction.
    gaining = [
        group
        for group in said
        if "rise" in ways[group] or (not ways[group] and said[group]["breadth"])
    ]
    if all(said[group]["breadth"] == {"part"} for group in gaining):
        return 2, "2", []
    short = [
        group
        for group, cells in said.items()
        if "no" in cells["optimal"] | cells["even"]
        or "part" in cells["breadth"]
        or "same" in cells["direction"]
    ]
    if short:
        return 3, "3", short
    incomplete = [group for group, cells in said.items() if not all(cells.values())]
    return (None, "incomplete", incomplete) if incomplete else (4, "4", [])


def _said(effects: Any) -> dict[str, dict[str, set[str]]]:
    """What the rows of each effect group say, column by column, as directions of welfare."""
    if isinstance(effects, (list, tuple)) and all(isinstance(row, dict) for row in effects):
        effects = pd.DataFrame(effects, columns=["effect_group", "indicator", *_CELLS])
    check_columns(effects, "effects", ["effect_group", "indicator", *_CELLS])
    known = {row["indicator"]: row for row in framework.table("effect_indicators")}
    check_cells(effects, "effects", "effect_group", framework.keys("effect_groups"))
    check_cells(effects, "effects", "indicator", [*known, ""])
    for column, allowed in _CELLS.items():
        check_cells(effects, "effects", column, allowed)
    said: dict[str, dict[str, set[str]]] = {
        group: {column: set() for column in _CELLS} for group in framework.keys("effect_groups")
    }
    for number, row in enumerate(effects.to_dict("records"), start=2):  # row 1 is the heading
        cells = {column: cell_text(row[column]) for column in _CELLS}
        group, indicator = row["effect_group"], cell_text(row["indicator"])
        if indicator:
            if known[indicator]["effect_group"] != group:
                raise InputError(
                    "error.cell",
                    table="effects",
                    row=number,
                    column="indicator",
                    found=indicator,
                    allowed=", ".join(_indicators(group)),
                )
            if known[indicator]["polarity"] == "-1":
                cells["direction"] = _TURNED.get(cells["direction"], cells["direction"])
        for column, cell in cells.items():
            said[group][column] |= {cell} - {""}
    return said


def _indicators(group: str) -> list[str]:
    rows = framework.table("effect_indicators")
    return [row["indicator"] for row in rows if row["effect_group"] == group]


# -- Reading lists and tables ------------------------------------------------------------------


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


def _as_float(value: Any) -> float | None:
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
            number = _as_float(value)
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
        number = float(value) if isinstance(value, (bool, np.bool_)) else _as_float(value)
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
    values = [_as_float(value) for value in rows["value"]]
    for place, value, number in zip(places, rows["value"], values, strict=True):
        if number is None or math.isnan(number):
            raise InputError("error.not_measured", row=int(place), found=_show(value))
    key = ["unit", "indicator", "period"]
    twice = np.flatnonzero(rows.duplicated(key))
    if twice.size:
        again = rows.iloc[twice[0]]
        raise InputError("error.measured_twice", row=int(places[twice[0]]), **again[key])
    return rows.assign(value=np.array(values, dtype=float))


def _polarity(polarity: Any) -> int:
    sign = _as_float(polarity)
    if sign not in (1.0, -1.0):
        raise InputError("error.polarity", found=_show(polarity))
    return int(sign)


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
