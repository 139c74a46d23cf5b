"""What a page names leads to its place, with the entry as a tip; made while the site is written.

An id of the register (D8), a lesson ("lesson 08"), a page by its title in italics, a word of the
glossary (once in a section), a table or column, a function and a command in code: all become links,
in lessons as on pages, so that notebooks and texts stay plain. It is done on the finished HTML,
since tables and printed results of a notebook are HTML too. Code that a cell runs, charts and
explorers stay as they are.
"""

import csv
import html
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import languages
from sphinx.application import Sphinx

HOUSE = Path(__file__).resolve().parents[2]
DATASETS = HOUSE / "datasets"
REGISTER, GLOSSARY = "source_problems", "glossary"
DICTIONARY = {"case": "reference/case-tables", "framework": "reference/framework-tables"}
# Files of the project that the site offers beside its pages (_ext/downloads.py), by their name.
DOWNLOADS = {
    "constraints.txt": "files/constraints.txt",
    "LICENSE": "files/LICENSE.txt",
    "LICENSE-content": "files/LICENSE-content.txt",
    "CITATION.cff": "files/CITATION.cff",
    "references.bib": "files/references.bib",
    "datasets/datapackage.json": "datasets/datapackage.json",
}
PAGES = {"CONTRIBUTING.md": "about/contribute", "CHANGELOG.md": "reference/changelog"}

# Words of the glossary that are more often meant in their everyday sense: they are no links.
EVERYDAY = {
    "agreement", "case", "communication", "community_component", "component", "consensus",
    "extension", "government_component", "leadership", "level", "market", "motivation", "output",
    "overlapping", "path", "process_dimension", "reading", "rung_none", "system_dimension",
    "trust", "dimension", "profile", "fairness", "household", "shared_goal_dimension",
    "effect_dimension", "observation", "regency", "district",
}  # fmt: skip
# Columns of one plain word that texts name; others of one word mean other things as well.
PLAIN_COLUMNS = {"source", "levels", "contested", "disputed", "breadth", "optimal", "even"}

_PARTS = re.compile(
    r"<(script|style|svg|title)\b.*?</\1>|<!--.*?-->|<code\b[^>]*>.*?</code>|<[^>]*>", re.DOTALL
)
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)")
_PROBLEM = r"(?<![\w#/.&-])[A-G]\d{1,2}(?![\w-])"
_AND = r"(?:,\s+|,?\s+(?:and|or|to|dan|atau|sampai)\s+)"
_LESSON = rf"\b(?:[Ll]essons?|[Pp]elajaran)\s+\d\d\b(?:{_AND}\d\d\b)*"
# A sheet of paper is no entry of the register.
_PAPER = re.compile(r"\b(?:on|size|kertas|ukuran)\s+$")
# What is saved, not opened.
_FILE = re.compile(r"(?:^|/)(?:datasets|files|lite/pypi)/.*\.(?:csv|json|zip|whl|cff|bib|txt)$")
_VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Where a text stays as it is: it is a link or a control already, or a script draws it anew.
_CLOSED = {"a", "button", "label", "option", "select", "summary", "svg", "textarea"}
_CLOSED_CLASSES = {"led", "cell_input", "sig", "headerlink", "vega-embed"}
_NO_WORDS = {"h1", "h2", "h3", "h4", "table", "pre", "dt", "strong", "blockquote"}


@dataclass(frozen=True)
class Place:
    """Where a link leads: a page or a file of the site, an anchor in it, and what its tip says."""

    page: str
    anchor: str = ""
    tip: str = ""
    file: bool = False


@dataclass
class Targets:
    """All that a text may name, each with its place."""

    problems: dict[str, Place] = field(default_factory=dict)
    lessons: dict[str, Place] = field(default_factory=dict)
    pages: dict[str, Place] = field(default_factory=dict)
    words: dict[str, Place] = field(default_factory=dict)
    code: dict[str, Place] = field(default_factory=dict)
    python: dict[str, Place] = field(default_factory=dict)
    spoken: re.Pattern[str] = re.compile(_PROBLEM)


