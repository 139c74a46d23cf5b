"""The site as a reader meets it: from any folder of any host, with no other host to ask."""

import datetime
import functools
import http.server
import json
import re
import threading
from contextlib import suppress
from functools import partial

import pytest

from led_synergy import framework, widgets

from .. import sources
from ..daily import WHOLE
from .conftest import HOUSE, lacking

AXE = HOUSE / "node_modules" / "axe-core" / "axe.min.js"
LESSON = "lessons/03_categories"
KERNEL = "https://cdn.jsdelivr.net/pyodide/"
WIDTHS = (1280, 768, 375, 320)
PAGES = sources.pages()
WITH_EXPLORERS = [page for page in PAGES if sources.may_explore(page)]
# Of the pages axe sees a third each day, with LED_SYNERGY_ALL=1 (once a week) all of them.
DAY = datetime.date.today().toordinal() % 3
SEEN_BY_AXE = PAGES if WHOLE else PAGES[DAY::3]

COLOURS = ["color-contrast", "link-in-text-block"]  # what can differ in the dark

DRAWN = """
() => [...document.querySelectorAll('[id^="chart-"]')].map(
    box => [box.id, !!box.querySelector("svg.marks, canvas"), box.innerText])
"""
NAMELESS = """
() => [...document.querySelectorAll('img:not([alt]), [id^="chart-"] svg.marks')]
    .filter(node => node.tagName == "IMG" || !node.closest("[aria-label]"))
    .map(node => node.outerHTML.slice(0, 100))
"""
# What is to be seen at each width: how wide the page is, and how large its titles are.
SIZES = """
() => [document.documentElement.scrollWidth, ...["h1", "h2", "h3"].map(name => {
    const title = [...document.querySelectorAll(`.bd-article ${name}`)].find(n => n.offsetParent);
    return title ? parseFloat(getComputedStyle(title).fontSize) : null;
})]
"""
# Signs that no font here has, and boxes of the text that lie on what follows them.
LOOSE = """() => {
    const article = [...document.querySelectorAll(".bd-article, .bd-article *")]
        .filter(node => node.checkVisibility() && !node.closest("svg, .led, [id^='chart-']"));
    const odd = article.flatMap(node => ["::before", "::after"]
        .filter(part => /[\\ue000-\\uf8ff]/.test(getComputedStyle(node, part).content))
        .map(part => `${node.localName}.${node.className}${part}: a sign without a font`));
    const on = article.filter(node => node.tagName == "SECTION").flatMap(one => [...one.children])
        .filter(node => getComputedStyle(node).float == "none")
        .filter(node => node.nextElementSibling && node.getBoundingClientRect().height > 0 &&
            node.nextElementSibling.getBoundingClientRect().height > 0 &&
            node.getBoundingClientRect().bottom >
                node.nextElementSibling.getBoundingClientRect().top + 1)
        .map(node => `${node.localName}.${node.className} lies on what follows it`);
    return [...odd, ...on];
}"""
SAME = """([root, shown]) => {
    const page = document.createElement("div");
    page.innerHTML = shown;
    // Where a table scrolls, the site lets the keyboard reach it (site.js).
    const there = root.querySelector(".led-shown").cloneNode(true);
    for (const part of there.querySelectorAll("[tabindex='0']")) part.removeAttribute("tabindex");
    // And ids of the register lead to it.
    for (const link of there.querySelectorAll("a.to-problem")) link.replaceWith(link.textContent);
    return there.innerHTML === page.innerHTML;
}"""


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A host of files that does not write down who came."""

    def do_GET(self):
        """A file; a browser also asks the root of a host, which is not ours, for a mark."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

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


def open_page(page, address):
    """Open a page and wait until its charts are drawn, or have said that they cannot be."""
    page.goto(address, wait_until="load")
    page.wait_for_function(
        """() => [...document.querySelectorAll('[id^="chart-"]')].every(
            box => box.querySelector("svg.marks, canvas") || box.childNodes.length > 1)""",
        timeout=20_000,
    )


# -- Every page --------------------------------------------------------------------------------


