"""One case = one set of tables: load, check, profile, readings.

The two areas of the paper, the fictional example and a student's own village have the same form,
a folder of CSV files or one Excel workbook with the same sheets, and take the same road. What a
table may hold is written once, in datasets/datapackage.json.
"""

import codecs
import csv
import difflib
import io
import itertools
import json
import math
import os
import re
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import framework
from .categories import DEFAULT_RULE, DIMENSIONS, RULES, TOP, Category, Profile, classify
from .terms import InputError, choice, label, text

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Case", "CaseError", "Problem", "cases", "load_case"]

_BUILT_IN = ("telang", "batu_betumpang", "contoh")
_COMPLETE = "contoh"  # the built-in case that has every table, so its schemas are those of all
_UNDECIDED = {"not_defined": "classify.undefined", "open": "case.open"}
_SHOWN = 20  # problems in a message, and choices in a problem; the rest is counted


@cache
def _schemas() -> dict[str, dict[str, Any]]:
    """Table → its Table Schema."""
    package = json.loads((framework.folder() / "datapackage.json").read_text(encoding="utf-8"))
    prefix = f"{_COMPLETE}_"
    return {
        resource["name"].removeprefix(prefix): resource["schema"]
        for resource in package["resources"]
        if resource["name"].startswith(prefix)
    }


TABLES = tuple(_schemas())


def cases() -> tuple[str, ...]:
    """Names of the built-in cases: the two areas of the paper and the fictional example.

    Examples
    --------
    >>> cases()
    ('telang', 'batu_betumpang', 'contoh')
    """
    return _BUILT_IN


# -- What is wrong ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Problem:
    """One mistake in a table of a case: where it stands, what was found, what is allowed.

    Parameters
    ----------
    table : str
        Name of the table or sheet.
    row : int or None
        Row as a spreadsheet counts (the heading is row 1); None = the table as a whole.
    column : str
        Name of the column; "" = none in particular.
    found : str
        What stands there.
    allowed : tuple of str
        What may stand there; empty if the sentence says it.
    key : str
        Key of the sentence in terms.csv.

    Examples
    --------
    >>> print(Problem("links", 3, "basis", "findng", ("finding", "table")).message("id"))
    links, baris 3, kolom basis: ditemukan 'findng'. Yang boleh: finding, table. Mungkin 'finding'?
    """

    table: str
    row: int | None = None
    column: str = ""
    found: str = ""
    allowed: tuple[str, ...] = ()
    key: str = "error.case_cell"

    def message(self, lang: str = "en") -> str:
        """The mistake in the reader's language."""
        place = [self.table]
        if self.row is not None:
            place.append(text("case.row", lang, row=self.row))
        if self.column:
            place.append(text("case.column", lang, column=self.column))
        found = self.found if len(self.found) <= 60 else self.found[:59] + "…"
        allowed = ", ".join(self.allowed[:_SHOWN])
        if len(self.allowed) > _SHOWN:
            allowed += f", … ({len(self.allowed)})"
        words = text(self.key, lang, where=", ".join(place), found=found, allowed=allowed)
        near = _nearest(self.found, self.allowed) if self.found[:1].isalpha() else ""
        return words + text("case.near", lang, near=near) if near else words


class CaseError(InputError):
    """All mistakes in the tables of a case at once.

    Parameters
    ----------
    where : str
        Folder or workbook.
    problems : iterable of Problem
        The mistakes, in the order of the tables and their rows.
    """

    def __init__(self, where: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("error.case_problems", where=where, count=len(self.problems))

    def message(self, lang: str = "en") -> str:
        """How many mistakes there are, and the first of them, in the reader's language."""
        lines = [super().message(lang)]
        lines += [f"- {problem.message(lang)}" for problem in self.problems[:_SHOWN]]
        if len(self.problems) > _SHOWN:
            lines.append(text("case.more", lang, count=len(self.problems) - _SHOWN))
        return "\n".join(lines)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.values["where"], self.problems)


