"""The site as a reader meets it: from any folder of any host, with no other host to ask."""

import http.server
import threading
from contextlib import suppress
from functools import partial

import pytest

from .conftest import HOUSE, lacking

AXE = HOUSE / "node_modules" / "axe-core" / "axe.min.js"
LESSON = "lessons/03_dimensions_and_categories"
KERNEL = "https://cdn.jsdelivr.net/pyodide/"
# One page of each type.
TYPES = {
    "start": "index.html",
    "lesson": f"{LESSON}.html",
    "solution": "lessons/solutions/03_dimensions_and_categories.html",
    "case": "cases/telang.html",
    "concept": "concepts/categories.html",
    "glossary": "glossary.html",
    "register": "source_problems.html",
    "how-to": "how-to/install.html",
    "teaching": "teaching/index.html",
    "module": "reference/api/categories.html",
    "command": "reference/command.html",
    "tables": "reference/case-tables.html",
    "search": "search.html?q=synergism",
}
DRAWN = """
() => [...document.querySelectorAll('[id^="chart-"]')].map(
    box => [box.id, !!box.querySelector("svg.marks, canvas"), box.innerText])
"""
NAMELESS = """
() => [...document.querySelectorAll('img:not([alt]), [id^="chart-"] svg.marks')]
    .filter(node => node.tagName == "IMG" || !node.closest("[aria-label]"))
    .map(node => node.outerHTML.slice(0, 100))
"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A host of files that does not write down who came."""

    def log_message(self, *_):
        """Nothing."""

    def copyfile(self, source, outputfile):
        """A page that is left while it loads is no news either."""
        with suppress(BrokenPipeError, ConnectionResetError):
            super().copyfile(source, outputfile)


@pytest.fixture(scope="module")
def address(site):
    """The site, served from a folder within a host."""
    handler = partial(Quiet, directory=site.parent)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/{site.name}/"
        server.shutdown()


@pytest.fixture(scope="module")
def pages(site):
    found = (path.relative_to(site) for path in sorted(site.rglob("*.html")))
    return [path.as_posix() for path in found if not path.parts[0].startswith(("lite", "_"))]


def open_page(page, address):
    """Open a page and wait until its charts are drawn, or have said that they cannot be."""
    page.goto(address, wait_until="load")
    page.wait_for_function(
        """() => [...document.querySelectorAll('[id^="chart-"]')].every(
            box => box.querySelector("svg.marks, canvas") || box.childNodes.length > 1)""",
        timeout=20_000,
    )


# -- Every page --------------------------------------------------------------------------------


def test_every_page_opens_without_an_error_and_draws_charts_that_have_a_text(
    watched, address, pages
):
    problems, charts = {}, 0
    for name in pages:
        open_page(watched.page, address + name)
        drawn = watched.page.evaluate(DRAWN)
        charts += len(drawn)
        said = [*watched.outside, *watched.errors, *(box for box in drawn if not box[1])]
        if said := said + watched.page.evaluate(NAMELESS):
            problems[name] = said
        watched.outside.clear()
        watched.errors.clear()
    assert not problems
    assert charts > 20


def test_a_broken_chart_would_be_found(watched, address, site):
    path = site / f"{LESSON}.html"
    broken = path.read_text(encoding="utf-8").replace('"mark":{"', '"mark":{"no-such-', 1)
    assert broken != path.read_text(encoding="utf-8")
    watched.page.route(f"{address}{LESSON}.html", lambda route: route.fulfill(body=broken))
    watched.page.goto(f"{address}{LESSON}.html")
    watched.page.wait_for_timeout(2000)
    assert not all(drawn for _, drawn, _ in watched.page.evaluate(DRAWN))


def test_every_explorer_answers_when_a_control_changes(watched, address, pages, site):
    silent, tried = [], 0
    for name in pages:
        if 'class="led"' not in (site / name).read_text(encoding="utf-8"):
            continue
        open_page(watched.page, address + name)
        for explorer in watched.page.locator(".led").all():
            for control in explorer.locator("select:visible, input:visible").all():
                tried += 1
                if not answers(explorer, control):
                    silent.append((name, control.evaluate("node => node.outerHTML")[:200]))
        assert not watched.errors
    assert not silent
    assert tried > 10


def answers(explorer, control):
    """Whether some choice of a control changes what its explorer shows."""
    shown = explorer.locator("[aria-live]")
    before = shown.inner_html()
    if control.evaluate("node => node.tagName") == "INPUT":
        control.fill("a word that nobody wrote")
        return shown.inner_html() != before
    for number in range(control.locator("option").count()):
        control.select_option(index=number)
        if shown.inner_html() != before:
            return True
    return False


