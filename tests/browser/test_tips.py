"""A link to an entry tells what stands there: to a mouse, the keyboard, a screen reader."""

import http.server
import re
import threading
from functools import partial

import pytest

LESSON = "lessons/03_categories.html"
LINK = "article a.to-problem[title]"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A host of files that does not write down who came."""

    def log_message(self, *_):
        """Nothing."""


@pytest.fixture(scope="module")
def address(site):
    """The site, served."""
    with http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=site)
    ) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


def unfold(page):
    """Open what answers a question: some of the links stand there."""
    page.evaluate("document.querySelectorAll('article details').forEach(d => { d.open = true; })")


def test_the_keyboard_opens_a_tip_and_escape_closes_it(watched, address):
    page = watched.page
    page.goto(address + LESSON, wait_until="load")
    unfold(page)
    link = page.locator(LINK).first
    said = link.get_attribute("title")
    assert said
    handle = link.element_handle()
    # Focus as the keyboard gives it: on to the next place, and back.
    handle.focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    tip = page.locator("[role=tooltip]")
    assert tip.is_visible() and tip.inner_text() == said
    assert handle.get_attribute("aria-describedby") == "led-tip"
    assert handle.get_attribute("title") is None  # or the browser would show it twice
    page.keyboard.press("Escape")
    assert not tip.is_visible()
    assert handle.get_attribute("title") == said
    assert not watched.errors and not watched.outside


@pytest.mark.parametrize("width", [1280, 375])
def test_a_tip_stays_within_the_screen_and_below_the_mouse(watched, address, width):
    page = watched.page
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + LESSON, wait_until="load")
    unfold(page)
    tip = page.locator("[role=tooltip]")
    links = page.locator(LINK)
    assert links.count() > 3
    for number in range(3):
        link = links.nth(number).element_handle()
        said = link.get_attribute("title")
        link.hover()
        tip.wait_for()
        assert tip.inner_text() == said
        box = tip.bounding_box()
        assert box["x"] >= 0 and box["x"] + box["width"] <= width
        page.mouse.move(box["x"] + 5, box["y"] + 5)  # one may go and read it
        page.wait_for_timeout(400)
        assert tip.is_visible()
        page.mouse.move(0, 799)
        tip.wait_for(state="hidden")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


LISTS = {"read_the_source": 20, "problem_trees": 1, "participation_ladder": 1}
"""Lessons whose explorers name entries of the register, and how many at least after a choice."""


@pytest.mark.parametrize("lesson", LISTS)
def test_ids_in_an_explorer_lead_to_the_register(lesson, watched, address, site):
    page = watched.page
    (name,) = (file.name for file in (site / "lessons").glob(f"*_{lesson}.html"))
    page.goto(f"{address}lessons/{name}", wait_until="load")
    register = set(
        re.findall(
            r'id="(problem-[a-f]\d+)"', page.request.get(f"{address}source_problems.html").text()
        )
    )
    assert len(register) > 90
    seen = set()
    for choice in page.locator(".led-page select").all():
        for number in range(choice.locator("option").count()):
            choice.select_option(index=number)
            seen.update(
                page.locator(".led-page a.to-problem").evaluate_all("all => all.map(a => a.href)")
            )
            left = page.locator(".led-page").evaluate_all(
                r"""pages => pages.flatMap(box => {
                  const copy = box.cloneNode(true);
                  for (const part of copy.querySelectorAll("a, svg, select, script, style"))
                    part.remove();
                  return copy.textContent.match(/\b[A-F]\d{1,2}\b/g) || [];
                })"""
            )
            assert not left
    assert len(seen) >= LISTS[lesson]
    assert {address_.partition("#")[2] for address_ in seen} <= register
    assert not watched.errors and not watched.outside
