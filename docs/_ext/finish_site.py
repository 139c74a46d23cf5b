"""What Sphinx and the theme leave undone on a finished site: weight, order, silence.

- A page carries no state of widgets: it shows the twin of an explorer, which needs none.
- A style that several results of a page bring along stands there once.
- Cards and tabs bring their style only to pages that have some.
- The entries of the bibliography are marked as items of the list in which they are.
- A table of pandas has one row of heads, and no head is empty.
- An index has a title when it is printed.
- A second build keeps the index of terms, which Sphinx writes but does not read again.
- Maps of the theme's source code are for its authors, not for a stick or a server.
- The kernel of a page that runs does not warn of its own network at each start.
"""

import os
import re
from pathlib import Path
from typing import Any

from docutils.utils import smartquotes
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.util.index_entries import split_index_msg

KERNEL = 'c.IPKernelApp.log_level = "ERROR"\n'
FRAME_HEAD = re.compile(r'(<table[^>]*class="dataframe[^>]*>\s*<thead>)(.*?)(</thead>)', re.DOTALL)
EMPTY_HEAD = re.compile(r"<th(?: class=\"[^\"]*\")?(?: scope=\"col\")?>(?:<p></p>)?</th>")
DESIGN = re.compile(r"sphinx-design|design-tabs")
TITLES = {"genindex": "Index", "py-modindex": "Modules"}


def _quiet_kernels(app: Sphinx, config: Config) -> None:
    # A folder of settings of our own: a reader's own settings would change results as well.
    folder = Path(app.doctreedir).resolve() / "ipython"
    profile = folder / "profile_default"
    profile.mkdir(parents=True, exist_ok=True)
    (profile / "ipython_kernel_config.py").write_text(KERNEL, encoding="utf-8")
    os.environ["IPYTHONDIR"] = str(folder)


def _drop_state(app: Sphinx, env: Any) -> None:
    for kept in getattr(env, "nb_metadata", {}).values():
        kept.get("js_files", {}).pop("ipywidgets_state", None)


def one_row(head: str) -> str:
    """The heads of a table of pandas, which gives the index's name a row of its own, in one row.

    Where both rows have something to say of a column, they stay.

    >>> one_row("<tr><th></th><th>level</th></tr><tr><th>area</th><th></th></tr>")
    '<tr><th>area</th><th>level</th></tr>'
    """
    rows = [re.findall(r"<th[^>]*>(.*?)</th>", row, re.DOTALL) for row in head.split("</tr>")[:-1]]
    if len(rows) == 2 and len(rows[0]) == len(rows[1]) and "colspan" not in head:
        pairs = list(zip(*rows, strict=True))
        if not any(all(pair) for pair in pairs):
            rows = [["".join(pair) for pair in pairs]]
            return "<tr>" + "".join(f"<th>{words}</th>" for words in rows[0]) + "</tr>"
    return head.replace(' style="text-align: right;"', "")


def once(body: str) -> str:
    """A page in which each style stands where it is first needed.

    >>> once("<style>p{}</style>1<style>p{}</style>2<style>b{}</style>")
    '<style>p{}</style>12<style>b{}</style>'
    """
    seen: set[str] = set()

    def first(found: re.Match[str]) -> str:
        again = found[0] in seen
        seen.add(found[0])
        return "" if again else found[0]

    return re.sub(r"<style>.*?</style>", first, body, flags=re.DOTALL)


def _finish_page(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: Any
) -> None:
    if "body" in context:
        body = context["body"].replace('role="doc-biblioentry"', 'role="listitem"')
        body = FRAME_HEAD.sub(lambda found: found[1] + one_row(found[2]) + found[3], body)
        context["body"] = once(EMPTY_HEAD.sub("<td></td>", body))
    if not re.search(r'class="[^"]*\bsd-', context.get("body", "")):
        for kind in ("css_files", "script_files"):  # of sphinx-design, a tenth of a plain page
            files = context.get(kind, [])
            context[kind] = [f for f in files if not DESIGN.search(str(f.filename or ""))]
    context["pagetitle"] = context.get("pagetitle") or context.get("title") or TITLES.get(page, "")


def _keep_terms(app: Sphinx) -> list[Any]:
    indexer = getattr(app.builder, "indexer", None)
    if indexer is not None:
        for page, entries in app.env.domains.index_domain.entries.items():
            found = {
                (words, target, main)
                for kind, value, target, main, _ in entries
                for words in split_index_msg(kind, value)
            }
            indexer._index_entries.setdefault(page, sorted(found))
    return []


def _drop_maps(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        for path in (Path(app.outdir) / "_static").rglob("*.map"):
            path.unlink()


# Docutils knows no quotation marks of Indonesian; they are those of English.
smartquotes.smartchars.quotes.setdefault("id", "“”‘’")


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("config-inited", _quiet_kernels)
    app.connect("env-updated", _drop_state)
    app.connect("html-page-context", _finish_page)
    app.connect("html-collect-pages", _keep_terms)
    app.connect("build-finished", _drop_maps)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
