"""The tables of a case: what they may hold, what stands in a file, and every mistake in it.

What a table may hold is written once, in datasets/datapackage.json; everything here is read from
it. Beside the Data Package standard its columns carry `title` and `title_id` (headings that people
may use), `absent` ("yes" = a file may lack the column, "twin" = it may if it has the column of
the other language, "extra" = a column that the two areas of the paper do not have) and `default`
(what a file that lacks the column is taken to say).
"""

import difflib
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import framework
from ..categories import TOP
from ..support import readable
from ..terms import LANGUAGES, InputError, choice
from .cells import reader
from .edges import above, apart
from .files import KINDS, Sheet, as_text, read_csv, read_workbook
from .numbers import PERSONAL, _integer, personal
from .problems import Check, Count, Problem
from .repeats import is_parent, is_repeat, join
from .rounds import days_first, in_order
from .schema import (
    TABLES,
    _field,
    _needed,
    _twin,
    _twins,
    _whole,
    all_columns,
    columns,
    fields,
    other_ending,
    schemas,
    title,
)
from .vocabulary import _aside, _value_words, column_of, plain, tables_of

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "read",
]

_TITLE_ROWS = 10  # how far down a heading may stand
_TWIN = "check.twin_absent"
_EVERY = 2000  # rows between two reports of progress


Row = dict[str, str]
Numbered = list[tuple[int, Row]]  # rows with their number in the spreadsheet
Progress = Callable[[str, int, int], None]  # sheet, rows done, rows in all


@dataclass
class Table:
    """One table as it was found: its rows by column, and what there is to tell about them.

    Parameters
    ----------
    table : str
        Which table it is.
    sheet : str
        Its name in the file.
    headings : dict of str
        Column → heading as it stands in the file.
    rows : list of (int, dict)
        Number of the row in the spreadsheet, and column → cell.
    """

    table: str
    sheet: str
    headings: dict[str, str] = field(default_factory=dict)
    rows: Numbered = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    doubts: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)
    whole: bool = True  # no row is missing, so what is not in it is nowhere
    seen: dict[tuple[str, str], list[int]] = field(default_factory=dict)  # sentence, column → rows

    def error(
        self,
        row: int | None = None,
        column: str = "",
        found: str = "",
        allowed: tuple[str, ...] = (),
        key: str = "error.case_cell",
        labels: str = "",
        named: tuple[tuple[str, str], ...] = (),
    ) -> None:
        """Add a mistake, told in the words of the file."""
        where = self.place(column)
        told = (self.sheet, row, where[0], str(found), allowed, key, labels, where[1])
        self.errors.append(Problem(*told, named=named))

    def note(
        self,
        key: str,
        row: int | None = None,
        column: str = "",
        found: str = "",
        allowed: tuple[str, ...] = (),
        labels: str = "",
        doubt: bool = False,
    ) -> None:
        """Add something to tell that is no mistake; a doubt counts where warnings do."""
        where = self.place(column)
        told = Problem(self.sheet, row, where[0], str(found), allowed, key, labels, where[1])
        (self.doubts if doubt else self.notes).append(told)

    def blanked(self, key: str, row: int, column: str) -> str:
        """Remember, to tell it with a count, that a cell is read as blank; the blank."""
        self.seen.setdefault((key, column), []).append(row)
        return ""

    def place(self, column: str) -> tuple[str, str]:
        """The heading of a column; where the file has none, its key and the table it is of."""
        if column not in self.headings and _twin(column) in self.headings:
            column = _twin(column)  # the file has the words in one language only
        known = column and column not in self.headings and column in all_columns(self.table)
        return (column, self.table) if known else (self.headings.get(column, column), "")

    @property
    def count(self) -> Count:
        """Rows read, kept and left out."""
        wrong = {p.row for p in self.errors if p.row is not None} & {n for n, _ in self.rows}
        left = {**self.left, "check.left_wrong": len(wrong)}
        read = len(self.rows) + sum(self.left.values())
        return Count(self.sheet, self.table, read, tuple((k, n) for k, n in left.items() if n))


@dataclass(frozen=True)
class Found:
    """Everything found in a folder or workbook."""

    name: str
    tables: dict[str, Table]
    check: Check


