"""What a reader can take away: files beside the pages, made when the site is built.

Another edition has its own lessons, and leads to the English site for all that no language changes.

`{take}` links one by its name; `{csv}` links tables, as in ``{csv}`telang/components` ``, or
``{csv}`components of each area` ``. `{csv-list}` lists the tables of an area or of the framework.
`{bibtex}` shows entries for a list of references; each has a button that copies it.
"""

import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import languages
from docutils import nodes
from finish_site import once
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinx.util.docutils import SphinxDirective, SphinxRole

import led_synergy
from led_synergy import lab

HOUSE = Path(__file__).resolve().parents[2]
DATASETS, NOTEBOOKS = HOUSE / "datasets", HOUSE / "notebooks"
AREAS = {
    "telang": "Telang",
    "batu_betumpang": "Batu Betumpang",
    "contoh": _("Kawasan Contoh (fictional)"),
    "framework": _("the framework"),
}
COPIES = {
    "constraints.txt": "constraints.txt",
    "LICENSE.txt": "LICENSE",
    "LICENSE-content.txt": "LICENSE-content",
    "licences.txt": "docs/about/licences.txt",
    "CITATION.cff": "CITATION.cff",
    "references.bib": "docs/references.bib",
}
# scripts/make_lite.py builds the wheel, for the browser edition; it is the same file.
WHEEL = f"lite/pypi/led_synergy-{led_synergy.__version__}-py3-none-any.whl"


def fresh(path: Path) -> str:
    """A notebook as a learner should meet it, without results and counts."""
    return lab.fresh(path.read_bytes()).decode()


def notebooks(language: str = "en") -> list[Path]:
    """All lessons and solutions of an edition."""
    return languages.editions.lessons(language)


def tables(area: str) -> list[str]:
    """The names of the tables of an area, or of the framework, as the dictionary orders them."""
    package = json.loads((DATASETS / "datapackage.json").read_text(encoding="utf-8"))
    paths = [Path(resource["path"]) for resource in package["resources"]]
    return [path.stem for path in paths if path.parent.name == area]


