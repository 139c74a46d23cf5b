"""An answer waits until it is asked for; a slip ends in a sentence."""

from led_synergy import terms

from .test_site import LESSON, PAGES, address, open_page  # noqa: F401

OPEN = "details.answer[open]"
TABLES = next(page for page in PAGES if page.endswith("_welfare_effects"))


def test_the_keyboard_a_switch_and_paper_open_the_answers(watched, address):  # noqa: F811
    page = watched.page
    open_page(page, f"{address}{LESSON}.html")
    answers, switch = page.locator("details.answer"), page.locator("button[data-answers]")
    assert answers.count() > 5 and page.locator(OPEN).count() == 0
    assert page.locator(".led:visible").count() >= 1  # the explorer stays open

    answers.first.locator("> summary").focus()
    assert answers.first.locator("> summary").inner_text() == terms.text("control.show_answer")
    page.keyboard.press("Enter")
    assert page.locator(OPEN).count() == 1
    assert answers.first.locator(".output").first.is_visible()
    assert terms.text("control.hide_answer") in answers.first.inner_text()

    switch.focus()
    page.keyboard.press("Space")
    assert page.locator(OPEN).count() == answers.count()
    assert switch.get_attribute("aria-pressed") == "true"
    open_page(page, f"{address}{LESSON}.html")  # the next page remembers it
    assert page.locator(OPEN).count() == answers.count()
    switch.click()
    assert page.locator(OPEN).count() == 0

    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(OPEN).count() == answers.count()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(OPEN).count() == 0
    assert watched.errors == []


def test_a_table_fits_a_telephone_and_takes_the_colours_of_the_page(watched, address):  # noqa: F811
    page = watched.page
    for mode in ("light", "dark"):
        page.emulate_media(color_scheme=mode)
        for width in (1000, 700, 375):
            page.set_viewport_size({"width": width, "height": 800})
            open_page(page, f"{address}{TABLES}.html")
            page.evaluate("document.querySelectorAll('details.answer').forEach(d => d.open = true)")
            cut = """() => [...document.querySelectorAll(".led-shown .led-rows")]
                .filter(box => box.scrollWidth > box.clientWidth + 1)
                .map(box => box.innerText.slice(0, 60))"""
            assert page.locator(".led-shown .led-rows").count() > 2
            assert page.evaluate(cut) == [], width
        grounds = """() => [...document.querySelectorAll(".output:has(> .led-shown)")]
            .map(box => getComputedStyle(box).backgroundColor)"""
        assert set(page.evaluate(grounds)) == {"rgba(0, 0, 0, 0)"}


def test_in_the_lab_a_slip_before_the_first_cell_is_told_in_a_sentence(lab, watched):
    _, where, token = lab
    page = watched.page
    page.goto(f"{where}/lab/workspaces/slip/tree/00_start_here.ipynb?token={token}")
    page.get_by_text("(ipykernel) | Idle").wait_for(timeout=120_000)
    page.locator(".jp-CodeCell .cm-content").nth(1).click()
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector(".led-slip", timeout=60_000)
    said = page.locator(".led-slip")
    assert said.locator("p").inner_text().startswith("Python does not know")
    assert "Run All Above" in said.inner_text() and "Traceback" not in said.inner_text()
    said.locator("summary").click()
    assert "NameError" in said.inner_text()
    assert page.locator(".jp-OutputArea-output[data-mime-type*=error]").count() == 0
