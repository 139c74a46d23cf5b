"""The bibliography in the language of the site: our notes, and the "and" between names.

Titles stay as they are, and so do the words of a citation such as "pages". The notes are in
docs/references.bib and are translated in the catalogue of the page.
"""

from dataclasses import dataclass, field
from typing import Any

import languages
import pybtex.plugin
from pybtex.style.formatting.alpha import Style as Alpha
from pybtex.style.template import names, sentence
from sphinx.application import Sphinx
from sphinx.locale import _
from sphinxcontrib.bibtex.plugin import register_plugin
from sphinxcontrib.bibtex.style.referencing import PersonStyle
from sphinxcontrib.bibtex.style.referencing.author_year import AuthorYearReferenceStyle

PAGE = "reference/bibliography"


def between() -> dict[str, str]:
    """What stands between the names of authors."""
    last = str(_(" and "))
    return {"sep": ", ", "sep2": last, "last_sep": f",{last}"}


class Entries(Alpha):  # type: ignore[misc]
    """An entry of the bibliography."""

    def format_names(self, role: str, as_sentence: bool = True) -> Any:
        """Called by pybtex."""
        found = names(role, **between())
        return sentence[found] if as_sentence else found


@dataclass
class Citations(AuthorYearReferenceStyle):  # type: ignore[misc]
    """A citation within a text."""

    person: PersonStyle = field(default_factory=lambda: PersonStyle(**between()))


def plain(note: str) -> str:
    """A note without the signs of BibTeX."""
    return note.replace("\\_", "_")


def _translate(app: Sphinx, env: Any, pages: list[str]) -> None:
    for work in env.get_domain("cite").bibdata.data.entries.values():
        if note := work.fields.get("note"):
            words = languages.said(plain(note), PAGE, app.config.language)
            work.fields["note"] = words.replace("_", "\\_")


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    pybtex.plugin.register_plugin("pybtex.style.formatting", "ours", Entries)
    register_plugin("sphinxcontrib.bibtex.style.referencing", "ours", Citations)
    app.connect("env-before-read-docs", _translate)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
