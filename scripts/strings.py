"""Collect every text for translators, and bring the catalogues up to date (`make strings`).

Usage: python scripts/strings.py [--missing]

Lessons give one catalogue each (lessons/…), pages one each, by Sphinx's gettext builder; what
templates, extensions and the theme say is in sphinx.po; the units of columns and the notes of the
framework's tables, which have one language, are in datasets.po. With --missing nothing is written:
it says what is still to be translated. A language begins with an empty folder
locale/<code>/LC_MESSAGES.
"""

import argparse
import csv
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import catalogues
import editions
import nbformat
import texts
from babel.messages.extract import extract_from_file
from catalogues import Message

DOCS = editions.HOUSE / "docs"
DEMANDS = ("recall", "apply", "decide", "transfer")
TABLES = "datasets"
BIBLIOGRAPHY = "reference/bibliography"
NOTE = re.compile(r"^ *note = \{(.*)\},?$", re.MULTILINE)  # of a work in references.bib
SITE = "sphinx"  # what Sphinx itself calls the catalogue of its own words
# What the theme says on every page, and has no Indonesian for.
THEME = (
    "Show code cell source",
    "Hide code cell source",
    "Search...",
    "Back to top",
    "Collapse Sidebar",
    "Ctrl",
    "Dark",
    "Expand Sidebar",
    "Fullscreen mode",
    "Light",
    "Next",
    "On this page",
    "Link to this heading",
    "Main",
    "Page",
    "Previous",
    "Print to PDF",
    "Search",
    "Section Navigation",
    "Site Navigation",
    "Skip to main content",
    "System Settings",
    "Toggle primary sidebar",
    "Toggle secondary sidebar",
    "Version warning",
    "light/dark",
    "next page",
    "previous page",
    "Color mode",
    "Copied!",
    "Copy",
    "Copy to clipboard",
    "Failed to copy",
    "Search Results",
    "Searching",
    "Searching...",
    "Please activate JavaScript to enable the search functionality.",
    "Preparing search...",
    "Search finished, found one page matching the search query.",
    "Search finished, found ${resultCount} pages matching the search query.",
    "Your search did not match any documents. Please make sure that all words are spelled"
    " correctly and that you've selected enough categories.",
)


def of_notebook(path: Path) -> Iterator[Message]:
    """The texts of a lesson."""
    for cell in nbformat.read(path, as_version=4).cells:
        for piece in texts.pieces(cell):
            yield Message(piece.text, piece.context, cell.id)


def of_lessons() -> dict[str, list[Message]]:
    """The texts of all lessons, by the name of their catalogue."""
    folder = editions.notebooks()
    return {
        f"lessons/{path.relative_to(folder).with_suffix('').as_posix()}": list(of_notebook(path))
        for path in editions.lessons()
    }


def _pots(target: Path) -> None:
    trees = target / "trees"
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "gettext", "-d", str(trees)]
    command += ["-D", "exclude_patterns=_build,lessons/**,reference/api/**"]
    done = subprocess.run(
        [*command, str(DOCS), str(target)],
        env=os.environ | {"LED_SYNERGY_RUN": "off"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        sys.exit(done.stdout)


def of_pages() -> dict[str, list[Message]]:
    """The texts of all pages and of the site, by the name of their catalogue."""
    found = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _pots(folder)
        for path in sorted(folder.rglob("*.pot")):
            page = path.relative_to(folder).with_suffix("").as_posix()
            if page.startswith("lessons/") or not editions.translated(page):
                continue
            words = [Message(m.id) for m in catalogues.read(path, "en") if m.id]  # type: ignore
            if page == SITE:
                words += [*of_extensions(), *map(Message, THEME)]
            else:
                source = (DOCS / f"{page}.md").read_text(encoding="utf-8")
                words += [Message(texts.plain(text)) for text in texts.SUMMARY.findall(source)]
                words += [Message(piece.text, piece.context) for piece in texts.blocks(source)]
            if page == BIBLIOGRAPHY:
                bib = (DOCS / "references.bib").read_text(encoding="utf-8")
                words += [Message(note.replace("\\_", "_")) for note in NOTE.findall(bib)]
            if words:
                found[page] = words
    return found


def of_extensions() -> Iterator[Message]:
    """What the extensions of the site say, marked by _( )."""
    for path in sorted((DOCS / "_ext").glob("*.py")):
        for _, words, *_ in extract_from_file("python", path):
            if isinstance(words, str) and re.search(r"\w", words):
                yield Message(words)
    yield from map(Message, DEMANDS)  # heads of a table, which are names in the code


def of_tables() -> Iterator[Message]:
    """What has one language in datasets/: units of columns, and notes that are more than ids."""
    with (editions.HOUSE / "datasets" / "schema.csv").open(encoding="utf-8", newline="") as file:
        for unit in sorted({row["unit"] for row in csv.DictReader(file)} - {""}):
            yield Message(unit)
    for path in sorted((editions.HOUSE / "datasets" / "framework").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if re.search(r"[a-z]{2}", row.get("note") or ""):
                    yield Message(row["note"])


def extract() -> dict[str, list[Message]]:
    """All texts, by the name of their catalogue."""
    return {**of_lessons(), **of_pages(), TABLES: list(of_tables())}


def main() -> None:
    """Bring the catalogues of every language up to date, or say what is missing."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--missing", action="store_true", help="only say what is not translated")
    if parser.parse_args().missing:
        for language in editions.languages():
            found = catalogues.unfinished(language)
            for name, (untranslated, fuzzy) in found.items():
                print(f"{language}/{name}: {untranslated} to translate, {fuzzy} to read again")
            print(f"{language}: {sum(map(sum, found.values()))} in all")
        return
    wanted = extract()
    for language in editions.languages():
        folder, memory = editions.catalogues(language), catalogues.remember(language)
        for name, messages in wanted.items():
            path = folder / f"{name}.po"
            made = catalogues.update(catalogues.read(path, language), messages, memory)
            if catalogues.write(path, made, language):
                print(f"{language}/{name}")
        for path in catalogues.files(language):
            if path.relative_to(folder).with_suffix("").as_posix() not in wanted:
                path.unlink()


if __name__ == "__main__":
    main()