def read(path: Path, progress: Progress | None = None, missing: Iterable[str] = ()) -> Found:
    """Read a folder of CSV files or a workbook, and look for mistakes.

    Parameters
    ----------
    path : Path
        The folder or file.
    progress : callable, optional
        Told now and then how far it is: sheet, rows done, rows in all.
    missing : iterable of str
        Marks that stand for "not judged" in levels; each is told.

    Returns
    -------
    Found
        Tables with every cell understood: closed lists as keys, numbers with a decimal point.

    Raises
    ------
    InputError
        If the folder or workbook cannot be read, or has no table.

    Examples
    --------
    >>> from led_synergy import framework
    >>> "components" in read(framework.folder() / "telang").tables
    True
    """
    sheets, loose, notes = _folder(path) if path.is_dir() else _book(path)
    errors = _misspelt(loose, {t for t, _ in sheets})
    notes += [
        Problem(name, key="check.sheet_unknown")
        for name in loose
        if plain(name) not in _aside() and name not in {p.table for p in errors}
    ]
    if not sheets and not errors:
        known, seen = ", ".join(map(title, TABLES)), ", ".join(loose) or "–"
        raise InputError("error.no_tables", where=path.name, allowed=known, found=seen)
    tables: dict[str, Table] = {}
    for name, sheet in sorted(sheets, key=lambda pair: TABLES.index(pair[0])):
        if name in tables:
            allowed = (tables[name].sheet,)
            errors.append(Problem(sheet.name, allowed=allowed, key="error.case_sheet_twice"))
            continue
        tables[name] = _rows(name, sheet)
        if name == "judgements":
            _unmark(tables[name], {mark.casefold() for mark in missing})
        sheet.rows.clear()  # a large table need not be in memory twice
    name = path.stem if path.is_file() else path.name
    return with_rows(examine(name, path.name, tables, errors, notes, progress))


def with_rows(found: Found) -> Found:
    """What was found, if any row was.

    Raises
    ------
    InputError
        If no table has a row, nor a mistake.
    """
    if not found.tables and not found.check.errors:
        raise InputError("error.case_no_rows", where=found.check.name)
    return found


def examine(
    name: str,
    where: str,
    tables: dict[str, Table],
    errors: Iterable[Problem] = (),
    notes: Iterable[Problem] = (),
    progress: Progress | None = None,
) -> Found:
    """Understand every cell of some tables, and tell what is wrong with them."""
    errors, notes = list(errors), list(notes)
    for table in tables.values():
        _understand(table, tables, progress)
    _rounds_of_all(tables)
    empty = [t.sheet for t in tables.values() if not t.rows and not t.errors]
    single = [t.sheet for t in tables.values() if _TWIN in {note.key for note in t.notes}]
    if empty:
        notes.append(Problem("", allowed=tuple(empty), key="check.no_rows"))
    if single:
        notes.append(Problem("", allowed=tuple(single), key=_TWIN))
    for table in tables.values():
        errors += sorted(table.errors, key=lambda problem: problem.row or 0)
        notes += [note for note in table.notes if note.key != _TWIN]
    doubts = tuple(doubt for table in tables.values() for doubt in table.doubts)
    counts = tuple(table.count for table in tables.values())
    kept = {key: table for key, table in tables.items() if table.rows}
    return Found(name, kept, Check(where, tuple(errors), doubts, tuple(notes), counts))


def _folder(path: Path) -> tuple[list[tuple[str, Sheet]], list[str], list[Problem]]:
    """The tables of a folder, names of its other CSV files, and notes."""
    try:
        there = [p for p in sorted(path.iterdir()) if not p.name.startswith((".", "~$"))]
        files = [p for p in there if p.suffix.lower() == ".csv"]
    except OSError as error:
        found = error.strerror or ""
        raise InputError("error.case_not_read", where=path.name, found=found) from None
    tables: list[tuple[str, Sheet]] = []
    loose: list[str] = []
    others = [p.name for p in there if p.suffix.lower() in (*KINDS, ".tsv") or p.is_dir()]
    notes = [Problem(name, key="check.file_other") for name in others]
    known = tables_of(file.stem for file in files)
    for file in files:
        table = known.get(file.stem)
        if table is None:
            loose.append(file.stem)
            continue
        sheet = read_csv(file, partial(_known, table))
        notes += [Problem(sheet.name, row, "", words, key=key) for key, row, words in sheet.remarks]
        tables.append((table, sheet))
    parents = [file for file in files if file.stem in loose] if any(map(is_repeat, tables)) else []
    joined = _joined(tables, [read_csv(file, is_parent) for file in parents])
    used = {name for note in joined for name in note.allowed}
    return tables, [name for name in loose if name not in used], notes + joined


