"""A report as a Word document."""

import io
from collections.abc import Sequence
from typing import Any

from .. import terms
from .content import Block, Grid, Picture, Points, Report, Words
from .page import _vl_convert

__all__ = [
    "docx",
]


def docx(report: Report) -> bytes:
    """The report as a Word document (.docx), to be marked and commented on.

    Without vl-convert it has no pictures, and says in words what they would show.

    Parameters
    ----------
    report : Report
        The report.

    Returns
    -------
    bytes

    Raises
    ------
    InputError
        If python-docx, which writes it, is not installed.

    Examples
    --------
    >>> docx(Report("en", "Report", "Area", "", "", ()))[:2]   # a packed file
    b'PK'
    """
    try:
        from docx import Document
        from docx.shared import Cm, Pt
    except ImportError:
        raise terms.InputError("error.report_not_installed", found="python-docx") from None
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    # Every office program has this font, or one of the same widths
    normal.font.name, normal.font.size = "Arial", Pt(10)
    speaks(document, report.lang)
    properties = document.core_properties
    properties.title, properties.author = report.title[:255], "led_synergy"
    properties.comments = ""
    properties.language = report.lang
    document.add_paragraph(report.kind)
    document.add_heading(report.title, 0)
    if report.subtitle:
        document.add_paragraph(report.subtitle)
    if report.notice:
        document.add_paragraph().add_run(report.notice).bold = True
        page.header.paragraphs[0].text = terms.text("note.fictional", report.lang)
    _page_number(page.footer.paragraphs[0])
    with terms.speaking(report.lang):
        for section in report.sections:
            document.add_heading(section.title, 1)
            for block in section.blocks:
                _set(document, block, Cm(17))
            if section.key == "summary":
                document.add_page_break()
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _set(document: Any, block: Block, width: int) -> None:
    from docx.shared import Pt

    if isinstance(block, Words):
        run = document.add_paragraph().add_run(block.text)
        run.bold = block.kind in ("answer", "head", "notice")
        if block.kind == "note":
            run.font.size = Pt(9)
    elif isinstance(block, Points):
        for item in block.items:
            document.add_paragraph(item, style="List Bullet")
    elif isinstance(block, Picture):
        if not _vl_convert():
            document.add_paragraph(terms.text("message.no_picture"))
            document.add_paragraph(block.description)
            return
        png = _vl_convert().vegalite_to_png(block.spec, scale=2)
        picture = document.add_picture(io.BytesIO(png))
        if picture.width > width:
            picture.width, picture.height = width, round(picture.height * width / picture.width)
        named = picture._inline.docPr  # python-docx has no public name for the alternative text
        named.set("title", block.title)
        named.set("descr", block.description)
    else:
        _set_grid(document, block, width)


def _page_number(paragraph: Any) -> None:
    """Page and pages at the foot, counted by whatever opens the document."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for what in ("PAGE", " / ", "NUMPAGES"):
        run = paragraph.add_run("" if what.isupper() else what)
        if what.isupper():
            field = OxmlElement("w:fldSimple")
            field.set(qn("w:instr"), what)
            run._r.addprevious(field)
            shown = OxmlElement("w:r")
            text = OxmlElement("w:t")
            text.text = "1"
            shown.append(text)
            field.append(shown)


_POINTS, _SMALLEST = 8.5, 6.0  # size of words in a table, and the least that can be read
_LETTER, _MARGINS = 0.57, 12  # width of a bold letter, of its size; of a cell's margins, in points
_LINE = 17 / 2.54 * 72  # points from margin to margin


def _letters(rows: Sequence[Sequence[str]]) -> list[int]:
    """The longest word of each column; one that is no word, such as an address, may be broken."""
    columns = [" ".join(cells).split() for cells in zip(*rows, strict=True)]
    return [min(max(map(len, words), default=1), 30) for words in columns]


def _points(rows: Sequence[Sequence[str]]) -> float:
    """The size at which the longest words of all columns stand side by side unbroken.

    Examples
    --------
    >>> _points([["Level", "Reason"]]), _points([["Perencanaan"] * 8])
    (8.5, 7.7)
    """
    letters = _letters(rows)
    fits = (_LINE - _MARGINS * len(letters)) / (_LETTER * sum(letters))
    return round(max(_SMALLEST, min(_POINTS, fits)), 1)


def _shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """What part of the width each column takes: by its longest text, but so that words stay whole.

    Examples
    --------
    >>> _shares([["Level", "Reason"], ["1", "said by all of those who were asked in the villages"]])
    [0.148, 0.852]
    """
    size = _points(rows)
    least = [(_LETTER * size * n + _MARGINS) / _LINE for n in _letters(rows)]
    longest = [min(max(map(len, cells)), 60) for cells in zip(*rows, strict=True)]
    if sum(least) >= 1:
        return [share / sum(least) for share in least]
    spare = 1 - sum(least)
    return [
        round(share + spare * text / sum(longest), 3)
        for share, text in zip(least, longest, strict=True)
    ]


def _set_grid(document: Any, grid: Grid, width: int) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    title = document.add_paragraph()
    title.add_run(grid.title).bold = True
    title.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1 + len(grid.rows), cols=len(grid.columns), style="Table Grid")
    table.autofit = False
    rows = [grid.columns, *grid.rows]
    shares, size = _shares(rows), Pt(_points(rows))
    for column, share in zip(table.columns, shares, strict=True):
        column.width = round(width * share)
    # Asking python-docx for a cell by place walks the whole table; row by row it does not.
    for row, cells in zip(table.rows, (grid.columns, *grid.rows), strict=True):
        properties = row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if cells is grid.columns:
            properties.append(OxmlElement("w:tblHeader"))
        for place, (cell, words) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = round(width * shares[place])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(2)
            run = paragraph.add_run(words)
            run.font.size = size
            run.bold = place == 0 or cells is grid.columns
    document.add_paragraph()


def speaks(document: Any, spoken_in: str) -> None:
    """Tell Word which language to check the spelling in."""
    from docx.oxml.ns import qn

    code = {"en": "en-GB", "id": "id-ID"}[spoken_in]
    for known in document.styles.element.iter(qn("w:lang")):
        known.set(qn("w:val"), code)
