"""Plain sheets for other programs: a heading and rows, in which no text can act as a formula."""

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ..case.workbook import _put
from ..terms import InputError

__all__ = ["xlsx"]


def xlsx(sheets: Mapping[str, Iterable[Sequence[Any]]], widths: Sequence[int] = ()) -> bytes:
    """A workbook of plain sheets.

    Parameters
    ----------
    sheets : mapping from str to rows
        Name of a sheet → its rows, the heading first.
    widths : sequence of int
        Widths of the columns in characters.

    Returns
    -------
    bytes
        The content of the .xlsx file.

    Raises
    ------
    InputError
        If openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
        from openpyxl.styles import Alignment, Font
        from openpyxl.utils import get_column_letter
    except ImportError:
        raise InputError("error.workbook_no_writer") from None
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row, start=1):
                if value is None or value == "":
                    continue
                cell = sheet.cell(number, place)
                _put(cell, value)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if number == 1:
                    cell.font = Font(bold=True)
        for place, width in enumerate(widths, start=1):
            sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.freeze_panes = "A2"
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()
