"""Cards and tables: how an answer, an area or a table shows itself in a notebook.

The words are those of the chosen language: a column is called as in the workbook, a key by the
name of its thing. There are no row numbers, no missing marks of pandas, no types. Colours are
those of the page around, so that a light and a dark theme both can be read.
Nothing here comes from the paper.
"""

import html
import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from . import framework, terms
from .material import material
from .terms import LANGUAGES, heading, is_blank, label, language, marked, text

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "InWords",
    "card",
    "card_of_words",
    "column_name",
    "install",
    "shown",
    "table_in_words",
    "table_page",
    "word_of",
]

_MOST_ROWS = 40


UNDECIDED = {"not_defined": "term.undefined", "open": "term.still_open"}
"""What stands in the place of a category where there is none, or not yet one."""

_NO_CATEGORY = UNDECIDED | {"none": "term.no_category"}

# -- Words -------------------------------------------------------------------------------------


@cache
def _titles() -> dict[str, dict[str, str]]:
    """Column of a case → its heading in each language, as in the workbook."""
    found: dict[str, dict[str, str]] = {}
    for row in framework.read("schema.csv"):
        if row["title_en"] and row["column"]:
            titles = {lang: row[f"title_{lang}"] for lang in LANGUAGES}
            found.setdefault(row["column"], titles)
    return found


def column_name(column: Any) -> str:
    """What a column is called for a reader.

    Parameters
    ----------
    column : object
        Its name in a table of ours, or any other.

    Returns
    -------
    str

    Examples
    --------
    >>> column_name("name_en"), column_name("shared_goal"), column_name("paths through it")
    ('Name', 'Shared goal', 'Paths through it')
    """
    if not isinstance(column, str):
        return word_of(column)
    if column in framework.keys("dimensions"):
        return label("dimensions", column)
    plain = re.sub(r"_(en|id)$", "", column)
    for form in (column, plain):
        if form in framework.keys("headings"):
            return heading(framework.row("headings", form)["term"])
    for form in (column, f"{column}_{language()}"):
        if title := _titles().get(form, {}).get(language()):
            return title
    words = _known(column) or plain.replace("_", " ")
    return words[:1].upper() + words[1:]


def word_of(value: Any) -> str:
    """A cell in words: the name of a key, yes and no, a number; "–" where there is nothing.

    Parameters
    ----------
    value : object
        The cell.

    Returns
    -------
    str

    Examples
    --------
    >>> word_of("less_synergetic"), word_of("trust; leadership"), word_of(True), word_of(None)
    ('Less synergetic', 'Trust; Leadership', 'Yes', '–')
    """
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(map(word_of, value)) or "–"
    if is_blank(value):
        return "–"
    if isinstance(value, bool) or type(value).__name__ in ("bool_", "bool"):
        return heading("value.yes" if value else "value.no")
    if isinstance(value, float):
        return _number(value, 4).rstrip("0").rstrip(".,") if value % 1 else _number(value, 0)
    if not isinstance(value, str):
        return str(value).replace("-", "−") if isinstance(value, int) else str(value)
    for between in ("; ", ", "):
        parts = value.split(between)
        if all(map(_is_key, parts)):
            return between.join(map(_name_of_key, parts))
    # a key within a text, but no name of a file or function
    return re.sub(r"(?<![\w./])[a-z]+(_[a-z0-9]+)+(?![\w./(])", lambda k: _name_of_key(k[0]), value)


def _is_key(value: str) -> bool:
    return re.fullmatch(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", value) is not None and (
        "_" in value or _known(value) is not None
    )


def _known(key: str) -> str | None:
    for table in framework.NAMED:
        if key in framework.keys(table):
            return label(table, key)
    for family in ("value", "name"):
        if f"{family}.{key}" in framework.keys("terms"):
            return heading(f"{family}.{key}")
    indicator = key.removeprefix("benchmark_")
    return text("about.benchmark", indicator=terms.name(indicator)) if indicator != key else None


def _name_of_key(key: str) -> str:
    return _known(key) or key.replace("_", " ")


def _number(value: float, decimals: int) -> str:
    return marked(f"{value:.{decimals}f}".replace("-", "−"))


# -- Tables ------------------------------------------------------------------------------------


