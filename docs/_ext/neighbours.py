"""Below each page: its lesson, its answers, its ideas, its area and its tables.

Nothing of it is written by hand. A lesson's areas are those that its notebook loads; a page belongs
to the lessons that it names, and a lesson to the pages that name it.
"""

import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import languages
import lesson_tables
from docutils import nodes
from downloads import AREAS as NAMES
from downloads import tables
from sphinx.application import Sphinx

DOCS = Path(__file__).resolve().parents[1]
NOTEBOOKS = DOCS.parent / "notebooks"
AREAS = ("telang", "batu_betumpang", "contoh")
# Pages that speak of all lessons belong to none.
OF_LESSONS = ("concepts/", "cases/", "reference/api/", "how-to/")
_LOADED = re.compile(r"load_case\(\"(\w+)\"\)")
_NAMED = re.compile(r"\{lesson\}`(\d\d)|lessons/(\d\d)_")
_SHOWN = re.compile(r"\{data-table\} framework/(\w+)")


@dataclass
class Around:
    """What lies around one page; each entry is a page or file, its anchor, and how it is called."""

    lessons: list[tuple[str, str]] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)
    teaching: list[tuple[str, str]] = field(default_factory=list)
    ideas: list[tuple[str, str]] = field(default_factory=list)
    areas: list[tuple[str, str]] = field(default_factory=list)
    data: list[tuple[str, str]] = field(default_factory=list)


def areas_of(lesson: lesson_tables.Lesson) -> list[str]:
    """The areas that a lesson loads, or asks its reader to load."""
    cells = json.loads((NOTEBOOKS / f"{lesson.name}.ipynb").read_text(encoding="utf-8"))["cells"]
    loaded = _LOADED.findall("\n".join("".join(cell["source"]) for cell in cells))
    return [area for area in AREAS if area in loaded]


def named_lessons(docs: Path = DOCS) -> dict[str, set[str]]:
    """The numbers of the lessons that each page names."""
    found = {}
    for path in docs.glob("*/**/*.md"):
        page = path.relative_to(docs).with_suffix("").as_posix()
        if page.startswith(OF_LESSONS) and not page.endswith("/index"):
            text = path.read_text(encoding="utf-8")
            found[page] = {first or second for first, second in _NAMED.findall(text)}
    # In a row of the paper map stand pages and lessons that carry the same part of the paper.
    for row in (docs / "paper_map.md").read_text(encoding="utf-8").splitlines():
        numbers = {number for _, number in _NAMED.findall(row) if number}
        for page in re.findall(r"\((concepts/\w+)\.md\)", row):
            found.setdefault(page, set()).update(numbers)
    return found


def collect(app: Sphinx) -> dict[str, Around]:
    """What lies around every page."""
    found: dict[str, Around] = defaultdict(Around)
    titles = {page: node.astext() for page, node in app.env.titles.items()}
    named = named_lessons()
    for lesson in lesson_tables.lessons(language=app.config.language):
        page, answers = f"lessons/{lesson.name}", f"lessons/solutions/{lesson.name}"
        loaded = areas_of(lesson)
        objectives = f"teaching/objectives#{nodes.make_id(f'{lesson.number} · {lesson.title}')}"
        teaching = [(objectives, "objectives"), ("teaching/marking", "marking")]
        ideas = [name for name, numbers in named.items() if lesson.number in numbers]
        here = found[page]
        here.answers = [(answers, titles.get(answers, ""))]
        here.teaching = teaching
        here.ideas = [(n, titles.get(n, "")) for n in ideas if n.startswith("concepts/")]
        here.areas = [(f"cases/{a}", titles.get(f"cases/{a}", "")) for a in loaded if a != "contoh"]
        here.data = [
            (f"reference/downloads#data-{area.replace('_', '-')}", NAMES[area]) for area in loaded
        ]
        found[answers].lessons = [(page, titles.get(page, ""))]
        found[answers].teaching = teaching
        belongs = {name for name, numbers in named.items() if lesson.number in numbers}
        belongs |= {f"cases/{area}" for area in loaded}
        for name in belongs:
            found[name].lessons.append((page, titles.get(page, "")))
    for area in AREAS[:2]:
        case = found[f"cases/{area}"]
        case.data = [(f"datasets/{area}/{name}.csv", f"{name}.csv") for name in tables(area)]
        case.teaching = [("teaching/marking", "marking")]
        case.ideas = [("concepts/dimensions", titles.get("concepts/dimensions", ""))]
    for path in DOCS.glob("concepts/*.md"):
        shown = dict.fromkeys(_SHOWN.findall(path.read_text(encoding="utf-8")))
        found[f"concepts/{path.stem}"].data = [
            (f"datasets/framework/{name}.csv", f"{name}.csv") for name in shown
        ]
    return dict(found)


def _address(app: Sphinx, page: str, target: str) -> str:
    name, _, anchor = target.partition("#")
    if name.startswith("datasets/"):
        return languages.root(app, page) + name
    if name not in app.env.all_docs:
        return ""
    return app.builder.get_relative_uri(page, name) + (f"#{anchor}" if anchor else "")


def _add(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if app.builder.format != "html" or doctree is None:
        return
    around = getattr(app, "led_around", None)
    if around is None:
        around = app.led_around = collect(app)  # type: ignore[attr-defined]
    if page not in around:
        return
    groups = {
        name: [(address, words) for t, words in entries if (address := _address(app, page, t))]
        for name, entries in vars(around[page]).items()
    }
    if any(groups.values()):
        words = context | {"around": groups}
        context["body"] += app.builder.templates.render("neighbours.html", words)  # type: ignore[attr-defined]


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("html-page-context", _add, priority=550)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
