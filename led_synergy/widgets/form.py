"""CaseBuilder: a form that fills the tables of a case step by step, and shows the judgement grow.

Its fields are those of datasets/datapackage.json, its checks those of a workbook, its judgement
that of `case`; nothing is checked or judged here. Live it is a box of ipywidgets. On a web page,
where no Python answers, it shows how it stands and says what it needs.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ipywidgets

from .. import terms
from ..case import CaseError, schema
from ..case.case import Case, load_case
from ..case.reading import Rows, to_rows
from ..case.schema import TABLES
from ..categories import TOP, level_label
from ..charts.given import as_case
from ..terms import language, spoken
from . import html as _html
from .explorer import Explorer
from .html import element, escape, in_its_language

__all__ = [
    "CaseBuilder",
]


_LONG = ("because", "finding", "contested_", "exception", "note")  # columns that hold sentences
_LEVELS = ("level", "lowest", "highest")
_SHOWN = 8  # rows of a table that are shown
# Nothing of a file is lost by these: headings or words that may be absent, sheets without a row.
_HARMLESS = ("check.twin_absent", "check.default", "check.no_rows")


class CaseBuilder(ipywidgets.VBox):
    """Fill in the tables of an area row by row, see what they say so far, and save them.

    Parameters
    ----------
    path : str or Path, optional
        Where to save. A workbook or folder that is there is loaded first.
    lang : {"en", "id"}, optional
        Language of form, messages and workbook; that of `notebook.setup` if not given.
    case : Case or str, optional
        Rows to begin with, instead of those at the path; the name of an area will do.

    Attributes
    ----------
    case : Case
        The case as the rows make it.
    rows : dict of list of dict
        The rows by table. They never hold a mistake: a row that would be one is refused.
    controls : dict
        Buttons and lists by name: step, more, add, row, change, remove, cancel, path, overwrite,
        save.
    fields : dict
        The fields of the step shown, by column.

    Raises
    ------
    InputError
        If what stands at the path cannot be read or has mistakes, or the language is unknown.

    Examples
    --------
    >>> form = CaseBuilder()
    >>> form.add("judgements", dimension="system", level=0)
    ()
    >>> form.case.profile.system
    0
    >>> print(*form.add("judgements", dimension="process", level=4))
    judgements, row 3, column Level: found '4'. Allowed: 0, 1, 2, 3
    """

    @spoken
    def __init__(
        self,
        path: str | Path | None = None,
        lang: str | None = None,
        case: Case | str | None = None,
    ) -> None:
        self.lang = language()
        path, case = _wanted(path, case)
        _html.retire()
        self._own: dict[Path, Any] = {}  # what this form loaded or wrote, and how it was then
        target = Path(path if path is not None else terms.text("control.file"))
        loses: list[str] = []
        if case is None and path is not None and target.exists():
            case = load_case(target)
            left = [n for n in case.check().notes if n.key not in _HARMLESS]
            if left:
                loses = [terms.text("message.file_loses", file=target.name)]
                loses += [note.message() for note in left]
            elif target.is_file():
                self._own[target.resolve()] = _stamp(target)
        self.name = case.name if case else target.stem
        self.rows: Rows = {table: [] for table in TABLES}
        self.case = case or Case(self.name, {})
        self._said = ""
        self.rows.update(to_rows(self.case.tables, language()))
        self._changing: int | None = None
        self.fields: dict[str, Any] = {}
        self._make(str(target if target.suffix == ".xlsx" else target.with_suffix(".xlsx")))
        parts = self._parts()
        self._open()
        super().__init__(
            parts,
            layout=ipywidgets.Layout(width="100%", max_width="1100px"),
            model_id=_html.model_id("CaseBuilder", self.lang, str(path), self.words),
        )
        _html.remember(self)
        self._tell(self._saved, loses)

    def close(self) -> None:
        """Close the form and everything that it is made of.

        Examples
        --------
        >>> CaseBuilder().close()
        """
        for field in getattr(self, "fields", {}).values():  # also of a form that was refused
            _html.scrap(field)
        _html.scrap(self)

    # What can be done, by a click or from Python --------------------------------------------------

    @in_its_language
    def add(self, table: str, **cells: Any) -> tuple[str, ...]:
        """Add a row, unless it would be a mistake.

        Parameters
        ----------
        table : str
            Name of the table.
        **cells
            Column and what stands in it, as in a workbook.

        Returns
        -------
        tuple of str
            What is wrong with the row, in the reader's language; empty if it was added.

        Raises
        ------
        InputError
            If there is no such table.

        Examples
        --------
        >>> form = CaseBuilder()
        >>> form.add("judgements", dimension="system", level="1")
        ()
        """
        terms.choice(table, TABLES, "table")
        return self._try(table, [*self.rows[table], cells])

    @in_its_language
    def remove(self, table: str, index: int) -> tuple[str, ...]:
        """Remove a row (0 is the first), unless other rows need it; says what is wrong then.

        Parameters
        ----------
        table : str
            Name of the table.
        index : int
            Its place, from 0.

        Returns
        -------
        tuple of str
            What is wrong then; empty if nothing is.

        Raises
        ------
        InputError
            If there is no such table, or no such row.

        Examples
        --------
        >>> form = CaseBuilder()
        >>> form.add("judgements", dimension="system", level="1")
        ()
        >>> form.remove("judgements", 0)
        ()
        """
        rows = list(self.rows[terms.choice(table, TABLES, "table")])
        if not isinstance(index, int) or index not in range(len(rows)):
            values = {"found": index, "table": schema.title(table), "n": len(rows)}
            raise terms.InputError("error.no_row", **values)
        del rows[index]
        return self._try(table, rows)

    @in_its_language
    def save(self, path: str | Path | None = None, overwrite: bool = False) -> Path:
        """Write the rows as a workbook, or as a folder of CSV files where openpyxl is missing.

        Parameters
        ----------
        path : str or Path, optional
            The .xlsx file; that of the form if not given.
        overwrite : bool
            Whether a file may be replaced that this form neither loaded nor wrote, or that another
            program has changed since.

        Returns
        -------
        Path
            What was written.

        Raises
        ------
        InputError
            If there is no row, the file may not be replaced, or it cannot be written.

        Examples
        --------
        >>> from tempfile import TemporaryDirectory
        >>> with TemporaryDirectory() as folder:
        ...     form = CaseBuilder(Path(folder) / "desa.xlsx")
        ...     _ = form.add("judgements", dimension="system", level="1")
        ...     form.save().name
        'desa.xlsx'
        """
        case = Case.from_rows(self.name, self.rows)
        target = Path(path if path is not None else self.controls["path"].value.strip())

        def write(place: Path, as_folder: bool = False) -> Path:
            known = self._own.get(place.resolve())
            own = known is not None and known == _stamp(place)
            return case.save(place, language(), overwrite or own, as_folder)

        try:
            written = write(target)
        except terms.InputError as error:
            if error.key != "error.workbook_no_writer":
                raise
            written = write(target.with_suffix(""), as_folder=True)
        self._own[written.resolve()] = _stamp(written)
        return written

    def _try(self, table: str, rows: list[dict[str, Any]]) -> tuple[str, ...]:
        """Put other rows in a table, unless there is a mistake anywhere then."""
        then = {**self.rows, table: rows}
        try:
            if any(then.values()):
                case = Case.from_rows(self.name, then)
            else:
                case = Case(self.name, {})
        except CaseError as error:
            return tuple(problem.message() for problem in error.problems)
        except terms.InputError as error:
            return (error.message(),)
        self.case, self._said = case, ""
        found = to_rows(case.tables, language())
        self.rows = {name: found.get(name, []) for name in TABLES}
        self._open()
        return ()

    # The form -------------------------------------------------------------------------------------

    def _make(self, path: str) -> None:
        """The controls that stay, and what they do."""
        look: dict[str, Any] = {
            "style": {"description_width": "9em"},
            "layout": ipywidgets.Layout(width="auto"),
        }
        steps = [
            (f"{number}. {schema.title(table)}", table)
            for number, table in enumerate(TABLES, start=1)
        ]
        self.controls: dict[str, Any] = {
            "step": ipywidgets.Dropdown(
                description=terms.text("control.step"), options=steps, **look
            ),
            "more": ipywidgets.Checkbox(description=terms.text("control.more"), indent=False),
            "row": ipywidgets.Dropdown(description=terms.text("control.row"), **look),
            "path": ipywidgets.Text(description=terms.text("control.path"), value=path, **look),
            "overwrite": ipywidgets.Checkbox(
                description=terms.text("control.overwrite"), indent=False
            ),
        }
        clicks: dict[str, Callable[[Any], None]] = {
            "add": self._on_add,
            "change": self._on_change,
            "remove": self._on_remove,
            "cancel": self._on_cancel,
            "save": self._on_save,
        }
        for name, click in clicks.items():
            wide = ipywidgets.Layout(width="auto")
            button = ipywidgets.Button(description=terms.text(f"control.{name}"), layout=wide)
            button.on_click(click)
            self.controls[name] = button
        self.controls["step"].observe(self._on_step, "value")
        self.controls["more"].observe(lambda _: self._show_more(), "value")

    def _parts(self) -> list[ipywidgets.Widget]:
        """The boxes: fields and rows, beside them the judgement, below them saving."""
        pages = [ipywidgets.HTML() for _ in range(5)]
        self._meaning, self._told, self._list, self._judged, self._saved = pages
        self._needed, self._optional = ipywidgets.VBox(), ipywidgets.VBox()
        control = self.controls
        left = ipywidgets.VBox(
            [
                control["step"],
                self._meaning,
                self._needed,
                control["more"],
                self._optional,
                ipywidgets.HBox([control["add"], control["cancel"]]),
                self._told,
                control["row"],
                ipywidgets.HBox([control["change"], control["remove"]]),
                self._list,
            ],
            layout=ipywidgets.Layout(flex="1 1 380px", min_width="0"),
        )
        right = ipywidgets.VBox(
            [self._judged], layout=ipywidgets.Layout(flex="1 1 300px", min_width="0")
        )
        head = ipywidgets.HTML(
            _html.style(live=True) + _html.page(_html.heading(terms.text("title.form")))
        )
        both = ipywidgets.HBox([left, right], layout=ipywidgets.Layout(flex_flow="row wrap"))
        last = [control[name] for name in ("path", "overwrite", "save")]
        return [head, both, *last, self._saved]

    @property
    def _step(self) -> str:
        return str(self.controls["step"].value)

    def _open(self) -> None:
        """Show the step anew: empty fields, its rows, and the judgement."""
        self._changing = None
        self._fill_in({})
        rows = self.rows[self._step]
        places = [(self._in_short(n, row), n) for n, row in enumerate(rows)]
        control = self.controls
        control["row"].options = places or [(terms.text("term.no_row_yet"), 0)]
        control["row"].index = 0
        for name in ("row", "change", "remove"):
            control[name].disabled = not rows
        self._meaning.value = _html.page(element("p", escape(schema.meaning(self._step))))
        self._list.value = _html.page(self._rows_so_far())
        self._judged.value = _html.page(self._judgement())

    def _fill_in(self, row: dict[str, Any]) -> None:
        """Make the fields of the step, with the cells of a row in them."""
        old = [*self.fields.values(), *self._needed.children]
        other = schema.other_ending()
        known = schema.columns(self._step)
        needed: list[Any] = []
        optional: list[Any] = []
        self.fields = {}
        for about in schema.fields(self._step):
            column = about["name"]
            if column.endswith(other):
                continue
            self.fields[column] = field = self._field(column, about, row)
            folded = column not in known or about.get("absent") == "yes"
            (optional if folded else needed).append(field)
            first = schema.refers_to(self._step, column)
            if first and not self.rows[first]:
                values = {
                    "column": schema.title(self._step, column),
                    "table": schema.title(first),
                }
                words = element("p", escape(terms.text("message.fill_first", **values)))
                needed.append(ipywidgets.HTML(_html.page(words)))
        if dimension := self._step == "judgements" and self.fields["dimension"]:
            dimension.observe(lambda _: self._offer_levels(), "value")
        self._needed.children, self._optional.children = needed, optional
        self._show_more()
        self.controls["add"].description = terms.text(
            "control.add" if self._changing is None else "control.keep"
        )
        self.controls["cancel"].layout.display = "none" if self._changing is None else ""
        for widget in {id(widget): widget for widget in old}.values():
            _html.scrap(widget)

    def _field(self, column: str, about: dict[str, Any], row: dict[str, Any]) -> Any:
        cell = row.get(column, about.get("default", "") if not row else "")
        value = _typed(cell)
        look: dict[str, Any] = {
            "description": schema.title(self._step, column),
            "tooltip": schema.meaning(self._step, column),
            "style": {"description_width": "9em"},
            "layout": ipywidgets.Layout(width="auto"),
        }
        offered = self._offered(column, row)
        if about.get("known"):
            names = [words for words, _ in offered]
            shown = self._shown(column, cell)
            return ipywidgets.Combobox(options=names, value=shown, ensure_option=False, **look)
        if offered:
            options = [(terms.text("control.choose"), ""), *offered]
            return ipywidgets.Dropdown(options=options, value=value, **look)
        if column.startswith(_LONG):
            return ipywidgets.Textarea(value=value, rows=2, **look)
        return ipywidgets.Text(value=value, **look)

    def _offered(self, column: str, row: dict[str, Any]) -> list[tuple[str, str]]:
        """What a field offers: words and key."""
        if other := schema.refers_to(self._step, column):
            key = schema.schemas()[other]["primaryKey"][0]
            return [(self._in_short(n, r, other), r[key]) for n, r in enumerate(self.rows[other])]
        offered = schema.choices(self._step, column)
        if self._step == "judgements" and column in _LEVELS:
            dimension = row.get("dimension")
            if dimension in TOP:
                levels = range(TOP[dimension] + 1)
                words = [level_label(dimension, level) for level in levels]
                return [(f"{level} – {words[level]}", str(level)) for level in levels]
        if column == "rung":
            return [(f"{key} {words}", key) for words, key in offered]
        return offered

    @in_its_language
    def _offer_levels(self) -> None:
        """Name the levels of the dimension chosen."""
        for column in _LEVELS:
            field = self.fields[column]
            before = field.value
            offered = self._offered(column, {"dimension": self.fields["dimension"].value})
            with field.hold_sync():
                field.options = [(terms.text("control.choose"), ""), *offered]
                field.value = before if before in {key for _, key in offered} else ""

    @in_its_language
    def _show_more(self) -> None:
        shown = self.controls["more"].value
        self._optional.layout.display = "" if shown else "none"
        self.controls["more"].layout.display = "" if self._optional.children else "none"

    # What the buttons do --------------------------------------------------------------------------

    @in_its_language
    def _on_step(self, _: Any) -> None:
        self._tell(self._told, [])
        self._open()

    @in_its_language
    def _on_add(self, _: Any) -> None:
        cells = {column: field.value for column, field in self.fields.items()}
        rows = list(self.rows[self._step])
        place = len(rows) if self._changing is None else self._changing
        rows[place : place + 1] = [{**(rows[place] if place < len(rows) else {}), **cells}]
        self._report(self._try(self._step, rows), place)

    @in_its_language
    def _on_change(self, _: Any) -> None:
        self._changing = int(self.controls["row"].value)
        self._tell(self._told, [])
        row = self.rows[self._step][self._changing]
        self.controls["more"].value = True
        self._fill_in(row)

    @in_its_language
    def _on_cancel(self, _: Any) -> None:
        self._tell(self._told, [])
        self._open()

    @in_its_language
    def _on_remove(self, _: Any) -> None:
        place = int(self.controls["row"].value)
        self._report(self.remove(self._step, place), place)

    @in_its_language
    def _on_save(self, _: Any) -> None:
        try:
            written = self.save(overwrite=self.controls["overwrite"].value)
        except terms.InputError as error:
            self._tell(self._saved, [terms.text("message.refused"), error.message()])
            return
        self.controls["overwrite"].value = False
        if written.suffix == ".xlsx":
            words = terms.text("message.written", file=written)
        else:
            words = terms.text("message.folder_written", file=written)
        self._tell(self._saved, [words])

    def _report(self, problems: tuple[str, ...], place: int) -> None:
        table = schema.title(self._step)
        where = f"{table}, {terms.text('term.row_n', row=place + 2)}"
        done = [terms.text("message.done", where=where)]
        self._tell(self._told, [terms.text("message.refused"), *problems] if problems else done)

    def _tell(self, page: ipywidgets.HTML, lines: list[str]) -> None:
        """Say something that a screen reader says at once."""
        inside = "".join(element("p", escape(line)) for line in lines)
        page.value = _html.page(element("div", inside, role="alert")) if lines else ""

    # What it shows --------------------------------------------------------------------------------

    def _shown(self, column: str, cell: Any, table: str = "") -> str:
        """A cell as the reader would write it."""
        words = {key: name for name, key in schema.choices(table or self._step, column)}
        return words.get(str(cell), _typed(cell))

    def _in_short(self, place: int, row: dict[str, Any], table: str = "") -> str:
        """A row of a list to choose from: its number in the sheet and its first cells."""
        table = table or self._step
        named = (f"name_{language()}", *schema.columns(table))
        cells = [self._shown(c, row[c], table) for c in named if row.get(c) not in (None, "")]
        words = " – ".join(dict.fromkeys(cells[:3]))
        return f"{place + 2}: {words if len(words) <= 70 else words[:69] + '…'}"

    def _rows_so_far(self) -> str:
        rows = self.rows[self._step]
        name = schema.title(self._step)
        caption = terms.text("title.rows_so_far", table=name, count=len(rows))
        if not rows:
            return element("p", escape(caption))
        if len(rows) > _SHOWN:
            caption += f" ({terms.text('title.last_shown', count=_SHOWN)})"
        shown = list(enumerate(rows, start=2))[-_SHOWN:]
        other = schema.other_ending()
        filled = [
            about["name"]
            for about in schema.fields(self._step)
            if not about["name"].endswith(other)
            and any(row.get(about["name"]) not in (None, "") for _, row in shown)
        ]
        heads = [
            terms.text("control.row"),
            *(schema.title(self._step, c) for c in filled),
        ]
        body = (
            [
                element("td", escape(n)),
                *(element("td", escape(self._shown(c, row.get(c)))) for c in filled),
            ]
            for n, row in shown
        )
        return _html.table(caption, heads, body)

    def _judgement(self) -> str:
        """What `case` says of the rows so far: worked out where they change, not at every step."""
        self._said = self._said or self._judged_now()
        return self._said

    def _judged_now(self) -> str:
        """The answer of the case, its reasons, and the warnings of its check."""
        answer = self.case.answer()
        parts = [
            _html.heading(terms.text("title.judgement")),
            element("p", escape(answer), **{"class": "led-answer"}),
        ]
        # With levels open the ways to each other category are too many to be read.
        many = self.case.profile.missing and terms.text("title.why_not")
        for block in self.case.describe().split("\n\n"):
            if many and block.startswith(many):
                continue
            parts.append(element("p", "<br>".join(escape(line) for line in block.splitlines())))
        warnings = self.case.check().warnings if self.case.tables else ()
        if warnings:
            count = terms.text("check.warnings", count=len(warnings))
            parts.append(element("p", f"<b>{escape(count)}</b>"))
            parts += [element("p", escape(w.message())) for w in warnings]
        return "".join(parts)

    def _counts(self) -> str:
        """Each step with its number of rows."""
        rows = (
            [
                element("th", escape(words), scope="row"),
                element("td", escape(len(self.rows[table]) or terms.text("term.no_row_yet"))),
            ]
            for words, table in self.controls["step"].options
        )
        heads = [terms.text("control.step"), terms.text("control.row")]
        return _html.table(terms.text("title.form"), heads, rows)

    @property
    @in_its_language
    def words(self) -> str:
        """What the form shows at the moment, as text."""
        return _html.plain(_html.page(self._counts() + self._rows_so_far() + self._judgement()))

    @property
    @in_its_language
    def twin(self) -> str:
        """How the form stands, as a page that needs no Python and says that the form does."""
        static = element("p", f"<b>{escape(terms.text('message.form_needs_python'))}</b>")
        inside = self._counts() + static + self._rows_so_far() + self._judgement()
        page = _html.style() + _html.page(inside)
        return element("div", page, lang=language(), **{"class": "led"})

    _repr_mimebundle_ = Explorer._repr_mimebundle_


def _wanted(path: Any, case: Any) -> tuple[str | Path | None, Case | None]:
    """The path to save at and the case to begin with; an area given as the path is that case."""
    if isinstance(path, Case):
        path, case = None, path
    if path is not None and not isinstance(path, (str, Path)):
        as_case(path)  # which says what is needed
    return path, None if case is None else as_case(case)


def _typed(cell: Any) -> str:
    """A cell as one would type it, so that a number can be read in one way only."""
    if isinstance(cell, float):
        words = f"{cell:.0f}" if cell.is_integer() else f"{cell}"
        return f"{words}0" if len(words.partition(".")[2]) == 3 else words
    return "" if cell is None else str(cell)


def _stamp(path: Path) -> Any:
    """How a file, or the files of a folder, stand at the moment: None if they are not there."""
    try:
        files = sorted(path.iterdir()) if path.is_dir() else [path]
        return [(file.name, file.stat().st_mtime_ns, file.stat().st_size) for file in files]
    except OSError:
        return None
