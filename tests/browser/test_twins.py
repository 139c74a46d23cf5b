"""Each explorer's twin, in a page without Python, shows what the explorer itself would show."""

import contextlib
import http.server
import itertools
import json
import random
import re
import subprocess
import threading
import time
import urllib.request
from functools import cache, partial

import pytest

from led_synergy import charts, load_case, notebook, terms, widgets
from led_synergy.categories import DIMENSIONS, TOP, Profile, classify

from ..daily import WHOLE
from .conftest import ALONE, CHROMIUM

NAMES = sorted({*widgets.__all__} - {"CaseBuilder", "Explorer"})
EVERY = pytest.mark.parametrize("name", NAMES)
LANGUAGES = pytest.mark.parametrize("lang", terms.LANGUAGES)
STEPS = 40
WORDS = ("padi", "rice", "telang pokja", "", "no such word", "<b>")

SAME = """shown => {
  const page = document.createElement("div");
  page.innerHTML = shown;
  return [document.querySelector(".led-shown").innerHTML, page.innerHTML];
}"""


def opened(watched, explorer):
    watched.page.set_content(f'<!doctype html><meta charset="utf-8">{explorer.twin}')
    return watched.page.locator("[data-control]").all()


def made(name, lang):
    case = [load_case("telang")] if name == "RubricExplorer" else []
    seed = [7] if name == "JudgingPractice" else []
    return getattr(widgets, name)(*case, *seed, lang=lang)


@cache
def twin_of(name):
    return made(name, "en").twin


def shows_the_same(watched, explorer):
    twin, own = watched.page.evaluate(SAME, explorer._page_now.value)
    assert twin == own


@EVERY
@LANGUAGES
def test_the_twin_shows_what_the_explorer_shows_after_every_choice(name, lang, watched):
    explorer = made(name, lang)
    fields = opened(watched, explorer)
    shows_the_same(watched, explorer)
    dice = random.Random(f"{name} {lang}")
    for _ in range(STEPS):
        field, control = dice.choice(list(zip(fields, explorer.controls.values(), strict=True)))
        if hasattr(control, "options"):
            control.index = dice.randrange(len(control.options))
            field.select_option(index=control.index)
        else:
            control.value = dice.choice(WORDS)
            field.fill(control.value)
        shows_the_same(watched, explorer)
    assert (watched.outside, watched.errors) == ([], [])


@EVERY
def test_the_twin_of_an_explorer_that_was_used_begins_where_it_was_left(name, watched):
    explorer = made(name, "en")
    for control in explorer.controls.values():
        if hasattr(control, "options"):
            control.index = len(control.options) - 1
        else:
            control.value = "pokja"
    opened(watched, explorer)
    shows_the_same(watched, explorer)


@EVERY
def test_the_answer_alone_is_read_aloud_after_a_choice(name, watched):
    fields = opened(watched, made(name, "en"))
    live = watched.page.locator("[aria-live]")
    assert live.count() > 0
    assert watched.page.locator("[aria-live] table, [aria-live] figure").count() == 0
    before = live.all_inner_texts()
    for field in fields:
        if field.evaluate("field => field.matches('select')"):
            field.select_option(index=field.locator("option").count() - 1)
        else:
            field.fill("rice")
    assert live.all_inner_texts() != before


@EVERY
def test_the_keyboard_is_enough(name, watched):
    explorer = made(name, "en")
    fields = opened(watched, explorer)
    assert len(fields) == len(explorer.controls) > 0
    shown = watched.page.locator(".led-shown")
    for field in fields:
        watched.page.keyboard.press("Tab")
        assert field.evaluate("field => field === document.activeElement")
        assert field.evaluate("field => field.labels[0].querySelector('span').textContent")
        words = shown.inner_html()
        if field.evaluate("field => field.matches('select')"):
            last = field.evaluate("field => field.selectedIndex === field.length - 1")
            watched.page.keyboard.press("ArrowUp" if last else "ArrowDown")
        else:
            watched.page.keyboard.type("xx")
        assert shown.inner_html() != words


@LANGUAGES
def test_the_twin_of_the_rubric_names_the_category_of_all_320_profiles(lang, watched):
    opened(watched, widgets.RubricExplorer(lang=lang))
    profiles = list(itertools.product(*(range(TOP[name] + 1) for name in DIMENSIONS)))
    answers = watched.page.evaluate(
        """profiles => profiles.map(levels => {
          const fields = [...document.querySelectorAll("[data-control]")];
          fields.forEach((field, place) => { field.selectedIndex = levels[place] + 1; });
          fields[0].dispatchEvent(new Event("change", {bubbles: true}));
          return document.querySelector("[data-slot=answer]").textContent;
        })""",
        profiles,
    )
    assert len(answers) == 320
    for levels, answer in zip(profiles, answers, strict=True):
        assert answer == classify(Profile(*levels)).explain(lang).splitlines()[0]


