"""From the effects of an area to the level of the dimension effect, 0 to 4, and why."""

from typing import Any

import pandas as pd

from .. import framework
from ..frames import cell_text, check_cells, check_columns
from ..terms import InputError, among, label, spoken, text

__all__ = [
    "effect_level",
    "effect_reason",
    "polarity_of",
    "poor_missed",
]


def polarity_of(indicator: str) -> int:
    """Whether more of an indicator is better.

    Parameters
    ----------
    indicator : str
        An indicator of the framework, or a name of a case's own.

    Returns
    -------
    int
        1 if more is better, as for all names of a case's own; -1 if less is.

    Examples
    --------
    >>> polarity_of("income"), polarity_of("basic_needs_cost")
    (1, -1)
    """
    if not among(indicator, framework.keys("effect_indicators")):
        return 1
    return int(framework.row("effect_indicators", indicator)["polarity"])


def poor_missed(effects: pd.DataFrame) -> bool:
    """Whether the effects say that the poor are reached only in part, not enough or not evenly.

    Parameters
    ----------
    effects : pandas.DataFrame
        The effects table of a case.

    Returns
    -------
    bool
        True if a row on the reach of the poor says "part", not optimal or not even.

    Raises
    ------
    InputError
        If a column is missing.

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
    short = {"breadth": "part", "optimal": "no", "even": "no"}
    check_columns(effects, "effects", ["effect_group", *short])
    rows = effects[effects["effect_group"] == "reach_of_poor"]
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


@spoken
def effect_reason(effects: Any, lang: str | None = None) -> str:
    """Why a table of effects has the level that `effect_level` gives it, or has none.

    Parameters
    ----------
    effects : pandas.DataFrame or sequence of dict
        The effects table of a case, as for `effect_level`.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

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
    names = ", ".join(label("effect_groups", group) for group in groups)
    return text(f"effect_level.{key}", groups=names)


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