def _zip(target: Path, entries: Iterator[tuple[str, str | bytes]]) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            # One date for all, so that the same content makes the same file.
            entry = zipfile.ZipInfo(name, (2015, 11, 27, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)


def _lessons(language: str = "en") -> Iterator[tuple[str, str | bytes]]:
    folder = languages.editions.notebooks(language)
    for path in notebooks(language):
        yield f"led_synergy_lessons/{path.relative_to(folder).as_posix()}", fresh(path)


def _data(folder: str = "") -> Iterator[tuple[str, str | bytes]]:
    for path in sorted((DATASETS / folder).rglob("*")):
        if path.is_file():
            yield path.relative_to(HOUSE).as_posix(), path.read_bytes()


ARCHIVES: dict[str, Callable[[Path], None]] = {
    "led_synergy_lessons.zip": lambda target: _zip(target, _lessons()),
    "led_synergy_data.zip": lambda target: _zip(target, _data()),
    **{
        f"{area}.zip": lambda target, area=area: _zip(target, _data(area))  # type: ignore[misc]
        for area in AREAS
    },
}
FILES = {
    **{name: f"files/{name}" for name in (*COPIES, *ARCHIVES)},
    "led_synergy.whl": WHEEL,
    "datapackage.json": "datasets/datapackage.json",
    "course.html": "lessons/course.html",
}
# What each edition has of its own.
OWN = ("files/led_synergy_lessons.zip", "lessons/course.html")


def make(site: Path, language: str = "en") -> None:
    """Write all files into the folder of a site, the lessons in its language."""
    folder = site / "files"
    folder.mkdir(exist_ok=True)
    if language != "en":
        _zip(folder / "led_synergy_lessons.zip", _lessons(language))
        return
    for name, source in COPIES.items():
        shutil.copyfile(HOUSE / source, folder / name)
    shutil.rmtree(site / "datasets", ignore_errors=True)
    shutil.copytree(DATASETS, site / "datasets")
    for name, write in ARCHIVES.items():
        write(folder / name)


def is_fresh(site: Path, language: str = "en") -> bool:
    """Whether the files are there and younger than all that they are made from."""
    names = (*COPIES, *ARCHIVES) if language == "en" else ("led_synergy_lessons.zip",)
    made = [site / "files" / name for name in names]
    if not all(path.exists() for path in made):
        return False
    parts = [*notebooks(language), *DATASETS.rglob("*.*"), *(HOUSE / p for p in COPIES.values())]
    newest = max(path.stat().st_mtime for path in [*parts, Path(__file__)])
    return min(path.stat().st_mtime for path in made) > newest


# -- The whole course on one page ----------------------------------------------------------------

_ARTICLE = re.compile(r'<article class="bd-article">(.*?)</article>', re.DOTALL)
_LESSON = re.compile(r'href="(\d\d)_\w+\.html(#[^"]*)?"')
_LOCAL = re.compile(r'\b(id|for|aria-labelledby|aria-describedby|href)="(#?)([^"/:?]+)"')
_DRAWN = re.compile(r"\bchart-[0-9a-f]{6,}|\bled-[0-9a-f]{6,}")


def lesson_part(page: str, number: str) -> str:
    """The text of a lesson's page, its anchors made unlike those of the other lessons."""
    found = _ARTICLE.search(page)
    if found is None:
        raise ValueError(f"lesson {number}: its page has no article")
    text = re.sub(r'<div class="lesson-bar.*?</div>', "", found[1], count=1, flags=re.DOTALL)
    text = re.sub(r'<(nav|aside) class="neighbours.*?</\1>', "", text, flags=re.DOTALL)
    text = re.sub(r'<a class="headerlink".*?</a>', "", text)
    text = text.replace('<details class="answer"', '<details open class="answer"')  # for print

    def local(match: re.Match[str]) -> str:
        attribute, sign, name = match.groups()
        if attribute == "href" and not sign:
            return match[0]
        return f'{attribute}="{sign}l{number}-{name}"'

    text = "".join(
        part if part.startswith("<script") else _LOCAL.sub(local, part)
        for part in re.split(r"(<script.*?</script>)", text, flags=re.DOTALL)
    )
    text = _LESSON.sub(r'href="#lesson-\1"', text)
    # A chart and the script that draws it know each other by a name.
    names = set(_DRAWN.findall(text))
    for name in names:
        text = text.replace(f"l{number}-{name}", name).replace(name, f"{name}-{number}")
    return f'<section class="lesson" id="lesson-{number}">\n{text}\n</section>'


def course(site: Path, title: str, note: str, edition: str, language: str) -> str:
    """All lessons as one page to print, made of their pages."""
    paths = sorted((site / "lessons").glob("[0-9][0-9]_*.html"))
    parts = [lesson_part(path.read_text(encoding="utf-8"), path.name[:2]) for path in paths]
    heads = [re.sub(r"<[^>]*>", "", re.search(r"<h1>(.*?)</h1>", p, re.DOTALL)[1]) for p in parts]  # type: ignore[index]
    contents = "\n".join(
        f'<li><a href="#lesson-{path.name[:2]}">{head}</a></li>'
        for path, head in zip(paths, heads, strict=True)
    )
    sheets = "\n".join(
        f'<link rel="stylesheet" href="../_static/{name}">'
        for name in (
            "styles/pydata-sphinx-theme.css", "styles/sphinx-book-theme.css", "pygments.css",
            "mystnb.css", "tables.css", "site.css", "links.css", "course.css",
        )
        if (site / "_static" / name).exists()
    )  # fmt: skip
    return f"""<!DOCTYPE html>
<html lang="{language}" data-theme="light" data-content_root="../">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
{sheets}
<link rel="icon" href="../_static/mark.svg" type="image/svg+xml">
<script defer src="../_static/vega.js"></script>
<script defer src="../_static/site.js"></script>
</head>
<body class="course">
<main class="bd-article bd-content">
<h1>{title}</h1>
<p>{note}</p>
<p>{edition}</p>
<ol class="course-contents">
{contents}
</ol>
{chr(10).join(parts)}
</main>
<script>document.querySelectorAll("pre, .lesson, .output").forEach(b => b.tabIndex = 0);</script>
</body>
</html>
"""


def _write(app: Sphinx, error: Exception | None) -> None:
    if error is not None or app.builder.format != "html":
        return
    site = Path(app.outdir)
    if not is_fresh(site, app.config.language):
        make(site, app.config.language)
    pages = sorted((site / "lessons").glob("[0-9][0-9]_*.html"))
    target = site / "lessons" / "course.html"
    if not pages:
        return
    newest = max(path.stat().st_mtime for path in [*pages, Path(__file__)])
    if target.exists() and target.stat().st_mtime > newest:
        return
    now = {"version": app.config.version, "led_edition": app.config.led_synergy_edition}
    words = app.builder.templates.render("course_words.html", now).strip().splitlines()  # type: ignore[attr-defined]
    title, note, edition = [line.strip() for line in words if line.strip()]
    page = course(site, title, note, edition, app.config.language)
    target.write_text(once(page), encoding="utf-8")


# -- On the pages ----------------------------------------------------------------------------------


def _link(env, text: str, address: str) -> nodes.reference:
    depth = env.app.builder.get_target_uri(env.docname).count("/")
    up = "../" * depth if address in OWN else languages.root(env.app, env.docname)
    return nodes.reference("", text, refuri=up + address, internal=True)


class TakeRole(SphinxRole):
    """{take}`constraints.txt`, or {take}`all lessons <led_synergy_lessons.zip>`."""

    def run(self):
        """Called by Sphinx."""
        named = re.fullmatch(r"(.*?)\s*<(.+)>", self.text)
        text, name = named.groups() if named else (self.text, self.text)
        if name not in FILES:
            message = f"no file {name!r}; choose from {', '.join(FILES)}"
            return [], [self.inliner.reporter.warning(message, line=self.lineno)]
        return [_link(self.env, text, FILES[name])], []


class CsvRole(SphinxRole):
    """{csv}`telang/components`: that table; {csv}`components of each area`: one link an area."""

    def run(self):
        """Called by Sphinx."""
        name, each, _rest = self.text.partition(" of each area")
        areas = ["telang", "batu_betumpang"] if each else [name.partition("/")[0]]
        table = name.rpartition("/")[2]
        made: list[nodes.Node] = []
        for area in areas:
            if table not in tables(area):
                message = f"{area} has no table {table!r}; choose from {', '.join(tables(area))}"
                return [], [self.inliner.reporter.warning(message, line=self.lineno)]
            made += [nodes.Text(", ")] if made else []
            text = f"{AREAS[area]}: {table}" if each else f"{table}.csv"
            made.append(_link(self.env, text, f"datasets/{area}/{table}.csv"))
        return made, []


class CsvList(SphinxDirective):
    """The tables of an area as a list of links."""

    required_arguments = 1

    def run(self):
        """Called by Sphinx."""
        area = self.arguments[0]
        if area not in AREAS:
            raise self.error(f"csv-list: {area!r} is unknown; choose from {', '.join(AREAS)}")
        self.env.note_dependency(str(DATASETS / "datapackage.json"))
        line = nodes.paragraph(translatable=False)
        for name in tables(area):
            line += [nodes.Text(" · ")] if len(line) else []
            line += _link(self.env, f"{name}.csv", f"datasets/{area}/{name}.csv")
        return [line]


class BibTex(SphinxDirective):
    """Entries of references.bib by their keys; `package` is this package."""

    required_arguments = 1

    def run(self):
        """Called by Sphinx."""
        source = HOUSE / "docs" / "references.bib"
        self.env.note_dependency(str(source))
        key = self.arguments[0]
        if key == "package":
            text = package_entry(self.config.led_synergy_project or self.config.led_synergy_site)
        else:
            found = re.search(rf"^@\w+\{{{key},.*?^\}}", source.read_text("utf-8"), re.M | re.S)
            if found is None:
                raise self.error(f"bibtex: references.bib has no entry {key!r}")
            text = re.sub(r"^ *(keywords|note) = .*\n", "", found[0], flags=re.MULTILINE)
        block = nodes.literal_block(text, text, language="bibtex")
        return [block]


def package_entry(address: str = "") -> str:
    """The package as a BibTeX entry."""
    lines = [
        "@software{led_synergy,",
        "  author = {{The led_synergy contributors}},",
        "  title = {led\\_synergy: judge how government, market and community work together in"
        " a rural area},",
        "  year = {2026},",
        f"  version = {{{led_synergy.__version__}}},",
        *([f"  url = {{{address}}},"] if address else []),
        "}",
    ]
    return "\n".join(lines)


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_role("take", TakeRole())
    app.add_role("csv", CsvRole())
    app.add_directive("csv-list", CsvList)
    app.add_directive("bibtex", BibTex)
    app.connect("build-finished", _write, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