def _joined(tables: list[tuple[str, Sheet]], others: list[Sheet]) -> list[Problem]:
    """What repeats were told of their submissions."""
    return [note for table, sheet in tables for note in join(table, sheet, others)]


def _book(path: Path) -> tuple[list[tuple[str, Sheet]], list[str], list[Problem]]:
    """The tables of a workbook, names of its other sheets, and notes."""
    sheets, remarks = read_workbook(path)
    known = tables_of(sheet.name for sheet in sheets)
    tables = [(known[sheet.name], sheet) for sheet in sheets if sheet.name in known]
    others = [sheet for sheet in sheets if sheet.name not in known]
    notes = [Problem("", row, "", words, key=key) for key, row, words in remarks]
    joined = _joined(tables, others)
    used = {name for note in joined for name in note.allowed}
    return tables, [sheet.name for sheet in others if sheet.name not in used], notes + joined


def _misspelt(names: Iterable[str], there: set[str]) -> list[Problem]:
    """Files or sheets that nearly have the name of a table that is not there."""
    absent = [table for table in TABLES if table not in there]
    titles = {title(t, lang=lang): t for t in absent for lang in LANGUAGES}
    return [
        Problem(name, None, "", name, tuple(absent), "error.case_table_name", "table")
        for name in names
        if difflib.get_close_matches(plain(name), titles, 1, 0.8)
    ]


def _known(table: str, cells: Iterable[str]) -> int:
    """How many of the cells are headings of the table."""
    return len({column_of(table, cell) for cell in cells if cell} - {None})


def _rows(name: str, sheet: Sheet) -> Table:
    """The rows below the heading, by column; none if there is no such heading."""
    table = Table(name, sheet.name)
    if sheet.fault:
        key, row, found = sheet.fault
        table.error(row, found=found, key=key)
    elif not any(map(any, sheet.rows)):
        table.error(key="error.case_empty", allowed=columns(name), labels=f"column {name}")
    else:
        top = _top(name, sheet.rows)
        if top is None:
            first = next(n for n, row in enumerate(sheet.rows, start=1) if any(row))
            table.error(
                first, key="error.case_no_headings", allowed=_needed(name), labels=f"column {name}"
            )
        elif _headings(table, top + 1, sheet.rows[top], sheet.ragged):
            above(table, sheet.rows[: top + 1])
            _below(table, sheet, top)
    table.whole = not table.errors
    return table


def _top(table: str, rows: list[list[str]]) -> int | None:
    """Where the heading is: of the first ten rows, the first with most of the known columns."""
    known = [_known(table, row) for row in rows[:_TITLE_ROWS]]
    most = max(known, default=0)
    return known.index(most) if most else None


def _headings(table: Table, row: int, heading: list[str], ragged: bool) -> bool:
    """Which column each heading means; whether the table can be read."""
    name = table.table
    labels = f"column {name}"
    found = [column_of(name, cell) if cell else None for cell in heading]
    table.headings = {c: h for c, h in zip(found, heading, strict=True) if c}
    lacking = [c for c in _needed(name) if c not in found]
    for needed in lacking:
        table.error(row, needed, "", _needed(name), "error.case_column_missing", labels)
    for twins in _twins(name):
        if not set(twins) & set(found):
            lacking += twins
            table.error(row, "", "", twins, "error.case_twin_missing", labels)
    twice = [c for c in table.headings if found.count(c) > 1]
    for cell, column in zip(heading, found, strict=True):
        if cell and column is None:
            absent = tuple(f["name"] for f in fields(name) if f["name"] not in found)
            if _alike(cell, lacking, name):
                table.error(row, cell, cell, absent, "error.case_column_unknown", labels)
            else:
                near = absent if _alike(cell, absent, name) else ()
                key = "check.column_near" if near else "check.column_unknown"
                table.note(key, row, cell, cell if near else "", near, labels, doubt=bool(near))
    for column in twice:
        table.error(row, column, column, columns(name), "error.case_column_twice", labels)
    return not lacking and not twice


