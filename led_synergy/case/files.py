"""Files in and out: every cell of a folder or workbook as text, and writing that harms nothing.

Reads CSV as programs save it (comma, semicolon or tab; UTF-8, UTF-16 or Windows-1252) and, with
python-calamine, workbooks of Excel (.xlsx, .xlsm, .xls) and LibreOffice (.ods). Nothing in a file
is run or fetched: of a formula the value that was saved with it is read, links to other files are
not followed.
"""

import codecs
import csv
import datetime
import io
import os
import re
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from numbers import Integral
from pathlib import Path
from typing import Any
from xml.parsers import expat

from ..material import write_whole
from ..terms import InputError, needed

__all__ = [
    "FORMULA",
    "KINDS",
    "Number",
    "Remark",
    "Sheet",
    "harmless",
    "read_csv",
    "read_workbook",
    "write_new",
]


KINDS = (".xlsx", ".xlsm", ".xls", ".ods")
_MOST_BYTES = 400_000_000  # unpacked; a workbook of 100,000 activities has about 60 million
_MOST_CELLS = 10_000_000  # from A1 to the last cell filled in
_MANY_COLUMNS = 500
_CHUNK = 1 << 20
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a program may run
_SEPARATORS = ",;\t|"
_OLE = b"\xd0\xcf\x11\xe0"  # an old .xls, or any workbook of Excel with a password
_QUOTED = re.compile(r"'[=+@\t\r-]")  # text that spreadsheet programs shall not run
_UNSEEN = "\u200b\u2060\ufeff"  # blanks that nobody sees and str.strip leaves

Remark = tuple[str, int | None, str]  # key of a sentence in terms.csv, row, what was found


class Number(str):
    """Text of a cell that holds a number: its point is a decimal point in any language.

    Examples
    --------
    >>> Number("3.5") == "3.5"
    True
    """

    __slots__ = ()


@dataclass
class Sheet:
    """The cells of one sheet or CSV file as text, row by row from the first one of the file.

    Parameters
    ----------
    name : str
        Name of the sheet, or of the file without its ending.
    rows : list of list of str
        Cells without blanks around them; rows of a workbook end with their last cell filled in.
    ragged : bool
        Whether cells may have moved if a row is too long or too short: so in CSV.
    fault : Remark, optional
        Why it could not be read.
    remarks : list of Remark
        How it was read, where that was not plain.

    Examples
    --------
    >>> Sheet("penilaian").rows
    []
    """

    name: str
    rows: list[list[str]] = field(default_factory=list)
    ragged: bool = False
    fault: Remark | None = None
    remarks: list[Remark] = field(default_factory=list)


def clean(cell: str) -> str:
    """A cell without blanks around it, seen or unseen, and without the mark of text before "=".

    Examples
    --------
    >>> clean(" Pasar\\u00a0")
    'Pasar'
    """
    cell = cell.strip()
    if not cell.isascii():
        cell = cell.strip(_UNSEEN).strip()
    return cell[1:] if _QUOTED.match(cell) else cell


