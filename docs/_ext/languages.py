"""The edition of the site in another language than English, and the way between the two.

The texts of pages come from the catalogues by Sphinx itself. Here is the rest: a lesson is read
from the notebook of the language, <summary> is translated, what directives make of tables and
notebooks is left out of the catalogues, and each page has a plain link to its twin. Pages that stay
English are not built again: the other edition links to them, and in its folder stands a line that
leads there. Which editions there are is said in scripts/editions.py, and nowhere else.

```` ```{invite} id````
    A paragraph in another language, which leads to the first page of its edition, if there is one.
"""

import html
import re
import sys
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.domains.python import ModuleEntry, ObjectEntry
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective

sys.path.append(str(Path(__file__).resolve().parents[2] / "scripts"))

import catalogues  # noqa: E402
import editions  # noqa: E402
import texts  # noqa: E402

LESSONS = "lessons/"
# Pages of the site that the other edition has not.
WITHOUT_TWIN = ("404", "py-modindex")
# Where the way from a page that stays English leads in another edition.
ABOVE = "reference/index"
# Of these pages another edition has the name, in its lists of pages.
TITLES = {
    "reference/api": _("Python, module by module"),
    "reference/changelog": _("Changes from version to version"),
}
# What a page that stays English says to readers of another edition, in their language.
ONLY = _("This page is in English only. Back to the edition:")
# A line of Sphinx's inventory: name, kind, place.
ENTRY = re.compile(r"(.+?)\s+py:(\S+)\s+(-?\d+)\s+(\S+)\s+.*")
STAND_IN = """\
<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta http-equiv="refresh" content="0; url={address}">
<script>location.replace("{address}" + location.hash)</script>
</head>
<body><main role="main"><p>{words} <a href="{address}">{title}</a></p></main></body>
</html>
"""


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


def said(text: str, name: str, language: str, context: str | None = None) -> str:
    """A text in a language, by the catalogue that holds it; in English while it has none."""
    if language == editions.SOURCE:
        return text
    path = editions.catalogues(language) / f"{name}.po"
    changed = path.stat().st_mtime if path.exists() else 0.0
    return _sayings(language, name, changed).get((texts.plain(text), context), text)


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
    uri = app.builder.get_target_uri(page if editions.translated(page) else ABOVE)
    return [
        {
            "href": f"{root(app, page)}{folder}{uri}",
            "lang": language,
            "name": editions.NAMES.get(language, language),
        }
        for language, folder in folders.items()
        if language != here
    ]


def title(page: str) -> str:
    """What a page that stays English is called in another edition."""
    if page in TITLES:
        return _("%s (in English)") % TITLES[page]
    text = (editions.HOUSE / "docs" / f"{page}.md").read_text(encoding="utf-8")
    return re.search(r"^# (.+)$", text, re.MULTILINE)[1]  # type: ignore[index]


def _read(app: Sphinx, page: str, source: list[str]) -> None:
    language = app.config.language
    if language == editions.SOURCE or app.builder.name == "gettext":
        return
    if not editions.translated(page):
        source[0] = f"---\norphan: true\n---\n\n# {title(page)}\n"
    elif page.startswith(LESSONS):
        path = editions.notebooks(language) / f"{page.removeprefix(LESSONS)}.ipynb"
        app.env.note_dependency(str(path))
        if path.exists():
            source[0] = path.read_text(encoding="utf-8")
    else:
        source[0] = texts.SUMMARY.sub(
            lambda found: f"<summary>{said(found[1], page, language)}</summary>", source[0]
        )
        found = list(texts.blocks(source[0]))
        source[0] = texts.replaced(source[0], found, lambda t, c: said(t, page, language, c))


def _settings(app: Sphinx, config: Any) -> None:
    if config.language == editions.SOURCE:
        return
    config.html_domain_indices = False  # the index of modules is on the English site
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
    if language == editions.SOURCE and not editions.translated(page) and "body" in context:
        context["body"] = _only_here(app, page) + context["body"]


def _only_here(app: Sphinx, page: str) -> str:
    """To whoever comes from another edition: that a page is in English only, and the way back."""
    return "".join(
        f'<p class="stays-english" lang="{twin["lang"]}">{said(str(ONLY), "sphinx", twin["lang"])} '
        f'<a href="{twin["href"]}" hreflang="{twin["lang"]}">{twin["name"]}</a></p>\n'
        for twin in twins(app, page)
    )


# -- Pages that stay English -----------------------------------------------------------------------


def _other_edition(app: Sphinx) -> bool:
    return app.builder.format == "html" and app.config.language != editions.SOURCE


def _lead_to_english(app: Sphinx) -> None:
    if _other_edition(app):
        own = app.builder.get_target_uri

        def address(page: str, typ: str | None = None) -> str:
            here = editions.translated(page) or page not in app.env.all_docs
            return own(page, typ) if here else f"../{own(page, typ)}"

        app.builder.get_target_uri = address  # type: ignore[method-assign]


def _know_python(app: Sphinx, env: Any) -> None:
    """Names of Python, from the English site, so that a page leads to where they are described."""
    inventory = Path(app.outdir).parent / "objects.inv"
    if not (_other_edition(app) and inventory.exists()):
        return
    *_head, packed = inventory.read_bytes().split(b"\n", 4)
    for line in zlib.decompress(packed).decode().splitlines():
        if found := ENTRY.fullmatch(line):
            name, kind, priority, place = found.groups()
            page, _, anchor = place.partition("#")
            page = page.removesuffix(".html")
            if page in env.all_docs:
                domain, anchor = env.domains.python_domain, anchor.replace("$", name)
                domain.objects[name] = ObjectEntry(page, anchor, kind, priority == "-1")
                if kind == "module":
                    domain.modules[name] = ModuleEntry(page, anchor, "", "", False)


def _without_python(app: Sphinx, env: Any, node: Any, inside: Any) -> Any:
    # An edition that is built alone knows no names of Python; the English build looks for each.
    return inside if _other_edition(app) and node.get("refdomain") == "py" else None


def _write(app: Sphinx, error: Exception | None) -> None:
    if error or not _other_edition(app):
        return
    language, folder = app.config.language, Path(app.outdir)
    for page in app.env.all_docs:
        if not editions.translated(page):
            words = STAND_IN.format(
                language=language,
                title=html.escape(app.env.titles[page].astext()),
                words=html.escape(_("This page is in English:")),
                address="../" * (page.count("/") + 1) + f"{page}.html",
            )
            (folder / f"{page}.html").write_text(words, encoding="utf-8")


class Invite(SphinxDirective):
    """A paragraph that leads to another edition."""

    required_arguments = 1
    has_content = True

    def run(self):
        """Called by Sphinx."""
        language, folders = self.arguments[0], self.config.led_synergy_editions
        app = self.env.app
        if language not in folders or language == self.config.language:
            return []
        if app.builder.format != "html":
            return []
        words = " ".join(self.content)
        uri = root(app, self.env.docname) + folders[language] + app.builder.get_target_uri("index")
        link = nodes.reference("", words, refuri=uri, internal=True)
        return [nodes.paragraph("", "", link, classes=[f"language-{language}"], translatable=False)]


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_directive("invite", Invite)
    app.connect("config-inited", _settings)
    app.connect("builder-inited", _lead_to_english)
    app.connect("source-read", _read, priority=400)  # before a title gets its number
    app.connect("env-updated", _know_python, priority=400)  # before names are known by others
    app.connect("missing-reference", _without_python, priority=900)
    app.connect("html-page-context", _finish, priority=450)  # before the bar of a lesson is made
    app.connect("build-finished", _write, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
