"""One page of a learner's answers, made from the saved notebook, to send to the lecturer.

Cells tagged "answer" hold what is written below an open task; `check(...)` holds the others. The
page is a file on this computer; nothing is sent. Nothing here comes from the paper.
"""

import ast
import html
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from . import cards, framework, slips
from .material import material
from .terms import InputError, heading, language, text

__all__ = ["Page", "write"]

Checked = dict[str, tuple[str, str]]
"""Exercise → what was answered, and what was said of it."""


@dataclass(frozen=True)
class Page:
    """The page that was written; made by `exercises.hand_in`.

    Parameters
    ----------
    path : pathlib.Path
        Where it is.
    notebook : pathlib.Path
        From which notebook.
    saved : str
        When that was saved last: day and hour.

    Examples
    --------
    >>> Page(Path("a.html"), Path("07.ipynb"), "2026-01-01 14:02").path.suffix
    '.html'
    """

    path: Path
    notebook: Path
    saved: str

    def __repr__(self) -> str:
        where = {"path": self.path.name, "file": self.notebook.name}
        return text("handed.done", when=self.saved, **where)

    def _repr_html_(self) -> str:
        return cards.card(repr(self))


def write(
    lesson: str,
    path: str | Path | None,
    notebook: str | Path | None,
    name: str,
    checked: Checked,
    again: Callable[[str, tuple[Any, ...]], str],
) -> Page:
    """Write the page; `exercises.hand_in` describes it.

    Parameters
    ----------
    lesson : str
        Number of the lesson.
    path, notebook : path or None
        File to write, and the notebook to read.
    name : str
        Name to print.
    checked : dict
        What was checked while the notebook ran.
    again : callable
        Says what is to be said of an answer that stands in the notebook.

    Returns
    -------
    Page

    Raises
    ------
    InputError
        If the notebook is not there or not saved, has no answer, or the page cannot be written.

    Examples
    --------
    >>> write("07", None, "none.ipynb", "", {}, lambda *_: "")
    Traceback (most recent call last):
    ...
    led_synergy.terms.InputError: none.ipynb is not there. Save the notebook (Ctrl+S) and run \
this cell in it, or name its file: hand_in("07", notebook="...")
    """
    source = _find(lesson, notebook)
    cells = _cells(source)
    if not _holds_this_cell(cells):
        raise InputError("handed.not_saved", file=source.name)
    given = _packaged(lesson)
    written = _written(cells, given)
    answered = _checked(cells, given, lesson, checked, again)
    if not answered and not any(answer for _, answer in written):
        raise InputError("handed.nothing", file=source.name)
    target = Path(path) if path else source.with_name(f"my_answers_{lesson}.html")
    if target.suffix.casefold() not in (".html", ".htm", ".docx"):
        raise InputError("handed.ending", found=target.name)
    saved = datetime.fromtimestamp(source.stat().st_mtime)
    page = Page(target, source, f"{saved:%Y-%m-%d %H:%M}")
    draw = _word if target.suffix.casefold() == ".docx" else _html
    try:
        draw(page, lesson, name, written, answered)
    except OSError as error:
        raise InputError(
            "handed.not_written", path=target.name, reason=error.strerror or error
        ) from error
    return page


# -- The notebook ------------------------------------------------------------------------------


def _find(lesson: str, named: str | Path | None) -> Path:
    """The notebook named; else the one that runs; else that of the lesson in this folder."""
    if named:
        found = [Path(named)]
    else:
        shell = slips.running()
        runs = [shell.user_ns.get("__vsc_ipynb_file__")] if shell is not None else []
        runs.append(os.environ.get("JPY_SESSION_NAME"))
        found = [Path(one) for one in runs if one and Path(one).suffix == ".ipynb"]
        found = [one for one in found if one.name.startswith(lesson)]
        found += sorted(Path.cwd().glob(f"{lesson}*.ipynb"))
    for path in found:
        if path.is_file():
            return path
    wanted = found[0].name if found else f"{lesson}_….ipynb"
    raise InputError("handed.no_notebook", found=wanted, lesson=lesson)


def _cells(path: Path) -> list[dict[str, Any]]:
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        return [{**cell, "source": "".join(cell["source"])} for cell in cells]
    except (ValueError, KeyError, TypeError) as error:
        raise InputError("handed.not_a_notebook", found=path.name) from error


def _holds_this_cell(cells: list[dict[str, Any]]) -> bool:
    """Whether the file holds the cell that runs now; if not, it is not saved since."""
    shell = slips.running()
    if shell is None or not slips.is_watched(shell):
        return True
    runs = (shell.user_ns.get("In") or [""])[-1].strip()
    sources = [cell["source"].strip() for cell in cells]
    return not runs or runs in sources


def _packaged(lesson: str) -> set[tuple[str, str]]:
    """The cells of the lesson as it came, in either language: their ids and words."""
    found = framework.folder("notebooks").rglob(f"{lesson}_*.ipynb")
    books = [_cells(path) for path in found if path.parent.name != "solutions"]
    return {(cell.get("id", ""), cell["source"].strip()) for cells in books for cell in cells}


def _is_as_it_came(cell: dict[str, Any], given: set[tuple[str, str]]) -> bool:
    return (cell.get("id", ""), cell["source"].strip()) in given


