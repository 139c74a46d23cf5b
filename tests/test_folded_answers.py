"""A result that answers a question is folded on its page, and absent from every learner's copy."""

import json
import re
import sys
import zipfile
from pathlib import Path

import pytest

from led_synergy import framework, lab, terms

pytest.importorskip("sphinx")
HOUSE = Path(__file__).resolve().parent.parent
sys.path += [str(HOUSE / "docs" / "_ext"), str(HOUSE / "scripts")]

import downloads  # noqa: E402
import folded_answers  # noqa: E402

NOTEBOOKS = sorted(framework.folder("notebooks").glob("*.ipynb"))


def cells(text):
    return json.loads(text)["cells"]


def stored(text):
    """Cells of a notebook that hold a result or a count."""
    code = [cell for cell in cells(text) if cell["cell_type"] == "code"]
    assert code
    return [cell["id"] for cell in code if cell["outputs"] or cell["execution_count"]]


# -- Copies ------------------------------------------------------------------------------------


def copies_in_the_lab(tmp_path):
    lab.copy_lessons(tmp_path / "mine")
    return [path.read_bytes() for path in (tmp_path / "mine").rglob("*.ipynb")]


def copies_in_the_browser(tmp_path):
    pytest.importorskip("jupyterlite_pyodide_kernel")
    import make_lite
    import nbformat

    return [nbformat.writes(make_lite.with_install_cell(path)) for path in make_lite.lessons()]


def copies_to_download(tmp_path):
    downloads.ARCHIVES["led_synergy_lessons.zip"](tmp_path / "lessons.zip")
    with zipfile.ZipFile(tmp_path / "lessons.zip") as archive:
        return [archive.read(name) for name in archive.namelist() if name.endswith(".ipynb")]


CHANNELS = [copies_in_the_lab, copies_in_the_browser, copies_to_download]


@pytest.mark.parametrize("channel", CHANNELS)
def test_no_learners_copy_holds_a_result_or_a_count(channel, tmp_path):
    copies = channel(tmp_path)
    assert len(copies) >= 2 * len(NOTEBOOKS) > 20
    assert [found for text in copies if (found := stored(text))] == []


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_channel_makes_its_copies_by_the_one_function(channel, tmp_path, monkeypatch):
    mark = json.dumps({"cells": [{"cell_type": "code", "outputs": [], "execution_count": None,
                                  "id": "mark", "metadata": {}, "source": "1"}],
                       "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()  # fmt: skip
    monkeypatch.setattr(lab, "fresh", lambda text: mark)
    assert all("mark" in [cell["id"] for cell in cells(text)] for text in channel(tmp_path))


def test_the_repository_holds_the_results_that_are_compared():
    assert all(stored(path.read_text(encoding="utf-8")) for path in NOTEBOOKS)


def test_the_downloads_of_the_pages_are_fresh(site):
    found = sorted((site / "_sources" / "lessons").rglob("*.ipynb"))
    assert len(found) >= 2 * len(NOTEBOOKS)
    for path in found:
        text = path.read_text(encoding="utf-8")
        assert stored(text) == [] and folded_answers.TAG not in text


# -- Pages -------------------------------------------------------------------------------------


def test_what_answers_a_question_is_found_by_the_text_before_it():
    def cell(kind, source, name):
        return {"cell_type": kind, "source": source, "id": name}

    book = [
        cell("code", "1", "a"),
        cell("markdown", "**Predict:** more or less?", "b"),
        cell("code", "2", "c"),
        cell("code", "3", "d"),
        cell("code", "widgets.Explorer()", "e"),
        cell("markdown", "More.", "f"),
        cell("code", "4", "g"),
        cell("code", 'check("00.2", "effect")', "h"),
    ]
    assert [found["id"] for found in folded_answers.answers(book)] == ["c", "d", "h"]


def test_every_lesson_asks_before_it_answers_and_checks_are_never_open():
    for path in NOTEBOOKS:
        book = cells(path.read_text(encoding="utf-8"))
        found = [cell["id"] for cell in folded_answers.answers(book)]
        checks = [c["id"] for c in book if c["cell_type"] == "code" and "check(" in _text(c)]
        assert {*checks} <= {*found} and len(found) > len(checks), path.name


def _text(cell):
    text = "".join(cell["source"])
    return text if not text.startswith(("import", "from")) else ""


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_on_the_page_each_answer_is_folded_and_each_explorer_is_open(path, site):
    page = (site / "lessons" / f"{path.stem}.html").read_text(encoding="utf-8")
    book = cells(path.read_text(encoding="utf-8"))
    with_result = [c for c in folded_answers.answers(book) if c["outputs"]]
    folds = re.findall(r'<details class="answer">.*?</details>', page, re.DOTALL)
    assert len(folds) == len(with_result) > 3
    assert all(terms.text("control.show_answer") in fold for fold in folds)
    assert not any('class="led"' in fold for fold in folds)
    assert terms.text("control.show_all_answers") in page and "answers.js" in page


def test_the_course_for_print_has_its_answers_open(site):
    page = (site / "lessons" / "course.html").read_text(encoding="utf-8")
    assert '<details open class="answer">' in page and '<details class="answer">' not in page


def test_the_words_of_a_fold_are_those_of_the_site():
    for key in ("show_answer", "hide_answer", "show_all_answers"):
        said = {folded_answers.words(lang, key) for lang in terms.LANGUAGES}
        assert len(said) == len(terms.LANGUAGES)
    assert folded_answers.words(None, "show_all_answers") == folded_answers.words(
        "en", "show_all_answers"
    )


def test_what_a_lesson_says_of_a_result_goes_into_the_fold_of_the_result():
    nodes = pytest.importorskip("docutils.nodes")
    cell, said = nodes.container(), nodes.paragraph("", "Five rows.")
    start = nodes.raw("", "<details><summary>Compare</summary>", format="html")
    parent = nodes.section("", cell, start, said, nodes.raw("", "</details>", format="html"))
    parent += nodes.paragraph("", "Step 2")
    assert folded_answers._explanation(cell) == [said]
    assert [node.astext() for node in parent.children[1:]] == ["Step 2"]
    assert folded_answers._explanation(cell) == []


def test_no_page_has_a_second_fold_for_what_it_says_of_a_result(site):
    pages = sorted((site / "lessons").glob("[0-9][0-9]_*.html"))
    assert len(pages) == len(NOTEBOOKS)
    for page in pages:
        text = page.read_text(encoding="utf-8")
        beside = re.findall(r"</details>\s*(?:</div>\s*)*<details><summary>Compare", text)
        assert 'class="answer"' in text and not beside, page.name
