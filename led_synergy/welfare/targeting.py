"""Who is reached: coverage, exclusion, inclusion, leakage, at two thresholds."""

import math
from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np
import pandas as pd

from ..frames import as_amounts, as_flags, cell_text, check_cells, few, line_up, ratio, show
from ..terms import InputError, among
from .measurements import NOT_KNOWN, _measured

__all__ = [
    "Reach",
    "THRESHOLDS",
    "reach",
    "targeting",
]


THRESHOLDS = ("poor", "poorest")
"""The two columns of a measurements table that say who is meant by the poor."""


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

    Examples
    --------
    >>> reach([1, 0], [True, True]).coverage
    0.5
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
    is_served = as_flags(served, "served")
    is_poor = as_flags(line_up(served, poor, "served", "poor"), "poor")
    if benefits is None:
        amounts = is_served.astype(float)
    else:
        amounts = as_amounts(line_up(served, benefits, "served", "benefits"), "benefits")
    if reference is None:
        in_reference = is_poor
    else:
        in_reference = as_flags(line_up(served, reference, "served", "reference"), "reference")
    odd = np.flatnonzero(~is_served & (amounts > 0))
    if odd.size:
        first = int(odd[0])
        raise InputError(
            "error.benefit_not_served", position=first + 1, found=show(float(amounts[first]))
        )
    # fsum: rounded once, so a part can never come out larger than the whole
    total = math.fsum(amounts)
    to_reference = ratio(math.fsum(amounts[in_reference]), total)
    n_reference = int(in_reference.sum())
    n_poor, n_served = int(is_poor.sum()), int(is_served.sum())
    n_poor_served = int((is_poor & is_served).sum())
    return Reach(
        n=is_served.size,
        n_poor=n_poor,
        n_served=n_served,
        n_poor_served=n_poor_served,
        n_reference=n_reference,
        coverage=ratio(n_poor_served, n_poor),
        exclusion_error=ratio(n_poor - n_poor_served, n_poor),
        inclusion_error=ratio(n_served - n_poor_served, n_served),
        leakage=ratio(math.fsum(amounts[~is_poor]), total),
        cgh=None if to_reference is None else ratio(to_reference * is_served.size, n_reference),
    )


def targeting(measurements: pd.DataFrame, by: str | None = None) -> pd.DataFrame:
    """The reach of the poor and of the poorest, from a case's table of measurements.

    Parameters
    ----------
    measurements : pandas.DataFrame
        The measurements table of a case. Used are its rows of period "after" with the indicator
        "served" (1 or 0) and, if there are any, "benefit" (from 0 up).
    by : {"zone", "village"}, optional
        Work out the reach within each zone or village; those whose cell is blank are one group
        of their own, "not_known".

    Returns
    -------
    pandas.DataFrame
        One row per threshold, "poor" and "poorest" (and per zone or village): `threshold` and
        the fields of `Reach`, missing where a ratio is undefined, and `not_known`: how many are
        left out because the table does not say whether they are poor. At each threshold the group
        it names is the poor and the reference group. No row where nobody is known.

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
    if by is not None and not among(by, ("zone", "village")):
        raise InputError("error.by", found=by, allowed="zone, village")
    rows = _measured(measurements, ["served", "benefit"], [*THRESHOLDS, *([by] if by else [])])
    for threshold in THRESHOLDS:
        check_cells(measurements, "measurements", threshold, ["yes", "no", ""])
    rows = rows[rows["period"] == "after"].set_index("unit")
    asked = rows[rows["indicator"] == "served"]
    benefit = rows.loc[rows["indicator"] == "benefit", "value"]
    if len(benefit) and set(benefit.index) != set(asked.index):
        odd = sorted(map(str, set(benefit.index) ^ set(asked.index)))
        raise InputError("error.labels", name="benefit", other="served", found=few(odd))
    found = []
    parts: Any = [(None, asked)] if len(asked) else []
    if by:
        groups = [NOT_KNOWN if cell_text(cell) == "" else cell for cell in asked[by]]
        parts = asked.groupby(groups, sort=False)
    for part, units in parts:
        for threshold in THRESHOLDS:
            known = units[[cell_text(cell) != "" for cell in units[threshold]]]
            if not len(known):
                continue
            given = benefit.reindex(known.index) if len(benefit) else None
            one = asdict(reach(known["value"], known[threshold], benefits=given))
            found.append(
                {
                    **({by: part} if by else {}),
                    "threshold": threshold,
                    **one,
                    "not_known": len(units) - len(known),
                }
            )
    names = ["threshold", *(field.name for field in fields(Reach)), "not_known"]
    return pd.DataFrame(found, columns=[*([by] if by else []), *names])
