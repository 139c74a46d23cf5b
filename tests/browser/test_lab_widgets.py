"""In a real JupyterLab every explorer answers the keyboard, and nothing leaves the machine."""

import re

import nbformat
import pytest

from led_synergy import framework, widgets

expect = pytest.importorskip("playwright.sync_api").expect

EXPLORERS = {*widgets.__all__} - {"CaseBuilder", "Explorer"}
WHOLE = ("03_categories", "11_drivers_and_constraints", "12_problem_trees")


def controls():
    """How many controls each kind of explorer shows, by the title with which it begins."""
    found = {}
    for name in sorted(EXPLORERS):
        explorer = getattr(widgets, name)()
        shown = [c for c in explorer.controls.values() if len(getattr(c, "options", "ab")) > 1]
        found[explorer.words.split("\n")[0].partition(" – ")[0]] = len(shown)
    assert len(found) == len(EXPLORERS)
    return found


def lessons():
    """Of each explorer the lessons that show it, each with the cells that this takes."""
    found = {}
    for path in sorted(framework.folder("notebooks").glob("*.ipynb")):
        sources = [c.source for c in nbformat.read(path, 4).cells if c.cell_type == "code"]
        for source in sources:
            explorer = re.search(r"widgets\.(\w+)\(", source)
            if explorer and explorer[1] in EXPLORERS:  # the form has tests of its own
                found.setdefault(explorer[1], {})[path.stem] = [sources[0], source]
    return found


def try_out(page, box):
    """Move each control of an explorer with the keyboard, and see words and picture change."""
    box.scroll_into_view_if_needed()
    found, heading = box.locator("select:visible, input:visible"), box.locator(".led-title").first
    expect(heading).to_contain_text(re.compile(r"\S"), use_inner_text=True)  # drawn bit by bit
    title = heading.inner_text().partition(" – ")[0]
    expect(found).to_have_count(controls()[title])
    fields = found.all()
    picture = "box => [...box.querySelectorAll('figure, table')].map(e => e.innerHTML).join()"
    before = box.evaluate(picture)
    cells = page.locator(".jp-Cell").count()
    shown = box.locator(".led-page").last
    for field in fields:
        assert field.evaluate("field => field.labels[0].textContent.trim()")
        words = shown.inner_text()
        field.focus()
        if field.evaluate("field => field.matches('select')"):
            last = field.evaluate("field => field.selectedIndex === field.length - 1")
            page.keyboard.press("ArrowUp" if last else "ArrowDown")
        else:
            page.keyboard.type("xx")  # in a list of JupyterLab this would cut two cells
        assert field.evaluate("field => field === document.activeElement")
        page.wait_for_function(
            "([shown, words]) => shown.innerText !== words", arg=[shown.element_handle(), words]
        )
    assert box.evaluate(picture) != before
    assert page.locator(".jp-Cell").count() == cells


def test_every_explorer_is_in_some_lesson():
    assert set(lessons()) == EXPLORERS


@pytest.mark.parametrize("name", WHOLE)
def test_a_lesson_runs_and_its_explorer_answers_the_keyboard(name, lab, run_all, watched):
    run_all(name)
    # The terminal stays quiet: a learner would take warnings of server and kernel for mistakes.
    assert (lab[0].parent / "chatter.txt").read_text(encoding="utf-8") == ""
    boxes = watched.page.locator(".jp-OutputArea .widget-vbox")
    assert boxes.count() == sum(name in shown for shown in lessons().values()) > 0
    for box in boxes.all():
        try_out(watched.page, box)
    assert (watched.outside, watched.errors) == ([], [])


def test_the_explorers_of_the_other_lessons_answer_the_keyboard(lab, run_all, watched):
    others = [shown for shown in lessons().values() if not {*shown} & {*WHOLE}]
    sources = [source for shown in others for source in next(iter(shown.values()))]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(s) for s in sources])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    nbformat.write(book, lab[0] / "explorers.ipynb")
    run_all("explorers")
    boxes = watched.page.locator(".jp-OutputArea .widget-vbox")
    seen_in_whole = [shown for shown in lessons().values() if {*shown} & {*WHOLE}]
    assert boxes.count() == len(others) == len(EXPLORERS) - len(seen_in_whole) > 0
    for box in boxes.all():
        try_out(watched.page, box)
    assert (watched.outside, watched.errors) == ([], [])