def test_the_site_has_the_pages_that_its_sources_have_and_no_other(site):
    found = (path.relative_to(site) for path in site.rglob("*.html"))
    # Another edition has a folder of its own (tests/test_indonesian.py).
    names = [
        p.with_suffix("").as_posix()
        for p in found
        if not p.parts[0].startswith(("lite", "_", "id"))
    ]
    made = {"lessons/course"}  # the whole course on one page, to be printed
    assert made <= {*names}
    assert sorted(n for n in names if not n.startswith("example/") and n not in made) == PAGES
    assert len(PAGES) == len(sources.LESSONS) + len(sources.TEXTS) + len(sources.INDEXES)
    assert sources.LESSONS and sources.TEXTS


def test_every_page_opens_without_an_error_shows_what_it_must_and_fits_every_screen(
    watched, address
):
    page, problems, titled = watched.page, {}, 0
    for name in PAGES:
        page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        open_page(page, f"{address}{name}.html")
        must, drawn = sources.shown(name), page.evaluate(DRAWN)
        said = [*watched.outside, *watched.errors, *(box for box in drawn if not box[1])]
        said += page.evaluate(NAMELESS) + page.evaluate(LOOSE)
        if len(drawn) != must.charts:
            said.append(f"{len(drawn)} charts, not {must.charts}")
        explorers = page.locator(".led").count()
        if explorers != len(must.explorers):
            said.append(f"{explorers} explorers, not {len(must.explorers)}")
        if letters := page.locator("[class*='fa-']:not(svg)").count():
            said.append(f"{letters} icons that are not drawn")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            wide, *titles = page.evaluate(SIZES)
            titles = [size for size in titles if size]
            titled += len(titles) > 1
            if wide > width:
                said.append(f"{wide} px wide on a screen of {width}")
            if titles != sorted(titles, reverse=True):
                said.append(f"titles of {titles} px on a screen of {width}")
        if said:
            problems[name] = said
        watched.outside.clear()
        watched.errors.clear()
    assert not problems
    assert titled > len(PAGES)  # most pages have titles of more than one level


def test_a_broken_chart_would_be_found(watched, address, site):
    path = site / f"{LESSON}.html"
    broken = path.read_text(encoding="utf-8").replace('"mark":{"', '"mark":{"no-such-', 1)
    assert broken != path.read_text(encoding="utf-8")
    watched.page.route(f"{address}{LESSON}.html", lambda route: route.fulfill(body=broken))
    watched.page.goto(f"{address}{LESSON}.html")
    watched.page.wait_for_timeout(2000)
    assert not all(drawn for _, drawn, _ in watched.page.evaluate(DRAWN))


# -- Explorers ---------------------------------------------------------------------------------


def test_every_kind_of_explorer_is_in_a_lesson_and_has_stored_its_view():
    made = {}
    for lesson in sources.LESSONS:
        page = f"lessons/{lesson.as_posix()}"
        for place, cell in enumerate(sources.cells(page)):
            if kind := re.search(r"^(?:\w+ = )?widgets\.(\w+)\(", cell.source, re.MULTILINE):
                made.setdefault(kind[1], []).append(page)
                assert place in sources.shown(page).explorers, (page, kind[1])
    assert set(made) == {*widgets.__all__} - {"Explorer"}


@pytest.mark.parametrize("name", WITH_EXPLORERS)
def test_each_explorer_of_a_cell_is_on_its_page_and_each_control_answers_as_python_does(
    watched, address, name, tmp_path
):
    own = sources.explorers(name, tmp_path)
    assert len(own) == len(sources.shown(name).explorers)
    open_page(watched.page, f"{address}{name}.html")
    roots = watched.page.locator(".led").all()
    tried = 0
    for explorer, root in zip(own, roots, strict=True):
        if not isinstance(explorer, widgets.Explorer):  # a form, which needs Python and says so
            words = next(row["en"] for row in framework.table("terms") if row["key"] == STATIC)
            assert words in root.inner_text()
            continue
        assert f'id="{root.get_attribute("id")}"' in explorer.twin
        # A screen reader says the answer after each choice, and not all tables with it.
        live = root.locator("[aria-live]")
        assert root.locator("[aria-live] table, [aria-live] figure").count() == 0
        assert 0 < sum(len(words) for words in live.all_inner_texts()) < 900
        fields = root.locator("[data-control]").all()
        for field, (control, live) in zip(fields, explorer.controls.items(), strict=True):
            choices = len(getattr(live, "options", WORDS))
            assert field.is_visible() == (choices > 1), control
            if choices > 1:
                tried += 1
                answers = set()
                for n in range(choices):
                    choose(field, live, n)
                    answers.add(explorer.words)
                    assert watched.page.evaluate(
                        SAME, [root.element_handle(), explorer._page_now.value]
                    ), (control, n)
                assert len(answers) > 1, f"{control} changes nothing"
    print(f"{name}: {len(own)} explorers, {tried} controls")
    assert not watched.outside + watched.errors


