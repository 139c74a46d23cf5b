"""An edition in marks, to see what the machinery does and what text it leaves outside.

Usage: python scripts/pseudo.py FOLDER   (then the site is in FOLDER/site/id)

Each text stands between ⟦ and ⟧, in catalogues, lessons and site of a folder of its own. What a
page shows without marks no translator would ever see: `left_outside` lists it.
"""

import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

import catalogues
import editions
import nbformat
import texts
from babel.messages.catalog import Catalog

OPEN, SHUT = "⟦", "⟧"
LANGUAGE = "id"


def marked(text: str, context: str | None = None) -> str:
    """A text between marks; a role, a link or a gap in it stays whole."""
    return f"{OPEN}{text}{SHUT}"


def make_catalogues(folder: Path) -> None:
    """Every catalogue of the language, its texts between marks."""
    source = editions.HOUSE / "locale" / LANGUAGE / "LC_MESSAGES"
    for path in sorted(source.rglob("*.po")):
        made = Catalog(locale=LANGUAGE)
        for message in catalogues.read(path, LANGUAGE):
            if message.id:
                made.add(message.id, marked(message.id), context=message.context)  # type: ignore
        name = path.relative_to(source)
        catalogues.write(folder / "locale" / LANGUAGE / "LC_MESSAGES" / name, made, LANGUAGE)


def make_lessons(folder: Path) -> None:
    """Every lesson, its prose between marks, without results: those come from running it."""
    for path in editions.lessons():
        book = nbformat.read(path, as_version=4)
        for cell in book.cells:
            if cell.cell_type == "markdown":
                cell.source = texts.replaced(cell.source, texts.pieces(cell), marked)
            else:
                cell.outputs, cell.execution_count = [], None
        target = folder / "notebooks" / LANGUAGE / path.relative_to(editions.notebooks())
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(book, target)


def surroundings(folder: Path) -> dict[str, str]:
    """Where scripts and site look for this edition."""
    return os.environ | {
        "LED_SYNERGY_EDITIONS": LANGUAGE,
        "LED_SYNERGY_LOCALE": str(folder / "locale"),
        "LED_SYNERGY_NOTEBOOKS": str(folder / "notebooks"),
    }


def build(folder: Path) -> str:
    """Build the edition; what went wrong, or nothing."""
    make_catalogues(folder)
    make_lessons(folder)
    # Texts of docstrings are English in every edition, so a warning here is looked at, no error.
    script = Path(__file__).with_name("make_editions.py")
    done = subprocess.run(
        [sys.executable, script, folder / "site", LANGUAGE],
        env=surroundings(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    return done.stdout if done.returncode else ""


# What no catalogue holds: code, drawings, cells of datasets/ (of-…), titles of works, results.
_AWAY = re.compile(
    r"<(script|style|svg|pre|code|title)\b.*?</\1>|<!--.*?-->"
    r'|<p class="[^"]*\bof-.*?</p>|<a [^>]*href="https?:.*?</a>'
    r'|<table border="1" class="dataframe.*?</table>',
    re.DOTALL,
)
# What data gives to a page is in Indonesian already; these words are English and nothing else.
ENGLISH = re.compile(
    r"\b(the|of|and|is|are|this|that|with|from|you|your|not|which|for|by|was|page|has|have|its|in|as"
    r"|one|each|every|other|same|see|what|who|how|on|or|an|all|be|it|we|our|they|their|read)\b",
    re.IGNORECASE,
)


def left_outside(site: Path) -> dict[str, list[str]]:
    """Texts of the pages' articles without marks, each with the pages on which it stands."""
    found = defaultdict(list)
    for path in sorted(site.rglob("*.html")):
        page = path.relative_to(site).with_suffix("").as_posix()
        if not editions.translated(page) or page.startswith(
            ("example/", "lite/", "_static/", "_modules/", "genindex")  # which has both languages
        ):
            continue
        body = re.search(r"<article.*?</article>", path.read_text(encoding="utf-8"), re.DOTALL)
        for text in _plain(body[0]) if body else ():
            found[text].append(page)
    return dict(found)


def _plain(body: str) -> list[str]:
    """The texts of a page that no marks surround."""
    body = _AWAY.sub(" ", body)
    depth, found = 0, []
    for part in re.split(r"(<[^>]*>)", body):
        if part.startswith("<"):
            continue
        inside = depth
        depth = max(0, depth + part.count(OPEN) - part.count(SHUT))
        if not inside and OPEN not in part and ENGLISH.search(part):
            found.append(" ".join(part.split()))
    return found


if __name__ == "__main__":
    place = Path(sys.argv[1]).resolve()
    if trouble := build(place):
        sys.exit(trouble)
    print(json.dumps(left_outside(place / "site" / LANGUAGE), ensure_ascii=False, indent=1))