# -- Wherever a front end runs the script -------------------------------------------------------

# In place, as JupyterLab, Notebook 7 and a page do; at the end of the output, as VS Code does; in
# the head of the page, as jQuery in nbclassic does; and by eval, without a place.
WAYS = {
    "in place": "script.parentNode.replaceChild(fresh, script)",
    "at the end of the output": "output.appendChild(fresh)",
    "in the head": "document.head.appendChild(fresh)",
    "by eval": "(0, eval)(script.textContent)",
}
RUN = """(html) => {
  const output = document.createElement("div");
  output.className = "output";
  document.body.appendChild(output);
  output.innerHTML = html;  // which runs no script
  for (const script of [...output.querySelectorAll("script")]) {
    const fresh = document.createElement("script");
    fresh.textContent = script.textContent;
    WAY;
  }
}"""
WAY = pytest.mark.parametrize("way", WAYS)


def put(watched, html, way):
    watched.page.evaluate(RUN.replace("WAY", WAYS[way]), html)


# Each day every explorer in one way and every way by some explorer, every week each in each.
RUNS = [
    (name, way)
    for row, name in enumerate(NAMES)
    for column, way in enumerate(WAYS)
    if WHOLE or row % len(WAYS) == column
]


@pytest.mark.parametrize(("name", "way"), RUNS)
def test_a_twin_answers_wherever_its_script_runs_and_two_alike_stay_apart(name, way, watched):
    twin = twin_of(name)
    watched.page.set_content("<!doctype html><p>other output</p>")
    for _ in range(2):
        put(watched, twin, way)
    boxes = watched.page.locator(".led").all()
    assert len(boxes) == 2
    pages = [box.locator(".led-shown") for box in boxes]
    before = [page.inner_html() for page in pages]
    for number, box in enumerate(boxes):
        field = box.locator("select:visible").first
        last = field.evaluate("field => field.length - 1")
        field.select_option(index=last if field.evaluate("f => f.selectedIndex") != last else 0)
        changed = [page.inner_html() != old for page, old in zip(pages, before, strict=True)]
        assert changed == [True, number == 1]
    assert (watched.outside, watched.errors) == ([], [])


@WAY
def test_a_chart_draws_wherever_its_script_runs_and_says_so_where_it_cannot(way, watched, tmp_path):
    notebook.setup()
    shown = charts.criteria_grid("telang")._repr_mimebundle_()["text/html"]
    watched.page.set_content("<!doctype html><p>other output</p>")
    put(watched, shown, way)
    # Without network and without Vega: the description stays, and a sentence says what to do.
    box = watched.page.locator(".output [id^=chart-]")
    box.filter(has_text=terms.text("message.chart_not_drawn")).wait_for()
    assert "System: 1" in box.inner_text()
    notebook.write_bundle(tmp_path / "vega.js")
    bundle = (tmp_path / "vega.js").read_text(encoding="utf-8")
    watched.page.set_content(f'<!doctype html><script type="module">{bundle}</script><p>other')
    watched.page.wait_for_function("!!window.vegaEmbed")
    for _ in range(2):
        put(watched, shown, way)
    watched.page.wait_for_function("document.querySelectorAll('.output svg.marks').length === 2")
    for output in watched.page.locator(".output").all():
        assert output.locator("svg.marks").count() == 1
        assert "System: 1" not in output.inner_text()  # the long description has gone


# -- Lists that the browser puts back -----------------------------------------------------------


@pytest.fixture
def served(tmp_path):
    handler = partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    handler.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield tmp_path, f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@EVERY
def test_after_back_the_lists_and_the_page_still_agree(name, watched, served):
    folder, address = served
    explorer, page = made(name, "en"), watched.page
    top = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">'
    (folder / "one.html").write_text(f"{top}{explorer.twin}", encoding="utf-8")
    (folder / "two.html").write_text(f"{top}another page", encoding="utf-8")
    page.goto(f"{address}/one.html")
    for field, control in zip(
        page.locator("[data-control]").all(), explorer.controls.values(), strict=True
    ):
        if not field.is_visible():
            continue
        if hasattr(control, "options"):
            control.index = len(control.options) - 1
            field.select_option(index=control.index)
        else:
            control.value = "pokja"
            field.fill("pokja")
    shows_the_same(watched, explorer)
    page.goto(f"{address}/two.html")
    page.go_back()
    page.wait_for_load_state("load")
    places = "fields => fields.map(field => field.selectedIndex ?? field.value)"
    kept = page.locator("[data-control]").evaluate_all(places)
    chosen = [c.index if hasattr(c, "options") else c.value for c in explorer.controls.values()]
    if kept == chosen:  # the browser has put them back; of a code only that of this excerpt
        if name != "CodingPractice":
            shows_the_same(watched, explorer)
        else:
            assert f"coded {len(explorer.codes)} of" in page.locator("[data-said]").inner_text()
    else:
        shows_the_same(watched, made(name, "en"))
    page.reload()
    as_a_fresh_one_would_show(watched, name)
    # A duplicated tab and a restored session put lists back without a word, then show the page.
    page.evaluate(PUT_BACK)
    as_a_fresh_one_would_show(watched, name)
    assert not watched.errors