def rows(table: str) -> list[dict[str, str]]:
    """The rows of datasets/framework/<table>.csv."""
    with (DATASETS / "framework" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def names(row: dict[str, str]) -> set[str]:
    """The forms under which a text may name a word of the glossary, in either language."""
    if row["term"] in EVERYDAY or row["term"].startswith("rung_"):
        return set()
    found = set()
    for text in (row["en"], row["id"]):
        found.add(re.sub(r"\s*\([^)]*\)", "", text).strip())
        for inside in re.findall(r"\(([^)]*)\)", text):
            # A short form has a capital in it: SKPD, Pokja, P0. "(dimension)" only sorts the word.
            parts = [part.strip() for part in re.split(r"[,;]", inside)]
            found |= {part for part in parts if re.fullmatch(r"[A-Z][\w]*(?: \d+)?", part)}
    return {name for name in found if len(name) > 1 and not re.search(r"[\"&<>']", name)}


def _short(text: str, most: int = 180) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _words(language: str) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for row in rows("glossary"):
        anchor = f"term-{row['term'].replace('_', '-')}"
        place = Place(GLOSSARY, anchor, _short(row[f"meaning_{language}"]))
        for name in names(row):
            found.setdefault(name, place)
    return found


def _tables(language: str) -> dict[str, Place]:
    """Tables and columns by the names that texts give them."""
    package = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
    end = "_id" if language == "id" else ""
    found: dict[str, Place] = {}
    columns: dict[str, Place] = {}
    for resource in package["resources"]:
        path = Path(resource["path"])
        kind = "framework" if path.parent.name == "framework" else "case"
        anchor = f"{kind}-{path.stem.replace('_', '-')}"
        place = Place(DICTIONARY[kind], anchor, _short(resource[f"description{end}"]))
        found[f"{path.parent.name}/{path.stem}"] = place
        found.setdefault(path.stem, place)
        for name in (path.as_posix(), f"datasets/{path.as_posix()}"):
            found[name] = Place(f"datasets/{path.as_posix()}", tip=place.tip, file=True)
        for column in [
            *resource["schema"]["fields"],
            *resource["schema"].get("optionalFields", []),
        ]:
            tip = f"{path.stem}: {column[f'description{end}']}"
            place = Place(DICTIONARY[kind], column_anchor(kind, path.stem, column["name"]), tip)
            found[f"{path.stem}.{column['name']}"] = place
            if "_" in column["name"] or column["name"] in PLAIN_COLUMNS:
                columns.setdefault(column["name"], place)
    for folder in {Path(resource["path"]).parent.name for resource in package["resources"]}:
        for name in (f"datasets/{folder}", f"datasets/{folder}/"):
            found[name] = Place("reference/downloads", f"data-{folder.replace('_', '-')}")
    return {**columns, **found}


def column_anchor(kind: str, table: str, column: str) -> str:
    """The anchor of a column in the data dictionary."""
    return f"{kind}-{table}-{column}".replace("_", "-")


def _python(app: Sphinx) -> dict[str, Place]:
    """Functions and classes by the names that a reader types: led.classify, welfare.gini."""
    import led_synergy

    found: dict[str, Place] = {}
    objects = app.env.domains.python_domain.objects
    for name, entry in objects.items():
        if entry.objtype == "module" or not name.startswith("led_synergy."):
            continue
        short = name.removeprefix("led_synergy.")
        place = Place(entry.docname, entry.node_id, name)
        found[name] = place
        if "." in short:
            found[short] = place
        if short.startswith("case.Case."):
            found[short.replace("case.Case.", "case.")] = place
            found[short.removeprefix("case.")] = place
        first, _, rest = short.partition(".")
        if first in led_synergy.__all__:
            found[f"led.{short}"] = place
            if "_" in short or first[0].isupper() or short == "classify":
                found.setdefault(short, place)
        elif rest and rest[0].isupper() and "." not in rest:
            found.setdefault(rest, place)  # an explorer, by its class
    return found


def collect(app: Sphinx) -> Targets:
    """Every name and its place, for the language of the site."""
    import lesson_tables

    from led_synergy import terms

    language = app.config.language if app.config.language in terms.LANGUAGES else "en"
    made = Targets()
    titles = app.env.titles
    for row in rows("source_problems"):
        tip = _short(row[f"what_{language}"])
        made.problems[row["problem"]] = Place(REGISTER, f"problem-{row['problem'].lower()}", tip)
    for lesson in lesson_tables.lessons(language=language):
        page = f"lessons/{lesson.name}"
        title = titles[page].astext() if page in titles else lesson.title
        made.lessons[lesson.number] = Place(page, tip=title)
    for page, node in titles.items():
        title = node.astext()
        for name in {title, title.partition(":")[0], re.sub(r"^\d\d · ", "", title)}:
            if len(name.split()) > 1:
                made.pages.setdefault(html.escape(name).casefold(), Place(page))
    made.words = _words(language)
    made.code = _tables(language)
    made.code |= {name: Place(file, file=True) for name, file in DOWNLOADS.items()}
    made.code |= {name: Place(page) for name, page in PAGES.items()}
    made.python = _python(app)
    forms = []
    for name in sorted(made.words, key=len, reverse=True):
        # A word may begin a sentence and stand in the plural; a short form is written as it is.
        short = any(letter.isupper() or letter.isdigit() for letter in name[1:])
        form = re.escape(name).replace(r"\ ", r"\s+")
        forms.append(form if short and " " not in name else f"(?i:{form})s?")
    made.spoken = re.compile(
        f"(?P<problem>{_PROBLEM})|(?P<lesson>{_LESSON})|(?P<word>(?<![\\w-])(?:"
        + "|".join(forms)
        + r")(?![\w-]))"
    )
    return made


class Linker:
    """Writes the links into one page."""

    def __init__(self, app: Sphinx, targets: Targets, page: str) -> None:
        self.app, self.targets, self.page = app, targets, page
        self.seen: set[str] = set()
        self.keys = {name.casefold(): name for name in targets.words}
        # A page of the reference is about code; words of the field are explained elsewhere.
        self.speaks = not page.startswith(("reference/", GLOSSARY, "genindex"))

    def address(self, place: Place) -> str:
        """Where a place is, seen from this page."""
        if place.file:
            return languages.root(self.app, self.page) + place.page
        uri = self.app.builder.get_relative_uri(self.page, place.page)
        return f"{uri}#{place.anchor}" if place.anchor else uri

    def link(self, place: Place, inside: str, kind: str) -> str:
        """The link itself; a place on no page leaves the text as it is."""
        if not place.file and place.page not in self.app.env.all_docs:
            return inside
        tip = ""
        if place.tip and place.page != self.page:
            tip = f' title="{html.escape(place.tip)}"'
        save = " download" if place.file else ""
        href = html.escape(self.address(place))
        return f'<a class="reference internal to-{kind}" href="{href}"{tip}{save}>{inside}</a>'

    def text(self, text: str, words: bool) -> str:
        """Links in a text between two tags."""

        def replace(match: re.Match[str]) -> str:
            said = match[0]
            if match["problem"]:
                place = self.targets.problems.get(said)
                if place is None or (said == "A4" and _PAPER.search(text[: match.start()])):
                    return said
                return self.link(place, said, "problem")
            if match["lesson"]:
                return re.sub(r"(?:[A-Za-z]+\s+)?\d\d", self._lesson, said)
            return self._word(said) if words and self.speaks else said

        return self.targets.spoken.sub(replace, text)

    def _lesson(self, match: re.Match[str]) -> str:
        place = self.targets.lessons.get(match[0][-2:])
        joined = match[0].partition(" ")[0] in ("and", "or", "to", "dan", "atau", "sampai")
        if place is None or place.page == self.page:
            return match[0]
        if joined:
            return match[0][:-2] + self.link(place, match[0][-2:], "lesson")
        return self.link(place, match[0], "lesson")

    def _word(self, said: str) -> str:
        plain = " ".join(said.split())
        for form in (plain, plain[:-1]):
            name = form if form in self.targets.words else self.keys.get(form.casefold())
            if name:
                place = self.targets.words[name]
                if place.anchor in self.seen:
                    return said
                self.seen.add(place.anchor)
                return self.link(place, said, "word")
        return said

    def code(self, part: str) -> str:
        """A link around a piece of code that names something."""
        said = html.unescape(re.sub(r"<[^>]*>", "", part)).strip()
        place = self.named(said)
        if place is None or (place.page == self.page and not place.anchor):
            return part
        return self.link(place, part, "code")

    def named(self, said: str) -> Place | None:
        """The place of what a piece of code names."""
        made = self.targets
        if command := re.match(r"(?:\S+[/\\])?led-synergy(?: ([a-z]+))?\b", said):
            anchor = "led-synergy" + (f"-{command[1]}" if command[1] else "")
            return Place("reference/command", anchor)
        if page := re.fullmatch(r"docs/(.+)\.md", said):
            return Place(page[1]) if page[1] in self.app.env.all_docs else None
        if said in made.problems:
            return made.problems[said]
        called = re.sub(r"\(.*\)$", "", said, flags=re.DOTALL)
        if said in made.code and not self.page.startswith("reference/"):
            return made.code[said]
        if called in made.python:
            return made.python[called]
        # On a page of the reference a bare word is an argument, not a table.
        return made.code.get(said) if re.search(r"[/.]", said) or said in DOWNLOADS else None

    def write(self, body: str) -> str:
        """The page with its links."""
        made: list[str] = []
        open_tags: list[tuple[str, bool, bool]] = []  # name, closed, without words
        start = 0
        for part in _PARTS.finditer(body):
            made.append(self._between(body[start : part.start()], open_tags, made))
            made.append(self._part(part[0], open_tags))
            start = part.end()
        made.append(body[start:])
        return "".join(made)

    def _between(self, text: str, open_tags: list[tuple[str, bool, bool]], made: list[str]) -> str:
        if not text.strip() or any(closed for _, closed, _ in open_tags):
            return text
        if made and made[-1] == "<em>" and (place := self.targets.pages.get(text.casefold())):
            return text if place.page == self.page else self.link(place, text, "page")
        return self.text(text, not any(wordless for *_, wordless in open_tags))

    def _part(self, part: str, open_tags: list[tuple[str, bool, bool]]) -> str:
        found = _TAG.match(part)
        if not found:
            return part
        tag = found[1].lower()
        if part.startswith("</"):
            while open_tags and open_tags.pop()[0] != tag:
                pass
            return part
        if tag == "code" and part.endswith("</code>"):
            if any(closed or name in ("h1", "h2", "pre") for name, closed, _ in open_tags):
                return part
            return self.code(part)
        if tag == "section":
            self.seen.clear()
        if tag in ("script", "style", "svg", "title") or tag in _VOID or part.endswith("/>"):
            return part
        classes = re.search(r'\bclass="([^"]*)"', part)
        closed = (
            tag in _CLOSED
            or ' id="chart-' in part
            or bool(classes and _CLOSED_CLASSES & set(classes[1].split()))
        )
        open_tags.append((tag, closed, tag in _NO_WORDS))
        return self._tipped(part) if tag == "a" else part

    def _tipped(self, part: str) -> str:
        """A link that a page made itself, with the tip it lacks; one to another site, marked."""
        href = re.search(r'\bhref="([^"]*)"', part)
        if not href:
            return part
        address = html.unescape(href[1])
        if re.match(r"https?://", address):
            if "rel=" not in part:
                part = part.replace("<a ", '<a rel="external noopener" ', 1)
            return part
        if _FILE.search(address) and " download" not in part:
            part = part.replace("<a ", "<a download ", 1)
        if " title=" in part or "headerlink" in part:
            return part
        entry = re.search(r"#problem-([a-g]\d{1,2})$", address)
        place = self.targets.problems.get(entry[1].upper()) if entry else None
        if place is None:
            return part
        return part.replace("<a ", f'<a title="{html.escape(place.tip)}" ', 1)


def _write(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any) -> None:
    if app.builder.format != "html" or not context.get("body"):
        return
    targets = getattr(app, "led_targets", None)
    if targets is None:
        targets = app.led_targets = collect(app)  # type: ignore[attr-defined]
    context["body"] = Linker(app, targets, page).write(context["body"])


def _name_again(app: Sphinx, env: Any) -> None:
    # led.classify is known by this name too, here and to the sites that link to ours.
    import led_synergy

    objects = env.domains.python_domain.objects
    for name in led_synergy.__all__:
        for home in [
            known for known in objects if re.fullmatch(rf"led_synergy\.\w+\.{name}", known)
        ]:
            objects[f"led_synergy.{name}"] = objects[home]._replace(aliased=True)


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("env-updated", _name_again)
    app.connect("html-page-context", _write, priority=700)  # after what others add to a page
    app.add_css_file("links.css")
    app.add_js_file("tips.js", loading_method="defer")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
