"""A report as content: sections of paragraphs, lists, tables and pictures, said once."""

from dataclasses import dataclass
from typing import Any

__all__ = [
    "Grid",
    "Picture",
    "Points",
    "Report",
    "Section",
    "Words",
]


@dataclass(frozen=True)
class Words:
    """A paragraph; `kind` is "" or one of "answer", "head", "note", "notice".

    Parameters
    ----------
    text : str
        The paragraph.
    kind : str
        "" or one of "answer", "head", "note", "notice".

    Examples
    --------
    >>> Words("The paper names no benchmark.", "note").kind
    'note'
    """

    text: str
    kind: str = ""


@dataclass(frozen=True)
class Points:
    """A list of sentences.

    Parameters
    ----------
    items : tuple of str
        The sentences.

    Examples
    --------
    >>> len(Points(("One.", "Two.")).items)
    2
    """

    items: tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """A table with a title; the first cell of each row names the row.

    Parameters
    ----------
    title : str
        The title.
    columns : tuple of str
        The headings.
    rows : tuple of tuple of str
        The cells, row by row.

    Examples
    --------
    >>> Grid("Levels", ("Dimension", "Level"), (("System", "1"),)).rows[0][1]
    '1'
    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """A chart: its Vega-Lite specification, and what it shows in words.

    Parameters
    ----------
    spec : dict
        The specification.
    title : str
        The title.
    description : str
        What it shows.

    Examples
    --------
    >>> Picture({}, "Levels", "System 1.").title
    'Levels'
    """

    spec: dict[str, Any]
    title: str
    description: str


Block = Words | Points | Grid | Picture


@dataclass(frozen=True)
class Section:
    """One part of a report.

    Parameters
    ----------
    key : str
        Key of the part, such as "effects".
    title : str
        Its heading.
    blocks : tuple of Words, Points, Grid or Picture
        What stands in it.

    Examples
    --------
    >>> Section("plan", "Plan", (Words("Nothing yet."),)).key
    'plan'
    """

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

    Examples
    --------
    >>> Report("en", "Report", "Telang", "", "", ()).title
    'Telang'
    """

    lang: str
    kind: str
    title: str
    subtitle: str
    notice: str
    sections: tuple[Section, ...]