def _alike(cell: str, of: Iterable[str], table: str) -> bool:
    words = [w for c in of for w in (c, *(plain(title(table, c, lang)) for lang in LANGUAGES))]
    parts = {plain(part) for part in re.split(r"[/(),:\n]", cell)}
    whole = parts & {plain(word) for word in words}  # "Zona / Wilayah", "Nilai (ribu Rp)"
    return bool(whole or difflib.get_close_matches(plain(cell), words, 1, 0.75))


def _below(table: Table, sheet: Sheet, top: int) -> None:
    """The rows below the heading, each cell under its column."""
    heading = sheet.rows[top]
    width = len(heading)
    where = [(place, column_of(table.table, cell)) for place, cell in enumerate(heading) if cell]
    places = [(place, column) for place, column in where if column]
    bare = [place for place, cell in enumerate(heading) if not cell]
    unknown = [(place, heading[place]) for place, column in where if not column]
    blank = dict.fromkeys((f["name"] for f in schemas()[table.table]["fields"]), "")
    end = len(sheet.rows) - _trailing(sheet.rows)
    rows = sheet.rows[top + 1 : end]
    left = apart(table.table, rows, places, heading)
    for number_, row in enumerate(rows, start=top + 2):
        if not any(row):
            table.left["check.left_empty"] += 1
            continue
        if why := left.get(number_ - top - 2):
            table.left[why] += 1
            continue
        if sheet.ragged and len(row) != width:
            table.error(number_, "", str(len(row)), (str(width),), "error.case_width")
            table.left["check.left_width"] += 1
            continue
        for place, name in unknown:
            if place < len(row) and (key := personal(row[place])):
                table.seen.setdefault((key, name), []).append(number_)
        beside = [row[place] for place in bare if place < len(row)] + row[width:]
        if beside := [cell for cell in beside if cell]:
            if sheet.ragged:  # the cells may have moved
                table.error(number_, found=beside[0], key="error.case_no_heading")
            else:
                table.note("check.beside", number_, found=beside[0])
        cells = {column: row[place] for place, column in places if place < len(row)}
        if table.table == "about" and not (cells.get("value_en") or cells.get("value_id")):
            table.left["check.left_unfilled"] += 1  # a template names fields before they are known
        elif any(cells.values()):
            table.rows.append((number_, {**blank, **cells}))
        else:
            table.left["check.left_beside"] += 1


def _unmark(table: Table, marks: set[str]) -> None:
    """Take marks that were declared as missing for blanks."""
    for number_, row in table.rows:
        for column in {*row} & {"level", "lowest", "highest"}:
            if row[column].casefold() in marks:
                table.note("check.missing_mark", number_, column, row[column])
                row[column] = ""


def _trailing(rows: list[list[str]]) -> int:
    """Empty rows at the end, which nobody left there on purpose."""
    return next((n for n, row in enumerate(reversed(rows)) if any(row)), len(rows))


def _understand(table: Table, tables: dict[str, Table], progress: Progress | None) -> None:
    """Turn every cell into what it means, and tell those that mean nothing."""
    _optional(table)
    _absent(table)
    reads = [reader(table, f, tables) for f in fields(table.table) if f["name"] in table.headings]
    for done, (row_number, row) in enumerate(table.rows):
        if progress and done % _EVERY == 0:
            progress(table.sheet, done, len(table.rows))
        for cell in reads:
            cell(row_number, row)
        if table.table == "judgements":
            _check_order(table, row_number, row)
        elif table.table == "effects":
            _check_group(table, row_number, row)
        elif table.table == "evidence":
            _check_levels(table, row_number, row)
        elif table.table == "about" and row["field"] == "fictional":
            answer = _value_words("measurements", "fictional")
            for column in ("value_en", "value_id"):
                row[column] = (answer and answer.key(row[column])) or row[column]
    if table.table == "judgements":
        _rounds(table)
    _unique(table)
    for (key, column), rows in table.seen.items():
        found = str(len(rows))
        is_personal = key in PERSONAL.values()
        table.note(key, rows[0], column, found, (str(len(table.rows)),), doubt=is_personal)
    if progress and table.rows:
        progress(table.sheet, len(table.rows), len(table.rows))


def _optional(table: Table) -> None:
    """Take optional columns that nobody filled in as absent."""
    for optional in schemas()[table.table].get("optionalFields", ()):
        column = optional["name"]
        if column in table.headings and not any(
            row[column] for _, row in table.rows if column in row
        ):
            del table.headings[column]
            for _, row in table.rows:
                row.pop(column, None)
        elif column in table.headings:
            for _, row in table.rows:
                row.setdefault(column, "")


