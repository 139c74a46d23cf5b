"""A workbook to fill in: the sheets of a case, made from the one schema of all tables.

Headings, notes and lists are in the chosen language; the check reads either. Lists offer names,
which are understood as the keys behind them. No formula is ever written: text that looks like one
stays text.
"""

import csv
import io
import os
import secrets
import shutil
import textwrap
from collections.abc import Callable, Iterable
from copy import copy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import framework, terms
from ..terms import LANGUAGES, InputError, label, language, marked, spoken, text
from .files import FORMULA, as_path, free, harmless, write_new
from .reading import to_rows
from .schema import (
    TABLES,
    columns,
    fields,
    known_words,
    meaning,
    other_ending,
    refers_to,
    title,
    value_label,
    values,
)
from .vocabulary import plain

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "folder",
    "new",
    "save",
    "workbook",
]


_ROWS = 500  # rows with lists below the last one filled in
_ABOUT = (
    "name",
    "village",
    "district",
    "province",
    "villages",
    "centre_village",
    "main_commodities",
    "date",
    "round",
    "assessed_by",
    "period_before",
    "period_after",
    "poverty_line",
    "tolerance_even",
    "missing_codes",
)
_WIDE = (
    "value",
    "because",
    "finding",
    "contested_",
    "exception",
    "source",
    "note",
    "as_printed",
    "name",
)
_NARROW = ("level", "lowest", "highest", "rung", "table_row", "year", "optimal", "even", "poor")
_HEAD, _HEAD_LIGHT, _GREY = "0072B2", "DCE9F2", "767676"  # contrast with white at least 4.5 : 1

Row = dict[str, Any]


@spoken
def new(
    path: str | Path,
    lang: str | None = None,
    example: bool = False,
    as_folder: bool = False,
) -> Path:
    """Write a workbook, or a folder of CSV files, to be filled in for an area of one's own.

    Parameters
    ----------
    path : str or Path
        The .xlsx file, or the folder; nothing that is there is ever overwritten.
    lang : {"en", "id"}, optional
        Language of headings, notes and lists.
    example : bool
        Whether to fill in the fictional area as an example, in grey.
    as_folder : bool
        A folder of CSV files instead of a workbook.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    InputError
        If the path exists or cannot be written, or the language is unknown.

    Examples
    --------
    >>> import tempfile
    >>> new(Path(tempfile.mkdtemp()) / "desa.xlsx").name
    'desa.xlsx'
    """
    tables = _contoh() if example else _blank()
    if as_folder:
        return folder(path, tables, example=example)
    return _write(path, lambda: workbook(tables, example=example), False)


@spoken
def save(
    tables: "dict[str, pd.DataFrame]",
    path: str | Path,
    lang: str | None = None,
    overwrite: bool = False,
    as_folder: bool = False,
) -> Path:
    """Write the tables of a case as a workbook, or a folder, that can be filled in further.

    Parameters
    ----------
    tables : dict of DataFrame
        The tables of a case, by name.
    path : str or Path
        The .xlsx file, or the folder.
    lang : {"en", "id"}, optional
        Language of headings, notes and lists; texts are written in both languages if they differ.
    overwrite : bool
        Whether a file that is there may be replaced; other files of a folder stay.
    as_folder : bool
        A folder of CSV files instead of a workbook; needs no more than the core.

    Returns
    -------
    Path
        What was written.

    Raises
    ------
    InputError
        If the file exists and may not be replaced, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from led_synergy import load_case
    >>> place = Path(tempfile.mkdtemp()) / "telang"
    >>> save(load_case("telang").tables, place, as_folder=True).name
    'telang'
    """
    rows = to_rows(tables)
    if as_folder:
        return folder(path, rows, both=_differ(rows), overwrite=overwrite)
    return _write(path, lambda: workbook(rows, both=_differ(rows)), overwrite)


def _write(path: str | Path, content: Callable[[], bytes], overwrite: bool) -> Path:
    """Write what is made only once it is known that it may be written."""
    if as_path(path).suffix.lower() != ".xlsx":
        raise InputError("error.workbook_kind", where=str(path), found=Path(path).suffix)
    free(path, overwrite)
    return write_new(path, content(), overwrite)


def _contoh() -> dict[str, list[Row]]:
    """The rows of the fictional area, numbers as numbers."""
    found: dict[str, list[Row]] = {}
    for table in TABLES:
        kinds = {field["name"]: field["type"] for field in fields(table)}
        found[table] = [
            {column: _as_example(column, kinds[column], cell) for column, cell in row.items()}
            for row in framework.read(f"contoh/{table}.csv")
        ]
    return _with_own_keys(found) if language() == "id" else found


