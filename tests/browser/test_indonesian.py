"""The Indonesian edition as a reader meets it: home, lessons, explorers, search, and the switch."""

import datetime

import pytest

from led_synergy import load_case, terms, widgets

from .. import sources
from ..daily import WHOLE
from .test_site import (
    LESSON,
    SAME,
    STATIC,
    address,
    barriers_in_either_theme,
    choose,
    open_page,
)

PAGES = [page for page in sources.pages() if sources.editions.translated(page)]
# A twelfth of the pages each day, with LED_SYNERGY_ALL=1 (once a week) all of them.
DAY = datetime.date.today().toordinal() % 12
SEEN_BY_AXE = PAGES if WHOLE else PAGES[DAY::12]

__all__ = ["address"]  # the fixture


@pytest.mark.parametrize("width", [1280, 375, 320])
def test_the_switch_leads_there_and_back_and_is_whole_on_every_screen(watched, address, width):
    page = watched.page
    page.set_viewport_size({"width": width, "height": 800})
    for name in ("index", LESSON):
        open_page(page, f"{address}id/{name}.html")
        for here, there, words in (("id/", "", "English"), ("", "id/", "Bahasa Indonesia")):
            assert page.url == f"{address}{here}{name}.html"
            link = page.locator("a.edition")
            box = link.bounding_box()
            assert box["y"] >= 0 and box["x"] >= 0 and box["x"] + box["width"] <= width, (name, box)
            assert link.inner_text() == words
            link.click()
            page.wait_for_url(f"{address}{there}{name}.html")
    assert not watched.outside + watched.errors


def test_the_english_home_invites_in_indonesian(watched, address):
    open_page(watched.page, f"{address}index.html")
    watched.page.get_by_role("link", name="tersedia dalam bahasa Indonesia").click()
    watched.page.wait_for_url(f"{address}id/index.html")
    assert watched.page.locator("html").get_attribute("lang") == "id"


def test_a_lesson_speaks_indonesian_and_opens_its_own_notebook(watched, address):
    page = watched.page
    open_page(page, f"{address}id/{LESSON}.html")
    link = page.get_by_role("link", name="Jalankan di peramban")
    name = LESSON.partition("/")[2]
    assert link.evaluate("node => node.href").endswith(
        f"lite/lab/index.html?path=lessons/id/{name}.ipynb"
    )
    answer = page.locator("details.answer").first
    assert answer.locator("summary").inner_text() == terms.text("control.show_answer", "id")
    answer.locator("summary").click()
    assert answer.locator("summary").inner_text() == terms.text("control.hide_answer", "id")
    copy = page.locator("button.copybtn").first
    assert copy.get_attribute("data-tooltip") == "Salin"
    assert not watched.outside + watched.errors


def test_an_explorer_answers_in_indonesian_as_python_does(watched, address):
    open_page(watched.page, f"{address}id/index.html")
    (root,) = watched.page.locator(".led").all()
    explorer = widgets.RubricExplorer(load_case("telang"), "id")
    assert f'id="{root.get_attribute("id")}"' in explorer.twin
    answers = set()
    fields = root.locator("[data-control]").all()
    for field, live in zip(fields, explorer.controls.values(), strict=True):
        for number in range(len(live.options)):
            choose(field, live, number)
            answers.add(explorer.words)
            shown = [root.element_handle(), explorer._page_now.value]
            assert watched.page.evaluate(SAME, shown), number
    assert len(answers) > 5 and any("terfragmentasi" in words.casefold() for words in answers)
    assert not watched.outside + watched.errors


def test_the_form_says_in_indonesian_that_it_needs_python(watched, address):
    open_page(watched.page, f"{address}id/lessons/14_your_own_area.html")
    assert terms.text(STATIC, "id") in watched.page.locator("article").inner_text()


# What is searched, and the page that must come first.
SEARCHED = {
    "partisipasi": "concepts/participation.html",
    "berpartisipasi": "lessons/08_participation_ladder.html",
    "tanpa internet": "how-to/without-network.html",
    "buku kerja": "how-to/judge-your-area.html",
    "pohon masalah": "concepts/problem_trees.html",
    "kunci jawaban": "teaching/solutions.html",
    "pelajaran 9": "lessons/09_welfare_effects.html",
    "Tabel 4.3": "paper_map.html",
    "garis kemiskinan": "glossary.html",
    "mengutip": "how-to/cite.html",
    "classify": "reference/api/categories.html",
}


def test_a_search_in_indonesian_finds_the_right_page_first(watched, address):
    page, wrong = watched.page, {}
    for words, wanted in SEARCHED.items():
        page.goto(f"{address}id/search.html?q={words}")
        first = page.locator("#search-results li a").first
        first.wait_for(timeout=20_000)
        found = first.evaluate("node => node.href").removeprefix(f"{address}id/")
        if found.partition("#")[0].partition("?")[0] != wanted:
            wrong[words] = found
    assert not wrong
    page.locator("#search-results", has_text="Pencarian selesai: ditemukan").wait_for()
    page.locator("#search-results li a").first.click()  # what stays English is on the English site
    page.wait_for_url(f"{address}{wanted}**")
    page.goto(f"{address}id/search.html?q=xyzzy")
    page.get_by_text("Tidak ada halaman yang cocok").wait_for()
    assert not watched.outside + watched.errors


def test_no_barrier_on_an_indonesian_page_in_either_theme(watched, address):
    print(f"axe looks at {len(SEEN_BY_AXE)} of {len(PAGES)} pages: part {DAY + 1} of 12")
    found = {
        name: barriers_in_either_theme(watched.page, f"{address}id/{name}.html")
        for name in SEEN_BY_AXE
    }
    assert not {name: told for name, told in found.items() if told}
    assert len(SEEN_BY_AXE) >= len(PAGES) // 12
