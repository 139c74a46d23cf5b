"""The edition of the site in another language than English, and the way between the two.

The texts of pages come from the catalogues by Sphinx itself. Here is the rest: a lesson is read
from the notebook of the language, <summary> is translated, what directives make of tables and
notebooks is left out of the catalogues, pages that stay English say so, and each page has a plain
link to its twin. Which editions there are is said in scripts/editions.py, and nowhere else.
"""

import html
import sys
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.locale import _

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))

import catalogues  # noqa: E402
import editions  # noqa: E402
import texts  # noqa: E402

LESSONS = "lessons/"
# Pages of the site that the other edition has not.
WITHOUT_TWIN = ("404",)


def silent(directive: Any, text: str) -> list[nodes.Node]:
    """What a directive makes of data in the language of the site: nobody translates it again."""
    document = directive.state.document
    before = set(map(id, document.findall(nodes.TextElement)))
    found = directive.parse_text_to_nodes(text, allow_section_headings=True)
    # Sections are put into the document at once, and are not among what is found.
    for node in [document, *found]:
        for words in node.findall(nodes.TextElement):
            if id(words) not in before:
                words["translatable"] = False
    return found


@cache
def _sayings(language: str, name: str, changed: float) -> dict[tuple[str, str | None], str]:
    return catalogues.sayings(language, name)


def said(text: str, name: str, language: str) -> str:
    """A text in a language, by the catalogue that holds it; in English while it has none."""
    if language == editions.SOURCE:
        return text
    path = editions.catalogues(language) / f"{name}.po"
    changed = path.stat().st_mtime if path.exists() else 0.0
    return _sayings(language, name, changed).get((texts.plain(text), None), text)


def root(app: Sphinx, page: str) -> str:
    """The way from a page to the folder of the whole site, which holds what no language changes."""
    depth = app.builder.get_target_uri(page).count("/")
    return "../" * (depth + bool(app.config.led_synergy_editions.get(app.config.language)))


def twins(app: Sphinx, page: str) -> list[dict[str, str]]:
    """The same page in each other language: its address from here, language and name."""
    folders = app.config.led_synergy_editions
    here = app.config.language
    if here not in folders or page in WITHOUT_TWIN:
        return []
    uri = app.builder.get_target_uri(page)
    return [
        {
            "href": f"{root(app, page)}{folder}{uri}",
            "lang": language,
            "name": editions.NAMES.get(language, language),
        }
        for language, folder in folders.items()
        if language != here
    ]


def _read(app: Sphinx, page: str, source: list[str]) -> None:
    language = app.config.language
    if language == editions.SOURCE or app.builder.name == "gettext":
        return
    if page.startswith(LESSONS):
        path = editions.notebooks(language) / f"{page.removeprefix(LESSONS)}.ipynb"
        app.env.note_dependency(str(path))
        if path.exists():
            source[0] = path.read_text(encoding="utf-8")
    else:
        source[0] = texts.SUMMARY.sub(
            lambda found: f"<summary>{said(found[1], page, language)}</summary>", source[0]
        )


def _settings(app: Sphinx, config: Any) -> None:
    if config.language == editions.SOURCE:
        return
    # A lesson shows what its notebook stores, which nbval compares.
    config.nb_execution_excludepatterns = ["*.ipynb"]

    def say(text: str) -> str:
        return said(text, "sphinx", config.language)

    config.nb_code_prompt_show = say("Show code cell source")
    config.nb_code_prompt_hide = say("Hide code cell source")
    config.html_theme_options["search_bar_text"] = say("Search...")


def _finish(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if app.builder.format != "html":
        return
    context["led_twins"] = twins(app, page)
    context["led_root"] = root(app, page)
    language = app.config.language
    # Where the lesson is that the browser's own Python opens.
    context["led_lesson"] = page
    if folder := app.config.led_synergy_editions.get(language):
        context["led_lesson"] = page.replace(LESSONS, LESSONS + folder, 1)
    if language != editions.SOURCE and not editions.translated(page) and "body" in context:
        words = html.escape(_("This page is in English in every edition."))
        note = f'<p class="stays-english">{words}</p>'
        context["body"] = f'{note}\n<div lang="{editions.SOURCE}">{context["body"]}</div>'


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("config-inited", _settings)
    app.connect("source-read", _read, priority=400)  # before a title gets its number
    app.connect("html-page-context", _finish, priority=450)  # before the bar of a lesson is made
    return {"parallel_read_safe": True, "parallel_write_safe": True}
