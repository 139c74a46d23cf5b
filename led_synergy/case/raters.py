"""Several raters of one area: how they spread, where each lands, and why they differ.

Every judgement counts as it is; levels are ranks, and no mean is taken of them.
"""

from typing import TYPE_CHECKING

from ..agreement import ordinal_agreement
from ..categories import DIMENSIONS, RULES, TOP, Category
from ..terms import cell, label, needed, number, text
from .judgement import Judged
from .words import UNDECIDED, outcome_label

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["landing", "reasons", "spread"]


def spread(case: Judged) -> "pd.DataFrame":
    """How many raters of the latest round gave each level, and whether they stand together.

    Parameters
    ----------
    case : Case
        An area with judgements of several raters.

    Returns
    -------
    pandas.DataFrame
        One row per dimension: `raters`, the columns 0 to 4 (how many gave that level; missing
        where the dimension has no such level), and `agreement`, van der Eijk's A from −1 (two
        camps at the ends) over 0 (every level as often) to 1 (one level); missing without a
        level.

    Raises
    ------
    InputError
        If this is no case.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> spread(load_case("telang")).loc["process"].dropna().to_dict()
    {'raters': 1.0, 0: 0.0, 1: 0.0, 2: 1.0, 3: 0.0, 'agreement': 1.0}
    """
    import pandas as pd

    needed(case, Judged, "case", "an_area")
    rows = []
    for dimension in DIMENSIONS:
        given = list(case.given(dimension).values())
        counts = [given.count(level) for level in range(TOP[dimension] + 1)]
        blank = [None] * (max(TOP.values()) - TOP[dimension])
        rows.append((len(given), *counts, *blank, ordinal_agreement(counts)))
    columns = ["raters", *range(max(TOP.values()) + 1), "agreement"]
    frame = pd.DataFrame(rows, columns=columns, index=pd.Index(DIMENSIONS, name="dimension"))
    return frame.astype({**dict.fromkeys(columns[:-1], "Int64"), "agreement": "float64"})


def reasons(case: Judged) -> "pd.DataFrame":
    """Why raters differ: the reason of each, level by level, the most disputed dimension first.

    Parameters
    ----------
    case : Case
        An area with judgements of several raters.

    Returns
    -------
    pandas.DataFrame
        `dimension`, `agreement` (A), `rater`, `level`, `because_en`, `because_id`, `source`: one
        row for each rater of each dimension on which raters of the latest round differ, in the
        order of A, then of level.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> len(reasons(load_case("telang")))
    0
    """
    import pandas as pd

    agreed = spread(case)["agreement"]
    rows = [
        (
            row["dimension"],
            agreed[row["dimension"]],
            row.get("rater", ""),
            row["level"],
            *(row.get(column) or "" for column in ("because_en", "because_id", "source")),
        )
        for row in case._judgements()
        if row["level"] is not None and len({*case.given(row["dimension"]).values()}) > 1
    ]
    order = {dimension: place for place, dimension in enumerate(DIMENSIONS)}
    rows.sort(key=lambda row: (row[1], order[row[0]], row[3]))
    columns = ["dimension", "agreement", "rater", "level", "because_en", "because_id", "source"]
    return pd.DataFrame(rows, columns=columns).astype({"level": "Int64", "agreement": "float64"})


def landing(case: Judged) -> "pd.DataFrame":
    """How many raters of the latest round land in each category, under each rule.

    Parameters
    ----------
    case : Case
        An area with judgements of several raters.

    Returns
    -------
    pandas.DataFrame
        One row per category in the order of Table 2.1, then `not_defined` (the rule names no
        category) and `open` (a level that the rater left out decides); one column per rule. Each
        column adds up to the number of raters.

    Raises
    ------
    InputError
        If this is no case.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> landing(load_case("telang")).loc["fragmented"].to_dict()
    {'strict': 0, 'system_gate': 1, 'weakest_dimension': 1}
    """
    import pandas as pd

    needed(case, Judged, "case", "an_area")
    keys = pd.Index([*(c.value for c in Category), *UNDECIDED], name="category")
    counts = pd.DataFrame(0, index=keys, columns=list(RULES))
    judged = any(case.given(dimension) for dimension in DIMENSIONS)
    for rater in case.raters or (("",) if judged else ()):
        for rule in RULES:
            found = case.candidates(rule, rater)
            category = found[0]
            key = "open" if len(found) > 1 else category.value if category else "not_defined"
            counts.loc[key, rule] += 1
    return counts


def together(case: Judged) -> list[str]:
    """How far raters stand together, how many land where, and the reasons where they differ."""
    if len(case.raters) < 2:
        return []
    lines = ["", text("title.agreement_a")]
    for dimension, value in spread(case)["agreement"].items():
        lines.append(f"  {label('dimensions', str(dimension))}: {number(value)}")
    lines += ["", text("title.landing")]
    landed = landing(case)
    for key in RULES:
        found = landed[key]
        counts = ", ".join(f"{outcome_label(str(k))} {n}" for k, n in found.items() if n)
        lines.append(f"  {label('rules', key)}: {counts}")
    for dimension, rows in reasons(case).groupby("dimension", sort=False):
        lines += ["", text("title.why_differ", dimension=label("dimensions", str(dimension)))]
        for row in rows.to_dict("records"):
            because = cell(row, "because") or text("term.no_reason")
            lines.append(f"  {row['level']} ({row['rater']}): {because}")
    return lines