PUT_BACK = """() => {
  for (const field of document.querySelectorAll("select[data-control]"))
    field.selectedIndex = Math.floor(field.length / 2);
  dispatchEvent(new PageTransitionEvent("pageshow", {persisted: true}));
}"""


def as_a_fresh_one_would_show(watched, name):
    """What is shown is what an explorer shows whose controls stand as the lists of the page do."""
    fresh = made(name, "en")
    fields = watched.page.locator("[data-control]").all()
    for field, control in zip(fields, fresh.controls.values(), strict=True):
        if hasattr(control, "options"):
            control.index = field.evaluate("field => field.selectedIndex")
        else:
            control.value = field.input_value()
    if name != "CodingPractice":  # its codes are of this visit only
        shows_the_same(watched, fresh)


@contextlib.contextmanager
def restarted(chromium, profile, shown, *more):
    """A Chromium with a profile of its own, as a reader starts and closes it; what it shows."""
    started = subprocess.Popen(
        [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", ALONE]
        + ["--disable-background-networking", "--remote-debugging-port=0", *more]
        + [f"--user-data-dir={profile}"],
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        line = next(line for line in started.stderr if "DevTools listening" in line)
        threading.Thread(target=started.stderr.read, daemon=True).start()
        address = re.search(r"127\.0\.0\.1:\d+", line)[0]
        for _ in range(60):  # while it is still restoring, Playwright would wait for ever
            with urllib.request.urlopen(f"http://{address}/json/list") as open_pages:
                if any(shown in page["url"] for page in json.load(open_pages)):
                    break
            time.sleep(0.5)
        browser = chromium.browser_type.connect_over_cdp(f"http://{address}")
        yield browser
        browser.new_browser_cdp_session().send("Browser.close")
        started.wait(30)
    finally:
        started.kill()
        started.wait()


@pytest.mark.skipif(not WHOLE, reason="each week: Chromium is started twice")
def test_controls_and_answers_agree_when_chromium_restores_what_was_open(
    chromium, served, tmp_path_factory
):
    folder, address = served
    top = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">'
    explorers = {name: made(name, "en") for name in EVERY.args[1]}
    twins = "".join(f'<div id="{name}">{one.twin}</div>' for name, one in explorers.items())
    (folder / "all.html").write_text(f"{top}{twins}", encoding="utf-8")
    profile = tmp_path_factory.mktemp("profile")
    with restarted(chromium, profile, "about:blank", "about:blank") as browser:
        page = browser.contexts[0].pages[0]
        page.goto(f"{address}/all.html")
        for name in explorers:
            field = page.locator(f"#{name} select[data-control]:visible").first
            field.select_option(index=field.evaluate("field => field.length") - 1)
        page.wait_for_timeout(4000)  # Chromium notes every second what stands in a page
    with restarted(chromium, profile, "/all.html", "--restore-last-session") as browser:
        (page,) = browser.contexts[0].pages
        page.wait_for_url(f"{address}/all.html", wait_until="load")
        changed = 0
        for name, explorer in explorers.items():
            fields = page.locator(f"#{name} [data-control]").all()
            for field, control in zip(fields, explorer.controls.values(), strict=True):
                place = field.evaluate("field => field.selectedIndex ?? field.value")
                moved = "index" if hasattr(control, "options") else "value"
                changed += getattr(control, moved) != place
                setattr(control, moved, place)
            if name != "CodingPractice":  # its codes are of this visit only
                shown = page.locator(f"#{name} .led-shown").first.inner_html()
                same = "own => {const box = document.createElement('div');"
                own = page.evaluate(
                    f"{same} box.innerHTML = own; return box.innerHTML}}", explorer._page_now.value
                )
                assert shown == own, name
        assert changed, "Chromium put nothing back: this test has seen nothing"


# -- Every width --------------------------------------------------------------------------------

# What reaches beyond its box, or lies on its neighbour; what scrolls may be wider than seen.
CUT = """() => [...document.querySelectorAll(".led, [id^=chart-]")].flatMap(box => {
  const scrolls = node => node !== null && node !== box.parentElement &&
    (/auto|scroll/.test(getComputedStyle(node).overflowX) || scrolls(node.parentElement));
  const seen = [...box.querySelectorAll("*")].filter(node => node.checkVisibility() &&
    !node.closest("svg svg, svg *, script, style, .vega-actions, option") &&
    !scrolls(node.parentElement));
  const told = node => `${box.id} ${node.localName}: ${node.textContent.trim().slice(0, 40)}`;
  const rect = node => node.getBoundingClientRect();
  const edge = document.documentElement.clientWidth;
  const out = seen.filter(node => rect(node).right > edge + 1 || rect(node).left < -1 ||
    (getComputedStyle(node).overflowX === "hidden" && node.scrollWidth > node.clientWidth + 1));
  const on = seen.filter(node => {
    const next = node.nextElementSibling;
    if (!next || !seen.includes(next) || rect(node).height < 1 || rect(next).height < 1)
      return false;
    const wide = Math.min(rect(node).right, rect(next).right) -
      Math.max(rect(node).left, rect(next).left);
    const tall = Math.min(rect(node).bottom, rect(next).bottom) -
      Math.max(rect(node).top, rect(next).top);
    return wide > 2 && tall > 2 && getComputedStyle(node).display !== "inline";
  });
  return [...out.map(told), ...on.map(node => "on its neighbour " + told(node))];
})"""


def test_every_explorer_and_a_chart_fit_every_width(watched, tmp_path):
    notebook.setup()
    names = sorted({*widgets.__all__} - {"CaseBuilder", "Explorer"})
    shown = [made(name, "id").twin for name in names]
    shown += [charts.criteria_grid("telang")._repr_mimebundle_()["text/html"]]
    notebook.write_bundle(tmp_path / "vega.js")
    bundle = (tmp_path / "vega.js").read_text(encoding="utf-8")
    page = watched.page
    head = f'<!doctype html><meta charset="utf-8"><script type="module">{bundle}</script>'
    page.set_content(f"{head}<style>body {{margin: 8px}}</style>{''.join(shown)}")
    page.wait_for_selector("[id^=chart-] svg.marks")
    cut = {}
    for width in (1000, 700, 375):
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => done()))")
        if found := page.evaluate(CUT):
            cut[width] = found
    assert cut == {}
    assert page.locator(".led").count() == len(names) > 5
    page.evaluate("document.querySelector('.led select').style.minWidth = '2000px'")
    assert page.evaluate(CUT)  # it would be seen
    assert not watched.errors