def _as_words(frame: "pd.DataFrame") -> tuple[list[list[str]], list[list[str]], int]:
    """Rows of headings, rows of cells, and how many cells at the left name their row."""
    import pandas as pd

    names = list(frame.index.names)
    plain = names == [None] and pd.api.types.is_integer_dtype(frame.index.dtype)
    named = 0 if plain else len(names)
    keys = list(frame.columns)
    kept = [n for n, key in enumerate(keys) if not _other_language(key, keys)]
    columns = [_cells(frame.iloc[:, n].head(_MOST_ROWS), keys[n]) for n in kept]
    turned = names[-1] is None and frame.columns.names[-1] is not None
    if turned and named:  # each row of the table is a column of ours
        for row, key in enumerate(frame.index[:_MOST_ROWS]):
            for place, cell in enumerate(_cells(frame.iloc[row, kept], key)):
                columns[place][row] = cell
    for level in reversed(range(named)):
        values = frame.index.get_level_values(level)[:_MOST_ROWS]
        columns.insert(0, [*map(column_name, values)] if turned else _cells(values, names[level]))
    depth = frame.columns.nlevels
    paths = [keys[n] if isinstance(keys[n], tuple) else (keys[n],) for n in kept]
    heads = [[column_name(path[level]) for path in paths] for level in range(depth)]
    if {"cause", "effect"} <= {*keys}:  # of a link, and not the dimension
        heads[-1][[keys[n] for n in kept].index("effect")] = _titles()["effect"][language()]
    for level, head in enumerate(heads):
        last = level == depth - 1
        corner = [column_name(name) if last and name is not None else "" for name in names]
        head[:0] = _crossed(frame, corner)[:named]
    return heads, [list(row) for row in zip(*columns, strict=True)], named


def _crossed(frame: "pd.DataFrame", corner: list[str]) -> list[str]:
    """Where rows and columns have the same keys, what each of the two is stands in the corner."""
    across = frame.columns.names[-1]
    if across and corner[-1] and {*frame.columns} & {*frame.index}:
        corner[-1] = f"{corner[-1]} ↓ / {column_name(across)} →"
    return corner


def _other_language(column: Any, columns: Sequence[Any]) -> bool:
    """Whether a column says in the other language what one beside it says in this one."""
    if not isinstance(column, str) or column[-3:] not in ("_en", "_id"):
        return False
    return column[-2:] != language() and f"{column[:-2]}{language()}" in columns


@cache
def _components() -> dict[str, dict[str, str]]:
    """Component of our areas → its row, with its name in each language."""
    areas = sorted(path.parent.name for path in framework.folder().glob("*/components.csv"))
    rows = (row for area in areas for row in framework.read(f"{area}/components.csv"))
    return {row["component"]: row for row in rows}


def _role(value: str) -> str:
    """What a factor is in a list of triggers or in the map."""
    keys = [f"in_map.{part}" for part in value.split("; ")]
    known = {*keys} <= {*framework.keys("terms")}
    return "; ".join(map(heading, keys)) if known else word_of(value)


# Columns whose texts are said in a way of their own.
_SAID: dict[str, Callable[[str], str]] = {
    "topic": lambda v: label("topics", v) if v in framework.keys("topics") else word_of(v),
    # "open" is elsewhere open to all
    "category": lambda v: heading(_NO_CATEGORY[v]) if v in _NO_CATEGORY else word_of(v),
    **dict.fromkeys(
        ("component", "actor"),
        lambda v: terms.cell(_components()[v], "name") if v in _components() else word_of(v),
    ),
    # What somebody wrote as the source of an area of their own stays as it is.
    "source": lambda v: terms.place(word_of(v)) if v in framework.sources() else v,
    "place": lambda v: terms.place(word_of(v)),
    **dict.fromkeys(("section_4_4", "table_4_4", "conclusion", "abstract", "map"), _role),
    **dict.fromkeys(("aspect", "field"), lambda v: word_of(v) if _known(v) else terms.name(v)),
    "unit": terms.name,
}


