"""Answers to our two forms, as KoboToolbox and ODK export them, read into tables of a case.

Names or labels in either language, groups before the names, several choices in one cell or in
columns of their own, rows of a repeat on a sheet or in a file beside, columns of older versions, a
row of HXL tags: each gives the same table. What is left out is counted.
"""

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from ..case.collect import Answers
from ..case.files import KINDS as BOOKS
from ..case.files import Sheet, read_csv, read_workbook
from ..case.problems import Count, Problem
from ..case.vocabulary import plain
from ..categories import DIMENSIONS
from ..terms import InputError, text
from .forms import KINDS, MARK, Question, answer_meant, choices, groups, questions
from .projects import not_too_big

__all__ = ["answers_in", "holds_answers"]

_NOT_APPROVED = {"validation_status_not_approved", "not_approved", "rejected", "tidak_disetujui"}
_HELD = {"validation_status_on_hold", "on_hold", "hasissues", "has_issues", "ditunda"}
_STATUS = ("_validation_status", "reviewstate", "review_state")
_SENDER = ("_submitted_by", "submittername", "submitter_name", "username")
# Columns that the programs add: they begin with an underscore, or are these.
_THEIRS = {
    *("start", "end", "today", "deviceid", "username", "simserial", "phonenumber", "formhub_uuid"),
    *("key", "parent_key", "submissiondate", "submitterid", "submittername", "attachmentspresent"),
    *("attachmentsexpected", "status", "reviewstate", "edits", "formversion", "instancename"),
    *("instanceid", "meta_instanceid", "meta_instancename", "meta_rootuuid", "setof", "devicename"),
}
Row = dict[str, str]


@dataclass
class _Table:
    """One sheet with answers: which column is which question, and the rows."""

    name: str
    columns: list[tuple[str, str] | None]  # question and, of several choices, which one
    heads: list[str]
    rows: list[tuple[int, list[str]]] = field(default_factory=list)

    def holds(self, question: str) -> bool:
        return any(column and column[0] == question for column in self.columns)

    @property
    def main(self) -> bool:
        """Whether its rows are submissions, not rows of a repeat."""
        return self.holds(MARK) or self.holds("system_level")

    def unknown(self) -> list[str]:
        """Headings that are neither of our form nor of the program."""
        known = {plain(part) for form in KINDS for part in groups(form)}
        return [
            head
            for head, column in zip(self.heads, self.columns, strict=True)
            if head
            and column is None
            and not re.split(r"[/:.-]", head)[-1].startswith("_")
            and plain(head) not in _THEIRS | known
            and plain(head).split("_")[-1] not in _THEIRS
        ]


@cache
def _known() -> dict[str, tuple[str, str]]:
    """Plain heading → question and choice, for names and labels in both languages."""
    found = {plain(MARK): (MARK, "")}
    for form in KINDS:
        for question in questions(form):
            for head in {question.name, *question.labels.values()}:
                found[plain(head)] = (question.name, "")
                if question.kind == "select_multiple":
                    for value, words in choices(question.choices).items():
                        for said in {value, *words.values()}:
                            found[plain(f"{head} {said}")] = (question.name, value)
    return found


@cache
def _groups() -> frozenset[str]:
    """What may stand before a question: the groups of our forms."""
    found = {plain("data")}
    for form in KINDS:
        for name, words in groups(form).items():
            found |= {plain(name), *map(plain, words.values())}
    return frozenset(found)


def _column(head: str) -> tuple[str, str] | None:
    """The question that a heading means, whatever group stands before it."""
    words = plain(head)
    if words in _known():
        return _known()[words]
    for group in sorted(_groups(), key=len, reverse=True):
        if words.startswith(f"{group}_") and (rest := words[len(group) + 1 :]) in _known():
            return _known()[rest]
    return None