class _TableMissing(InputError, AttributeError):
    """A table that a case may have, but this one has not: so `hasattr` answers false."""

    def __init__(self, where: str, found: str) -> None:
        super().__init__("error.table_missing", where=where, found=found)

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.values["where"], self.values["found"])


def _nearest(found: str, allowed: Iterable[str]) -> str:
    return next(iter(difflib.get_close_matches(found, list(allowed), n=1)), "")


# -- A case ----------------------------------------------------------------------------------------


class Case:
    """One area with its tables; each table is an attribute (`case.activities`).

    Parameters
    ----------
    name : str
        Name of the case.
    tables : dict of DataFrame
        The tables of the case, by name; a table that the case does not have is absent.

    Examples
    --------
    >>> telang = load_case("telang")
    >>> len(telang.components)
    25
    >>> hasattr(telang, "measurements")   # the paper publishes none
    False
    """

    def __init__(self, name: str, tables: "dict[str, pd.DataFrame]") -> None:
        self.name = name
        self.tables = tables

    def __repr__(self) -> str:
        return f"Case({self.name!r}: {', '.join(self.tables)})"

    def __getattr__(self, table: str) -> "pd.DataFrame":
        if table not in TABLES:
            raise AttributeError(f"a case has no {table!r}; its tables: {', '.join(TABLES)}")
        if table not in self.tables:
            raise _TableMissing(where=self.name, found=table)
        return self.tables[table]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self.tables})

    def _about(self, field: str, lang: str) -> str:
        about = self.tables.get("about")
        rows = [] if about is None else about[about["field"] == field].to_dict("records")
        return str(rows[0][f"value_{lang}"]) if rows else ""

    @property
    def fictional(self) -> bool:
        """Whether the case is invented for teaching."""
        return self._about("fictional", "en").lower().startswith("yes")

    def title(self, lang: str = "en") -> str:
        """Name of the area; a fictional one says so."""
        name = self._about("name", lang) or self.name
        return f"{name} ({text('case.fictional', lang)})" if self.fictional else name

    @property
    def profile(self) -> Profile:
        """The levels judged on the four dimensions; None where not judged."""
        return Profile(**{d: self._judged(d)[0] for d in DIMENSIONS})

    def _judged(self, dimension: str) -> tuple[int | None, ...]:
        """Level, lowest and highest of one dimension."""
        import pandas as pd

        judged = self.tables.get("judgements")
        rows = [] if judged is None else judged[judged["dimension"] == dimension].to_dict("records")
        if not rows:
            return (None, None, None)
        cells = [rows[0][column] for column in ("level", "lowest", "highest")]
        return tuple(None if pd.isna(cell) else int(cell) for cell in cells)

    def _plausible(self) -> Iterator[Profile]:
        """Every combination of the levels that the judgements leave plausible."""
        ranges: list[Iterable[int | None]] = []
        for dimension in DIMENSIONS:
            level, lowest, highest = self._judged(dimension)
            if {level, lowest, highest} == {None}:
                ranges.append([None])
                continue
            ends = (lowest, level, 0), (highest, level, TOP[dimension])
            low, high = (next(end for end in known if end is not None) for known in ends)
            ranges.append(range(low, high + 1))
        return (Profile(*levels) for levels in itertools.product(*ranges))

    def readings(self, rule: str | None = None) -> "pd.DataFrame":
        """Every plausible profile of the case with the category under each rule.

        Parameters
        ----------
        rule : str, optional
            Only this rule's column, instead of all three.

        Returns
        -------
        DataFrame
            One row per plausible profile, with its four levels and the category key under each
            rule (missing = not defined, or not decided while a dimension is not judged). They are
            possibilities, not probabilities.

        Raises
        ------
        InputError
            If there is no such rule.

        Examples
        --------
        >>> set(load_case("telang").readings()["system_gate"])
        {'fragmented'}
        """
        import pandas as pd

        rules = list(RULES) if rule is None else [choice(rule, RULES, "term.rule")]
        rows = [
            (*profile.levels, *(_key(classify(profile, r).category) for r in rules))
            for profile in self._plausible()
        ]
        frame = pd.DataFrame(rows, columns=[*DIMENSIONS, *rules])
        return frame.astype(dict.fromkeys(DIMENSIONS, "Int64"))

    def reading_counts(self) -> "pd.DataFrame":
        """How many plausible profiles come out as each category under each rule.

        Returns
        -------
        DataFrame
            One row per category in the order of Table 2.1, then `not_defined` (the rule names no
            category) and `open` (a dimension not judged would decide); one column per rule. Each
            column adds up to the number of plausible profiles. Counts of possibilities, not
            probabilities.

        Examples
        --------
        >>> load_case("telang").reading_counts().loc[["fragmented", "not_defined"]]
                     strict  system_gate  weakest_dimension
        category
        fragmented        1            4                  4
        not_defined       3            0                  0
        """
        import pandas as pd

        profiles = list(self._plausible())
        counts = {rule: Counter(_outcome(profile, rule) for profile in profiles) for rule in RULES}
        keys = pd.Index([*(c.value for c in Category), *_UNDECIDED], name="category")
        return pd.DataFrame({r: [counts[r][key] for key in keys] for r in RULES}, index=keys)

    def describe(self, rule: str = DEFAULT_RULE, lang: str = "en") -> str:
        """The judgement of the case in words: profile, category, why, readings.

        Raises
        ------
        InputError
            If there is no such rule or language.
        """
        profile, counts = self.profile, self.reading_counts()
        answer = classify(profile, rule)
        lines = [self.title(lang), "", text("case.profile", lang)]
        for d in DIMENSIONS:
            level = getattr(profile, d)
            if level is None:
                words = text("case.not_judged", lang)
            else:
                words = f"{level}  {_level_label(d, level, lang)}"
            lines.append(f"  {label('dimensions', d, lang)}: {words}")
        total = int(counts.iloc[:, 0].sum())
        lines += ["", answer.explain(lang), "", text("case.readings", lang, n=total)]
        for r in RULES:
            words = ", ".join(
                f"{_outcome_label(key, lang)} {n}" for key, n in counts[r].items() if n
            )
            lines.append(
                "  " + text("case.reading_count", lang, rule=label("rules", r, lang), counts=words)
            )
        return "\n".join(lines)

    def to_json(self, rule: str = DEFAULT_RULE) -> dict[str, Any]:
        """The judgement of the case as plain data, category keys or None.

        Raises
        ------
        InputError
            If there is no such rule.
        """
        answer = classify(self.profile, rule)
        return {
            "case": self.name,
            "profile": _levels(self.profile),
            "category": _key(answer.category),
            "rule": answer.rule,
            "strict": _key(answer.strict),
            "by_rule": _by_rule(self.profile),
            "readings": [
                {"profile": _levels(profile), **_by_rule(profile)} for profile in self._plausible()
            ],
        }


