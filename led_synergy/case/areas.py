"""Many areas at once: a list of villages with their levels, read as any other table of a case.

The list may come from any spreadsheet program: CSV as it saves it, or a workbook; headings in
English or Indonesian; a title above them. Every mistake is told at once, with the row of the file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..categories import DEFAULT_RULE, DIMENSIONS, RULES, TOP, Category
from ..decision import classify_table
from ..frames import change_texts
from ..terms import LANGUAGES, InputError, choice, is_blank, label, needed, text
from .cells import is_nothing, told_level
from .edges import signs
from .files import KINDS, Sheet, as_path, harmless, read_csv, read_workbook
from .numbers import _integer
from .problems import CaseError, Check, Count, Problem
from .schema import _whole
from .vocabulary import _Words, plain, table_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "check_areas",
    "holds_areas",
    "read_areas",
    "tally",
    "to_csv",
]

_TITLE_ROWS = 10  # how far down a heading may stand


@cache
def _dimensions() -> _Words:
    names = [(label("dimensions", d, lang), d) for d in DIMENSIONS for lang in LANGUAGES]
    return _Words(
        DIMENSIONS, [*names, *((w, d) for d in DIMENSIONS for w in _words(f"also_heading.{d}"))]
    )


@cache
def _words(key: str) -> frozenset[str]:
    """Words of terms.csv that mean one thing, in either language."""
    return frozenset(plain(w) for lang in LANGUAGES for w in text(key, lang).split("; "))


def _known(cells: Sequence[str]) -> int:
    return len({_dimensions().key(cell) for cell in cells if cell} - {None})


def _sheets(path: Path) -> list[Sheet]:
    """The sheets of the file that may hold a list; a CSV file has one."""
    if path.suffix.lower() not in KINDS:
        return [read_csv(path, _known)]
    sheets, _ = read_workbook(path)
    return [sheet for sheet in sheets if not table_of(sheet.name) and _top(sheet) is not None]


def _top(sheet: Sheet) -> int | None:
    """Where the heading is: of the first rows, the one that names most of the dimensions."""
    known = [_known(row) for row in sheet.rows[:_TITLE_ROWS]]
    most = max(known, default=0)
    return known.index(most) if most else None


def holds_areas(path: str | Path) -> bool:
    """Whether a file is a list of areas rather than a case.

    Parameters
    ----------
    path : str or Path
        The file.

    Returns
    -------
    bool
        True for any CSV file, and for a workbook with such a list and no sheet of a case.

    Examples
    --------
    >>> holds_areas("villages.csv"), holds_areas("telang")
    (True, False)
    """
    path = as_path(path)
    if path.suffix.lower() not in KINDS:
        return path.suffix.lower() == ".csv"
    if not path.is_file():
        return False
    sheets, _ = read_workbook(path)
    if any(table_of(sheet.name) for sheet in sheets):
        return False
    return any(_top(sheet) is not None for sheet in sheets)


def read_areas(path: str | Path, rule: str = DEFAULT_RULE) -> "pd.DataFrame":
    """Read a list of areas, one per row, and classify all of them.

    Parameters
    ----------
    path : str or Path
        A CSV file (comma, semicolon or tab), or a workbook of Excel or LibreOffice, with the
        columns system, shared_goal, process and effect, or their names in English or Indonesian;
        blank = not judged. Any others, such as area, stay as they are.
    rule : {"system_gate", "strict", "weakest_dimension"}
        Rule.

    Returns
    -------
    DataFrame
        The same rows with one column more, `category`: a key, missing where the rule defines none
        or the judged levels do not decide. `check_areas` tells what is doubtful in them.

    Raises
    ------
    InputError
        If the file cannot be read, a column is missing, a row is too long or too short, or a
        level is not one of those allowed: all mistakes at once, with their rows.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "areas.csv"
    ...     _ = path.write_text("Desa;Sistem;Tujuan bersama;Proses;Efek\\nA;1;1;2;3\\nB;2;2;2;\\n")
    ...     read_areas(path)["category"].tolist()
    ['fragmented', nan]
    """
    choice(rule, RULES, "rule")
    frame, check = _read(as_path(path))
    if check.errors:
        raise CaseError(check.name, check.errors)
    return classify_table(frame, rule)


def check_areas(path: str | Path) -> Check:
    """Look through a list of areas: mistakes, doubts such as a total among the rows, and counts.

    Parameters
    ----------
    path : str or Path
        As for `read_areas`.

    Returns
    -------
    Check
        Everything at once; with any mistake in it, `read_areas` refuses the list.

    Raises
    ------
    InputError
        If the file cannot be read.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "areas.csv"
    ...     _ = path.write_text("area,system,shared_goal,process,effect\\nTotal,1,1,2,3\\n")
    ...     print(check_areas(path).warnings[0].message())
    areas, row 2, column area: 'Total' looks like a total or a mean, but counts as an area
    """
    return _read(as_path(path))[1]


def _read(path: Path) -> "tuple[pd.DataFrame, Check]":
    import pandas as pd

    sheets = _sheets(path)
    if not sheets:
        raise InputError("error.areas_file", where=path.name, found=", ".join(DIMENSIONS))
    sheet = sheets[0]
    if sheet.fault:
        key, row, found = sheet.fault
        raise CaseError(path.name, [Problem(path.name, row, found=found, key=key)])
    notes = [Problem(sheet.name, row, "", found, key=key) for key, row, found in sheet.remarks]
    notes += [Problem(more.name, key="check.sheet_unknown") for more in sheets[1:]]
    top = _top(sheet)
    if top is None:
        raise InputError("error.areas_file", where=path.name, found=_first(sheet))
    heading = sheet.rows[top]
    names = [_dimensions().key(cell) or cell for cell in heading]
    errors = _heading(sheet, top, names)
    rows, empty, wrong = _below(sheet, top)
    left = {"check.left_empty": empty}
    errors += wrong
    if not errors:
        rows, below = _signed(rows, names)
        notes += _in_figures(sheet, heading, names, rows)
        errors += _levels(sheet, heading, names, rows)
        left |= {"check.left_below": below}
    left |= {"check.left_above": sum(map(any, sheet.rows[:top]))}
    check = Check(path.name, tuple(errors), (), tuple(notes), (_count(sheet, rows, left, errors),))
    if errors:
        return pd.DataFrame(), check
    columns = {name: [row[n] for _, row in rows] for n, name in enumerate(names) if name}
    frame = pd.DataFrame(columns, columns=[name for name in names if name], dtype=str)
    for d in DIMENSIONS:
        cells = [int(_integer(cell) or 0) if cell else None for cell in columns[d]]
        frame[d] = pd.array(cells, dtype="Int64")
    return frame, replace(check, warnings=tuple(_doubts(sheet, heading, names, rows)))


Numbered = list[tuple[int, list[str]]]  # rows with their number in the file


def _first(sheet: Sheet) -> str:
    return next((", ".join(filter(None, row)) for row in sheet.rows if any(row)), "")[:60]


def _heading(sheet: Sheet, top: int, names: list[str]) -> list[Problem]:
    """What is wrong with the heading: a dimension absent, a column twice, a reserved name."""
    errors = []
    for d in DIMENSIONS:
        if d not in names:
            found = Problem(sheet.name, top + 1, "", "", (d,), "error.areas_column", "dimensions")
            errors.append(found)
    for name in dict.fromkeys(filter(None, names)):
        if names.count(name) > 1:
            errors.append(Problem(sheet.name, top + 1, name, name, key="error.areas_twice"))
    if "category" in names:
        errors.append(Problem(sheet.name, top + 1, "category", key="error.areas_category"))
    return errors


def _below(sheet: Sheet, top: int) -> tuple[Numbered, int, list[Problem]]:
    """The rows below the heading, each as wide; how many are empty; those too long or short."""
    width, rows, empty, wrong = len(sheet.rows[top]), [], 0, []
    for number, row in enumerate(sheet.rows[top + 1 :], start=top + 2):
        while len(row) > width and not row[-1]:
            row = row[:-1]
        if not any(row):
            empty += 1
        elif len(row) > width or (sheet.ragged and len(row) < width):
            cells = str(len(row)), (str(width),)
            wrong.append(Problem(sheet.name, number, "", *cells, "error.case_width"))
        else:
            rows.append((number, [*row, *[""] * (width - len(row))]))
    return rows, empty, wrong


def _signed(rows: Numbered, names: list[str]) -> tuple[Numbered, int]:
    """The rows without the signatures and notes below them, and how many those are."""
    places = [n for n, name in enumerate(names) if name in DIMENSIONS]
    foot = len(rows)
    while foot and not any(rows[foot - 1][1][n] for n in places):
        foot -= 1
    last = rows[foot - 1][0] if foot else 0
    tail = range(foot, len(rows))
    begin = next((n for n in tail if signs(rows[n][1], rows[n][0] > last + 1)), len(rows))
    return rows[:begin], len(rows) - begin


def _in_figures(
    sheet: Sheet, heading: list[str], names: list[str], rows: Numbered
) -> list[Problem]:
    """Put levels as a report prints them into figures, and dashes into blanks; tell the dashes."""
    notes = []
    for n, name in enumerate(names):
        dashes = []
        for number, row in rows if name in DIMENSIONS else ():
            if row[n] and not _integer(row[n]):
                if is_nothing(row[n]):
                    row[n] = ""
                    dashes.append(number)
                row[n] = told_level(row[n], name) or row[n]
        if dashes:
            told = (str(len(dashes)), (str(len(rows)),), "check.dash")
            notes.append(Problem(sheet.name, dashes[0], heading[n], *told))
    return notes


def _levels(sheet: Sheet, heading: list[str], names: list[str], rows: Numbered) -> list[Problem]:
    """Every cell that is no level of its dimension."""
    places = [(n, name) for n, name in enumerate(names) if name in DIMENSIONS]
    return [
        Problem(sheet.name, number, heading[n], row[n], _whole(0, TOP[name]))
        for number, row in rows
        for n, name in places
        if row[n] and _integer(row[n]) not in _whole(0, TOP[name])
    ]


def _doubts(sheet: Sheet, heading: list[str], names: list[str], rows: Numbered) -> list[Problem]:
    """Areas that stand there twice, and totals or means among them."""
    others = [n for n, name in enumerate(names) if name and name not in DIMENSIONS]
    place = next((n for n in others if plain(heading[n]) in _words("also_heading.name")), None)
    if place is None and others:
        place = others[0]
    if place is None:
        return []
    doubts, first = [], dict[str, int]()
    for number, row in rows:
        name = plain(row[place])
        if not name:
            continue
        where = (sheet.name, number, heading[place], row[place])
        if any(
            name == word or name.startswith(f"{word}_") for word in _words("also_heading.total")
        ):
            doubts.append(Problem(*where, key="check.area_total"))
        elif first.setdefault(name, number) != number:
            doubts.append(Problem(*where, (str(first[name]),), "check.area_twice"))
    return doubts


def _count(sheet: Sheet, rows: Numbered, aside: dict[str, int], errors: list[Problem]) -> Count:
    known = {number for number, _ in rows}
    wrong = {problem.row for problem in errors} & known
    width = sum(problem.key == "error.case_width" for problem in errors)
    left = {**aside, "check.left_width": width, "check.left_wrong": len(wrong)}
    read = len(rows) + sum(aside.values()) + width
    return Count(sheet.name, "", read, tuple((key, n) for key, n in left.items() if n))


def to_csv(frame: "pd.DataFrame") -> bytes:
    """A table as CSV for a spreadsheet, in which no text can act as a formula.

    Parameters
    ----------
    frame : DataFrame
        The table.

    Returns
    -------
    bytes
        UTF-8, with the mark at the start that tells Excel so.

    Raises
    ------
    InputError
        If this is no table.

    Examples
    --------
    >>> import pandas as pd
    >>> to_csv(pd.DataFrame({"area": ["=1+1"], "system": [2]})).decode("utf-8-sig").splitlines()
    ['area,system', "'=1+1,2"]
    """
    import pandas as pd

    safe = needed(frame, pd.DataFrame, "frame", "a_table").rename(columns=harmless)
    return change_texts(safe, harmless).to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def tally(categories: Sequence[Any]) -> dict[str, int]:
    """How many areas have each category, in the order of Table 2.1; "" counts those without.

    Parameters
    ----------
    categories : sequence of str or missing
        Category keys.

    Returns
    -------
    dict from str to int
        Only the categories that occur.

    Raises
    ------
    InputError
        If this is no list.

    Examples
    --------
    >>> tally(["fragmented", None, "fragmented"])
    {'fragmented': 2, '': 1}
    """
    cells = needed(categories, Iterable, "categories", "a_list")
    found = ["" if is_blank(cell) else str(cell) for cell in cells]
    return {key: found.count(key) for key in (*(c.value for c in Category), "") if key in found}