def _tables(path: Path) -> list[_Table]:
    """The sheets of a file that hold answers to our forms, or rows of their repeat."""
    if path.suffix.lower() == ".csv":
        sheets = [read_csv(path, _columns_in)]
    elif path.is_dir():  # the files of an export of ODK, unpacked
        sheets = [read_csv(file, _columns_in) for file in sorted(path.glob("*.csv"))]
    elif path.suffix.lower() == ".zip":
        sheets = _unpacked(path)
    elif path.suffix.lower() in BOOKS and path.is_file():
        sheets = read_workbook(path)[0]
    else:
        return []
    return [table for sheet in sheets if (table := _table(sheet))]


def _columns_in(cells: Sequence[str]) -> int:
    return sum(_column(cell) is not None for cell in cells)


def _unpacked(path: Path) -> list[Sheet]:
    """The CSV files of an export of ODK."""
    sheets = []
    try:
        with zipfile.ZipFile(path) as packed, TemporaryDirectory() as folder:
            parts = [part for part in packed.infolist() if part.filename.lower().endswith(".csv")]
            not_too_big(path, parts)
            for number, part in enumerate(parts):
                file = Path(folder) / f"{number}.csv"
                file.write_bytes(packed.read(part))
                sheet = read_csv(file, _columns_in)
                sheet.name = Path(part.filename).stem
                sheets.append(sheet)
    except (zipfile.BadZipFile, OSError, RuntimeError):
        raise InputError("error.form_zip", where=path.name) from None
    return sheets


def _table(sheet: Sheet) -> _Table | None:
    if sheet.fault or not sheet.rows:
        return None
    heads = sheet.rows[0]
    columns = [_column(head) if head else None for head in heads]
    found = _Table(sheet.name, columns, heads)
    if not found.main and not found.holds("rung"):
        return None
    for number, row in enumerate(sheet.rows[1:], start=2):
        full = [cell for cell in row if cell]
        if full and not all(cell.startswith("#") for cell in full):  # a row of HXL tags
            found.rows.append((number, [*row, *[""] * (len(heads) - len(row))]))
    return found


def holds_answers(path: str | Path) -> bool:
    """Whether a file is an export of answers to one of our forms.

    Examples
    --------
    >>> holds_answers("telang")
    False
    """
    try:
        path = Path(path)
        return path.suffix.lower() == ".zip" or any(table.main for table in _tables(path))
    except InputError:
        return False


def _cell(table: _Table, row: Sequence[str], *names: str) -> str:
    """The answer in the first filled column of one of these headings, of the program."""
    for name in names:
        for head, value in zip(table.heads, row, strict=False):
            if head.casefold() == name or plain(head) == name:
                if value:
                    return value
    return ""


def _answers(table: _Table, row: Sequence[str], asked: Iterable[Question]) -> Row:
    """Question → answer as its value; several choices joined by a blank, in the order of the list.

    A column of an older version may hold the answer instead, so the first that is filled in counts.
    """
    found = {}
    for question in asked:
        cells = [
            (column[1], cell)
            for column, cell in zip(table.columns, row, strict=False)
            if column and column[0] == question.name and cell
        ]
        if question.kind == "select_multiple":
            found[question.name] = _several(question, cells)
        else:
            cell = next((cell for _, cell in cells), "")
            found[question.name] = answer_meant(question.choices, cell) if cell else ""
    return found


def _several(question: Question, cells: list[tuple[str, str]]) -> str:
    """The choices taken: from columns of 0 and 1, or from the cell in which they are joined."""
    taken = {value for value, cell in cells if value and plain(cell) in ("1", "true", "1_0")}
    joined = plain(next((cell for value, cell in cells if not value), ""))
    for value, words in choices(question.choices).items():
        if any(f"_{plain(said)}_" in f"_{joined}_" for said in (value, *words.values())):
            taken.add(value)
    return " ".join(value for value in choices(question.choices) if value in taken)


class _Sent(NamedTuple):
    """One submission: its row on the sheet, who sent it about which area, and whether it counts."""

    number: int
    row: list[str]
    area: str
    rater: str
    date: str
    good: bool


