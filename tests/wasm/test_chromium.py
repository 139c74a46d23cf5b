"""Two lessons in Chromium with Python in the page and no other host to ask, as from a stick."""

import http.server
import threading
from functools import partial

import nbformat
import pytest

from ..browser.conftest import chromium, watched  # noqa: F401
from ..browser.test_site import Quiet
from .conftest import HOUSE, index

PATIENCE = 240_000  # milliseconds; Python as WebAssembly starts slowly on a busy machine
# A folded cell shows no number; the cells after it do.
PROMPTS = (
    "[...document.querySelectorAll('.jp-CodeCell .jp-InputPrompt')]"
    ".filter(p => !p.closest('.jp-Placeholder'))"
)
CHARTS = "[...document.querySelectorAll('.jp-RenderedHTMLCommon > [id^=chart-]')]"
WIDGET = "application/vnd.jupyter.widget-view+json"
# At the end of lesson 14: the report that it wrote, for the test to open.
LOOK = """\
from html import escape
from IPython.display import HTML
page = (folder / "report.html").read_text(encoding="utf-8")
HTML(f'<textarea id="report">{escape(page)}</textarea>')"""


@pytest.fixture(scope="module")
def address(stick):
    files = stick / "lite" / "files"
    book = nbformat.read(files / "lessons" / "14_your_own_area.ipynb", as_version=4)
    book.cells.append(nbformat.v4.new_code_cell(LOOK, id="look"))
    nbformat.write(book, files / "lessons" / "14_and_a_look.ipynb")
    index(files, stick / "lite" / "api" / "contents")
    handler = partial(Quiet, directory=stick)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.fixture
def lesson(watched, address):  # noqa: F811
    """Open a lesson, run all its cells without an error, and give its page."""

    def run(name):
        page = watched.page
        page.set_viewport_size({"width": 1200, "height": 20_000})  # all cells are in sight
        page.goto(f"{address}lite/lab/index.html?path=lessons/{name}.ipynb")
        page.get_by_text("| Idle").first.wait_for(timeout=PATIENCE)
        page.locator(".jp-Notebook").first.click()
        page.get_by_role("menuitem", name="Run", exact=True).click()
        page.locator("#jp-mainmenu-run").get_by_text("Run All Cells", exact=True).click()
        done = f"{PROMPTS}.length > 5 && {PROMPTS}.every(p => /\\[\\d+\\]/.test(p.textContent))"
        page.wait_for_function(done, timeout=PATIENCE)
        errors = page.locator(".jp-OutputArea-output[data-mime-type*=error]")
        assert errors.all_inner_texts() == []
        return page

    return run


def stored(name):
    """How many charts and explorers the stored results of a lesson hold."""
    book = nbformat.read(HOUSE / "notebooks" / f"{name}.ipynb", as_version=4)
    shown = [o.data for cell in book.cells for o in cell.get("outputs", ()) if "data" in o]
    charts = [data for data in shown if '<div id="chart-' in data.get("text/html", "")]
    return len(charts), len([data for data in shown if WIDGET in data])


def drawn(page):
    """Charts that stand in the cells, each of them drawn; those of explorers apart."""
    boxes = page.locator(".jp-RenderedHTMLCommon > [id^=chart-]")
    page.wait_for_function(f"{CHARTS}.every(box => box.querySelector('svg.marks'))", timeout=30_000)
    return boxes.count()


def outside_and_errors(watched):  # noqa: F811
    # Where a warning names a file of Python, JupyterLab looks for it among the lessons.
    errors = [e for e in watched.errors if "404" not in e]
    return watched.outside, errors


def test_lesson_03_runs_draws_its_charts_and_its_explorer_answers(lesson, watched):  # noqa: F811
    page = lesson("03_categories")
    charts, explorers = stored("03_categories")
    assert charts and explorers == 2
    assert drawn(page) == charts
    explorer = page.locator(".jp-OutputArea-output .widget-vbox:has(select)").first
    tried = 0
    for control in explorer.locator("select:visible").all():
        before = explorer.inner_text()
        other = control.evaluate("s => [...s.options].find(o => !o.selected).value")
        control.select_option(other)
        page.wait_for_function(
            "([box, before]) => box.innerText != before",
            arg=[explorer.element_handle(), before],
            timeout=30_000,
        )
        tried += 1
    assert tried >= 4
    assert outside_and_errors(watched) == ([], [])


def test_lesson_14_runs_and_its_form_saves_a_workbook_and_its_report_draws(
    lesson,
    watched,  # noqa: F811
):
    page = lesson("14_and_a_look")
    charts, explorers = stored("14_your_own_area")
    assert charts and explorers == 3
    assert drawn(page) == charts
    cells = page.locator(".jp-OutputArea-output")
    form = cells.filter(has=page.get_by_role("button", name="Save")).first
    form.get_by_role("button", name="Save").click()
    said = form.get_by_role("alert")
    said.filter(has_text=".xlsx").wait_for(timeout=30_000)
    whole = page.locator("#report").input_value()
    assert outside_and_errors(watched) == ([], [])

    pictures = whole.count('<script type="application/json">')
    assert pictures > 5
    page.set_content(whole)
    page.wait_for_function("document.querySelectorAll('figure script').length == 0")
    assert page.locator("figure svg[role=img][aria-label]").count() == pictures
    assert outside_and_errors(watched) == ([], [])