def _absent(table: Table) -> None:
    """Fill what a file may leave out: the other language, and defaults that are stated."""
    if not table.headings:
        return
    names = columns(table.table)
    for column in names:
        twin = _twin(column)
        if twin in names:
            if column not in table.headings and twin in table.headings and table.rows:
                table.note(_TWIN, found=table.headings[twin])
            for _, row in table.rows:
                row[column] = row[column] or row[twin]
        default = _field(table.table, column).get("default")
        if default and column not in table.headings and table.rows:
            table.note("check.default", None, column, "", (default,), "value")
            for _, row in table.rows:
                row[column] = default


def _check_order(table: Table, number_: int, row: Row) -> None:
    """Whether lowest ≤ level ≤ highest, as far as they are given and are levels."""
    top = TOP.get(row["dimension"], max(TOP.values()))
    cells = [_integer(row[column]) for column in ("level", "lowest", "highest")]
    level, lowest, highest = (int(c) if c in _whole(0, top) else None for c in cells)
    if level is not None and lowest is not None and lowest > level:
        below = _whole(0, level)
        table.error(number_, "lowest", str(lowest), below, "error.case_order")
    floor = lowest if level is None else level
    if floor is not None and highest is not None and highest < floor:
        above = _whole(floor, top)
        table.error(number_, "highest", str(highest), above, "error.case_order")


def _check_group(table: Table, number_: int, row: Row) -> None:
    """Whether an effect's indicator is one of its effect group; its level follows from both."""
    rows = framework.table("effect_indicators")
    groups = {known["indicator"]: known["effect_group"] for known in rows}
    group = row["effect_group"]
    if groups.get(row["indicator"], group) != group and group in groups.values():
        allowed = tuple(key for key, of in groups.items() if of == group)
        table.error(number_, "indicator", row["indicator"], allowed, labels="effect_indicators")


def _check_levels(table: Table, number_: int, row: Row) -> None:
    """Whether the levels that a finding fits can be read as levels of its dimension."""
    if not readable(row["levels"], row["dimension"]):
        top = str(TOP.get(row["dimension"], max(TOP.values())))
        table.error(number_, "levels", row["levels"], (top,), "error.case_levels")


def _rounds(table: Table) -> None:
    """Rater and round: in every row or in none; the date stands for a round that is needed."""
    for column in ("rater", "round"):
        if column in table.headings:
            for number_, row in table.rows:
                if not row[column]:
                    table.error(number_, column, "", key="error.case_all_or_none")
    dated = "date" in table.headings and all(row["date"] for _, row in table.rows)
    if dated and "round" not in table.headings:
        judged = [(row["dimension"], row.get("rater", "")) for _, row in table.rows]
        if len(set(judged)) < len(judged):
            table.headings["round"] = table.headings["date"]
            for _, row in table.rows:
                row["round"] = row["date"]


_CARRY = ("judgements", "evidence", "participation", "effects", "figures", "measurements")


def _rounds_of_all(tables: dict[str, Table]) -> None:
    """Whether the order of all rounds is certain; where not, it is asked for."""
    known: tuple[str, ...] = ()
    for table in (tables[name] for name in _CARRY if name in tables):
        rows = [(n, row["round"]) for n, row in table.rows if row.get("round")]
        if not rows:
            continue
        order = in_order([*known, *(name for _, name in rows)])
        if order is None:
            found = ", ".join(dict.fromkeys([*known, *(name for _, name in rows)]))
            table.error(rows[0][0], "round", found, key="error.round_order")
            continue
        if len(order) > max(len(known), 1):
            table.note("check.rounds", None, "round", ", ".join(order))
            if days_first(order):
                table.note("check.day_first", None, "round", ", ".join(order), doubt=True)
        if table.table == "judgements" and len(rows) == len(table.rows):
            known = order
        elif known and (more := [name for _, name in rows if name not in known]):
            for name, n in Counter(more).items():
                table.note("check.round_unknown", None, "round", name, (str(n),), doubt=True)
        if table.table != "judgements" and len(rows) < len(table.rows):
            blank, of = str(len(table.rows) - len(rows)), str(len(table.rows))
            table.note("check.round_kept", None, "round", blank, (of,))