def _cells(column: Any, named: Any) -> list[str]:
    values = list(column)
    if say := _SAID.get(named):
        return [say(v) if isinstance(v, str) else word_of(v) for v in values]
    floats = [v for v in values if isinstance(v, float) and not is_blank(v)]
    if not floats or any(isinstance(v, str) for v in values):
        return [word_of(value) for value in values]
    digits = next(
        (d for d in range(4) if all(abs(round(v, d) - v) < 5e-5 * max(1, abs(v)) for v in floats)),
        4,
    )
    return [_number(v, digits) if isinstance(v, float) and v == v else word_of(v) for v in values]


def table_page(frame: "pd.DataFrame") -> str:
    """A table as HTML: headings in words, text from the left, no row numbers.

    Parameters
    ----------
    frame : DataFrame
        The table.

    Returns
    -------
    str

    Examples
    --------
    >>> import pandas as pd
    >>> "Less synergetic" in table_page(pd.DataFrame({"system_gate": ["less_synergetic"]}))
    True
    """
    heads, rows, named = _as_words(frame)
    if not heads[-1]:
        return shown(f'<p class="led-quiet">{_safe(_left_out(frame) or "–")}</p>')
    top = "".join(f"<tr>{_head_row(row, named)}</tr>" for row in heads)
    body = "".join(f"<tr>{_row(row, heads, named)}</tr>" for row in rows)
    wide = " led-widest" if len(heads[-1]) > 8 else ""
    wide = wide or (" led-wide" if len(heads[-1]) > 3 or _long(rows) else "")
    inside = f'<div class="led-rows{wide}"><table><thead>{top}</thead><tbody>{body}</tbody></table>'
    more = _left_out(frame)
    return shown(f"{inside}</div>" + (f'<p class="led-quiet">{_safe(more)}</p>' if more else ""))


def _long(rows: list[list[str]]) -> bool:
    return any(len(cell) > 40 for row in rows for cell in row) and len(rows[0]) > 2


def _head_row(row: list[str], named: int) -> str:
    """Headings that repeat stand once, over all their columns."""
    found: list[list[Any]] = []
    for place, words in enumerate(row):
        if found and place > named and words and found[-1][0] == words:
            found[-1][1] += 1
        else:
            found.append([words, 1])
    span = {n: f' colspan="{n}"' if n > 1 else "" for _, n in found}
    return "".join(
        f'<th scope="col"{span[n]}>{_safe(words)}</th>' if words else f"<td{span[n]}></td>"
        for words, n in found
    )


def _row(row: list[str], heads: list[list[str]], named: int) -> str:
    names = [" · ".join(filter(None, path)) for path in zip(*heads, strict=True)]
    found = ""
    for place, words in enumerate(row):
        head = f' data-head="{html.escape(names[place])}"' if names[place] else ""
        cell = "th" if place < named else "td"
        scope = ' scope="row"' if place < named else ""
        found += f"<{cell}{scope}{head}>{_safe(words)}</{cell}>"
    return found


def _left_out(frame: "pd.DataFrame") -> str:
    rows = len(frame)
    if not rows:
        return text("note.no_rows")
    return text("note.more_rows", n=rows - _MOST_ROWS, all=rows) if rows > _MOST_ROWS else ""


def table_in_words(frame: "pd.DataFrame") -> str:
    """A table as text: one line for each row.

    Parameters
    ----------
    frame : DataFrame
        The table.

    Returns
    -------
    str

    Examples
    --------
    >>> import pandas as pd
    >>> print(table_in_words(pd.DataFrame({"name_en": ["Rice"], "n": [2]})))
    Name | How many
    Rice | 2
    """
    heads, rows, _ = _as_words(frame)
    lines = [" | ".join(row) for row in (*heads, *rows)]
    return "\n".join([*lines, *filter(None, [_left_out(frame)])])


# -- Cards -------------------------------------------------------------------------------------


def shown(inside: str, kind: str = "", role: str = "") -> str:
    """A piece of a page in our style; what is inside is HTML already.

    Parameters
    ----------
    inside : str
        HTML.
    kind : str
        Further classes of the box.
    role : str
        Its role for a screen reader.

    Returns
    -------
    str

    Examples
    --------
    >>> shown("<p>one</p>")[-16:]
    '<p>one</p></div>'
    """
    box = f'<div class="{f"led-shown {kind}".strip()}" lang="{language()}"'
    box += f' role="{role}">' if role else ">"
    return f"<style>{material('cards.css')}</style>{box}{inside}</div>"


