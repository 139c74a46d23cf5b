"""Pieces of HTML that the explorers and the form are made of; no logic, no words of their own."""

import html
import itertools
import re
from collections.abc import Iterable
from typing import Any

STYLE = (
    ".led{max-width:700px;white-space:normal}"
    ".led-page{background:#fff;color:#222;padding:2px 8px;font-size:14px;line-height:1.4}"
    ".led-page p{margin:6px 0;overflow-wrap:break-word}"
    ".led-page .led-title{font-size:15px;font-weight:bold}"
    ".led-page .led-answer{font-size:15px;border-left:4px solid #0072b2;padding-left:8px}"
    ".led-page .led-note{font-size:12px;color:#555}"
    ".led-page .led-scroll{overflow-x:auto}"
    ".led-page figure{margin:0}"
    ".led-page table{border-collapse:collapse;width:100%;margin:8px 0;font-size:12px;border:0}"
    ".led-page caption{caption-side:top;text-align:left;font-weight:bold;font-size:13px;"
    "padding:4px 0;color:#222}"
    ".led-page th,.led-page td{border:1px solid #ccc;padding:3px 6px;text-align:left;"
    "vertical-align:top;white-space:normal;background:#fff;color:#222;max-width:none}"
    ".led-page th{font-weight:bold;background:#f2f2f2}"
    ".led-page td.led-on{outline:3px solid #000;outline-offset:-2px;background:#f0e442}"
    ".led-page td.led-on b::before{content:'\\25CF\\0020'}"
    ".led-page td.led-may{outline:2px dashed #000;outline-offset:-2px}"
    ".led-page td.led-may b::before{content:'\\25CB\\0020'}"
    ".led-page td.led-none{border:0}"
    ".led-page svg{width:100%;height:auto;font-size:11px;fill:#222;text-anchor:middle}"
    ".led-arrow path{fill:none;stroke:#666;stroke-width:1.3}"
    ".led-arrow path+path{fill:#666;stroke:none}"
    ".led-loose path:first-child{stroke-dasharray:5 3}"
    ".led-path path{stroke:#d55e00;stroke-width:2.6}.led-path path+path{fill:#d55e00}"
    ".led-box rect{fill:#fff;stroke:#666}.led-box text+text{font-style:italic}"
    ".led-picked rect{stroke:#000;stroke-width:3;fill:#f0e442}"
    ".led-effect rect,.led-both rect{stroke:#d55e00;stroke-width:2}"
    ".led-cause rect{stroke:#0072b2;stroke-width:2}"
    ".led-released rect{fill:#56b4e9;stroke:#0072b2;stroke-width:2;stroke-dasharray:5 3}"
    ".led-page svg.led-bars{text-anchor:start;font-size:12px}.led-bars rect{fill:#56b4e9}"
    ".led-bars .led-end{text-anchor:end}.led-bars path{stroke:#000;stroke-width:3;fill:none}"
    ".led-dot{display:inline-block;border-radius:50%;background:#56b4e9;vertical-align:middle}"
    + "".join(
        f".led-page .led-from{rung} td:nth-child(n+{rung + 1}):nth-child(-n+7)"
        "{background:#fbf8d0;border-top:2px solid #000;border-bottom:2px solid #000}"
        for rung in range(1, 7)
    )
    + ".led-page .led-absent{opacity:.3}.led-arrow.led-absent,.led-hidden{display:none}"
    ".led-page label{display:flex;gap:8px;align-items:baseline;margin:4px 0;flex-wrap:wrap}"
    ".led-page label span{flex:0 0 13em}"
    ".led-page select,.led-page input{flex:1 1 16em;min-width:0;font:inherit;padding:3px;"
    "color:#222;background:#fff;border:1px solid #767676}"
)

# JupyterLab takes the keys pressed in a list for its own commands: an arrow leaves the list, "x"
# cuts the cell (ipywidgets issue 3912). It does not while the notebook is marked as one in which
# somebody writes; so it is marked while an explorer has the focus: at once, or the first key of a
# quick writer is lost, and once more after JupyterLab's own listener, which comes last when the
# notebook has been moved to another tab. An ipywidgets box can be told only from its page, once
# that stands in the box.
KEYS = """\
<style>@keyframes led-here{from{opacity:0}}</style>\
<i style="animation:led-here 1ms" onanimationstart="const box = this.closest('.widget-vbox');
const book = box.closest('.jp-Notebook');
const mark = () => box.contains(document.activeElement) && book.classList.add('jp-mod-readWrite');
book?.addEventListener('focusin', () => { mark(); setTimeout(mark); })"></i>"""

# In a box of ipywidgets a wide table would widen the whole page, and cut its text; so it scrolls
# within. On a narrow page, a telephone, a control stands below its label.
LIVE = (
    ".widget-html-content>.led-page{contain:inline-size}"
    "@media(max-width:600px){.widget-vbox:has(.led-page)>.widget-inline-hbox"
    "{flex-wrap:wrap;height:auto}"
    ".widget-vbox:has(.led-page)>.widget-inline-hbox>.widget-label{text-align:left}"
    ".widget-vbox:has(.led-page)>.widget-inline-hbox>:not(.widget-label){flex:1 1 14em}}"
)


def escape(words: Any) -> str:
    """Words as they may stand in HTML."""
    return html.escape(str(words), quote=False)


def element(name: str, inside: str, **attributes: str) -> str:
    """An element; what is inside is HTML already."""
    shown = "".join(f' {key}="{html.escape(value)}"' for key, value in attributes.items())
    return f"<{name}{shown}>{inside}</{name}>"


def page(inside: str) -> str:
    """The white sheet that an explorer or a form is drawn on."""
    return element("div", inside, **{"class": "led-page"})


def heading(title: str) -> str:
    """The title of the page."""
    return element("p", escape(title), **{"class": "led-title"})


def table(caption: str, heads: Iterable[str], rows: Iterable[Iterable[str]] | str) -> str:
    """A table with a caption; rows are lists of finished <th> and <td> elements, or finished."""
    head = "".join(element("th", escape(words), scope="col") for words in heads)
    body = rows if isinstance(rows, str) else "".join(element("tr", "".join(row)) for row in rows)
    inside = (
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody>"
    )
    return element("div", element("table", inside), **{"class": "led-scroll"})


def row_head(words: str) -> str:
    """The first cell of a row, which names it."""
    return element("th", escape(words), scope="row")


def plain(page: str) -> str:
    """A page as text: one line for each paragraph and row of a table."""
    # What a figure shows stands in words too.
    page = re.sub(r'<figure\b.*?</figure>|<(tr|table) class="led-hidden".*?</\1>', "", page)
    page = re.sub(r"</t[hd]>(?!</tr>)", " | ", page)
    page = page.replace("<br/>", " ")  # inside a cell
    page = re.sub(r"</(p|tr|caption|li|div)>|<br>", "\n", page)
    lines = html.unescape(re.sub(r"<[^>]*>", "", page)).splitlines()
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())


_count = itertools.count(1)


def model_id(kind: str) -> str:
    """A name for a widget's model.

    A random one would change the stored notebook at each run. This one is the same in each run
    from a fresh kernel, and no two explorers of a kernel share it.
    """
    return f"led-{kind.lower()}-{next(_count)}"