def _key(category: Category | None) -> str | None:
    return category.value if category else None


def _levels(profile: Profile) -> dict[str, int | None]:
    return dict(zip(DIMENSIONS, profile.levels, strict=True))


def _by_rule(profile: Profile) -> dict[str, str | None]:
    return {rule: _key(category) for rule, category in classify(profile).by_rule.items()}


def _outcome(profile: Profile, rule: str) -> str:
    found = classify(profile, rule).candidates
    return "open" if len(found) > 1 else _key(found[0]) or "not_defined"


def _outcome_label(key: str, lang: str) -> str:
    return text(_UNDECIDED[key], lang) if key in _UNDECIDED else label("categories", key, lang)


def _level_label(dimension: str, level: int, lang: str) -> str:
    return next(
        row[f"label_{lang}"]
        for row in framework.table("levels")
        if row["dimension"] == dimension and row["level"] == str(level)
    )


# -- Loading ---------------------------------------------------------------------------------------

Row = dict[str, str]
Numbered = list[tuple[int, Row]]  # rows with their number in the spreadsheet


def load_case(name_or_path: str | Path) -> Case:
    """Load a built-in case, a folder of CSV files or a workbook.

    Parameters
    ----------
    name_or_path : str or Path
        "telang", "batu_betumpang", "contoh", or the path of a folder or .xlsx file. Files and
        sheets have the names of the tables (`about`, `components` …); any other is left alone.

    Returns
    -------
    Case
        Text as text (a blank cell is ""), levels and rungs as nullable integers, other numbers as
        float.

    Raises
    ------
    InputError
        If it does not exist or cannot be read. If tables have mistakes, all of them at once, with
        place, what was found and what is allowed; the error then has them as `problems`.

    Examples
    --------
    >>> load_case("telang").profile
    Profile(system=1, shared_goal=1, process=2, effect=3)
    """
    name = str(name_or_path)
    if name_or_path in _BUILT_IN:
        path = framework.folder() / name
    elif os.path.exists(name):  # unlike Path.exists, no error if the name is too long for a path
        path = Path(name).resolve()
    else:
        near = _nearest(name, _BUILT_IN)
        key = "error.case_unknown_near" if near else "error.case_unknown"
        raise InputError(key, found=name, near=near, allowed=", ".join(_BUILT_IN))
    found, problems = _folder(path) if path.is_dir() else _workbook(path)
    if not found and not problems:
        raise InputError("error.no_tables", where=path.name, allowed=", ".join(TABLES))
    tables: dict[str, Numbered] = {}
    whole: dict[str, Numbered] = {}  # no row is left out, so what they lack is nowhere
    for table in TABLES:
        if table in found:
            rows, wrong = _rows(table, found[table])
            problems += wrong
            if rows is not None:
                tables[table] = rows
                if not wrong:
                    whole[table] = rows
    for table, rows in tables.items():
        problems += _check(table, rows, whole)
    if problems:
        order = {table: place for place, table in enumerate(TABLES)}
        problems.sort(key=lambda p: (order.get(p.table, len(order)), p.row or 0))
        raise CaseError(path.name, problems)
    return Case(path.stem if path.is_file() else path.name, _frames(tables))