# Where a key of the example stands, beside the table that has it.
_KEYS = (
    ("components", "component", (("activities", "component"), ("evidence", "actor"))),
    ("activities", "activity", (("participation", "activity"),)),
)
_NAMES = (
    ("participation", "group"),
    ("measurements", "indicator"),
    ("activities", "cluster"),
    ("evidence", "aspect"),
    ("evidence", "actor"),
    ("figures", "measure"),
    ("figures", "unit"),
)


def _with_own_keys(tables: dict[str, list[Row]]) -> dict[str, list[Row]]:
    """The example with keys in the reader's language: a model for those who write their own."""
    for table, column, others in _KEYS:
        names = {row[column]: plain(row["name_id"]) for row in tables[table]}
        several = [*names.values()]
        own = {k: n if several.count(n) == 1 else f"{n}_{k[-1]}" for k, n in names.items()}
        own = own if len({*own.values()}) == len(own) else {key: key for key in own}
        for name, place in ((table, column), *others):
            for row in tables[name]:
                row[place] = own.get(row[place], row[place])
    for table, column in _NAMES:
        closed = {*values(table, column)[0], *known_words(table, column)}
        for row in tables[table]:
            if row[column] and row[column] not in closed:
                row[column] = terms.name(row[column])
    return tables


def _as_example(column: str, kind: str, cell: str) -> Any:
    """A cell of the example: numbers as numbers, citations in the reader's language."""
    if kind != "string":
        return _number(cell)
    if column in ("step", "who", "sign"):
        return terms.name(cell)
    return terms.place(cell) if column == "source" else cell


def _number(cell: str) -> float | int | None:
    if not cell:
        return None
    number = float(cell)
    return int(number) if number.is_integer() else number


def _blank() -> dict[str, list[Row]]:
    """What an empty workbook begins with: fields of the area, and the four dimensions."""
    return {
        "about": [{"field": key} for key in _ABOUT],
        "judgements": [{"dimension": key} for key in framework.keys("dimensions")],
    }


def _differ(tables: dict[str, list[Row]]) -> bool:
    """Whether some text says something else in the other language."""
    return any(
        row[column] != row.get(f"{column[:-2]}id", row[column])
        for rows in tables.values()
        for row in rows
        for column in row
        if column.endswith("_en")
    )


def _columns(table: str, both: bool = False) -> list[str]:
    """The columns to fill in: without texts in the other language, unless both are wanted."""
    names = [field["name"] for field in fields(table)]
    return [name for name in names if both or not name.endswith(other_ending())]


def _shown(table: str, column: str, value: Any) -> Any:
    """A cell as a reader would write it."""
    if not isinstance(value, str) or not value:
        return value
    keys, labels = values(table, column)
    if labels and value in keys:
        return value_label(value) if labels == "value" else label(labels, value)
    if table == "about" and value in ("yes", "no"):  # the answer to "fictional"
        return value_label(value)
    known = known_words(table, column)
    return known[value][LANGUAGES.index(language())] if value in known else value


def _choices(table: str, column: str) -> tuple[str, ...]:
    """What the list of a column offers, in the reader's language."""
    keys = values(table, column)[0] or tuple(known_words(table, column))
    return tuple(str(_shown(table, column, key)) for key in keys)


