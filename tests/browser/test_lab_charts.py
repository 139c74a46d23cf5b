"""In a real JupyterLab charts draw without a network, also after a reload."""

import os

import altair as alt
import nbformat
import pandas as pd
import pytest
from nbclient import NotebookClient

from led_synergy import notebook

from .test_theme import CONTRASTS

DESCRIPTION = "Three bars: <one>, two & three"
CELLS = [
    'from led_synergy import notebook\nnotebook.setup("id")',
    "import altair as alt\nimport pandas as pd\n"
    'frame = pd.DataFrame({"x": [1, 2, 3], "y": ["a", "b", "c"]})\n'
    f"bars = alt.Chart(frame, description={DESCRIPTION!r}).mark_bar().encode(x='x', y='y')\nbars",
    "bars",
    "choice = alt.param(value=2, bind=alt.binding_range(min=1, max=3))\n"
    'bars.transform_filter(f"datum.x <= {choice.name}").add_params(choice).interactive()',
]
DRAWN = "document.querySelectorAll('.jp-OutputArea svg.marks').length"


def outputs(path):
    return [cell.outputs for cell in nbformat.read(path, as_version=4).cells]


def test_charts_draw_without_a_network_also_after_a_reload(lab, run_all, watched):
    folder, page = lab[0], watched.page
    path = folder / "charts.ipynb"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in CELLS])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    NotebookClient(book, record_timing=False).execute()
    nbformat.write(book, path)
    before = outputs(path)

    def opened_and_not_run():
        page.wait_for_selector(".jp-OutputArea-output p")
        assert page.evaluate(DRAWN) == 0  # not trusted, so only the words
        assert page.locator(".jp-OutputArea-output p").first.inner_text() == DESCRIPTION

    run_all("charts", opened_and_not_run)
    page.wait_for_function(f"{DRAWN} === 3", timeout=60_000)
    chart = page.locator(".jp-OutputArea [role=graphics-document]").first
    assert chart.get_attribute("aria-label") == DESCRIPTION
    assert "SVG" in page.locator(".vega-actions").first.text_content()

    page.keyboard.press("Control+s")
    page.wait_for_selector(".jp-mod-dirty", state="detached")
    page.reload()
    page.wait_for_function(f"{DRAWN} === 3", timeout=60_000)
    if picture := os.environ.get("LED_SYNERGY_SCREENSHOT"):
        page.screenshot(path=picture)

    assert outputs(path) == before  # nothing of the library is stored
    assert (watched.outside, watched.errors) == ([], [])


CONTRAST = """() => {
  const channels = colour => colour.match(/[\\d.]+/g).map(Number);
  const light = colour => channels(colour).slice(0, 3).map(value => value / 255)
    .map(value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
  const ground = node => {
    for (; node; node = node.parentElement) {
      const found = channels(getComputedStyle(node).backgroundColor);
      if (found.length < 4 || found[3] > 0) return `rgb(${found.slice(0, 3)})`;
    }
  };
  const seen = (node, colour) => {
    const [one, other] = [light(colour), light(ground(node))].sort((a, b) => b - a);
    return (one + 0.05) / (other + 0.05);
  };
  const words = [...document.querySelectorAll(".jp-OutputArea svg.marks text")];
  const cards = ".jp-OutputArea .led-shown :is(p, td, th, summary)";
  const pages = [...document.querySelectorAll(`.jp-OutputArea .led-page p, ${cards}`)];
  return [
    ...words.map(node => seen(node, getComputedStyle(node).fill)),
    ...pages.map(node => seen(node, getComputedStyle(node).color)),
  ];
}"""


def test_the_words_of_all_that_a_cell_shows_can_be_read_in_the_dark_theme(lab, run_all, watched):
    folder, page = lab[0], watched.page
    shown = [
        "import led_synergy as led\nled.compare('telang', 'contoh')",
        "led.load_case('telang')",
    ]
    shown += [
        "from led_synergy.exercises import check\ncheck('00.3', 320)",
        "check('00.2', system)",
    ]
    sources = [*CELLS[:2], "from led_synergy import widgets\nwidgets.CaseComparer()", *shown]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in sources])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    nbformat.write(book, folder / "dark.ipynb")

    def dark():
        page.get_by_role("menuitem", name="Settings", exact=True).click()
        page.get_by_text("Theme", exact=True).hover()
        page.get_by_text("JupyterLab Dark", exact=True).click()
        page.wait_for_selector("body[data-jp-theme-light=false]", state="attached")

    run_all("dark", dark)
    page.wait_for_function(f"{DRAWN} === 1", timeout=60_000)
    page.wait_for_selector(".jp-OutputArea .led-page p")
    page.wait_for_selector(".jp-OutputArea .led-slip summary")
    contrasts = page.evaluate(CONTRAST)
    assert len(contrasts) > 60 and min(contrasts) >= 4.5
    assert watched.errors == []


def test_a_lesson_can_be_read_in_the_dark_and_in_the_light_theme(run_all, watched):
    page = watched.page

    def choose(theme, light):
        page.get_by_role("menuitem", name="Settings", exact=True).click()
        page.get_by_text("Theme", exact=True).hover()
        page.get_by_text(theme, exact=True).click()
        page.wait_for_selector(f"body[data-jp-theme-light={light}]", state="attached")

    run_all("03_categories", lambda: choose("JupyterLab Dark", "false"))
    grounds = set()
    for theme, light in ((None, "false"), ("JupyterLab Light", "true")):
        if theme:
            choose(theme, light)
        page.locator(".jp-OutputArea .widget-vbox").first.scroll_into_view_if_needed()
        page.wait_for_selector(".jp-OutputArea svg.marks", state="attached")
        contrasts = page.evaluate(CONTRASTS)
        bad = [one for one in contrasts if one[0] < one[1] and (light == "false" or one[1] > 3)]
        assert len(contrasts) > 100 and not bad, bad
        where = "node => getComputedStyle(node).backgroundColor"
        grounds |= {page.locator(".jp-OutputArea .led-page").last.evaluate(where)}
        if picture := os.environ.get("LED_SYNERGY_SCREENSHOT"):
            page.screenshot(path=picture.replace(".png", f"-{light}.png"))
    assert len(grounds) == 2
    assert watched.errors == []


@pytest.mark.parametrize(("natural", "shown"), [(700, 560), (300, 300)])
def test_on_a_telephone_a_wide_chart_scrolls_before_its_words_get_too_small(
    watched, tmp_path, natural, shown
):
    notebook.setup()
    frame = pd.DataFrame({"x": [1, 2], "y": ["a", "b"]})
    chart = alt.Chart(frame, width=natural, autosize={"type": "fit", "contains": "padding"})
    drawn = chart.mark_bar().encode(x="x", y="y")._repr_mimebundle_()["text/html"]
    notebook.write_bundle(tmp_path / "vega.js")
    bundle = (tmp_path / "vega.js").read_text(encoding="utf-8")
    page = watched.page
    page.set_viewport_size({"width": 390, "height": 700})
    page.set_content(f'<script type="module">{bundle}</script><body>{drawn}</body>')
    page.wait_for_selector("svg.marks")
    assert page.locator("svg.marks").bounding_box()["width"] == pytest.approx(shown, abs=1)
    box = page.locator("[id^=chart-]")
    assert box.evaluate("box => box.clientWidth") < 390
    assert (box.get_attribute("tabindex") == "0") == (natural > 390)  # scrolls by keyboard too
