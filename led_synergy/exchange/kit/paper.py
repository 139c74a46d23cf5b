"""What the sheets of the kit are made of: an A4 page, words, tables, cards with a line to cut."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from ... import terms
from ...report.word import speaks

WIDTH = 18.0  # cm between the margins


def document(title: str) -> Any:
    """An empty A4 document in the language chosen now.

    Raises
    ------
    InputError
        If python-docx, which writes it, is not installed.
    """
    try:
        from docx import Document
        from docx.shared import Cm, Pt
    except ImportError:
        raise terms.InputError("error.kit_not_installed", found="python-docx") from None
    made = Document()
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(1.5)
    page.top_margin = page.bottom_margin = Cm(1)
    normal = made.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10)
    normal.paragraph_format.space_after = Pt(3)
    speaks(made, terms.language())
    made.core_properties.title, made.core_properties.author = title[:255], "led_synergy"
    made.core_properties.comments = ""
    return made


def heading(made: Any, words: str, size: float = 14, new_page: bool = False) -> None:
    """A heading; on a new page if asked."""
    from docx.shared import Pt

    found = made.add_heading(words, 1 if size >= 13 else 2)
    found.paragraph_format.page_break_before = new_page
    found.paragraph_format.space_before = Pt(0 if size >= 13 else 6)
    found.paragraph_format.space_after = Pt(2)
    for run in found.runs:
        run.font.size = Pt(size)


def words(
    made: Any, text: str, size: float = 10, bold: bool = False, start: str = "", after: float = 3
) -> None:
    """A paragraph; `start` stands bold before it, `after` is the space below it in points."""
    from docx.shared import Pt

    paragraph = made.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(after)
    for part, strong in ((start, True), (text, bold)):
        if part:
            run = paragraph.add_run(part)
            run.font.size, run.bold = Pt(size), strong


def lines(made: Any, number: int) -> None:
    """Lines to write on."""
    for _ in range(number):
        words(made, "_" * 96, 9)


def grid(
    made: Any,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    height: float = 0,
    size: float = 9,
) -> None:
    """A table with a head; widths and the least height of a row in cm."""
    from docx.oxml import OxmlElement
    from docx.shared import Cm, Pt

    table = made.add_table(rows=len(rows), cols=len(widths), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))  # again on the next page
    for place, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        if height and place:
            row.height = Cm(height)
        for cell, text, width in zip(row.cells, cells, widths, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].paragraph_format.space_after = Pt(1)
            run = cell.paragraphs[0].add_run(text)
            run.font.size, run.bold = Pt(size), place == 0


def cards(made: Any, found: Iterable[tuple[str, str]], height: float) -> None:
    """Cards with a small head and words in the middle, parted by broken lines to cut along."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls
    from docx.shared import Cm, Pt

    found = list(found)
    table = made.add_table(rows=-(-len(found) // 2), cols=2)
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    border = "".join(f'<w:{side} w:val="dashed" w:sz="6" w:color="666666"/>' for side in sides)
    table._tbl.tblPr.append(parse_xml(f"<w:tblBorders {nsdecls('w')}>{border}</w:tblBorders>"))
    cells = (cell for row in table.rows for cell in row.cells)
    for row in table.rows:
        row.height = Cm(height)
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    for cell, (head, text) in zip(cells, found, strict=False):
        cell.width = Cm(WIDTH / 2)
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        paragraph = cell.paragraphs[0]
        paragraph.alignment = 1  # in the middle
        run = paragraph.add_run(f"{head}\n")
        run.font.size = Pt(9)
        run = paragraph.add_run(text)
        run.font.size, run.bold = Pt(13), True


def to_bytes(made: Any) -> bytes:
    """The file of a document or of slides."""
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()