# -- Codes kept in a file and set beside those of a neighbour -----------------------------------


def coded(codes, lang):
    explorer = widgets.CodingPractice(lang)
    for n, (factor, role) in codes.items():
        explorer.controls["excerpt"].value = n
        explorer.controls["factor"].value = factor
        explorer.controls["role"].value = role
    return explorer


@LANGUAGES
def test_a_page_keeps_codes_in_a_file_and_compares_with_the_file_of_a_neighbour(
    lang, watched, tmp_path
):
    mine = coded({1: ("readiness", "driver"), 2: ("trust", "driver")}, lang)
    theirs = coded({2: ("leadership", "driver"), 3: ("trust", "driver")}, lang)
    opened(watched, mine)
    save, load, neighbour = watched.page.locator(".led button").all()
    with watched.page.expect_download() as download:
        save.click()
    kept = download.value.path().read_text("utf-8")
    assert kept == mine.save(tmp_path / "mine.csv").read_text("utf-8")
    theirs.save(tmp_path / "theirs.csv")
    for button, name, act in (
        (neighbour, "theirs.csv", mine.compare),
        (load, "theirs.csv", mine.load),
        (load, "mine.csv", mine.load),
    ):
        with watched.page.expect_file_chooser() as chooser:
            button.click()
        chooser.value.set_files(tmp_path / name)
        act(tmp_path / name)
        watched.page.wait_for_function(
            "shown => document.querySelector('[data-said]').textContent === shown",
            arg=told(mine),
        )
        shows_the_same(watched, mine)
    (tmp_path / "wrong.csv").write_text("excerpt,factor,role\n1,luck,driver\n", encoding="utf-8")
    with watched.page.expect_file_chooser() as chooser:
        neighbour.click()
    chooser.value.set_files(tmp_path / "wrong.csv")
    watched.page.locator("[data-said]", has_text="luck").wait_for()
    assert (watched.outside, watched.errors) == ([], [])


def told(explorer):
    with terms.speaking(explorer.lang):
        return explorer._told("neighbour", **explorer._counts("neighbour"))