@spoken
def workbook(
    tables: dict[str, list[Row]], lang: str | None = None, example: bool = False, both: bool = False
) -> bytes:
    """A workbook with a guide, the sheets of a case, the levels and the lists.

    Parameters
    ----------
    tables : dict of list of dict
        Rows by table, each from column to cell; a table that is not there gets an empty sheet.
    lang : {"en", "id"}, optional
        Language of headings, notes and lists.
    example : bool
        Whether the rows are an example, to be shown in grey.
    both : bool
        Whether to write the texts in both languages.

    Returns
    -------
    bytes
        The content of the .xlsx file.

    Raises
    ------
    InputError
        If the language is unknown, or openpyxl is not installed.

    Examples
    --------
    >>> workbook({})[:2]   # a packed file
    b'PK'
    """
    guide = text("sheet.guide")
    try:
        from openpyxl import Workbook
        from openpyxl.worksheet.page import PageMargins
    except ImportError:
        raise InputError("error.workbook_no_writer") from None
    book = Workbook()
    book.active.title = guide
    lists = _Lists(text("sheet.lists"))
    for table in TABLES:
        names = _columns(table, both)
        sheet = book.create_sheet(title(table))
        rows = tables.get(table, [])
        _heading(sheet, table, names)
        _fill(sheet, table, names, rows, example)
        _offer(sheet, table, names, len(rows), lists)
        if not example and rows == _blank().get(table, []):
            _lines_to_write_on(sheet, _scale(sheet), len(rows))
    _guide(book[guide], example)
    _levels(book.create_sheet(text("sheet.levels")))
    lists.write(book.create_sheet(lists.sheet))
    for sheet in book.worksheets:
        sheet.page_setup.orientation = "portrait" if sheet.title == guide else "landscape"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_margins = PageMargins(0.5, 0.5, 0.5, 0.8, 0.3, 0.4)  # inches
        sheet.page_setup.fitToWidth = 3 if sheet.title == lists.sheet else _pages(sheet)
        sheet.page_setup.fitToHeight = 1 if sheet.title == guide else 0
        sheet.page_setup.cellComments = "atEnd"  # what each column is for, on paper too
        sheet.oddFooter.left.text, sheet.oddFooter.right.text = "&A", "&P / &N"
        if sheet.title != guide:
            sheet.print_title_rows = "1:1"
            sheet.print_title_cols = "A:A" if _pages(sheet) > 1 else None
        # Some programs would make a narrow sheet larger, and its lines then need a second page.
        sheet.sheet_properties.pageSetUpPr.fitToPage = (
            sheet.title in (guide, lists.sheet) or _pages(sheet) > 1 or _scale(sheet) < 1
        )
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _font(size: int = 11, **more: Any) -> Any:
    from openpyxl.styles import Font

    return Font(name="Calibri", size=size, **more)


def _put(cell: Any, value: Any) -> None:
    """Write a value; text stays text whatever it begins with."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        cell.value = value
        return
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell.data_type = "s"
    if value.startswith(FORMULA):
        cell.quotePrefix = True


def _heading(sheet: Any, table: str, names: list[str]) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, PatternFill
    from openpyxl.utils import get_column_letter

    for place, name in enumerate(names, start=1):
        field = next(f for f in fields(table) if f["name"] == name)
        needed = name in columns(table) and (
            "absent" not in field or (field["absent"] == "twin" and len(names) < len(fields(table)))
        )
        cell = sheet.cell(1, place, title(table, name))
        cell.font = _font(bold=True, color="FFFFFF" if needed else "000000")
        cell.fill = PatternFill("solid", fgColor=_HEAD if needed else _HEAD_LIGHT)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.comment = Comment(_note(table, field, needed), "led_synergy", 160, 300)
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width = _width(table, name)
        column.alignment = Alignment(wrap_text=True, vertical="top")
        if name == "levels":  # as text, or a spreadsheet makes a date of 1-2
            column.number_format = "@"
    sheet.row_dimensions[1].height = 46  # three lines
    sheet.freeze_panes = "B2"


def _note(table: str, field: dict[str, Any], needed: bool) -> str:
    """What a column is for, and what may stand in it."""
    lines = [meaning(table, field["name"])]
    choices = _choices(table, field["name"])
    if choices and len(choices) <= 8:
        lines.append(text("guide.choose", choices=", ".join(choices)))
    lines.append(text("guide.needed" if needed else "guide.optional"))
    return "\n".join(lines)


def _fill(sheet: Any, table: str, names: list[str], rows: list[Row], example: bool) -> None:
    from openpyxl.styles import Alignment

    grey, top = _font(italic=True, color=_GREY), Alignment(wrap_text=True, vertical="top")
    widths, style = {name: _width(table, name) for name in names}, None
    for number, row in enumerate(rows, start=2):
        lines = 1
        for place, name in enumerate(names, start=1):
            value = _shown(table, name, row.get(name))
            if value is None or value == "":
                continue
            cell = sheet.cell(number, place)
            if style:  # that of the first cell: to work it out anew for each takes most of the time
                cell._style = copy(style)
            else:
                cell.alignment = top
                if example:
                    cell.font = grey
                style = cell._style
            _put(cell, value)
            lines = max(lines, _lines(str(value), widths[name]))
        # Programs do not fit the height of wrapped rows on opening, so it is set here.
        if lines > 1:
            sheet.row_dimensions[number].height = 15 * lines


_PAPER, _LINE_HIGH = 16, 26  # lines of a page filled in by hand, and the points each takes there
_PAGE = 105  # characters that stand side by side on a page, whatever font the program has


_LEAST = 0.55  # of its size, below which no heading can be read


def _wide(sheet: Any) -> float:
    return sum(column.width for column in sheet.column_dimensions.values())


def _pages(sheet: Any) -> int:
    """How many pages a sheet takes side by side: two where all columns on one would be tiny."""
    return 1 if _PAGE / _wide(sheet) >= _LEAST else 2


def _scale(sheet: Any) -> float:
    """How much smaller a sheet is on paper."""
    return min(1.0, _PAGE * _pages(sheet) / _wide(sheet))


def _lines_to_write_on(sheet: Any, scale: float, filled: int) -> None:
    """Ruled lines below what is filled in, so that the sheet printed empty is a paper form."""
    from openpyxl.styles import Border, Side

    thin = Side(style="thin", color=_GREY)
    framed: dict[tuple[int, ...], Any] = {}  # a style without and with its border
    border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for number in range(1, max(filled, _PAPER) + 2):
        for place in range(1, sheet.max_column + 1):
            cell = sheet.cell(number, place)
            if (before := tuple(cell._style or ())) in framed:
                cell._style = copy(framed[before])
            else:
                cell.border = border
                framed[before] = cell._style
        if number > 1:
            sheet.row_dimensions[number].height = round(_LINE_HIGH / scale)


def _width(table: str, column: str) -> int:
    """Width of a column in characters, so that all of a sheet can be read on one page of paper."""
    number = next(f for f in fields(table) if f["name"] == column)["type"] == "number"
    if column.startswith(_NARROW) or (number):
        return 11
    return 34 if column.startswith(_WIDE) else 18


def _lines(words: str, width: int) -> int:
    """How many lines some words take in a cell."""
    if len(words) <= width - 2 and words.isprintable():
        return 1
    return sum(len(textwrap.wrap(line, width - 2)) or 1 for line in words.splitlines() or [""])


def _offer(sheet: Any, table: str, names: list[str], filled: int, lists: "_Lists") -> None:
    """The lists and limits of the cells below the heading."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    for place, name in enumerate(names, start=1):
        field = next(f for f in fields(table) if f["name"] == name)
        choices, other = _choices(table, name), refers_to(table, name)
        if choices:
            limit = DataValidation("list", formula1=lists.place(title(table, name), choices))
        elif other:
            where = title(other)
            limit = DataValidation("list", formula1=f"='{where}'!$A$2:$A${filled + _ROWS + 1}")
        elif field["type"] == "number":
            limit = DataValidation("decimal", formula1="-1E+15", formula2="1E+15")
        else:
            continue
        limit.allow_blank = True
        limit.showErrorMessage = not other and not field.get("known")
        limit.errorTitle = title(table, name)[:32]
        limit.error = text("guide.from_list" if choices else "guide.a_number")
        letter = get_column_letter(place)
        limit.add(f"{letter}2:{letter}{filled + _ROWS + 1}")
        sheet.add_data_validation(limit)