Sheets = dict[str, list[list[str]]]  # table → its cells as they stand, the heading first


def _folder(path: Path) -> tuple[Sheets, list[Problem]]:
    try:
        files = {p.stem: p for p in sorted(path.iterdir()) if p.suffix.lower() == ".csv"}
    except OSError as error:
        raise InputError("error.case_not_read", where=path.name, found=error.strerror) from None
    sheets, problems = {}, _misspelt(files)
    for table in TABLES:
        if table in files:
            cells = _read_csv(table, files[table])
            if isinstance(cells, Problem):
                problems.append(cells)
            else:
                sheets[table] = cells
    return sheets, problems


def _misspelt(names: Iterable[str]) -> list[Problem]:
    """Files or sheets that nearly have the name of a table that is not there."""
    names = list(names)
    absent = [table for table in TABLES if table not in names]
    near = {name: difflib.get_close_matches(name.lower(), absent, 1, 0.8) for name in names}
    return [
        Problem(name, found=name, allowed=tuple(absent), key="error.case_table_name")
        for name, table in near.items()
        if table and name not in TABLES
    ]


def _read_csv(table: str, path: Path) -> list[list[str]] | Problem:
    if path.is_dir():
        return Problem(table, found=path.name, key="error.case_is_folder")
    try:
        content = path.read_bytes().removeprefix(codecs.BOM_UTF8)
        # A zero byte is valid UTF-8, but no text: a program's file, or text in UTF-16.
        words = content.replace(b"\0", b"\xff").decode("utf-8")
    except OSError as error:
        return Problem(table, found=error.strerror or "", key="error.case_not_read")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        found = f"{content[error.start]:#04x}"
        return Problem(table, line, found=found, key="error.case_not_utf8")
    rows: list[list[str]] = []
    try:
        for cells in csv.reader(io.StringIO(words, newline=""), strict=True):
            rows.append([cell.strip() for cell in cells])
    except csv.Error as error:
        return Problem(table, len(rows) + 1, found=str(error), key="error.case_not_csv")
    return rows