def card(title: str, rows: Iterable[Sequence[str]] = (), note: str = "") -> str:
    """A card: a title, a small table, a note.

    Parameters
    ----------
    title : str
        What it says first.
    rows : iterable of sequences of str
        Rows of a small table; the first cell names the row.
    note : str
        The last line.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> card("Lesson 02", [("02.1", "solved")]).count("<tr>")
    1
    """
    inside = f'<p class="led-head">{_safe(title)}</p>'
    body = "".join(f"<tr>{_row(list(row), [[''] * len(row)], 1)}</tr>" for row in rows)
    if body:
        inside += f'<div class="led-rows"><table><tbody>{body}</tbody></table></div>'
    inside += f'<p class="led-quiet">{_safe(note)}</p>' if note else ""
    return shown(inside, "led-card")


def card_of_words(words: str) -> str:
    """A card of an answer in words: its first line is the title, its lists are folded.

    Parameters
    ----------
    words : str
        Paragraphs with blank lines between. Below the first line of a paragraph, lines that begin
        with "- " are a list, and lines with two blanks before them are rows of a small table.

    Returns
    -------
    str
        HTML.

    Examples
    --------
    >>> "<summary>Why not?</summary>" in card_of_words("Fragmented\\n\\nWhy not?\\n- one")
    True
    """
    title, *rest = words.split("\n", 1)
    inside = f'<p class="led-head">{_safe(title)}</p>'
    for paragraph in filter(None, "".join(rest).strip("\n").split("\n\n")):
        lines = [line for line in paragraph.split("\n") if line.strip()]
        items = [line for line in lines if line.startswith(("- ", "  "))]
        said = [_safe(line) for line in lines if line not in items]
        if items and items[0].startswith("- "):
            listed = "".join(f"<li>{_safe(item[2:])}</li>" for item in items)
            inside += f"<details><summary>{' '.join(said)}</summary><ul>{listed}</ul></details>"
            continue
        inside += "".join(f"<p>{line}</p>" for line in said)
        if items:
            rows = "".join(f"<tr>{_row_of_words(item)}</tr>" for item in items)
            inside += f'<div class="led-rows"><table><tbody>{rows}</tbody></table></div>'
    return shown(inside, "led-card")


def _row_of_words(line: str) -> str:
    name, _, rest = line.strip().partition(": ")
    cells = "".join(f"<td>{_safe(cell)}</td>" for cell in re.split(r"  +", rest))
    return f'<th scope="row">{_safe(name)}</th>{cells}'


class InWords:
    """What shows itself in a notebook as a card of its own words, and elsewhere as before.

    Examples
    --------
    >>> class Answer(InWords):
    ...     def explain(self):
    ...         return "Fragmented"
    >>> "Fragmented" in Answer()._repr_html_()
    True
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls._repr_pretty_ = InWords._repr_pretty_  # type: ignore[method-assign]  # IPython looks here

    def _said(self) -> str:
        return str(self.explain())  # type: ignore[attr-defined]

    def _repr_html_(self) -> str:
        return card_of_words(self._said())

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(self._said())


def _safe(words: Any) -> str:
    return html.escape(str(words), quote=False)


# -- In a notebook -----------------------------------------------------------------------------


def install(shell: Any) -> None:
    """Let a notebook show tables of pandas as ours.

    Parameters
    ----------
    shell : IPython.InteractiveShell
        The notebook's.

    Examples
    --------
    >>> from IPython.core.interactiveshell import InteractiveShell
    >>> install(InteractiveShell())
    """
    formatters = shell.display_formatter.formatters
    for kind in ("DataFrame", "Series"):
        for module in ("pandas", "pandas.core.frame", "pandas.core.series"):
            formatters["text/html"].for_type_by_name(module, kind, lambda t: table_page(_frame(t)))
            formatters["text/plain"].for_type_by_name(
                module, kind, lambda t, printer, _: printer.text(table_in_words(_frame(t)))
            )


def _frame(table: Any) -> "pd.DataFrame":
    return table.to_frame(table.name or "value") if hasattr(table, "to_frame") else table