def _unique(table: Table) -> None:
    """Whether every key stands once."""
    schema = schemas()[table.table]
    keys = [c for c in schema.get("primaryKey", ()) if c in table.headings]
    more = [f["name"] for f in schema.get("optionalFields", ()) if f.get("key")]
    if not keys or len(keys) < len(schema["primaryKey"]):
        return
    keys += [column for column in more if column in table.headings]
    first: dict[tuple[str, ...], int] = {}
    names = ", ".join(table.headings[column] for column in keys)
    for number_, row in table.rows:
        key = tuple(row[column] for column in keys)
        known = tuple(" ".join(cell.casefold().replace("_", " ").split()) for cell in key)
        if all(key) and first.setdefault(known, number_) != number_:
            again = (str(first[known]),)
            named = tuple(zip(keys, key, strict=True))
            table.error(number_, names, ", ".join(key), again, "error.case_twice", named=named)


def frames(tables: dict[str, Table]) -> "dict[str, pd.DataFrame]":
    """The rows as DataFrames, each column of its type."""
    import pandas as pd

    found = {}
    for name in TABLES:
        if name not in tables:
            continue
        table = tables[name]
        series = {}
        for about in fields(name):
            column, kind = about["name"], about["type"]
            if column not in columns(name) and column not in table.headings:
                continue
            cells = [row[column] for _, row in table.rows]
            if kind == "string":
                series[column] = pd.Series(list(map(str, cells)), dtype=str)
            else:
                numbers = pd.Series([float(c) if c else None for c in cells], dtype="float64")
                series[column] = numbers.astype("Int64") if kind == "integer" else numbers
        found[name] = pd.DataFrame(series)
    return found


def from_frames(frames: "dict[str, pd.DataFrame]") -> dict[str, Table]:
    """Tables made in Python as if they had been read from a file."""
    found = {}
    for name in TABLES:
        if name in frames:
            frame = frames[name]
            table = Table(name, name)
            if _headings(table, 1, [str(column) for column in frame], False):
                blank = dict.fromkeys(columns(name), "")
                place = {str(heading): n for n, heading in enumerate(frame)}
                cells = [_texts(frame.iloc[:, place[h]]) for h in table.headings.values()]
                for number_, row in enumerate(zip(*cells, strict=True), start=2):
                    table.rows.append(
                        (number_, blank | dict(zip(table.headings, row, strict=True)))
                    )
            table.whole = not table.errors
            found[name] = table
    return found


def _texts(cells: "pd.Series") -> list[str]:
    missing = cells.isna().tolist()
    pairs = zip(cells.tolist(), missing, strict=True)
    return ["" if is_missing else as_text(cell) for cell, is_missing in pairs]


Rows = dict[str, list[dict[str, Any]]]  # table → rows, each from column to cell


def from_rows(rows: Rows) -> dict[str, Table]:
    """Tables made of rows as if they stood in a workbook with headings in the language chosen.

    Raises
    ------
    InputError
        If a table or column has another name.
    """
    found = {}
    for name in (choice(table, TABLES, "table") for table in rows):
        names = [about["name"] for about in fields(name)]
        filled = {choice(column, names, "column") for row in rows[name] for column in row}
        other = other_ending()
        names = [column for column in names if column in filled or not column.endswith(other)]
        table = Table(name, title(name))
        table.headings = {column: title(name, column) for column in names}
        blank = dict.fromkeys((*columns(name), *names), "")
        for number_, row in enumerate(rows[name], start=2):
            cells = {column: as_text("" if cell is None else cell) for column, cell in row.items()}
            if any(cells.values()):
                table.rows.append((number_, {**blank, **cells}))
        found[name] = table
    return {name: found[name] for name in TABLES if name in found}


def to_rows(frames: "dict[str, pd.DataFrame]", lang: str = "") -> Rows:
    """The rows of some tables; with a language, without texts that only repeat those in it."""
    other = "_en" if lang == "id" else "_id" if lang else "\0"
    found: Rows = {}
    for name, frame in frames.items():
        blank = frame.astype(object).where(frame.notna(), None).to_dict("records")
        found[name] = [
            {
                str(column): cell
                for column, cell in row.items()
                if not str(column).endswith(other) or cell != row.get(_twin(str(column)))
            }
            for row in blank
        ]
    return found