def _workbook(path: Path) -> tuple[Sheets, list[Problem]]:
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise InputError("error.case_file_kind", where=path.name, found=path.suffix)
    try:
        from openpyxl import load_workbook
    except ImportError:
        raise InputError("error.case_no_openpyxl", where=path.name) from None
    try:
        with warnings.catch_warnings():  # of Excel's features that openpyxl leaves out
            warnings.simplefilter("ignore")
            book = load_workbook(path, data_only=True)
            sheets = {
                sheet.title: [[_as_text(cell) for cell in row] for row in sheet.values]
                for sheet in book.worksheets
            }
    except Exception as error:  # damaged files raise errors of many kinds
        found = str(error).partition("\n")[0] or type(error).__name__
        raise InputError("error.case_not_workbook", where=path.name, found=found) from None
    return {t: sheets[t] for t in TABLES if t in sheets}, _misspelt(sheets)


def _as_text(cell: Any) -> str:
    """A cell of a workbook as it would stand in a CSV file."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return "" if cell is None else str(cell).strip()


def _rows(table: str, cells: list[list[str]]) -> tuple[Numbered | None, list[Problem]]:
    """The rows below the heading; None if the heading is not that of the table."""
    filled = [(number, row) for number, row in enumerate(cells, start=1) if any(row)]
    if not filled:
        return None, [Problem(table, key="error.case_empty", allowed=_columns(table))]
    (top, heading), *below = filled
    if len(heading) == 1 and (mark := re.search(r"[;\t|]", heading[0])):
        return None, [Problem(table, top, found=mark[0], key="error.case_separator")]
    problems = _check_heading(table, top, heading)
    if any(heading.count(column) != 1 for column in _columns(table)):
        return None, problems
    rows = []
    for number, row in below:
        if len(row) != len(heading):
            found, allowed = str(len(row)), (str(len(heading)),)
            problems.append(Problem(table, number, "", found, allowed, "error.case_width"))
            continue
        beside = [cell for column, cell in zip(heading, row, strict=True) if cell and not column]
        if beside:
            problems.append(Problem(table, number, found=beside[0], key="error.case_no_heading"))
        rows.append((number, dict(zip(heading, row, strict=True))))
    return rows, problems


def _columns(table: str) -> tuple[str, ...]:
    return tuple(field["name"] for field in _schemas()[table]["fields"])


def _check_heading(table: str, top: int, heading: list[str]) -> list[Problem]:
    wanted = _columns(table)
    extra = [column for column in heading if column and column not in wanted]
    missing = [column for column in wanted if column not in heading]
    twice = [column for column in wanted if heading.count(column) > 1]
    return [
        *(Problem(table, top, c, "", wanted, "error.case_column_missing") for c in missing),
        *(Problem(table, top, c, c, wanted, "error.case_column_unknown") for c in extra),
        *(Problem(table, top, c, c, wanted, "error.case_column_twice") for c in twice),
    ]


def _check(table: str, rows: Numbered, whole: dict[str, Numbered]) -> Iterator[Problem]:
    """The mistakes in the cells of one table."""
    schema = _schemas()[table]
    allowed = _allowed(schema, whole)
    keys = schema.get("primaryKey", [])
    first: dict[tuple[str, ...], int] = {}
    for number, row in rows:
        for field in schema["fields"]:
            choices = allowed.get(field["name"])
            if table == "judgements" and field["type"] == "integer" and row["dimension"] in TOP:
                choices = _whole(0, TOP[row["dimension"]])
            yield from _check_cell(table, number, row, field, choices)
        if table == "judgements":
            yield from _check_order(number, row)
        key = tuple(row[column] for column in keys)
        if key and all(key) and first.setdefault(key, number) != number:
            again = (str(first[key]),)
            yield Problem(table, number, ", ".join(keys), ", ".join(key), again, "error.case_twice")


def _allowed(schema: dict[str, Any], whole: dict[str, Numbered]) -> dict[str, tuple[str, ...]]:
    """Column → what it may hold, for each column that lists it or refers to another table."""
    found = {}
    for field in schema["fields"]:
        limits = field.get("constraints", {})
        if "enum" in limits:
            found[field["name"]] = tuple(limits["enum"])
        elif field["type"] == "integer":
            found[field["name"]] = _whole(limits["minimum"], limits["maximum"])
    for link in schema.get("foreignKeys", ()):
        (column,), (other,) = link["fields"], link["reference"]["fields"]
        folder, _, table = link["reference"]["resource"].partition("_")
        if folder == "framework":
            found[column] = framework.keys(table)
        elif table in whole:  # without that table of the case nothing can be said
            found[column] = tuple(dict.fromkeys(row[other] for _, row in whole[table]))
    return found


def _check_cell(
    table: str, number: int, row: Row, field: dict[str, Any], choices: tuple[str, ...] | None
) -> Iterator[Problem]:
    column, kind = field["name"], field["type"]
    cell = row[column]
    if not cell:
        if field.get("constraints", {}).get("required"):
            blank = "error.case_blank_choice" if choices else "error.case_blank"
            yield Problem(table, number, column, cell, choices or (), blank)
    elif kind == "number":
        if _number(cell) is None:
            yield Problem(table, number, column, cell, key="error.case_number")
    elif choices is not None and (_integer(cell) if kind == "integer" else cell) not in choices:
        yield Problem(table, number, column, cell, choices)


def _check_order(number: int, row: Row) -> Iterator[Problem]:
    """Whether lowest ≤ level ≤ highest, as far as they are given and are levels."""
    top = TOP.get(row["dimension"], max(TOP.values()))
    cells = [_integer(row[column]) for column in ("level", "lowest", "highest")]
    level, lowest, highest = (int(c) if c in _whole(0, top) else None for c in cells)
    if level is not None and lowest is not None and lowest > level:
        below = _whole(0, level)
        yield Problem("judgements", number, "lowest", str(lowest), below, "error.case_order")
    floor = lowest if level is None else level
    if floor is not None and highest is not None and highest < floor:
        above = _whole(floor, top)
        yield Problem("judgements", number, "highest", str(highest), above, "error.case_order")


def _whole(low: int, high: int) -> tuple[str, ...]:
    return tuple(map(str, range(low, high + 1)))


def _number(cell: str) -> float | None:
    """The number, if the cell holds one that is finite and written with a decimal point."""
    if not re.fullmatch(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", cell, re.ASCII):
        return None
    number = float(cell)
    return number if math.isfinite(number) else None


def _integer(cell: str) -> str | None:
    """The whole number as it is usually written ("2" for "2.0"), if the cell holds one."""
    number = _number(cell)
    return str(int(number)) if number is not None and number.is_integer() else None


def _frames(tables: dict[str, Numbered]) -> "dict[str, pd.DataFrame]":
    """The rows as DataFrames, each column of its type."""
    import pandas as pd

    frames = {}
    for table, rows in tables.items():
        columns = {}
        for field in _schemas()[table]["fields"]:
            cells = [row[field["name"]] for _, row in rows]
            if field["type"] == "string":
                column = pd.Series(cells, dtype=str)
            else:
                numbers = [_number(cell) for cell in cells]
                column = pd.Series(numbers, dtype="float64")
                if field["type"] == "integer":
                    column = column.astype("Int64")
            columns[field["name"]] = column
        frames[table] = pd.DataFrame(columns)
    return frames