def harmless(cell: Any) -> Any:
    """A text that no spreadsheet program runs: an apostrophe before what may begin a formula.

    The reader of a case takes it off again. What is no text stays as it is.

    Parameters
    ----------
    cell : object
        What a cell shall hold.

    Returns
    -------
    object

    Examples
    --------
    >>> harmless("=1+1"), harmless("Pasar"), harmless(-1)
    ("'=1+1", 'Pasar', -1)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def as_path(path: Any) -> Path:
    """A path given by the caller."""
    return Path(needed(path, (str, os.PathLike), "path", "a_path"))


def as_list(value: Any, name: str) -> list[Any]:
    """Several things given by the caller, as a list; a text or a path is one thing."""
    if isinstance(value, (str, os.PathLike)):
        return [value]
    return list(needed(value, Iterable, name, "a_list"))


def free(path: str | Path, overwrite: bool = False) -> Path:
    """The place of a file to be written, if its folder is there and it may be written."""
    target = Path(path)
    if not os.path.isdir(target.parent):
        raise InputError("error.file_no_folder", where=target.name, found=str(target.parent))
    if os.path.lexists(target) and not overwrite:
        raise InputError("error.file_exists", where=str(path))
    return target


def write_new(path: str | Path, content: bytes, overwrite: bool = False) -> Path:
    """Write a file beside its place, then move it there: never half a file, never by surprise.

    Parameters
    ----------
    path : str or Path
        Where to; its folder must exist.
    content : bytes
        The whole file.
    overwrite : bool
        Whether a file that is there may be replaced. It stays whole until the new one is.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    InputError
        If the file exists and may not be replaced, the folder is missing, or writing fails.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_new(Path(folder) / "note.txt", b"hello").read_bytes()
    b'hello'
    """
    target = free(path, overwrite)
    try:
        write_whole(target, content, overwrite)
    except FileExistsError:  # made by another in the meantime
        raise InputError("error.file_exists", where=str(path)) from None
    except (OSError, ValueError) as error:
        found = getattr(error, "strerror", None) or str(error)
        raise InputError("error.file_not_written", where=str(path), found=found) from None
    return target


def read_csv(path: Path, known: Callable[[list[str]], int]) -> Sheet:
    """The cells of one CSV file.

    Parameters
    ----------
    path : Path
        The file.
    known : callable
        How many of some cells are headings of the table; the separator that gives most of them in
        the first rows is taken.

    Returns
    -------
    Sheet
        With a fault instead of rows if the file is no CSV.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "links.csv"
    >>> _ = path.write_text("cause;effect\\ntrust;commitment", encoding="utf-8")
    >>> read_csv(path, len).rows
    [['cause', 'effect'], ['trust', 'commitment']]
    """
    sheet = Sheet(path.stem, ragged=True)
    if path.is_dir():
        sheet.fault = ("error.case_is_folder", None, path.name)
        return sheet
    try:
        if not path.is_file():
            key = "error.case_no_file" if path.exists() else "error.absent"
            sheet.fault = (key, None, path.name)
            return sheet
        if path.stat().st_size > _MOST_BYTES:
            sheet.fault = ("error.case_too_big", None, _megabytes(path.stat().st_size))
            return sheet
        content = path.read_bytes()
    except OSError as error:
        sheet.fault = ("error.case_not_read", None, error.strerror or "")
        return sheet
    words = _decode(content, sheet)
    if sheet.fault:
        return sheet
    first = re.match(r"sep=(.)\r?\n", words)  # how Excel may be told the separator
    separator = first[1] if first else _separator(words, known)
    try:
        for cells in csv.reader(io.StringIO(words, newline=""), delimiter=separator, strict=True):
            sheet.rows.append([clean(cell) for cell in cells])
    except csv.Error as error:
        sheet.fault = ("error.case_not_csv", len(sheet.rows) + 1, str(error))
    if first and sheet.rows:
        sheet.rows[0] = []
    return sheet


def _decode(content: bytes, sheet: Sheet) -> str:
    """The text of a file; notes in the sheet what is unusual, or why it is no text."""
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16")
        # A zero byte is valid UTF-8, but no text: a program's file, or UTF-16 that does not say so.
        return content.removeprefix(codecs.BOM_UTF8).replace(b"\0", b"\xff").decode("utf-8")
    except UnicodeDecodeError as error:
        line, byte = content[: error.start].count(b"\n") + 1, content[error.start]
    try:
        words = content.decode("cp1252")
    except UnicodeDecodeError:
        words = "\0"
    if re.search(r"[\0-\x08\x0e-\x1f\x7f]", words):
        sheet.fault = ("error.case_not_utf8", line, f"{byte:#04x}")
        return ""
    sheet.remarks.append(("check.windows_1252", line, words.splitlines()[line - 1][:60]))
    return words


def _separator(words: str, known: Callable[[list[str]], int]) -> str:
    lines = words[:50_000].splitlines()[:10]
    found = {
        mark: max(
            (known([clean(c.strip('"')) for c in line.split(mark)]) for line in lines), default=0
        )
        for mark in _SEPARATORS
    }
    return max(found, key=lambda mark: found[mark])  # the comma if none is better


def read_workbook(path: Path) -> tuple[list[Sheet], list[Remark]]:
    """The sheets of a workbook of Excel, LibreOffice or Google Sheets.

    Parameters
    ----------
    path : Path
        The file; its ending is one of KINDS.

    Returns
    -------
    list of Sheet
        In their order.
    list of Remark
        What holds for the whole workbook, such as formulas.

    Raises
    ------
    InputError
        If it cannot be opened, has a password, or is too big to be opened safely.

    Examples
    --------
    >>> read_workbook(Path("no_such.xlsx"))
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: no_such.xlsx: this cannot be read (No such file or directory). \
Allowed: a file that you may read
    """
    if path.suffix.lower() not in KINDS:
        raise InputError("error.case_file_kind", where=path.name, found=path.suffix)
    try:
        from python_calamine import CalamineWorkbook, PasswordError, SheetTypeEnum
    except ImportError:
        raise InputError("error.case_no_reader", where=path.name) from None
    try:
        if path.exists() and not path.is_file():  # a pipe or a device may never end
            raise InputError("error.case_no_file", where=path.name, found=path.name)
        if path.stat().st_size > _MOST_BYTES:
            found = _megabytes(path.stat().st_size)
            raise InputError("error.case_too_big", where=path.name, found=found)
        content = path.read_bytes()
    except OSError as error:
        found = error.strerror or ""
        raise InputError("error.case_not_read", where=path.name, found=found) from None
    if not content:
        raise InputError("error.case_file_empty", where=path.name)
    try:
        remarks = _survey(content, path.name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = []
        for about in book.sheets_metadata:
            if about.typ == SheetTypeEnum.WorkSheet:
                cells = book.get_sheet_by_name(about.name)
                _far(cells.total_height, cells.total_width, path.name)
                sheets.append(Sheet(about.name, _cells(cells)))
    except (InputError, KeyboardInterrupt, MemoryError):
        raise
    except PasswordError:
        raise InputError("error.case_password", where=path.name) from None
    except BaseException as error:  # damaged files raise errors of many kinds, panics of Rust too
        if isinstance(error, SystemExit):
            raise
        if content.startswith(_OLE) and path.suffix.lower() != ".xls":
            raise InputError("error.case_password", where=path.name) from None
        found = str(error).partition("\n")[0] or type(error).__name__
        raise InputError("error.case_not_workbook", where=path.name, found=found) from None
    return sheets, remarks


def _cells(sheet: Any) -> list[list[str]]:
    if sheet.start is None:
        return []
    before = [""] * sheet.start[1]
    rows = []
    for values in sheet.iter_rows():  # from row 1, but from the first column filled in
        while values and values[-1] == "":
            values.pop()
        rows.append([*before, *map(as_text, values)] if values else [])
    return rows


def as_text(value: Any) -> str:
    """A cell of a workbook as it would stand in a CSV file."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return Number(int(value) if value.is_integer() else value)
    if isinstance(value, Integral):
        return Number(int(value))
    if isinstance(value, datetime.datetime):
        whole = value.time() == datetime.time()
        return value.date().isoformat() if whole else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else str(value)


