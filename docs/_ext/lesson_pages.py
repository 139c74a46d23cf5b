"""Lessons as pages: copied from notebooks/, run anew when need be, each with its two buttons.

The copy in docs/lessons is not in git. Sphinx reads again, and so runs again, only what changed;
`led_synergy_state` tells it when the package, its data or an extension did, and then everything is
read anew.
"""

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

import folded_answers
import languages
from sphinx.application import Sphinx
from sphinx.config import Config

DOCS = Path(__file__).resolve().parents[1]
HOUSE = DOCS.parent
LESSONS = "lessons/"
# What every chart of a notebook's output begins with (led_synergy.notebook).
CHART = '<div id="chart-'


def copy_lessons(source: Path, target: Path) -> None:
    """Make target hold the notebooks of source and no other; what is the same stays untouched."""
    found = [*source.glob("*.ipynb"), *source.glob("solutions/*.ipynb")]
    wanted = {path.relative_to(source) for path in found}
    for name in wanted:
        copy = target / name
        if not copy.exists() or copy.read_bytes() != (source / name).read_bytes():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source / name, copy)
    for path in target.rglob("*.ipynb"):
        if path.relative_to(target) not in wanted:
            path.unlink()


def state(house: Path = HOUSE) -> str:
    """A sum over all that pages depend on, other than their own text."""
    found = hashlib.sha256((house / "constraints.txt").read_bytes())
    rooms = [house / "led_synergy", house / "datasets", house / "docs" / "_ext"]
    files = [path for room in rooms for path in room.rglob("*.*") if path.suffix != ".pyc"]
    for path in sorted(files):
        found.update(path.relative_to(house).as_posix().encode() + path.read_bytes())
    return found.hexdigest()[:16]


def _prepare(app: Sphinx, config: Config) -> None:
    copy_lessons(HOUSE / "notebooks", DOCS / "lessons")
    config.led_synergy_state = state()


def _number_title(app: Sphinx, page: str, source: list[str]) -> None:
    # So the list of lessons beside each page has their numbers; the notebook names its file.
    if page.startswith(LESSONS):
        number = page.rpartition("/")[2][:2]
        solved = r"([^\W\d_]+)?:? ?" if "/solutions/" in page else "()"
        source[0] = re.sub(rf'"# {solved}', rf'"# \1 {number} · ', source[0], count=1)


def _write_vega(app: Sphinx) -> None:
    # The same library that a notebook is served: written once, no minified file in git.
    from led_synergy import notebook

    if app.builder.format == "html":
        notebook.write_bundle(DOCS / "_static" / "vega.js")


def _finish_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    # A folded cell is named by its words, "Show code cell source".
    body = context.get("body", "").replace(
        '<summary aria-label="Toggle hidden content">', "<summary>"
    )
    if CHART in body:
        app.add_js_file("vega.js", loading_method="defer")  # only here: it is 0.9 MB
    if page.startswith(LESSONS):
        if 'class="answer"' in body:
            context["show_all_answers"] = folded_answers.words(
                app.config.language, "show_all_answers"
            )
            app.add_js_file("answers.js", loading_method="defer")
        bar = app.builder.templates.render("lesson_bar.html", context)
        body = body.replace("</h1>", "</h1>\n" + bar, 1)
    context["body"] = body


def _freshen_downloads(app: Sphinx, error: Exception | None) -> None:
    from led_synergy import lab

    folder = Path(app.outdir) / "_sources" / "lessons"
    for path in folder.rglob("*.ipynb"):
        own = languages.editions.notebooks(app.config.language) / path.relative_to(folder)
        path.write_bytes(lab.fresh((own if own.exists() else path).read_bytes()))


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_config_value("led_synergy_state", "", "env", str)
    app.connect("config-inited", _prepare)
    app.connect("source-read", _number_title)
    app.connect("builder-inited", _write_vega)
    app.connect("html-page-context", _finish_page)
    app.connect("build-finished", _freshen_downloads)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