class _Lists:
    """The sheet with everything that the lists offer, each list once."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self._lists: dict[tuple[str, ...], str] = {}

    def place(self, heading: str, choices: tuple[str, ...]) -> str:
        """Where a list stands, as a reference."""
        from openpyxl.utils import get_column_letter

        self._lists.setdefault(choices, heading)
        letter = get_column_letter([*self._lists].index(choices) + 1)
        return f"='{self.sheet}'!${letter}$2:${letter}${len(choices) + 1}"

    def write(self, sheet: Any) -> None:
        """Fill the sheet."""
        from openpyxl.utils import get_column_letter

        for place, (choices, heading) in enumerate(self._lists.items(), start=1):
            sheet.cell(1, place, heading).font = _font(bold=True)
            for number, choice in enumerate(choices, start=2):
                cell = sheet.cell(number, place)
                _put(cell, int(choice) if choice.isdecimal() else choice)
            widest = max(map(len, (heading, *choices)))
            sheet.column_dimensions[get_column_letter(place)].width = widest + 3
        sheet.freeze_panes = "A2"


def _guide_lines(example: bool) -> Iterable[tuple[str, str]]:
    """The guide, line by line: kind of line, words."""
    yield "title", text("guide.title")
    yield "text", text("guide.purpose")
    if example:
        yield "warn", text("guide.example")
    yield "head", text("guide.how")
    for step in range(1, 8):
        yield "step", f"{step}. " + text(f"guide.step_{step}")
    yield "head", text("guide.sheets")
    for table in TABLES:
        yield "sheet", f"{title(table)}: {meaning(table)}"
    yield "sheet", f"{text('sheet.levels')}: {text('guide.levels')}"
    yield "sheet", f"{text('sheet.lists')}: {text('guide.lists')}"
    yield "head", text("guide.rules")
    for rule in range(1, 6):
        yield "step", "• " + text(f"guide.rule_{rule}")
    yield "text", text("guide.cite")


def _guide(sheet: Any, example: bool) -> None:
    from openpyxl.styles import Alignment, PatternFill

    fonts = {"title": _font(bold=True, size=16), "head": _font(bold=True, size=12, color=_HEAD)}
    sheet.column_dimensions["A"].width = 80
    sheet.sheet_view.showGridLines = False
    for number, (kind, words) in enumerate(_guide_lines(example), start=1):
        cell = sheet.cell(number, 1)
        _put(cell, words)
        cell.font = fonts.get(kind, _font(size=11))
        indent = 1 if kind in ("step", "sheet") else 0
        cell.alignment = Alignment(wrap_text=True, vertical="top", indent=indent)
        if kind == "warn":
            cell.fill = PatternFill("solid", fgColor="FFF2CC")
            cell.font = _font(bold=True, size=11)
        lines = _lines(words, 86 if kind != "warn" else 78)
        sheet.row_dimensions[number].height = {"title": 26, "head": 24}.get(kind, 15 * lines + 2)


def _levels(sheet: Any) -> None:
    from openpyxl.styles import Alignment

    names = [title("judgements", column) for column in ("dimension", "level")]
    for place, name in enumerate([*names, text("guide.meaning")], start=1):
        sheet.cell(1, place, name).font = _font(bold=True)
    for number, row in enumerate(framework.table("levels"), start=2):
        _put(sheet.cell(number, 1), label("dimensions", row["dimension"]))
        _put(sheet.cell(number, 2), int(row["level"]))
        sheet.cell(number, 2).alignment = Alignment(horizontal="left")
        cell = sheet.cell(number, 3)
        _put(cell, terms.cell(row, "label"))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for letter, width in (("A", 28), ("B", 10), ("C", 80)):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"


@spoken
def folder(
    path: str | Path,
    tables: dict[str, list[Row]],
    lang: str | None = None,
    example: bool = False,
    both: bool = False,
    overwrite: bool = False,
) -> Path:
    """The same as a folder of CSV files with a guide; made beside its place, then moved there.

    Spreadsheet programs set to Indonesian take a semicolon between cells, as the comma stands
    before decimals; so do these files in Indonesian.

    Parameters
    ----------
    path : str or Path
        The folder.
    tables : dict of list of dict
        Rows by table, each from column to cell.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.
    example : bool
        Whether the rows are an example, which the guide then says.
    both : bool
        Whether to write the texts in both languages.
    overwrite : bool
        Whether files that are there may be replaced.

    Returns
    -------
    Path
        The folder written.

    Raises
    ------
    InputError
        If it exists and may not be replaced, or cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> place = folder(Path(tempfile.mkdtemp()) / "desa", {"links": []})
    >>> (place / "links.csv").is_file()
    True
    """
    guide = "\n".join(words for _, words in _guide_lines(example)) + "\n"
    target = Path(path)
    files = {f"{title(table)}.csv": _csv(table, tables.get(table, []), both) for table in TABLES}
    # Beside files of other names there would be two of a table.
    if overwrite and target.is_dir() and {p.name for p in target.glob("*.csv")} <= {*files}:
        for name, content in files.items():
            write_new(target / name, content, overwrite)
        return target
    if os.path.lexists(target):
        raise InputError("error.file_exists", where=str(path))
    if not os.path.isdir(target.parent):
        raise InputError("error.file_no_folder", where=target.name, found=str(target.parent))
    beside = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.tmp")
    try:
        beside.mkdir()
        (beside / f"{text('sheet.guide')}.txt").write_text(guide, encoding="utf-8-sig")
        for name, content in files.items():
            (beside / name).write_bytes(content)
        os.rename(beside, target)
    except (OSError, ValueError) as error:
        shutil.rmtree(beside, ignore_errors=True)
        found = getattr(error, "strerror", None) or str(error)
        raise InputError("error.file_not_written", where=str(path), found=found) from None
    return target


def _csv(table: str, rows: list[Row], both: bool = False) -> bytes:
    names = _columns(table, both)
    words = io.StringIO()
    writer = csv.writer(words, delimiter=";" if language() == "id" else ",", lineterminator="\r\n")
    writer.writerow(title(table, name) for name in names)
    for row in rows:
        cells = (_shown(table, name, row.get(name)) for name in names)
        writer.writerow(_written(cell) for cell in cells)
    return words.getvalue().encode("utf-8-sig")


def _written(cell: Any) -> str:
    """A cell as it stands in the file: text that no program runs, numbers as the language has them.

    A number with three decimals gets a fourth, or it could be taken for thousands.
    """
    if cell is None:
        return ""
    if isinstance(cell, float):
        return marked(f"{cell}0" if len(f"{cell}".partition(".")[2]) == 3 else f"{cell}")
    return str(harmless(cell))
