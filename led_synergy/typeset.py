"""Set a report as a page, as a Word document, or as text for a terminal.

A report says everything once, in words, tables and charts; what is here only sets it, so its forms
cannot drift apart. What a cell of a case holds is text and stays text: never markup, a formula or
a link. The page needs no other file and no network. Where vl-convert is missing, as in the Python
of a browser, the page draws its charts itself if it can be given the library, else it says in words
what they show.
"""

import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from . import terms

__all__ = [
    "Grid",
    "Picture",
    "Points",
    "Report",
    "Section",
    "Words",
    "docx",
    "files",
    "html",
    "plain",
    "save",
]


# -- What a report is made of ----------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """A paragraph; `kind` is "" or one of "answer", "note"."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Points:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table with a title; the first cell of each row names the row."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A chart: its Vega-Lite specification, and what it shows in words."""

    spec: dict[str, Any]
    title: str
    description: str


Block = Words | Points | Grid | Picture


@dataclass(frozen=True)
class Section:
    """One part of a report."""

    key: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Report:
    """Everything that a page and a Word document say, in their order.

    Parameters
    ----------
    lang : {"en", "id"}
        Language.
    kind : str
        What kind of report it is, in words.
    title, subtitle : str
        Name of the area; when and by whom it was judged.
    notice : str
        What must be seen on every page: that the case is fictional; "" if it is not.
    sections : tuple of Section
        The parts.
    """

    lang: str
    kind: str
    title: str
    subtitle: str
    notice: str
    sections: tuple[Section, ...]


# -- A page ----------------------------------------------------------------------------------------


