"""How far residents take part in LED, on the six rungs of the ladder of participation.

The paper (section II, process dimension) reads participation off the ladder of Laris et al. (2000)
as given in Ife and Tesoriero (2008). It merges two rungs of that ladder and keeps six, from none to
control or delegation; ``MERGED`` names the two. Table 4.2, row 3 says of both areas only that
participation varies from high to none: the paper gives no rung for any activity and no rule that
turns rungs into high or low (problem D18), so both need a declaration of ours.

Rungs are ranks, an ordinal scale: 4 is more than 2, but nothing says that it is twice as much or
that the step from 1 to 2 is as large as the step from 5 to 6. A mean of rungs would add up steps
whose size nobody knows, so this module has none. It counts (`distribution`), gives the share at
or above a declared rung (`at_or_above`) and the range (`span`).
"""

import numbers
import re
from typing import TYPE_CHECKING, Any

from . import framework
from .terms import InputError, Term, among

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["BY", "MERGED", "RUNGS", "at_or_above", "distribution", "rung", "span"]

RUNGS: tuple[int, ...] = tuple(int(key) for key in framework.keys("rungs"))
"""The rungs, lowest first; `terms.label("rungs", rung, lang)` gives the name of each."""

BY = ("group", "activity")
"""The columns of a participation table that its rows can be put together by."""


def _merged() -> dict[int, dict[str, tuple[str, ...]]]:
    found = {}
    for row in framework.table("rungs"):
        # The note quotes each original rung as "English" (Indonesian).
        pairs = re.findall(r'"([^"]+)" \(([^)]+)\)', row["note"]) if "merged" in row["note"] else []
        if pairs:
            english, indonesian = zip(*pairs, strict=True)
            found[int(row["rung"])] = {"en": english, "id": indonesian}
    return found


MERGED: dict[int, dict[str, tuple[str, ...]]] = _merged()
"""The rung that the paper made of two: rung → language → the names of the two."""


def rung(value: Any) -> int:
    """The rung, if it is one of the six.

    Parameters
    ----------
    value : int
        Rung, 1 (none) to 6 (control or delegation). A whole float such as 3.0, which tables with
        numbers often hold, counts as its integer.

    Returns
    -------
    int
        The same rung.

    Raises
    ------
    InputError
        If it is text, true/false, missing, not whole, or outside 1–6.

    Notes
    -----
    The six rungs are the paper's (section II, process dimension); numbering them is ours.

    Examples
    --------
    >>> rung(6)
    6
    >>> rung("6")
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: unknown rung: '6'. Choose from: 1, 2, 3, 4, 5, 6
    """
    if not _is_rung(value):
        raise InputError("error.unknown", what=Term("rung"), found=value, allowed=_choices(RUNGS))
    return int(value)


def distribution(
    participation: "pd.DataFrame", by: str | None = None, shares: bool = False
) -> "pd.DataFrame":
    """How many judgements stand on each rung.

    Parameters
    ----------
    participation : pandas.DataFrame
        The participation table of a case: one judgement per row, with the columns `rung` and,
        if asked for, `group` or `activity`.
    by : {"group", "activity"}, optional
        What to put rows together by; None takes them all as one.
    shares : bool
        Shares of each row's judgements (0–1) instead of counts.

    Returns
    -------
    pandas.DataFrame
        One row per group or activity in the order of the table (one row "all" without `by`), one
        column for each of the six rungs, also those on which nothing stands. Each row adds up to
        its number of judgements, or to 1; the share of no judgements is missing.

    Raises
    ------
    InputError
        If a column is missing, `by` is neither of the two, a rung is not one of the six, or the
        cell to group by is blank.

    Notes
    -----
    Ladder: the paper, section II, process dimension. Counting judgements is ours; every row counts
    once, whatever the number of residents behind it.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"group": ["farmers", "farmers", "traders"], "rung": [2, 5, 1]})
    >>> distribution(table, by="group").loc["farmers"].to_dict()
    {1: 0, 2: 1, 3: 0, 4: 0, 5: 1, 6: 0}
    """
    import pandas as pd

    grouped = _by(participation, by)
    counts = pd.DataFrame(
        [[rungs.count(step) for step in RUNGS] for rungs in grouped.values()],
        index=_index(grouped, by),
        columns=pd.Index(RUNGS, name="rung"),
        dtype="int64",
    )
    return counts.div(counts.sum(axis=1), axis=0) if shares else counts


