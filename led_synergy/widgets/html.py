"""Pieces of HTML that the explorers and the form are made of; no logic, no words of their own."""

import hashlib
import html
import itertools
import re
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any, TypeVar

import ipywidgets
from IPython import get_ipython

from .. import terms
from ..material import json_in_script, material

Answer = TypeVar("Answer")


def style(live: bool = False) -> str:
    """The style of an explorer's page; in a box of ipywidgets also what that box needs."""
    css = material("theme.css") + material("explorer.css", "widgets")
    css += material("live.css", "widgets") if live else ""
    return f"<style>{css}</style>" + (material("keys.html", "widgets") if live else "")


def escape(words: Any) -> str:
    """Words as they may stand in HTML."""
    return html.escape(str(words), quote=False)


def element(name: str, inside: str, **attributes: str) -> str:
    """An element; what is inside is HTML already."""
    shown = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{shown}>{inside}</{name}>"


def page(inside: str) -> str:
    """The sheet that an explorer or a form is drawn on."""
    return element("div", inside, **{"class": "led-page"})


def heading(title: str) -> str:
    """The title of the page."""
    return element("p", escape(title), **{"class": "led-title"})


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]] | str) -> str:
    """A table with a caption; rows are lists of finished <th> and <td> elements, or finished.

    Finished rows may come in groups of their own, each a <tbody>.
    """
    head = "".join(element("th", escape(words), scope="col") for words in heads)
    body = rows if isinstance(rows, str) else "".join(element("tr", "".join(row)) for row in rows)
    body = body if body.startswith("<tbody") else element("tbody", body)
    inside = f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>{body}"
    return element("div", element("table", inside), **{"class": "led-scroll"})


def row_head(words: str) -> str:
    """The first cell of a row, which names it."""
    return element("th", escape(words), scope="row")


def plain(page: str) -> str:
    """A page as text: one line for each paragraph and row of a table."""
    # What a figure shows stands in words too.
    page = re.sub(r'<figure\b.*?</figure>|<(tbody|tr|table) class="led-hidden".*?</\1>', "", page)
    page = re.sub(r"</t[hd]>(?!</tr>)", " | ", page)
    page = page.replace("<br/>", " ")  # inside a cell
    page = re.sub(r"</(p|tr|caption|li|div)>|<br>", "\n", page)
    lines = html.unescape(re.sub(r"<[^>]*>", "", page)).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


def in_its_language(method: Callable[..., Answer]) -> Callable[..., Answer]:
    """Let a method speak the language that its box remembers."""

    @wraps(method)
    def speaker(self: Any, *args: Any, **kwargs: Any) -> Answer:
        with terms.speaking(self.lang):
            return method(self, *args, **kwargs)

    return speaker


# -- Names and lives of models -----------------------------------------------------------------

_named: set[str] = set()
_made: dict[str, tuple[str, list[ipywidgets.Widget]]] = {}  # of each cell: its last run, its boxes


def model_id(kind: str, *shown: Any) -> str:
    """A name for the model of a box, made from what it shows.

    A stored notebook finds a box by its name. So the name is the same in each run, in whatever
    order the cells are run, and a box that shows something else never has it. Of several alike
    each has a number.
    """
    code = hashlib.sha256(json_in_script(shown).encode()).hexdigest()[:12]
    names = (f"led-{kind.lower()}-{code}-{number}" for number in itertools.count(1))
    name = next(name for name in names if name not in _named)
    _named.add(name)
    return name


def retire() -> None:
    """Close what an earlier run of this cell has made: its output is gone."""
    if cell := _cell():
        run, boxes = _made.get(cell[0], (cell[1], []))
        if run != cell[1]:
            for box in boxes:
                box.close()
            del _made[cell[0]]


def remember(box: ipywidgets.Widget) -> None:
    """Note which run of which cell has made this box."""
    if cell := _cell():
        _made.setdefault(cell[0], (cell[1], []))[1].append(box)


def _cell() -> tuple[str, str] | None:
    """The cell that runs at the moment and its run; None where the front end names none."""
    try:
        parent = get_ipython().get_parent()
        return parent["metadata"]["cellId"], parent["header"]["msg_id"]
    except (AttributeError, KeyError, TypeError):
        return None


def scrap(box: Any) -> None:
    """Close a widget with all that it is made of: what stands in it, its layout and style."""
    for child in getattr(box, "children", ()):
        scrap(child)
    for part in ("layout", "style"):
        if isinstance(found := getattr(box, part, None), ipywidgets.Widget):
            found.close()
    _named.discard(box.comm.comm_id if box.comm else "")
    box.unobserve_all()
    ipywidgets.Widget.close(box)
