"""Coded passages of other programs as rows of the table of factors.

Reads the report of codings and the project database of QualCoder, the table of highlights and the
project file of Taguette, a REFI-QDA project (.qdpx), and a plain table with the columns passage,
coder, factor and role. Codes are known by the names of our codebook, in either language. What is
not of it, and what is no text, is counted: what is read is what is kept and what is told.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from .. import framework, terms
from ..case.case import Case, as_case
from ..case.collect import Answers
from ..case.files import KINDS, Sheet, free, read_csv, read_workbook
from ..case.problems import CaseError, Count, Problem
from ..case.reading import to_rows
from ..case.vocabulary import column_of, plain, table_of
from ..factors import SOURCE_TYPES
from ..terms import InputError, choice, spoken, text
from . import projects
from .codebook import code_meant
from .projects import Coded

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Segment",
    "Segments",
    "add_segments",
    "holds_segments",
    "read_segments",
    "segments_of",
    "write_segments",
]

# Heading of the program → what it is here; the first row that has all of them is the heading.
_QUALCODER = {"codename": "code", "coded": "passage", "coder": "coder"}
_TAGUETTE = {"document": "source", "tag": "code", "content": "passage"}
_PRACTICE = ("excerpt", "factor", "role")  # as CodingPractice keeps codes; a blank is not coded
_NO_TEXT = ("image", "a/v")
# Why a coding is left out, said of one and said of many.
_WHY = {
    "remark.other_code": "check.left_other_code",
    "remark.no_text": "check.left_no_text",
    "remark.blank_code": "check.left_other_code",
    "remark.blank_text": "check.left_no_text",
    "remark.coded_twice": "check.left_coded_twice",
}


class Segment(NamedTuple):
    """One coded passage.

    Parameters
    ----------
    case : str
        Case of the program, such as a village or a person; "" if none.
    source : str
        Document, with the place of the passage in it if the file tells.
    coder : str
        Who coded it; "" if the file does not tell.
    passage : str
        The passage, word for word.
    factor, role : str
        Keys of the codebook.

    Examples
    --------
    >>> Segment("", "interview 1", "A", "We lend seeds.", "trust", "driver").role
    'driver'
    """

    case: str
    source: str
    coder: str
    passage: str
    factor: str
    role: str


@dataclass(frozen=True)
class Segments:
    """Coded passages of one file, and what was left out; from `read_segments`.

    Parameters
    ----------
    name : str
        Name of the file.
    rows : tuple of Segment
        The passages with a code of our codebook.
    left : dict from (str, str) to int
        Why others were left out (key of a sentence, and what was found) → how many.

    Examples
    --------
    >>> Segments("codes.csv", (), {("remark.other_code", "weather"): 2}).read
    2
    """

    name: str
    rows: tuple[Segment, ...]
    left: dict[tuple[str, str], int]

    @property
    def read(self) -> int:
        """Codings read: those kept and those told."""
        return len(self.rows) + sum(self.left.values())

    def table(self) -> "pd.DataFrame":
        """The passages as a table.

        Returns
        -------
        pandas.DataFrame
            case, source, coder, passage, factor, role.

        Examples
        --------
        >>> Segments("codes.csv", (), {}).table().columns.tolist()
        ['case', 'source', 'coder', 'passage', 'factor', 'role']
        """
        import pandas as pd

        return pd.DataFrame(self.rows, columns=list(Segment._fields))

    @spoken
    def message(self, lang: str | None = None) -> str:
        """How many codings were read, kept and left out, and why.

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
        >>> print(Segments("codes.csv", (), {("remark.other_code", "weather"): 2}).message())
        codes.csv: 2 codings read, 0 kept, 2 left out
        - 2: the code 'weather' is not of our codebook
        """
        left = sum(self.left.values())
        lines = [
            text("result.segments", where=self.name, read=self.read, kept=len(self.rows), left=left)
        ]
        for (key, found), n in self.left.items():
            lines.append(f"- {n}: {text(key, found=found)}")
        return "\n".join(lines)


def holds_segments(path: str | Path) -> bool:
    """Whether a file holds coded passages rather than an area or answers to a form.

    Parameters
    ----------
    path : str or Path
        File or folder.

    Returns
    -------
    bool

    Examples
    --------
    >>> holds_segments("project.qdpx"), holds_segments("telang")
    (True, False)
    """
    path = Path(path)
    if path.suffix.lower() in projects.ENDINGS or (path / "data.qda").is_file():
        return True
    try:
        return any(_heading(sheet) for sheet in _sheets(path))
    except InputError:
        return False


def read_segments(path: str | Path) -> Segments:
    """Read the coded passages of another program.

    Parameters
    ----------
    path : str or Path
        QualCoder: the report of codings (.csv), or the project (a folder, or its data.qda), only
        read. Taguette: the table of highlights (.csv, .xlsx), or the project (.sqlite3).
        REFI-QDA: the project (.qdpx). Or a plain table with passage, coder, factor and role.

    Returns
    -------
    Segments
        What is kept, and what is left out.

    Raises
    ------
    InputError
        If the file does not exist, or is none of these.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = Path(folder) / "highlights.csv"
    ...     _ = file.write_text("id,document,tag,content\\n1,a.txt,Trust: driver,We lend seeds.\\n")
    ...     read_segments(file).rows[0][1:]
    ('a.txt', '', 'We lend seeds.', 'trust', 'driver')
    """
    path = Path(path)
    if not path.exists():
        raise InputError("error.absent", where=str(path))
    rows: list[Segment] = []
    left: Counter[tuple[str, str]] = Counter()
    for one in _codings(path):
        meant = code_meant(one.code, one.group)
        if not one.passage.strip():
            left["remark.blank_text", ""] += 1
        elif one.passage.strip().casefold() in _NO_TEXT:
            left["remark.no_text", one.passage.strip()] += 1
        elif not one.code.strip():
            left["remark.blank_code", ""] += 1
        elif meant is None:
            left["remark.other_code", one.code] += 1
        else:
            passage = " ".join(one.passage.split())
            rows.append(Segment(one.case, one.source, one.coder, passage, *meant))
    again = Counter(rows)
    if more := len(rows) - len(again):
        left["remark.coded_twice", ""] = more
    return Segments(path.name, tuple(again), dict(left))


def _codings(path: Path) -> Iterator[Coded]:
    if path.suffix.lower() in projects.ENDINGS or path.is_dir():
        return projects.codings(path)
    for sheet in _sheets(path):
        if sheet.fault:
            key, row, found = sheet.fault
            raise CaseError(path.name, [Problem(path.name, row, found=found, key=key)])
        if known := _heading(sheet):
            return _rows(sheet, *known)
    raise InputError("error.segments_kind", where=path.name)


def _sheets(path: Path) -> list[Sheet]:
    if path.suffix.lower() == ".csv":
        return [read_csv(path, lambda cells: len(_columns(cells)))]
    if path.suffix.lower() not in KINDS or not path.is_file():
        return []
    # a workbook of an area has a sheet of factors too
    return [sheet for sheet in read_workbook(path)[0] if not table_of(sheet.name)]


def _columns(cells: Iterable[str]) -> dict[str, int]:
    """Which column is what, if the cells are a heading that is known; empty if not."""
    cells = list(cells)
    names = {plain(cell): place for place, cell in reversed([*enumerate(cells)])}
    for known in (_QUALCODER, _TAGUETTE):
        if {*known} <= {*names}:
            found = {meant: names[name] for name, meant in known.items()}
            more = {"file": "source", "filename": "source", "case": "case", "category": "group"}
            found.update({m: names[n] for n, m in more.items() if n in names and m not in found})
            return found
    if {*_PRACTICE} <= {*names}:
        return {name: names[name] for name in _PRACTICE}
    ours = {column_of("factors", cell) if cell else None: n for n, cell in enumerate(cells)}
    if {"passage", "factor", "role"} <= {*ours}:
        return {name: ours[name] for name in ("passage", "factor", "role", "coder", "source")
                if name in ours}  # fmt: skip
    return {}


def _heading(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for place, row in enumerate(sheet.rows[:10]):
        if columns := _columns(row):
            return place, columns
    return None


def _rows(sheet: Sheet, top: int, columns: dict[str, int]) -> Iterator[Coded]:
    for row in sheet.rows[top + 1 :]:
        if any(row):
            cells = {name: row[n] if n < len(row) else "" for name, n in columns.items()}
            code = cells.get("code") or f"{cells.get('factor', '')}: {cells.get('role', '')}"
            if "excerpt" in cells:
                if not (cells["factor"] and cells["role"]):
                    continue
                cells["passage"] = _excerpt(cells["excerpt"])
                cells["source"] = text("result.excerpt", n=cells["excerpt"])
            case, source, coder, passage = (
                cells.get(name, "") for name in ("case", "source", "coder", "passage")
            )
            yield Coded(case, source, coder, passage, code, cells.get("group", ""))


def _excerpt(number: str) -> str:
    """The text of an excerpt to practise on; "" if there is none of this number."""
    known = number in framework.keys("excerpts")
    return terms.cell(framework.row("excerpts", number), "text") if known else ""


def segments_of(path: Path) -> Answers:
    """The coded passages of one file, to be stacked with those of others."""
    try:
        found = read_segments(path)
    except InputError as error:
        why = Problem(path.name, None, "", error.message(), key="check.left_file")
        return Answers(path, told=[why])
    rows = [{**row, "coder": row["coder"] or path.stem} for row in _factors(found, "not_stated")]
    left = Counter[str]()
    for (key, _), n in found.left.items():
        left[_WHY[key]] += n
    count = Count(path.name, "factors", found.read, tuple(left.items()))
    told = [
        Problem(path.name, None, "", name, key="check.told_code")
        for key, name in found.left
        if key == "remark.other_code"
    ]
    return Answers(path, {"factors": rows}, [count], told)


def _factors(found: Segments, kind: str) -> list[dict[str, str]]:
    """Rows of the table of factors."""
    return [
        {
            "factor": row.factor,
            "role": row.role,
            "disputed": "",
            "finding_en": "",
            "finding_id": "",
            "source_type": kind,
            "source": ": ".join(filter(None, (row.case, row.source))),
            "coder": row.coder,
            "passage": row.passage,
        }
        for row in found.rows
    ]


def add_segments(case: Case | str | Path, found: Segments, kind: str = "not_stated") -> Case:
    """The case with coded passages among its factors; those that are there already stay single.

    Parameters
    ----------
    case : Case, str or Path
        The case, or its name or path.
    found : Segments
        What `read_segments` gives.
    kind : {"interview", "document", "observation", "fgd", "not_stated"}
        The kind of source that was coded.

    Returns
    -------
    Case

    Raises
    ------
    InputError
        If there is no such kind of source, or as by `load_case`.

    Examples
    --------
    >>> one = Segment("", "interview 1", "A", "We lend seeds.", "trust", "driver")
    >>> case = add_segments("contoh", Segments("codes.csv", (one,), {}), "interview")
    >>> case.factors["passage"].iloc[-1]
    'We lend seeds.'
    """
    choice(kind, SOURCE_TYPES, "kind")
    case = as_case(case)
    rows = to_rows(case.tables)
    known = {_key(row) for row in rows.get("factors", ())}
    new = [row for row in _factors(found, kind) if _key(row) not in known]
    more = {"coder": "", "passage": ""}
    rows["factors"] = [{**more, **row} for row in rows.get("factors", ())] + new
    return Case.from_rows(case.name, {key: of for key, of in rows.items() if of})


def _key(row: dict[str, str]) -> tuple[str, ...]:
    columns = ("factor", "role", "coder", "passage", "source")
    return tuple(" ".join(str(row.get(column) or "").split()) for column in columns)


@spoken
def write_segments(
    file: str | Path,
    into: str | Path,
    out: str | Path | None = None,
    kind: str = "not_stated",
    lang: str | None = None,
    *,
    overwrite: bool = False,
) -> str:
    """Add the coded passages of a file to an area, write its workbook, and say what was done.

    Parameters
    ----------
    file : str or Path
        What `read_segments` reads.
    into : str or Path
        Workbook or folder of the area.
    out : str or Path, optional
        The .xlsx file to write. Unless given, a new one beside the workbook; the workbook itself if
        files may be replaced.
    kind : {"interview", "document", "observation", "fgd", "not_stated"}
        The kind of source that was coded.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.
    overwrite : bool
        Whether a file that is there may be replaced.

    Returns
    -------
    str
        What was read, kept, left out and written.

    Raises
    ------
    InputError
        If something cannot be read, or the file is there and may not be replaced.

    Examples
    --------
    >>> import tempfile
    >>> from led_synergy import load_case
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     area, codes = Path(folder) / "area.xlsx", Path(folder) / "codes.csv"
    ...     _ = codes.write_text("passage,coder,factor,role\\nWe lend seeds.,A,trust,driver\\n")
    ...     _ = load_case("telang").save(area)
    ...     print(write_segments(codes, area).splitlines()[0])
    codes.csv: 1 codings read, 1 kept, 0 left out
    """
    choice(kind, SOURCE_TYPES, "kind")
    area = Path(into)
    beside = area.with_name(f"{area.stem}_{text('term.segments')}.xlsx")
    if not area.exists():
        raise InputError("error.absent", where=str(into))
    target = Path(out) if out else area if overwrite and area.is_file() else beside
    free(target, overwrite)
    found, before = read_segments(file), as_case(area)
    case = add_segments(before, found, kind)
    held = len(before.tables["factors"]) if "factors" in before.tables else 0
    added = len(case.tables["factors"]) - held if "factors" in case.tables else 0
    written = case.save(target, overwrite=overwrite)
    there = len(found.rows) - added
    return (
        f"{found.message()}\n{text('message.segments_added', file=written, n=added, there=there)}"
    )