def at_or_above(participation: "pd.DataFrame", rung: int, by: str | None = None) -> "pd.DataFrame":
    """The share of judgements that stand at or above a declared rung.

    Parameters
    ----------
    participation : pandas.DataFrame
        The participation table of a case, as for `distribution`.
    rung : int
        The declared rung, 1–6. The paper does not say from which rung participation is high;
        whoever reports the share says which rung was chosen and why.
    by : {"group", "activity"}, optional
        What to put rows together by; None takes them all as one.

    Returns
    -------
    pandas.DataFrame
        One row per group or activity (one row "all" without `by`) with `n` (judgements),
        `at_or_above` (how many of them) and `share` (0–1; missing if there are none).

    Raises
    ------
    InputError
        As for `distribution`, and if the declared rung is not one of the six.

    Notes
    -----
    The measure is ours; the ladder is the paper's (section II, process dimension).

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"group": ["farmers", "farmers", "traders"], "rung": [2, 5, 1]})
    >>> at_or_above(table, 4, by="group")["share"].to_dict()
    {'farmers': 0.5, 'traders': 0.0}
    """
    import pandas as pd

    if not _is_rung(rung):
        raise InputError("error.unknown", what=Term("rung"), found=rung, allowed=_choices(RUNGS))
    grouped = _by(participation, by)
    counts = pd.DataFrame(
        [[len(rungs), sum(step >= rung for step in rungs)] for rungs in grouped.values()],
        index=_index(grouped, by),
        columns=["n", "at_or_above"],
        dtype="int64",
    )
    return counts.assign(share=counts["at_or_above"] / counts["n"])


def span(participation: "pd.DataFrame", by: str | None = None) -> "pd.DataFrame":
    """The lowest and the highest rung, as Table 4.2 states participation ("high to none").

    Parameters
    ----------
    participation : pandas.DataFrame
        The participation table of a case, as for `distribution`.
    by : {"group", "activity"}, optional
        What to put rows together by; None takes them all as one.

    Returns
    -------
    pandas.DataFrame
        One row per group or activity (one row "all" without `by`) with `n` (judgements), `lowest`
        and `highest` (rungs 1–6; missing if there are no judgements).

    Raises
    ------
    InputError
        As for `distribution`.

    Notes
    -----
    A range is what the paper reports (Table 4.2, row 3), in words; in rungs it is ours.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"group": ["farmers", "farmers", "traders"], "rung": [2, 5, 1]})
    >>> span(table, by="group").loc["farmers"].to_dict()
    {'n': 2, 'lowest': 2, 'highest': 5}
    """
    import pandas as pd

    grouped = _by(participation, by)
    return pd.DataFrame(
        [
            [len(rungs), min(rungs, default=None), max(rungs, default=None)]
            for rungs in grouped.values()
        ],
        index=_index(grouped, by),
        columns=["n", "lowest", "highest"],
        dtype="Int64",
    )


# -- Reading the table -------------------------------------------------------------------------


def _is_rung(value: Any) -> bool:
    # True and False are numbers to Python (True == 1), but no one means a rung by them.
    return isinstance(value, numbers.Real) and not isinstance(value, bool) and value in RUNGS


def _choices(allowed: tuple[Any, ...]) -> str:
    return ", ".join(str(choice) for choice in allowed)


def _by(participation: Any, by: str | None) -> dict[Any, list[int]]:
    """The rungs of each group or activity, in the order of the table."""
    from .frames import cell_text, check_columns

    if by is not None and not among(by, BY):
        raise InputError("error.by", found=by, allowed=_choices(BY))
    columns = ["rung"] if by is None else [by, "rung"]
    check_columns(participation, "participation", columns)
    grouped: dict[Any, list[int]] = {} if by else {"all": []}
    rows = participation[columns].itertuples(index=False)
    for number, row in enumerate(rows, start=2):  # as in a spreadsheet: row 1 is the heading
        if not _is_rung(row[-1]):
            raise InputError(
                "error.cell",
                table="participation",
                row=number,
                column="rung",
                found=row[-1],
                allowed=_choices(RUNGS),
            )
        if by and not cell_text(row[0]).strip():
            raise InputError("error.blank_cell", table="participation", row=number, column=by)
        grouped.setdefault(row[0] if by else "all", []).append(int(row[-1]))
    return grouped


def _index(grouped: dict[Any, list[int]], by: str | None) -> "pd.Index[Any]":
    import pandas as pd

    return pd.Index(list(grouped), name=by)
