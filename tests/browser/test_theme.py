"""Charts and explorers follow a light and a dark theme, and can be read in both."""

import pytest

from led_synergy import notebook, widgets

from ..test_charts import DRAWN
from .test_twins import RUN, WAYS

# How a page says which theme it has, and its ground: JupyterLab, Notebook 7, Voila and nbconvert;
# the site; VS Code.
DARK = {
    "of a notebook": '<body data-jp-theme-light="false" style="--jp-layout-color0:#111111;',
    "of the site": '<html data-theme="dark"><body style="--pst-color-background:#14181e;',
    "of VS Code": '<body class="vscode-dark" style="--vscode-editor-background:#1f1f1f;',
}
LIGHT = '<body data-jp-theme-light="true" style="--jp-layout-color0:#ffffff;'
SOME = ("criteria_grid of a case", "causal_map with a what-if", "RubricExplorer")

# Of each word the contrast with what lies below it, and of each mark that with the page: pairs of
# the contrast and what it is.
CONTRASTS = """() => {
  const channels = colour => (colour.match(/[\\d.]+/g) || []).map(Number);
  const light = colour => channels(colour).slice(0, 3).map(value => value / 255)
    .map(value => value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
    .reduce((sum, value, place) => sum + value * [0.2126, 0.7152, 0.0722][place], 0);
  const seen = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const solid = colour => { const found = channels(colour);
    return found.length === 3 || (found.length === 4 && found[3] > 0.5) };
  const ground = (node, x, y) => {
    for (const below of document.elementsFromPoint(x, y)) {
      if (below === node || below.closest("text") || node.contains(below)) continue;
      const look = getComputedStyle(below);
      const drawn = below instanceof SVGElement && below.localName !== "svg";
      const colour = drawn ? look.fill : look.backgroundColor;
      if (solid(colour)) return colour;
    }
    throw Error("no ground below " + node.textContent);
  };
  const found = [];
  for (const node of document.querySelectorAll(
      "svg text, .led-page p, .led-page td, .led-page th, .led-page caption, .led-page select")) {
    const box = node.getBoundingClientRect();
    if (!box.width || !node.textContent.trim()) continue;
    node.scrollIntoView({block: 'center'});
    const {left, right, top, height} = node.getBoundingClientRect();
    const look = getComputedStyle(node);
    const ink = node.localName === "text" ? look.fill : look.color;
    if (!solid(ink) || look.opacity < 1 || node.closest(".led-absent")) continue;
    const own = node.localName === "text" ? "" : look.backgroundColor;
    for (const part of [0.1, 0.5, 0.9]) {
      const x = left + part * (right - left), y = top + height / 2;
      if (x < 0 || x > innerWidth) continue;
      // Covered by a part of the application: nobody sees it now.
      if (!node.closest("svg, .led-page").contains(document.elementFromPoint(x, y))) continue;
      found.push([seen(ink, solid(own) ? own : ground(node, x, y)), 4.5, node.textContent.trim()]);
    }
  }
  for (const mark of document.querySelectorAll(".marks :is(.mark-symbol, .mark-rect) path")) {
    const look = getComputedStyle(mark);
    const paper = getComputedStyle(mark.closest("svg")).backgroundColor;
    const colours = [look.fill, look.stroke].filter(solid);
    if (colours.length) found.push([Math.max(...colours.map(colour => seen(colour, paper))), 3,
      "a mark: " + colours]);
  }
  return found;
}"""


def opened(watched, start, bundle):
    """A page of this theme, in which charts find Vega."""
    style = "background:#fff" if start == LIGHT else "background:#111; color:#ddd"
    top = f'<!doctype html>{start}{style}"><script type="module">{bundle}</script>'
    watched.page.set_content(top)
    watched.page.wait_for_function("!!window.vegaEmbed")
    return watched.page


@pytest.fixture(scope="module")
def bundle(tmp_path_factory):
    path = tmp_path_factory.mktemp("vega") / "vega.js"
    notebook.write_bundle(path)
    return path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pictures():
    """Every chart as a notebook stores it and every explorer, by name."""
    notebook.setup()
    shown = {name: draw("en")._repr_mimebundle_()["text/html"] for name, draw in DRAWN.items()}
    for name in sorted({*widgets.__all__} - {"CaseBuilder", "Explorer"}):
        shown[name] = getattr(widgets, name)().twin
    return shown


def show(page, picture):
    page.evaluate("document.querySelectorAll('.output').forEach(one => one.remove())")
    page.evaluate(RUN.replace("WAY", WAYS["in place"]), picture)
    page.locator(".output :is(svg.marks, .led-shown)").first.wait_for()


def hardly_seen(page, pictures, marks=True):
    """What has too little contrast, of each picture."""
    found, looked = {}, 0
    for name, picture in pictures.items():
        show(page, picture)
        contrasts = [one for one in page.evaluate(CONTRASTS) if marks or one[1] > 3]
        assert contrasts, name
        looked += len(contrasts)
        if bad := {(words, round(value, 1)) for value, least, words in contrasts if value < least}:
            found[name] = sorted(bad)
    assert looked > 20 * len(pictures)
    return found


def test_every_word_and_mark_can_be_seen_in_the_dark(watched, bundle, pictures):
    page = opened(watched, DARK["of a notebook"], bundle)
    found = hardly_seen(page, pictures)
    assert not found, found
    assert watched.errors == []


def test_every_word_can_be_seen_in_the_light(watched, bundle, pictures):
    # Not every mark: the sky and the yellow of Okabe and Ito are pale, so each has a shape too.
    found = hardly_seen(opened(watched, LIGHT, bundle), pictures, marks=False)
    assert not found, found


@pytest.mark.parametrize("theme", DARK)
def test_a_picture_has_the_ground_of_its_page_and_is_light_on_paper(
    theme, watched, bundle, pictures
):
    page = opened(watched, DARK[theme], bundle)
    some = {name: pictures[name] for name in SOME}
    found = hardly_seen(page, some)
    assert not found, found
    ground = """() => getComputedStyle(document.querySelector(
        ".output :is(svg.marks, .led-shown .led-page)")).backgroundColor"""
    number = DARK[theme].rpartition("#")[2][:6]
    dark = f"rgb({int(number[:2], 16)}, {int(number[2:4], 16)}, {int(number[4:], 16)})"
    for picture in some.values():
        show(page, picture)
        assert page.evaluate(ground) == dark
        page.emulate_media(media="print")
        assert page.evaluate(ground) == "rgb(255, 255, 255)"
        page.emulate_media(media="screen")


def test_what_is_saved_of_a_chart_is_light(watched, bundle, pictures):
    page = opened(watched, DARK["of a notebook"], bundle)
    show(page, pictures["criteria_grid of a case"])
    page.evaluate("document.querySelector('.vega-embed details').open = true")
    link = page.locator(".vega-actions a[download$=svg]")
    link.dispatch_event("mousedown")
    page.wait_for_function("document.querySelector('a[download$=svg]').href.startsWith('blob:')")
    saved = page.evaluate(
        "fetch(document.querySelector('a[download$=svg]').href).then(answer => answer.text())"
    )
    assert 'fill="#222222"' in saved and 'fill="#FFFFFF"' in saved
