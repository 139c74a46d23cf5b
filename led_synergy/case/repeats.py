"""Exports of forms: a repeat on a sheet of its own, and the submission that each row belongs to.

KoboToolbox numbers submissions (`_index`) and repeats their number beside each row of a repeat
(`_parent_index`); ODK Central does so with `KEY` and `PARENT_KEY`. What was asked once, such as who
judged and when, is then told once for all rows.
"""

from collections import Counter
from collections.abc import Sequence

from .files import Sheet
from .problems import Problem
from .vocabulary import column_of

__all__ = [
    "is_parent",
    "is_repeat",
    "join",
]

_TOP = 10  # how far down a heading may stand
_KEYS = {"_parent_index": "_index", "parent_key": "key"}


def _heading(sheet: Sheet, key: str) -> tuple[int, int] | None:
    """Row and place of the heading that is this key; None if there is none."""
    for number, row in enumerate(sheet.rows[:_TOP]):
        for place, cell in enumerate(row):
            if cell.casefold() == key:
                return number, place
    return None


def is_repeat(table: tuple[str, Sheet]) -> bool:
    """Whether the rows of a table belong to submissions that stand elsewhere."""
    return any(_heading(table[1], above) for above in _KEYS)


def is_parent(cells: Sequence[str]) -> int:
    """Whether a line is the heading of submissions: 1 or 0."""
    return int(bool({cell.casefold() for cell in cells} & {*_KEYS.values()}))


def join(table: str, sheet: Sheet, others: Sequence[Sheet]) -> list[Problem]:
    """Give the rows of a repeat what their submissions say, in columns that the repeat lacks.

    Parameters
    ----------
    table : str
        The table that the repeat is.
    sheet : Sheet
        The repeat; columns are added to it.
    others : sequence of Sheet
        Sheets that are no table, among which its submissions may be.

    Returns
    -------
    list of Problem
        What was taken from where, and how many rows have no submission of their own number;
        nothing if no sheet is its parent.

    Examples
    --------
    >>> rows = [["dimensi", "tingkat", "_parent_index"], ["Sistem", "1", "1"]]
    >>> form = Sheet("Formulir", [["penilai", "_index"], ["Ani", "1"]])
    >>> repeat = Sheet("penilaian", rows)
    >>> [note.found for note in join("judgements", repeat, [form])], repeat.rows[1]
    (['penilai'], ['Sistem', '1', '1', 'Ani'])
    """
    for above, key in _KEYS.items():
        here = _heading(sheet, above)
        parents = [(one, _heading(one, key)) for one in others] if here else []
        for parent, there in parents:
            if here and there and (taken := _taken(table, sheet.rows[here[0]], parent, there[0])):
                return _filled(sheet, here, parent, there, taken)
    return []


def _taken(table: str, heading: list[str], parent: Sheet, row: int) -> dict[int, str]:
    """Place → heading of the parent's columns that are columns of the table, and not in it."""
    own = {column_of(table, cell) for cell in heading if cell}
    found = {place: cell for place, cell in enumerate(parent.rows[row]) if cell}
    return {n: cell for n, cell in found.items() if column_of(table, cell) not in {None, *own}}


def _filled(
    sheet: Sheet,
    here: tuple[int, int],
    parent: Sheet,
    there: tuple[int, int],
    taken: dict[int, str],
) -> list[Problem]:
    top, place = here
    width = max(map(len, sheet.rows[top:]))
    submissions = [row for row in parent.rows[there[0] + 1 :] if len(row) > there[1]]
    times = Counter(row[there[1]] for row in submissions)  # two of one number: whose rows are they?
    known = {row[there[1]]: row for row in submissions if times[row[there[1]]] == 1}
    sheet.rows[top] += [""] * (width - len(sheet.rows[top])) + [*taken.values()]
    lost = 0
    for row in sheet.rows[top + 1 :]:
        if not any(row):
            continue
        above = known.get(row[place]) if len(row) > place else None
        lost += above is None
        cells = above or []
        row += [""] * (width - len(row)) + [cells[n] if n < len(cells) else "" for n in taken]
    names = ", ".join(taken.values())
    told = [Problem(sheet.name, None, "", names, (parent.name,), "check.joined")]
    if lost:
        told.append(Problem(sheet.name, None, "", str(lost), (parent.name,), "check.not_joined"))
    return told
