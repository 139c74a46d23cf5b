"""Words by which the search finds a page, in both languages, though the page does not use them.

They are in `docs/search_words.csv`: a page, and the words of each language divided by semicolons.
A lesson is found by its number as well. Each word becomes a main entry of the index, which the
search puts first.
"""

import csv
import re
from functools import cache
from pathlib import Path

from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

LOG = logging.getLogger(__name__)
WORDS = Path(__file__).resolve().parents[1] / "search_words.csv"
LESSON = re.compile(r"lessons/(\d\d)_")
# How people name a lesson, or ask for its answers.
NUMBERED = ("lesson", "pelajaran")


@cache
def words(path: Path = WORDS) -> dict[str, list[str]]:
    """The words of each page."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            row["page"]: [word.strip() for word in f"{row['en']};{row['id']}".split(";")]
            for row in csv.DictReader(file)
        }


def of_page(page: str) -> list[str]:
    """All words of one page."""
    found = list(words().get(page, []))
    if lesson := LESSON.match(page):
        for name in NUMBERED:
            found += [f"{name} {lesson[1]}", f"{name} {int(lesson[1])}"]
    return [word for word in dict.fromkeys(found) if word]


class SearchWords(SphinxTransform):
    """Write the words of a page into it before the index is gathered."""

    default_priority = 400

    def apply(self, **_: object) -> None:
        """Called by Sphinx."""
        if self.app.builder.name == "gettext":  # nothing that a translator could better
            return
        if WORDS.parent == Path(self.app.srcdir):
            self.env.note_dependency(str(WORDS))
        entries = [("single", word, "", "main", None) for word in of_page(self.env.docname)]
        if entries:
            self.document.insert(0, addnodes.index(entries=entries))


def _check(app: Sphinx, env: BuildEnvironment, pages: list[str]) -> None:
    if Path(app.srcdir) == WORDS.parent:
        for page in sorted(set(words()) - env.found_docs):
            LOG.warning("%s names %s, and there is no such page", WORDS.name, page)


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_transform(SearchWords)
    app.connect("env-before-read-docs", _check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
