"""What of a case's tables a measure can use, and how much is left out.

Blank means not known. A measure takes what is known, and is told with how many rows it stands on;
nothing is left out in silence.
"""

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from ..welfare import THRESHOLDS, targeting

if TYPE_CHECKING:
    from .case import Case

__all__ = [
    "Reached",
    "Used",
    "measured",
    "reached",
    "rungs",
]


class Used(NamedTuple):
    """The rows of a table that can be used, and how many it has.

    Parameters
    ----------
    rows : DataFrame
        The rows that can be used.
    of : int
        Rows in all.

    Examples
    --------
    >>> Used(pd.DataFrame({"rung": [1, 2]}), 3).left
    1
    """

    rows: pd.DataFrame
    of: int

    @property
    def left(self) -> int:
        """Rows left out."""
        return self.of - len(self.rows)


class Reached(NamedTuple):
    """Who is reached, worked out from the households of which enough is known.

    Parameters
    ----------
    table : DataFrame
        What `welfare.targeting` gives for them.
    used : dict from str to (int, int)
        Threshold → households used, and households asked.
    benefits : bool
        Whether benefits, where any were measured, could be counted.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> reached(load_case("contoh")).benefits
    True
    """

    table: pd.DataFrame
    used: dict[str, tuple[int, int]]
    benefits: bool


def rungs(case: "Case") -> Used:
    """The rows of participation whose rung is known.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    Used

    Examples
    --------
    >>> from led_synergy import load_case
    >>> found = rungs(load_case("contoh"))
    >>> len(found.rows), found.left
    (96, 0)
    """
    table = case.tables.get("participation", pd.DataFrame(columns=["rung"]))
    return Used(table[table["rung"].notna()], len(table))


def measured(case: "Case") -> Used:
    """The rows of measurements that have a value.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    Used

    Examples
    --------
    >>> from led_synergy import load_case
    >>> measured(load_case("telang"))[1]
    0
    """
    columns = ["unit", "zone", "poor", "poorest", "indicator", "period", "value"]
    table = case.tables.get("measurements", pd.DataFrame(columns=columns))
    table = table.reindex(columns=[*dict.fromkeys((*table.columns, *columns))])
    return Used(table[table["value"].notna()], len(table))


def reached(case: "Case") -> Reached:
    """Whom the programme reaches, at each threshold, as far as households are known.

    A household counts if it is known whether it was served (1 or 0) and whether it is poor, or
    poorest. Benefits count if they are known, from 0 up, for every household that counts, and none
    has one without being served.

    Parameters
    ----------
    case : Case
        The case.

    Returns
    -------
    Reached

    Examples
    --------
    >>> from led_synergy import load_case
    >>> found = reached(load_case("contoh"))
    >>> found.table["threshold"].tolist(), found.used["poor"]
    (['poor', 'poorest'], (200, 200))
    """
    rows = measured(case).rows
    rows = rows[(rows["period"] == "after") & rows["indicator"].isin(["served", "benefit"])]
    asked = rows[rows["indicator"] == "served"]
    served = asked[asked["value"].isin([0, 1])]
    tables, used, benefits = [], {}, True
    for threshold in THRESHOLDS:
        known = served[served[threshold].isin(["yes", "no"])]
        used[threshold] = (len(known), len(asked))
        given = rows[(rows["indicator"] == "benefit") & rows["unit"].isin(known["unit"])]
        counted = _fits(known, given)
        benefits = benefits and (counted or given.empty)
        both = pd.concat([known, given]) if counted else known
        # where the other threshold is blank, the measure leaves it out
        tables.append(targeting(both.assign(**{t: "" for t in THRESHOLDS if t != threshold})))
    return Reached(pd.concat(tables, ignore_index=True), used, benefits)


def _fits(served: pd.DataFrame, benefits: pd.DataFrame) -> bool:
    """Whether a benefit is known of every household, and fits with its being served."""
    if benefits.empty or set(benefits["unit"]) != set(served["unit"]):
        return False
    amount = benefits.set_index("unit")["value"]
    without = amount.reindex(served.loc[served["value"] == 0, "unit"])
    return bool((amount >= 0).all() and (without == 0).all())
