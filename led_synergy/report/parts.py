"""What all parts of a report share: words, tables, pictures, names, sources."""

import gc
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import altair as alt
import pandas as pd
from altair.utils import schemapi

from .. import terms
from ..case.case import Case
from ..frames import change_texts
from .content import Block, Grid, Picture, Words
from .drawing import wide

# Control characters, lone halves of characters, and the two that are none: neither a page nor Word
# can hold them, and the program that draws charts breaks down over them.
_UNREADABLE = re.compile("[^\n -~\u00a0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(words: str) -> str:
    """Words without characters that cannot be shown."""
    return _UNREADABLE.sub("", words.replace("\t", " "))


def readable(case: Case) -> Case:
    """The case without characters that cannot be shown."""
    tables = {
        name: frame
        if all(map(_is_clean, (frame.iloc[:, place] for place in range(frame.shape[1]))))
        else change_texts(frame, lambda cell: clean(cell) if isinstance(cell, str) else cell)
        for name, frame in case.tables.items()
    }
    return Case(clean(case.name), tables, built_in=case.built_in)


def _is_clean(cells: pd.Series) -> bool:
    words = "\n".join(cell for cell in cells.tolist() if isinstance(cell, str))
    return "\t" not in words and not _UNREADABLE.search(words)


def has(case: Case, table: str) -> bool:
    """Whether the case has the table, with at least one row."""
    return table in case.tables and not case.tables[table].empty


def rows_of(case: Case, table: str) -> list[dict[str, Any]]:
    """The rows of a table; none if the case does not have it."""
    frame = case.tables.get(table)
    return [] if frame is None else frame.to_dict("records")


def shown(cell: Any) -> str:
    """A cell as text; "" where nothing is known."""
    return "" if terms.is_blank(cell) else str(cell)


def level(found: int | None) -> str:
    """A level, or a question mark for one not judged."""
    return "?" if found is None else str(found)


def between(low: Any, high: Any) -> str:
    """Two levels as "1–2"; one if they are the same, a dash if there is none."""
    known = dict.fromkeys(str(int(end)) for end in (low, high) if not terms.is_blank(end))
    return "–".join(known) or "–"


def source(case: Case, row: dict[str, Any]) -> str:
    """Where a row stands."""
    return case.place(row.get("source"))


def kind(row: dict[str, Any]) -> str:
    """The kind of source that a row rests on."""
    return terms.text(f"value.{shown(row.get('source_type')) or 'not_stated'}")


def name_of(key: Any, names: dict[str, str] | None = None) -> str:
    """What a key is called: by the case, else as everywhere."""
    key = shown(key)
    return (names or {}).get(key) or terms.name(key)


def own(case: Case, words: Any) -> str:
    """The area's own words; those of a built-in case in the reader's language."""
    return name_of(words) if case.built_in else shown(words)


_DATE = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def date(words: str) -> str:
    """A date with the name of its month; what is none stays as it is.

    Examples
    --------
    >>> with terms.speaking("id"):
    ...     date("2024-11-18"), date("2025-02"), date("2024")
    ('18 November 2024', 'Februari 2025', '2024')
    """
    found = _DATE.fullmatch(words.strip())
    if not found or not 1 <= int(found[2]) <= 12:
        return words
    names = terms.text("also_heading.months").split("; ")
    month = names[int(found[2]) - 1].split(" / ")[0].capitalize()
    day = f"{int(found[3])} " if found[3] else ""
    return f"{day}{month} {found[1]}"


def figure(value: Any, digits: str = "") -> str:
    """A number as the language writes it, with marks between the thousands from 10,000 up.

    Examples
    --------
    >>> with terms.speaking("id"):
    ...     figure(650000), figure(9640.5), figure(0.05), figure(None)
    ('650.000', '9640', '0,05', '–')
    """
    if terms.is_blank(value):
        return "–"
    words = digits or terms.number(value, "en")
    whole, point, decimals = words.partition(".")
    if len(whole.lstrip("-")) > 4 and whole.lstrip("-").isdigit():
        whole = f"{int(whole):,}"
    return terms.marked(f"{whole}{point}{decimals}")


def indicator(key: str) -> str:
    """What is measured, in words."""
    known = key in terms.framework.keys("effect_indicators")
    return terms.label("effect_indicators", key) if known else name_of(key)


def component_names(case: Case) -> dict[str, str]:
    """Component → its name; those of one name are told apart by their keys."""
    return _told_apart(rows_of(case, "components"), "component")


def activity_names(case: Case) -> dict[str, str]:
    """Activity → its name."""
    return {
        row["activity"]: terms.cell(row, "name") or terms.name(row["activity"])
        for row in rows_of(case, "activities")
    }


def _told_apart(rows: list[dict[str, Any]], key: str) -> dict[str, str]:
    names = {row[key]: terms.cell(row, "name") or row[key].replace("_", " ") for row in rows}
    several = [*names.values()]
    return {k: f"{n} ({k})" if several.count(n) > 1 else n for k, n in names.items()}


def grid(
    key: str, columns: Iterable[str], rows: Iterable[tuple[str, ...]], title: str = ""
) -> Grid:
    """A table with the headings of these columns."""
    keys = (column if "." in column else f"term.{column}" for column in columns)
    return Grid(title or terms.text(f"title.{key}"), tuple(map(terms.heading, keys)), tuple(rows))


@contextmanager
def _at_once() -> Iterator[None]:
    """Without two searches that take time and find nothing in a report.

    Altair looks at each part of each chart, which the tests of charts do; and Python looks again
    and again for objects that hold one another among all that a report makes, which are kept.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        with schemapi.debug_mode(False):
            yield
    finally:
        if collects:
            gc.enable()


drawn_unchecked = _at_once()


def picture(chart: Any) -> Block:
    """A chart, its title and note as text beside it; in words, if it has too many rows."""
    title, note = (" ".join(lines) for lines in (chart.title.text, chart.title.subtitle))
    try:
        spec = chart.to_dict(validate=False)
    except alt.MaxRowsError:
        return Words(terms.text("message.too_many_to_draw", title=title), "note")
    spec["config"]["aria"] = False  # the description is said of the whole, not of each mark
    if all(12 * wide(line) < _LIMIT for line in _lines(spec)):
        for part in ("axis", "legend"):
            spec["config"][part]["labelLimit"] = 0
    del spec["title"]  # words of a picture are measured letter by letter, words of a page are not
    return Picture(spec, title, chart.description, note)


_LIMIT = 340  # pixels; a label that may be cut is measured once more


def _lines(part: Any, within: bool = False) -> Iterator[str]:
    """The lines of text in the data and in the domains of a chart: what its labels may say."""
    if isinstance(part, str):
        yield from part.split("\n") if within else ()
    elif isinstance(part, dict):
        for key, inner in part.items():
            yield from _lines(inner, within or key in ("datasets", "domain"))
    elif isinstance(part, list):
        for inner in part:
            yield from _lines(inner, within)


def left_out(left: int, of: int, key: str) -> Iterable[Block]:
    """How many rows a measure could not use, and why."""
    if left:
        yield Words(terms.text(f"note.{key}", left=left, of=of), "note")
