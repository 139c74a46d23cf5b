"""What must be on the site, read from its sources: pages, and what each of them shows.

A test that looks at the site begins here, so that what is missing there is seen.
"""

import ast
import re
import sys
from collections.abc import Iterator
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import altair as alt
import nbformat

import led_synergy as led
from led_synergy import charts, notebook, widgets

HOUSE = Path(__file__).resolve().parent.parent
DOCS = HOUSE / "docs"
# A page may show what an extension makes; which lessons there are, scripts/editions.py says.
sys.path += [str(DOCS / "_ext"), str(HOUSE / "scripts")]
import editions  # noqa: E402

LESSONS = [path.relative_to(editions.notebooks()).with_suffix("") for path in editions.lessons()]


def text_files() -> list[Path]:
    """The Markdown files of the pages."""
    made = {"_build", "lessons"}  # by a build
    return sorted(p for p in DOCS.rglob("*.md") if not made & set(p.relative_to(DOCS).parts))


TEXTS = [path.relative_to(DOCS).with_suffix("") for path in text_files()]
INDEXES = ("genindex", "py-modindex", "search")
VIEW = "application/vnd.jupyter.widget-view+json"
SHOW = re.compile(r"^```\{show\}\n(?::\w+:\n)*(.*?)^```$", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """What a page must show, in its order: how many charts, which cells give an explorer."""

    charts: int
    explorers: tuple[int, ...]


def pages() -> list[str]:
    """The name of each page that is written or made from a notebook, without its ending."""
    named = [Path(name) for name in INDEXES]
    lessons = [Path("lessons") / name for name in LESSONS]
    return sorted(path.as_posix() for path in [*TEXTS, *lessons, *named])


def cells(page: str) -> list[Any]:
    """The code cells of a lesson's notebook, or the code of each {show} of a text."""
    if page.startswith("lessons/"):
        path = HOUSE / "notebooks" / f"{page.removeprefix('lessons/')}.ipynb"
        return [cell for cell in nbformat.read(path, 4).cells if cell.cell_type == "code"]
    path = DOCS / f"{page}.md"
    return SHOW.findall(path.read_text(encoding="utf-8")) if path.exists() else []


def may_explore(page: str) -> bool:
    """Whether a cell of a page speaks of explorers; quick, for the list of pages to try."""
    code = [cell if isinstance(cell, str) else cell.source for cell in cells(page)]
    return any("widgets." in text for text in code)


@cache
def shown(page: str) -> Shown:
    """What a page must show: of a lesson its stored results tell, of a text what its code gives."""
    found, explorers = 0, []
    if page.startswith("lessons/"):
        for place, cell in enumerate(cells(page)):
            data = [output.get("data", {}) for output in cell.outputs]
            found += sum('<div id="chart-' in one.get("text/html", "") for one in data)
            if any(VIEW in one for one in data):
                explorers.append(place)
    else:
        for place, value in enumerate(_run(page, len(cells(page)))):
            found += isinstance(value, alt.TopLevelMixin)
            if isinstance(value, widgets.Explorer):
                explorers.append(place)
    return Shown(found, tuple(explorers))


def explorers(page: str, folder: Path) -> list[Any]:
    """Each explorer of a page, as Python itself makes it; the cells run in a folder."""
    wanted = shown(page).explorers
    with chdir(folder), redirect_stdout(StringIO()):
        values = list(_run(page, max(wanted, default=-1) + 1))
    return [values[place] for place in wanted]


def _run(page: str, many: int) -> Iterator[Any]:
    # What the last line of each of the first cells gives.
    names = {"led": led, "charts": charts, "widgets": widgets, "lang": "en"}
    notebook.setup("en")
    for cell in cells(page)[:many]:
        lines = ast.parse(cell if isinstance(cell, str) else cell.source)
        last = lines.body.pop() if isinstance(lines.body[-1], ast.Expr) else None
        exec(compile(lines, page, "exec"), names)
        code = None if last is None else compile(ast.Expression(last.value), page, "eval")
        yield None if code is None else eval(code, names)