def _written(cells: list[dict[str, Any]], given: set[tuple[str, str]]) -> list[tuple[str, str]]:
    """Each open task with what is written below it; "" where that is still as it came."""
    found, task = [], ""
    for cell in cells:
        if cell["cell_type"] != "markdown":
            continue
        if "answer" not in cell.get("metadata", {}).get("tags", ()):
            task = _task(cell["source"])
            continue
        found.append((task, "" if _is_as_it_came(cell, given) else cell["source"].strip()))
    return found


def _task(source: str) -> str:
    """The words of a task, without its folded solution."""
    words = re.sub(r"<details>.*?</details>", "", source, flags=re.DOTALL)
    return re.sub(r"^#+ .*$", "", words, flags=re.MULTILINE).strip()


def _checked(
    cells: list[dict[str, Any]],
    given: set[tuple[str, str]],
    lesson: str,
    checked: Checked,
    again: Callable[[str, tuple[Any, ...]], str],
) -> list[tuple[str, str, str]]:
    """Each checked exercise that was answered: number, answer, what was said of it."""
    found = []
    for cell in cells:
        if cell["cell_type"] != "code" or _is_as_it_came(cell, given):
            continue
        for exercise, typed in _calls(cell["source"]):
            if not exercise.startswith(f"{lesson}."):
                continue
            if exercise in checked:
                found.append((exercise, *checked[exercise]))
            elif typed is not None:
                shown = ", ".join(map(str, typed))
                found.append((exercise, shown, again(exercise, typed)))
    return found


def _calls(source: str) -> list[tuple[str, tuple[Any, ...] | None]]:
    """The calls of `check` in a cell: the exercise, and the answer if it is written out."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return []
    found = []
    for node in ast.walk(tree):
        name = getattr(node, "func", None)
        if getattr(name, "id", getattr(name, "attr", "")) != "check" or not node.args:  # type: ignore[attr-defined]
            continue
        first, *rest = node.args  # type: ignore[attr-defined]
        if isinstance(first, ast.Constant):
            try:
                typed = tuple(ast.literal_eval(one) for one in rest)
            except ValueError:
                typed = None
            found.append((str(first.value), typed))
    return found


# -- The page ----------------------------------------------------------------------------------


def _html(page: Page, lesson: str, name: str, written: Any, answered: Any) -> None:
    title = html.escape(text("handed.title", lesson=lesson))
    line = html.escape(name) or '<span class="line"></span>'
    parts = [f"<h1>{title}</h1>", f"<p>{text('handed.name')}: {line}</p>"]
    if written:
        parts.append(f"<h2>{text('handed.written')}</h2>")
    for task, answer in written:
        parts.append(f'<div class="task">{_paragraphs(task)}</div>')
        said = _paragraphs(answer) if answer else f"<p>{text('handed.blank')}</p>"
        parts.append(f'<div class="answer">{said}</div>')
    if answered:
        heads = _heads()
        top = "".join(f'<th scope="col">{html.escape(head)}</th>' for head in heads)
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
            for row in answered
        )
        parts.append(f"<h2>{text('handed.checked')}</h2>")
        parts.append(f"<table><thead><tr>{top}</tr></thead><tbody>{rows}</tbody></table>")
    parts.append(f'<p class="from">{html.escape(_from(page))}</p>')
    head = f'<meta charset="utf-8"><title>{title}</title><style>{material("handed_in.css")}</style>'
    view = '<meta name="viewport" content="width=device-width, initial-scale=1">'
    whole = f'<!doctype html>\n<html lang="{language()}"><head>{head}{view}</head>\n<body><main>\n'
    page.path.write_text(whole + "\n".join(parts) + "\n</main></body></html>\n", encoding="utf-8")


def _heads() -> tuple[str, ...]:
    """Headings of the table of checked answers."""
    return heading("term.exercise"), text("handed.answer"), text("handed.said")


def _from(page: Page) -> str:
    return text("handed.from", file=page.notebook.name, when=page.saved)


def _paragraphs(words: str) -> str:
    """Text of a cell as paragraphs, with strong and slanted words; no HTML of its own."""
    found = ""
    for paragraph in re.split(r"\n\s*\n", words.strip()):
        safe = html.escape(paragraph, quote=False)
        safe = re.sub(r"\*\*(.+?)\*\*", r"<strong>\1</strong>", safe)
        safe = re.sub(r"(?<!\w)[*_](\S.*?)[*_](?!\w)", r"<em>\1</em>", safe)
        safe = re.sub(r"`(.+?)`", r"<code>\1</code>", safe)
        safe = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", safe)
        found += f"<p>{safe}</p>"
    return found


def _word(page: Page, lesson: str, name: str, written: Any, answered: Any) -> None:
    try:
        from docx import Document
    except ImportError as error:
        raise InputError("handed.no_word") from error
    document = Document()
    document.add_heading(text("handed.title", lesson=lesson), level=1)
    document.add_paragraph(f"{text('handed.name')}: {name or '_' * 30}")
    if written:
        document.add_heading(text("handed.written"), level=2)
    for task, answer in written:
        document.add_paragraph().add_run(re.sub(r"[*`]", "", task)).bold = True
        document.add_paragraph(answer or text("handed.blank"))
    if answered:
        document.add_heading(text("handed.checked"), level=2)
        heads = _heads()
        table = document.add_table(rows=0, cols=3, style="Table Grid")
        for row in (heads, *answered):
            for cell, words in zip(table.add_row().cells, row, strict=True):
                cell.text = words
    document.add_paragraph(_from(page))
    document.save(str(page.path))