STATIC = "message.form_needs_python"
WORDS = ("padi", "telang pokja", "no such word", "")


def choose(field, live, number):
    """Make one choice in the browser and the same in Python."""
    if hasattr(live, "options"):
        field.select_option(index=number)
        live.index = number
    else:
        field.fill(WORDS[number])
        live.value = WORDS[number]


# -- Accessibility -----------------------------------------------------------------------------


@functools.cache
def axe():
    """The rules of accessibility, as a script."""
    if not AXE.exists():
        lacking("axe-core from npm (make test brings it)")
    return AXE.read_text(encoding="utf-8")


def barriers(page, **options):
    """What axe finds, in a few words each."""
    page.wait_for_function("document.getAnimations().length === 0")  # colours as they stay
    found = page.evaluate("async options => (await axe.run(options)).violations", options)
    return [
        (rule["id"], [(node["html"][:150], node["any"][:1]) for node in rule["nodes"]][:5])
        for rule in found
        if rule["impact"] != "minor"
    ]


def barriers_in_either_theme(page, address):
    """What axe finds on a page in the light, and of its colours in the dark."""
    page.emulate_media(color_scheme="light")
    open_page(page, address)
    page.evaluate(axe())
    found = barriers(page)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("document.documentElement.dataset.theme === 'dark'")
    return found + barriers(page, runOnly=COLOURS)


def test_no_barrier_on_a_page_in_either_theme(watched, address):
    print(f"axe looks at {len(SEEN_BY_AXE)} of {len(PAGES)} pages: part {DAY + 1} of 3")
    found = {
        name: barriers_in_either_theme(watched.page, f"{address}{name}.html")
        for name in SEEN_BY_AXE
    }
    assert not {name: told for name, told in found.items() if told}
    assert len(SEEN_BY_AXE) >= len(PAGES) // 3


def test_axe_would_find_a_barrier_in_either_theme(watched, address):
    page = watched.page
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        open_page(page, f"{address}about/index.html")
        page.evaluate(axe())
        page.evaluate("""() => document.querySelector("article p, article td").style.color =
            getComputedStyle(document.body).backgroundColor""")
        assert "color-contrast" in dict(barriers(page, runOnly=COLOURS))


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
    controls = explorer.locator("select").all()
    assert len(controls) == len(framework.keys("dimensions"))
    for control in controls:
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


# -- Search ------------------------------------------------------------------------------------

# What is searched, and the page that must come first.
SEARCHED = {
    "fragmented": "glossary.html",
    "lesson 09": "lessons/09_welfare_effects.html",
    "Table 4.1": "paper_map.html",
    "license": "about/sources.html",
    "cite": "how-to/cite.html",
    "offline": "how-to/without-network.html",
    "phone": "how-to/install.html",
    "changelog": "reference/changelog.html",
    "workbook": "how-to/judge-your-area.html",
    "classify": "reference/api/categories.html",
    "partisipasi": "concepts/participation.html",
    "pelajaran 9": "lessons/09_welfare_effects.html",
    "Tabel 4.3": "paper_map.html",
    "lisensi": "about/sources.html",
    "sitasi": "how-to/cite.html",
    "tanpa internet": "how-to/without-network.html",
    "silabus": "teaching/syllabus.html",
    "buku kerja": "how-to/judge-your-area.html",
    "pohon masalah": "concepts/problem_trees.html",
    "kunci jawaban": "teaching/solutions.html",
}


