"""On the page of a lesson, the result that answers a question is folded.

A cell of code answers one if the text before it asks to **Predict**, or if it checks an exercise.
Its result waits behind "Show the answer", and with it what the lesson says of the result, which a
notebook has behind "Compare". The keyboard and paper open it, and a switch opens all
(_static/answers.js). An explorer stays open: it is there to be used.
"""

import json
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from led_synergy import framework, terms

TAG = "folded-answer"
LESSONS = "lessons/"


class Answer(nodes.container):
    """A result that is folded."""


def words(language: str | None, key: str) -> str:
    """A word of ours in the language of the site."""
    return terms.text(f"control.{key}", language if language in terms.LANGUAGES else "en")


def asks() -> tuple[str, ...]:
    """How a question begins that is to be answered before the cell is run, in each language."""
    row = framework.row("terms", "term.predict")
    return tuple(f"**{row[lang]}" for lang in terms.LANGUAGES)


def answers(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells of code whose results answer a question."""
    found, asked = [], False
    for cell in cells:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            asked = any(question in source for question in asks())
        elif cell["cell_type"] == "code" and "widgets." not in source:
            if asked or "check(" in source:
                found.append(cell)
    return found


def _mark(app: Sphinx, page: str, source: list[str]) -> None:
    if not page.startswith(LESSONS) or not source[0].lstrip().startswith("{"):
        return
    notebook = json.loads(source[0])
    for cell in answers(notebook["cells"]):
        cell["metadata"].setdefault("tags", []).append(TAG)
    source[0] = json.dumps(notebook, ensure_ascii=False)


class FoldAnswers(SphinxPostTransform):
    """Put the marked results into a fold, before MyST-NB folds their code."""

    default_priority = 198
    formats = ("html",)

    def run(self, **kwargs: Any) -> None:
        """Called by Sphinx."""
        for cell in list(self.document.findall(nodes.container)):
            if f"tag_{TAG}" in cell["classes"] and cell.get("nb_element") == "cell_code":
                result = cell.children[-1] if cell.children else None
                if getattr(result, "get", dict().get)("nb_element") == "cell_code_output":
                    fold = Answer()
                    cell.replace(result, fold)
                    fold += result
                    fold += _explanation(cell)


def _explanation(cell: nodes.Element) -> list[nodes.Node]:
    """What the lesson says of a result, taken out of the fold that a notebook has for it."""
    after = cell.parent.children[cell.parent.index(cell) + 1 :]
    if not after or not _is_raw(after[0], "<details><summary>"):
        return []
    end = next(n for n, node in enumerate(after) if _is_raw(node, "</details>"))
    for node in after[: end + 1]:
        cell.parent.remove(node)
    return after[1:end]


def _is_raw(node: nodes.Node, beginning: str) -> bool:
    return isinstance(node, nodes.raw) and node.astext().startswith(beginning)


def _open(writer: Any, node: Answer) -> None:
    language = writer.config.language
    shut, shown = words(language, "show_answer"), words(language, "hide_answer")
    writer.body.append(
        '<details class="answer"><summary>'
        f'<span class="shut">{shut}</span><span class="open">{shown}</span></summary>\n'
    )


def _close(writer: Any, node: Answer) -> None:
    writer.body.append("</details>\n")


def _skip(writer: Any, node: Answer) -> None:
    """Other formats show the result as it is."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    shown = (_skip, _skip)
    app.add_node(Answer, html=(_open, _close), latex=shown, text=shown, man=shown, texinfo=shown)
    app.add_post_transform(FoldAnswers)
    app.connect("source-read", _mark, priority=600)  # after the title has got its number
    return {"parallel_read_safe": True, "parallel_write_safe": True}