def answers_in(path: Path) -> Answers:
    """The answers of one export, as rows of judgements and participation.

    Raises
    ------
    InputError
        If a rater has judged twice, or rows of the repeat are lost.
    """
    tables = _tables(path)
    answers = Answers(path)
    areas: list[str] = []
    for table in (one for one in tables if one.main):
        sent = _sent(path, table, answers)
        areas += [one.area for one in sent if one.good and one.area]
        form = "judgements" if table.holds("system_level") else "participation"
        if form == "judgements":
            rows, left = _judgements(path, table, sent)
        else:
            rows, left = _participation(path, table, sent, tables)
        answers.tables.setdefault(form, []).extend(rows)
        answers.counts.append(Count(path.name, form, len(rows) + left.total(), (*left.items(),)))
    if not answers.counts:
        raise InputError("error.form_zip", where=path.name)
    answers.tables["about"] = [
        {"field": "name", "value_en": name, "value_id": name, "source": ""}
        for name in dict.fromkeys(areas)
    ]
    if unknown := [head for table in tables for head in table.unknown()]:
        told = ", ".join(dict.fromkeys(unknown))
        answers.told.append(Problem(path.name, None, "", told, key="check.told_columns"))
    return answers


def _sent(path: Path, table: _Table, answers: Answers) -> list[_Sent]:
    """The submissions on the sheet of a form."""
    found, held = [], 0
    for number, row in table.rows:
        status = plain(_cell(table, row, *_STATUS))
        held += status in _HELD
        about = _answers(table, row, questions("judgements")[:3])
        rater = about["rater"] or _cell(table, row, *_SENDER) or f"{path.stem} {number}"
        good = status not in _NOT_APPROVED
        found.append(_Sent(number, row, about["area"], rater, about["date"], good))
    if held:
        answers.told.append(Problem(path.name, None, "", str(held), key="check.told_held"))
    return found


def _judgements(path: Path, table: _Table, sent: list[_Sent]) -> tuple[list[Row], Counter[str]]:
    """A row for each dimension of each submission that was judged, and why others have none."""
    rows: list[Row] = []
    left: Counter[str] = Counter()
    first: dict[str, _Sent] = {}
    for one in sent:
        if not one.good:
            left["check.left_not_approved"] += len(DIMENSIONS)
            continue
        before = first.setdefault(plain(one.rater), one)
        if before is not one:
            twice = f"{before.number}, {one.number}"
            raise InputError("error.form_twice", where=path.name, found=one.rater, rows=twice)
        found = _answers(table, one.row, questions("judgements"))
        for d in DIMENSIONS:
            levels = {name: found[f"{d}_{name}"] for name in ("level", "lowest", "highest")}
            if not any(levels.values()):
                left["check.left_no_level"] += 1
                continue
            because = found[f"{d}_because"]
            kinds = (text(f"value.{kind}") for kind in found[f"{d}_sources"].split())
            more = {"because_en": because, "because_id": because, "source": ", ".join(kinds)}
            rows.append({"dimension": d, **levels, **more, "rater": one.rater, "date": one.date})
    return rows, left


def _participation(
    path: Path, table: _Table, sent: list[_Sent], tables: Sequence[_Table]
) -> tuple[list[Row], Counter[str]]:
    """The rows of the repeat, each with the submission that it belongs to."""
    repeats = [one for one in tables if one.holds("rung")]
    if sent and not repeats:
        raise InputError("error.form_repeats", where=path.name)
    known = {_cell(table, one.row, "_index", "key", "meta_instanceid"): one for one in sent}
    rows: list[Row] = []
    left: Counter[str] = Counter()
    for inner in repeats:
        for _, cells in inner.rows:
            above = _cell(inner, cells, "_parent_index", "parent_key").split("/")[0]
            one = known.get(above)
            found = _answers(inner, cells, questions("participation")[3:])
            if one is None:
                left["check.left_no_parent"] += 1
            elif not one.good:
                left["check.left_not_approved"] += 1
            elif not (found["activity_name"] and found["group_name"]):
                left["check.left_incomplete"] += 1
            else:
                said = ", ".join(filter(None, (one.rater, one.date)))
                kind = found["source_type"] or "not_stated"
                row = {"group": found["group_name"], "activity": found["activity_name"]}
                rows.append({**row, "rung": found["rung"], "source_type": kind, "source": said})
    return rows, left