def test_a_search_in_either_language_finds_the_right_page_first(watched, address):
    page, wrong = watched.page, {}
    for words, wanted in SEARCHED.items():
        page.goto(f"{address}search.html?q={words}")
        first = page.locator("#search-results li a").first
        first.wait_for(timeout=20_000)
        # Results drop in one after the other, the best of them first.
        found = first.evaluate("node => node.href").removeprefix(address)
        if found.partition("#")[0].partition("?")[0] != wanted:
            wrong[words] = found
    assert not wrong
    assert not watched.outside + watched.errors


def test_the_magnifier_leaves_room_for_the_first_letter(watched, address):
    page = watched.page
    page.goto(f"{address}glossary.html")
    page.keyboard.press("Control+K")
    page.locator("#pst-search-dialog input").wait_for()
    for place in ("glossary.html", "search.html?q=pokja"):
        if place.startswith("search"):
            page.goto(address + place)
        form = page.locator("form.bd-search:visible").last
        icon, field = form.locator("svg").first, form.locator("input[type=search]")
        starts = field.evaluate(
            "f => f.getBoundingClientRect().x + parseFloat(getComputedStyle(f).paddingLeft)"
        )
        box = icon.bounding_box()
        assert 0 < box["x"] + box["width"] <= starts


# -- Paper -------------------------------------------------------------------------------------


def test_a_printed_page_is_light_whole_and_without_controls(watched, address):
    page = watched.page
    page.emulate_media(color_scheme="dark")
    folds = 0
    for name in (LESSON, "cases/telang", "glossary", "concepts/participation"):
        open_page(page, f"{address}{name}.html")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print", color_scheme="dark")
        page.set_viewport_size({"width": 718, "height": 1000})  # A4 with its margins
        assert page.evaluate("document.documentElement.dataset.theme") == "light"
        shut = page.locator("article details:not([open], .hide, .made, .vega-embed *)")
        assert shut.count() == 0
        folds += page.locator("article details[open]").count()
        assert page.get_by_text("Show code cell source").locator("visible=true").count() == 0
        assert page.locator(".filter:visible, .copybtn:visible, .lesson-bar:visible").count() == 0
        cut = """() => [...document.querySelectorAll("article pre")]
            .filter(n => n.offsetParent && n.scrollWidth > n.clientWidth + 1)
            .map(n => n.textContent.slice(0, 80))"""
        assert page.evaluate(cut) == [], name
        kept = """() => [...document.querySelectorAll("article table")]
            .map(table => getComputedStyle(table).breakInside)"""
        assert set(page.evaluate(kept)) <= {"auto"}
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        page.emulate_media(media="screen", color_scheme="dark")
    assert folds > 5


# -- The browser edition -----------------------------------------------------------------------


def test_a_lesson_opens_in_the_browser_up_to_its_kernel_and_is_fresh_after_a_reload(
    watched, address
):
    page = watched.page
    open_page(page, f"{address}{LESSON}.html")
    link = page.locator("a.lesson-button", has_text="Run in the browser")
    notebook = address + "lite/lab/index.html?path=" + f"{LESSON}.ipynb"
    assert link.evaluate("node => node.href") == notebook
    source = (HOUSE / f"notebooks/{LESSON.partition('/')[2]}.ipynb").read_text("utf-8")
    heading = "".join(json.loads(source)["cells"][0]["source"]).splitlines()[0]
    title = heading.partition(" · ")[2]
    page.goto(notebook)
    first = page.locator(".jp-Notebook .jp-Cell").first
    heading = first.locator("h1", has_text=title)
    heading.wait_for(timeout=90_000)
    for _ in range(120):
        # The service worker may ask in place of the page; then only the failure is heard here.
        asked = [said for said in (*watched.outside, *watched.errors) if KERNEL in said]
        if asked:
            break
        page.wait_for_timeout(500)
    assert asked
    assert all(url.startswith(KERNEL) for url in watched.outside)
    heading.dblclick()
    first.locator(".cm-content").fill("mine, and saved")
    page.keyboard.press("Control+S")
    page.wait_for_timeout(2000)
    assert heading.count() == 0
    page.goto(notebook)  # the application has taken the name of the lesson out of the address
    heading.wait_for(timeout=90_000)
