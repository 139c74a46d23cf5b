"""Poverty (Foster, Greer and Thorbecke), the Lorenz curve and the Gini coefficient."""

from typing import Any

import numpy as np
import pandas as pd

from ..frames import as_amounts, as_float, show
from ..terms import InputError

__all__ = [
    "gini",
    "lorenz",
    "poverty",
]


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
    threshold, power = as_float(line), as_float(alpha)
    if threshold is None or not threshold > 0:
        raise InputError("error.poverty_line", found=show(line))
    if power is None or not power >= 0:
        raise InputError("error.alpha", found=show(alpha))
    amounts = as_amounts(incomes, "incomes")
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
    amounts = np.sort(as_amounts(values, "values"))
    if not amounts.any():
        raise InputError("error.all_zero", name="values", found=amounts.size)
    return amounts