def html(report: Report) -> str:
    """The report as one page: no other file, no network; A4 when printed.

    Without vl-convert it has a script that draws the charts, or says in words what they show.

    Raises
    ------
    InputError
        If Jinja, which sets the page, is not installed.

    Examples
    --------
    >>> page = html(Report("en", "Report", "<b>Area</b>", "", "", ()))
    >>> "&lt;b&gt;Area&lt;/b&gt;" in page, "<script" in page
    (True, False)
    """
    from . import __version__

    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
        from markupsafe import Markup
    except ImportError:
        raise terms.InputError("report.error_not_installed", found="jinja2") from None
    page = Environment(
        loader=PackageLoader("led_synergy"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page.filters["kind"] = lambda block: type(block).__name__.lower()
    library = "" if _vl_convert() else _vega()
    if _vl_convert():
        page.filters["drawn"] = lambda picture, n, key: Markup(_svg(picture, f"{key}-{n}"))
    else:
        page.filters["drawn"] = lambda picture, *_: Markup(
            _in_words(picture, report.lang, to_draw=bool(library))
        )
    words = {"contents": terms.text("report.contents", report.lang)}
    words["footer"] = terms.text("report.fictional", report.lang) if report.notice else ""
    template = page.get_template("report.html.jinja")
    return template.render(report=report, version=__version__, words=words, library=Markup(library))


def _svg(picture: Picture, name: str) -> str:
    """The chart as SVG that stands in a page: its own ids, its own words for who cannot see it."""
    from xml.etree import ElementTree

    drawing = ElementTree.fromstring(_vl_convert().vegalite_to_svg(picture.spec))
    for part in drawing.iter():
        part.tag = part.tag.rpartition("}")[2]
        # The words below stand for the whole; what Vega says of each mark would be read beside it.
        spoken = [key for key in part.attrib if key == "role" or key.startswith("aria-")]
        for key in spoken:
            del part.attrib[key]
        for key, value in part.attrib.items():
            if key == "id":
                part.set(key, f"{name}-{value}")
            elif value.startswith("url(#"):
                part.set(key, value.replace("url(#", f"url(#{name}-"))
    drawing.set("role", "img")
    drawing.set("aria-labelledby", f"{name}-t {name}-d")
    for place, tag in enumerate(("title", "desc")):
        words = ElementTree.Element(tag, id=f"{name}-{tag[0]}")
        words.text = picture.description if tag == "desc" else picture.title
        drawing.insert(place, words)
    return ElementTree.tostring(drawing, encoding="unicode")


def _vl_convert() -> Any:
    """What draws charts outside a browser; None where it is not installed."""
    try:
        import vl_convert
    except ImportError:
        return None
    return vl_convert


def _vega() -> str:
    """The library that draws charts, from the site that the browser's Python came from."""
    if sys.platform != "emscripten":
        return ""
    try:
        from js import location
        from pyodide.http import open_url

        site = str(location.href).split("/extensions/")[0]
        library: str = open_url(f"{site}/extensions/led_synergy/vega.js").read()
    except Exception:  # whatever the browser raises: the report then tells its charts in words
        return ""
    return library if "vegaEmbed" in library and "</script" not in library else ""


def _in_words(picture: Picture, lang: str, to_draw: bool) -> str:
    """What the chart shows, and, for a page that can draw, the chart itself in its place."""
    said = terms.text("report.not_drawn" if to_draw else "report.no_picture", lang)
    words = f'<p class="note">{said}</p>\n<p>{escape(picture.description)}</p>'
    if not to_draw:
        return words
    spec = json.dumps(picture.spec, ensure_ascii=False).replace("<", "\\u003c")
    return f'{words}\n<script type="application/json">{spec}</script>'


# -- A Word document -------------------------------------------------------------------------------


def docx(report: Report) -> bytes:
    """The report as a Word document (.docx), to be marked and commented on.

    Without vl-convert it has no pictures, and says in words what they would show.

    Raises
    ------
    InputError
        If python-docx, which writes it, is not installed.
    """
    try:
        from docx import Document
        from docx.shared import Cm, Pt
    except ImportError:
        raise terms.InputError("report.error_not_installed", found="python-docx") from None
    document = Document()
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2)
    page.top_margin = page.bottom_margin = Cm(2)
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(10.5)
    _language(document, report.lang)
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
        page.header.paragraphs[0].text = terms.text("report.fictional", report.lang)
    for section in report.sections:
        document.add_heading(section.title, 1)
        for block in section.blocks:
            _set(document, block, Cm(17), report.lang)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _set(document: Any, block: Block, width: int, lang: str) -> None:
    from docx.shared import Pt

    if isinstance(block, Words):
        run = document.add_paragraph().add_run(block.text)
        run.bold = block.kind == "answer"
        if block.kind == "note":
            run.font.size = Pt(9)
    elif isinstance(block, Points):
        for item in block.items:
            document.add_paragraph(item, style="List Bullet")
    elif isinstance(block, Picture):
        if not _vl_convert():
            document.add_paragraph(terms.text("report.no_picture", lang))
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


def _shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """What part of the width each column takes: by its longest text, but so that words stay whole.

    Examples
    --------
    >>> _shares([["Level", "Reason"], ["1", "said by all of those who were asked in the villages"]])
    [0.28, 0.72]
    """
    columns = [" ".join(cells).split() for cells in zip(*rows, strict=True)]
    widest = [4 * max(map(len, words), default=1) for words in columns]
    longest = [max(map(len, cells)) for cells in zip(*rows, strict=True)]
    sizes = [max(word, min(text, 60)) for word, text in zip(widest, longest, strict=True)]
    return [round(size / sum(sizes), 2) for size in sizes]


def _set_grid(document: Any, grid: Grid, width: int) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    title = document.add_paragraph()
    title.add_run(grid.title).bold = True
    title.paragraph_format.keep_with_next = True
    table = document.add_table(rows=1 + len(grid.rows), cols=len(grid.columns), style="Table Grid")
    table.autofit = False
    shares = _shares([grid.columns, *grid.rows])
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
            run.font.size = Pt(8.5)
            run.bold = place == 0 or cells is grid.columns
    document.add_paragraph()


def _language(document: Any, lang: str) -> None:
    """Tell Word which language to check the spelling in."""
    from docx.oxml.ns import qn

    code = {"en": "en-GB", "id": "id-ID"}[lang]
    for known in document.styles.element.iter(qn("w:lang")):
        known.set(qn("w:val"), code)


# -- Writing ---------------------------------------------------------------------------------------


def save(
    report: Report, path: str | Path, *, word: bool = False, overwrite: bool = False
) -> tuple[Path, ...]:
    """Write a report as a page, as a Word document, or both.

    Parameters
    ----------
    report : Report
        The report.
    path : str or Path
        Where to: a name that ends in .html or .docx.
    word : bool
        A Word document beside the page.
    overwrite : bool
        Whether files that are there may be replaced.

    Raises
    ------
    InputError
        If the name ends otherwise, a file is there, or something that sets the report is not
        installed. Nothing is written then.
    """
    from .files import write_new

    makers: dict[str, Callable[[Report], bytes]] = {
        ".html": lambda report: html(report).encode(),
        ".docx": docx,
    }
    wanted = files(Path(path), word, overwrite)
    contents = [(file, makers[file.suffix.lower()](report)) for file in wanted]
    return tuple(write_new(file, content, overwrite) for file, content in contents)


def files(path: Path, word: bool, overwrite: bool) -> list[Path]:
    """The files to write, none of which may be there already unless it may be replaced.

    Raises
    ------
    InputError
        If the name ends neither in .html nor in .docx, or a file is there.
    """
    ending = path.suffix.lower()
    if ending not in (".html", ".docx"):
        raise terms.InputError("report.error_ending", found=path.name)
    wanted = [path, path.with_suffix(".docx")] if word and ending == ".html" else [path]
    for file in wanted:
        if file.exists() and not overwrite:
            raise terms.InputError("error.file_exists", where=str(file))
    return wanted


# -- A terminal ------------------------------------------------------------------------------------


def plain(report: Report, width: int = 100) -> str:
    """The report as text for a terminal, without its charts.

    Parameters
    ----------
    report : Report
        The report.
    width : int
        Characters in a line.

    Examples
    --------
    >>> print(plain(Report("en", "Report", "Area", "", "", ())))
    Report
    Area
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    lines = io.StringIO()
    screen = Console(file=lines, width=width, color_system=None, markup=False, emoji=False)
    for words in filter(None, (report.kind, report.title, report.subtitle, report.notice)):
        screen.print(Text(words))
    for section in report.sections:
        screen.print(Text(f"\n{section.title.upper()}"))
        for block in section.blocks:
            if isinstance(block, Words):
                screen.print(Text(block.text))
            elif isinstance(block, Points):
                for item in block.items:
                    screen.print(Text(f"- {item}"))
            elif isinstance(block, Grid):
                table = Table(box=box.ASCII_DOUBLE_HEAD, title=Text(block.title), show_lines=True)
                for column in block.columns:
                    table.add_column(Text(column), overflow="fold")
                for row in block.rows:
                    table.add_row(*map(Text, row))
                screen.print(table)
    return "\n".join(line.rstrip() for line in lines.getvalue().splitlines())
