"""Many workbooks of one area, one table of judgements: who judged what, how far apart, and why.

Each of a class or a team judges alone, in a workbook of its own; here their judgements are stacked,
never averaged. Nothing is lost in silence: rows and files read are those kept and those told.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .. import framework
from ..terms import InputError, needed, spoken, text
from .case import Case, load_case
from .files import as_list, as_path
from .problems import Count, Problem
from .reading import Row, Table, read

__all__ = [
    "Answers",
    "Collected",
    "answers_of",
    "collect",
    "example_class",
    "stack",
]

_LEVELS = ("level", "lowest", "highest")
_LEFT = "check.left_file"
_STACKED = ("judgements", "participation", "factors")


@dataclass(frozen=True)
class Collected:
    """Judgements of many workbooks in one case, and what was left out; from `collect`.

    Parameters
    ----------
    case : Case
        The area with the judgements, coded passages and rungs of all; no other table is collected.
    files : int
        How many files were looked at.
    counts : tuple of Count
        Rows read, kept and left out, one for each table of each file.
    told : tuple of Problem
        Why a file was left out, and how a cell was read where that was not plain.

    Examples
    --------
    >>> import tempfile
    >>> from pathlib import Path
    >>> rows = {"judgements": [{"dimension": "system", "level": "1"}]}
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     files = [Path(folder) / f"{name}.xlsx" for name in ("rater_a", "rater_b")]
    ...     _ = [Case.from_rows("desa", rows).save(file) for file in files]
    ...     collect(files).case.raters
    ('rater_a', 'rater_b')
    """

    case: Case
    files: int
    counts: tuple[Count, ...]
    told: tuple[Problem, ...]

    @property
    def read(self) -> int:
        """Rows read in all files."""
        return sum(count.read for count in self.counts)

    @property
    def kept(self) -> int:
        """Rows kept."""
        return sum(count.kept for count in self.counts)

    @spoken
    def message(self, lang: str | None = None) -> str:
        """What was collected, from how many files, and what was left out.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            Several lines.

        Examples
        --------
        >>> rows = {"judgements": [{"dimension": "system", "level": "1", "rater": "A"}]}
        >>> case = Case.from_rows("desa", rows)
        >>> counts = (Count("a.xlsx", "judgements", 4, (("check.left_no_level", 3),)),)
        >>> print(Collected(case, 1, counts, ()).message().splitlines()[0])
        1 files, 1 raters; rows: 4 read, 1 kept, 3 left out
        """
        left = [count for count in self.counts if count.left_out]
        lines = [
            text(
                "result.collected",
                files=self.files,
                raters=len(self.case.raters),
                read=self.read,
                kept=self.kept,
                left=self.read - self.kept,
            ),
            *(f"- {count.message()}" for count in left),
        ]
        if self.told:
            lines += ["", text("check.notes", count=len(self.told))]
            lines += [f"- {problem.message()}" for problem in self.told]
        return "\n".join(lines)


@dataclass
class Answers:
    """What one file holds for the table of all: rows by table, counts, and what there is to tell.

    Parameters
    ----------
    path : Path
        The file.
    tables : dict of list of dict
        Rows by table, each from column to cell.
    counts : list of Count
        Rows read, kept and left out.
    told : list of Problem
        What was left out, or read in a way that was not plain.
    """

    path: Path
    tables: dict[str, list[Row]] = field(default_factory=dict)
    counts: list[Count] = field(default_factory=list)
    told: list[Problem] = field(default_factory=list)

    def rows(self, table: str) -> list[Row]:
        """The rows of a table; none if the file has none."""
        return self.tables.get(table, [])


def collect(files: Iterable[str | Path], missing: Iterable[str] = ()) -> Collected:
    """Stack the judgements of many workbooks of one area, and coded passages if they have any.

    Parameters
    ----------
    files : iterable of str or Path
        Workbooks or folders of CSV files, as `load_case` reads them. A rater or coder is named by
        the cell in that column, or else by the name of the file.
    missing : iterable of str
        Marks that the class used for "not judged" beside a blank, such as "-" or "n/a".

    Returns
    -------
    Collected
        The case with all judgements, and what was left out: blank rows, and files with mistakes.

    Raises
    ------
    InputError
        If there is no file, none can be read, two raters have one name, or the workbooks name
        different areas.

    Examples
    --------
    >>> collect([])
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: no file with a judgement or a coded passage: nothing to collect
    """
    marks = tuple(needed(mark, str, "missing", "a_text") for mark in as_list(missing, "missing"))
    return stack([answers_of(as_path(file), marks) for file in as_list(files, "files")])


@spoken
def example_class(
    folder: str | Path, lang: str | None = None, as_folders: bool = True
) -> tuple[Path, ...]:
    """Write what six invented groups hand in who judged the fictional area, each alone.

    Parameters
    ----------
    folder : str or Path
        Where to write it.
    lang : {"en", "id"}, optional
        Language of headings and lists of workbooks.
    as_folders : bool
        A folder of CSV files for each group, which needs no more than the core; else a workbook.

    Returns
    -------
    tuple of Path
        What `collect` takes, a folder or workbook for each group, in the order of their names.

    Raises
    ------
    InputError
        If one of them exists, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     found = collect(example_class(folder))
    >>> found.case.title(), len(found.case.raters), found.kept
    ('Kawasan Contoh (fictional)', 6, 23)
    """
    needed(as_folders, bool, "as_folders", "a_flag")
    about = [
        row
        for row in load_case("contoh").tables["about"].to_dict("records")
        if row["field"] in ("name", "fictional", "notice")
    ]
    groups: dict[str, list[Row]] = {}
    for row in framework.table("class"):
        judged = {key: cell for key, cell in row.items() if key != "rater"}
        groups.setdefault(row["rater"], []).append(judged)
    ending = "" if as_folders else ".xlsx"
    return tuple(
        Case.from_rows(group, {"about": about, "judgements": rows}).save(
            as_path(folder) / f"{group}{ending}", as_folder=as_folders
        )
        for group, rows in groups.items()
    )


def stack(found: Sequence[Answers]) -> Collected:
    """One case made of what many files hold.

    Raises
    ------
    InputError
        As by `collect`.
    """
    kept = [one for one in found if any(one.rows(table) for table in _STACKED)]
    if not kept:
        told = "; ".join(problem.message() for one in found for problem in one.told)
        raise InputError("error.collect_none_why" if told else "error.collect_none", why=told)
    _one_area(kept)
    _no_name_twice(kept, "judgements", "rater")
    _no_name_twice(kept, "factors", "coder")
    _all_or_none(kept, "round")
    rows = {table: [row for one in kept for row in one.rows(table)] for table in _STACKED}
    about = next((one.rows("about") for one in kept if one.rows("about")), [])
    name = next((row["value_en"] or row["value_id"] for row in about if row["field"] == "name"), "")
    tables = {"about": about, **rows}
    case = Case.from_rows(name or "class", {key: of for key, of in tables.items() if of})
    counts = tuple(count for one in found for count in one.counts)
    return Collected(case, len(found), counts, tuple(p for one in found for p in one.told))


def answers_of(path: Path, missing: Iterable[str] = ()) -> Answers:
    """The judgements and coded passages of one workbook; none, and why, if it has mistakes."""
    try:
        if not path.exists():
            raise InputError("error.absent", where=path.name)
        found = read(path, missing=missing)
    except InputError as error:
        return Answers(path, told=[Problem(path.name, None, "", error.message(), key=_LEFT)])
    if found.check.errors:
        return _faulty(path, found.tables, found.check.errors)
    answers = Answers(path)
    if "about" in found.tables:
        answers.tables["about"] = [dict(row) for _, row in found.tables["about"].rows]
    judged = found.tables.get("judgements")
    if judged is not None:
        rows = [dict(row) for _, row in judged.rows if any(row.get(name) for name in _LEVELS)]
        answers.tables["judgements"] = [
            {**row, "rater": row.get("rater") or path.stem} for row in rows
        ]
        answers.counts.append(_count(path, judged, len(rows), "check.left_no_level"))
        answers.told += [
            Problem(path.name, p.row, p.column, p.found, key=p.key)
            for p in judged.notes
            if p.key == "check.missing_mark"
        ]
    coded = found.tables.get("factors")
    if coded is not None and "passage" in coded.headings:
        rows = [dict(row) for _, row in coded.rows if row["passage"]]
        answers.tables["factors"] = [{**r, "coder": r.get("coder") or path.stem} for r in rows]
        answers.counts.append(_count(path, coded, len(rows), "check.left_no_passage"))
    if not answers.counts:
        answers.told.append(Problem(path.name, key="check.left_no_judgements"))
    return answers


def _count(path: Path, table: Table, kept: int, why: str) -> Count:
    """Rows of a table read, and those left out while collecting."""
    before = table.count
    left = before.left if kept == before.kept else (*before.left, (why, before.kept - kept))
    return Count(path.name, table.table, before.read, left)


def _faulty(path: Path, tables: Mapping[str, Table], errors: Sequence[Problem]) -> Answers:
    """A file that is left out, with its first mistake; its rows are read, and not kept."""
    first, more = errors[0].message(), len(errors) - 1
    words = first if not more else text("check.and_more", first=first, more=more)
    told = [Problem(path.name, key="check.left_mistakes", found=words)]
    rows = len(tables["judgements"].rows) if "judgements" in tables else 0
    left = (("check.left_faulty", rows),) if rows else ()
    return Answers(path, counts=[Count(path.name, "judgements", rows, left)], told=told)


def _one_area(found: Sequence[Answers]) -> None:
    """Whether the files that name an area name the same."""
    names: dict[str, tuple[str, str]] = {}
    for one in found:
        for row in one.rows("about"):
            name = row["value_en"] or row["value_id"]
            if row["field"] == "name" and name:
                names.setdefault(" ".join(name.casefold().split()), (name, one.path.name))
    if len(names) > 1:
        said = "; ".join(f"{name} ({file})" for name, file in names.values())
        raise InputError("error.collect_areas", found=said)


def _no_name_twice(found: Sequence[Answers], table: str, column: str) -> None:
    first: dict[str, tuple[str, str]] = {}
    for one in found:
        for name in dict.fromkeys(row[column] for row in one.rows(table)):
            known = " ".join(name.casefold().replace("_", " ").split())
            before, file = first.setdefault(known, (name, str(one.path)))
            if file != str(one.path):
                key = f"error.twice_{column}"
                raise InputError(key, found=before, one=file, other=str(one.path))


def _all_or_none(found: Sequence[Answers], column: str) -> None:
    """A column of the judgements that every file fills in, or none."""
    judged = [one for one in found if one.rows("judgements")]
    full = [one for one in judged if one.rows("judgements")[0].get(column)]
    if full and (lack := [one.path.name for one in judged if one not in full]):
        raise InputError("error.collect_round", found=", ".join(lack))