def _far(height: int, width: int, name: str) -> None:
    if height * width > _MOST_CELLS:
        raise InputError("error.case_too_wide", where=name, found=f"{height} × {width}")


def _survey(content: bytes, name: str) -> list[Remark]:
    """Look through a packed workbook before it is opened: too big, locked, formulas, links."""
    if not content.startswith(b"PK"):
        return []
    total, extent, links = 0, _Extent(), 0
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        for part in packed.infolist():
            if part.flag_bits & 1:
                raise InputError("error.case_password", where=name)
            links += part.filename.startswith("xl/externalLinks/external")
            is_xml = part.filename.endswith(".xml")
            parser = extent.parser() if is_xml else None
            with packed.open(part) as stream:
                while chunk := stream.read(_CHUNK):
                    total += len(chunk)
                    if total > _MOST_BYTES:
                        more = _megabytes(_MOST_BYTES)
                        raise InputError("error.case_too_big", where=name, found=more)
                    if b"encryption-data" in chunk and part.filename == "META-INF/manifest.xml":
                        raise InputError("error.case_password", where=name)
                    if parser:
                        parser.Parse(chunk, False)
            _far(extent.height, extent.width, name)
    remarks: list[Remark] = []
    if extent.formulas:
        remarks.append(("check.formulas", None, str(extent.formulas)))
    if extent.unsaved:
        remarks.append(("check.formulas_unsaved", None, str(extent.unsaved)))
    if extent.faulty:
        remarks.append(("check.faulty_cells", None, str(extent.faulty)))
    if links:
        remarks.append(("check.external_links", None, str(links)))
    if extent.columns:
        remarks.append(("check.hidden_columns", None, str(extent.columns)))
    if extent.hidden:
        remarks.append(("check.hidden", None, str(extent.hidden)))
    if extent.merged:
        remarks.append(("check.merged", None, str(extent.merged)))
    return remarks