# -- Accessibility -----------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", TYPES)
def test_no_barrier_that_axe_calls_serious(watched, address, kind, scheme):
    if not AXE.exists():
        lacking("axe-core from npm (make test brings it)")
    watched.page.emulate_media(color_scheme=scheme)
    open_page(watched.page, address + TYPES[kind])
    assert watched.page.evaluate("document.documentElement.dataset.theme") == scheme
    watched.page.add_script_tag(path=AXE)
    # Colours fade in for a moment after a page has opened; they are judged as they stay.
    watched.page.wait_for_function("document.getAnimations().length === 0")
    found = watched.page.evaluate("async () => (await axe.run()).violations")
    serious = [
        (rule["id"], [(node["html"][:150], node["any"][:1]) for node in rule["nodes"]][:5])
        for rule in found
        if rule["impact"] in ("serious", "critical")
    ]
    assert not serious


def test_the_keyboard_alone_reaches_every_control_of_a_lesson(watched, address):
    page = watched.page
    open_page(page, f"{address}{LESSON}.html")
    wanted = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, select, input, summary")]
            .filter(node => node.checkVisibility({visibilityProperty: true}) && node.tabIndex >= 0
                    && !node.closest("[inert]"))
            .map((node, number) => node.dataset.number = String(number))"""
    )
    reached = set()
    for _ in range(len(wanted) + 20):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.number"))
    missed = [
        page.locator(f'[data-number="{number}"]').evaluate("node => node.outerHTML.slice(0, 150)")
        for number in wanted
        if number not in reached
    ]
    assert not missed


def test_the_keyboard_alone_works_an_explorer_a_solution_and_the_theme(watched, address):
    page = watched.page
    open_page(page, f"{address}index.html")
    explorer = page.locator(".led").first
    for control in explorer.locator("select").all():
        before = control.evaluate("node => node.value"), explorer.inner_text()
        control.focus()
        page.keyboard.press("ArrowDown")
        assert control.evaluate("node => node.value") != before[0]
        assert explorer.inner_text() != before[1]
    open_page(page, f"{address}{LESSON}.html")
    fold = page.locator("details:has(> summary:text('Solution'))").first
    fold.locator("summary").focus()
    page.keyboard.press("Enter")
    assert fold.get_attribute("open") is not None
    before = page.evaluate("document.documentElement.dataset.mode")
    page.locator(".theme-switch-button:visible").first.focus()
    for key in ("Enter", "ArrowDown", "ArrowDown", "Enter"):
        page.keyboard.press(key)
        page.wait_for_timeout(200)
    assert page.evaluate("document.documentElement.dataset.mode") != before


def test_the_search_finds_a_word_without_network(watched, address):
    watched.page.goto(f"{address}search.html?q=fragmented")
    watched.page.wait_for_selector("#search-results li a", timeout=20_000)
    assert not watched.outside


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", TYPES)
def test_no_page_is_wider_than_the_screen(watched, address, kind, width):
    watched.page.set_viewport_size({"width": width, "height": 800})
    open_page(watched.page, address + TYPES[kind])
    assert watched.page.evaluate("document.documentElement.scrollWidth") <= width


# -- The browser edition -----------------------------------------------------------------------


def test_a_lesson_opens_in_the_browser_up_to_its_kernel_and_is_fresh_after_a_reload(
    watched, address
):
    page = watched.page
    open_page(page, f"{address}{LESSON}.html")
    link = page.locator("a.lesson-button", has_text="Run in the browser")
    notebook = address + "lite/lab/index.html?path=" + f"{LESSON}.ipynb"
    assert link.evaluate("node => node.href") == notebook
    title = "Sort an area into six categories"
    page.goto(notebook)
    first = page.locator(".jp-Notebook .jp-Cell", has_text=title).first
    first.wait_for(timeout=90_000)
    for _ in range(120):
        # The service worker may ask in place of the page; then only the failure is heard here.
        asked = [said for said in (*watched.outside, *watched.errors) if KERNEL in said]
        if asked:
            break
        page.wait_for_timeout(500)
    assert asked
    assert all(url.startswith(KERNEL) for url in watched.outside)
    first.locator("h1").dblclick()
    first.locator(".cm-content").fill("mine, and saved")
    page.keyboard.press("Control+S")
    page.wait_for_timeout(2000)
    assert first.count() == 0
    page.goto(notebook)  # the application has taken the name of the lesson out of the address
    first.wait_for(timeout=90_000)