class _Extent:
    """Height and width of the cells filled in, and formulas, seen while the XML streams by.

    A single cell at the far end of a sheet makes a reader set aside memory for all before it, so
    this is looked at first. Knows the sheets of Excel (row, c, v, is, f) and of OpenDocument
    (table-row, table-cell with their repeats).
    """

    def __init__(self) -> None:
        self.formulas = self.unsaved = self.faulty = self.hidden = self.columns = self.merged = 0
        self.height = self.width = 0
        self._reset()

    def _reset(self) -> None:
        self._row = self._column = 0
        self._repeat = 1
        self._filled = 0
        self._formula = self._valued = False

    def parser(self) -> Any:
        """A parser for the next part."""
        self._reset()
        self.height = self.width = 0
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        self._parser = parser
        return parser

    def _start(self, name: str, values: dict[str, str]) -> None:
        kind = name.rpartition(":")[2] if ":" in name else name
        if kind == "c":
            self._column += 1
            if place := values.get("r"):
                letters = place.rstrip("0123456789")
                self._row = int(place[len(letters) :][:9] or self._row)
                self._column = _column(letters)
            self._formula = self._valued = False
            self.faulty += values.get("t") == "e"
        elif kind in ("v", "is"):
            if self._row > self.height:
                self.height = self._row
            self.width = self._column if self._column > self.width else self.width
            if self._formula:
                self._parser.CharacterDataHandler = self._value
        elif kind == "f":
            self.formulas += 1
            self._formula = True
        elif kind == "mergeCell":
            self.merged += 1
        elif kind == "row":
            self.hidden += values.get("hidden") in ("1", "true")
            number = values.get("r", "")
            self._row = int(number[:9]) if number.isdecimal() else self._row + 1
            self._column = 0
        elif kind in ("col", "table-column"):
            self.columns += _hidden_columns(values)
        elif kind == "table":
            self._row = 0
        elif kind == "table-row":
            self._column = self._filled = 0
            self.hidden += values.get("table:visibility", "visible") != "visible"
            self._repeat = _repeats(values, "table:number-rows-repeated")
        elif kind in ("table-cell", "covered-table-cell"):
            self._column += _repeats(values, "table:number-columns-repeated")
            self.formulas += "table:formula" in values
            self.merged += any("spanned" in key for key in values)
            if "office:value-type" in values:
                self._filled = self._column

    def _value(self, words: str) -> None:
        self._valued = self._valued or bool(words)

    def _end(self, name: str) -> None:
        kind = name.rpartition(":")[2] if ":" in name else name
        if kind == "c":
            if self._formula:
                self.unsaved += not self._valued
                self._parser.CharacterDataHandler = None
        elif kind == "table-row":
            self._row += self._repeat
            if self._filled:
                self.height = max(self.height, self._row)
                self.width = max(self.width, self._filled)


def _hidden_columns(values: dict[str, str]) -> int:
    """Hidden columns, unless they are all those to the end of the sheet, which hold nothing."""
    if values.get("table:visibility", "visible") != "visible":
        found = _repeats(values, "table:number-columns-repeated")
    elif values.get("hidden") in ("1", "true"):
        ends = [_repeats(values, end) for end in ("min", "max")]
        found = ends[1] - ends[0] + 1
    else:
        return 0
    return found if 0 < found < _MANY_COLUMNS else 0


@cache
def _column(letters: str) -> int:
    """Number of a column: 1 for A."""
    number = 0
    for letter in letters[:4]:
        number = number * 26 + ord(letter) - 64
    return number


def _repeats(values: dict[str, str], name: str) -> int:
    cell = values.get(name, "1")
    return int(cell) if cell.isdecimal() and len(cell) < 10 else 1


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.0f} MB"
