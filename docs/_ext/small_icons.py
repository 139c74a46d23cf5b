"""Send the dozen icons that the pages use, not the 1.5 MB of all icons that the theme brings.

Each is drawn in place of its mark, so that neither the font of all icons nor the names of its 2,000
signs have to be sent. The style of the theme loses the classes that no page uses, a third of it.
"""

import json
import re
import shutil
from pathlib import Path

import pydata_sphinx_theme
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

THEME = Path(pydata_sphinx_theme.__file__).parent / "theme" / "pydata_sphinx_theme" / "static"
# How a page marks an icon: kind, then name; fas, far and fab are the older names of the kinds.
USED = re.compile(r"\bfa(?:-(?:solid|regular|brands)|[srb]) fa-([a-z0-9-]+)")
# What the theme's style says of the font: where it is, and the sign of each name.
FONT = re.compile(r"@font-face\{[^}]*Font Awesome[^}]*\}|[^{}]*\{--fa:[^}]*\}")
# A rule for one class.
CLASS = re.compile(r"(?<=[{}])\.([\w-]+)\{[^{}]*\}")
STYLE = "styles/pydata-sphinx-theme.css"
# Name, width, height, other names and code, path: as in the icon script of the theme.
ICON = r'[{,]"?%s"?:\[(\d+),(\d+),\[[^\]]*\],"[0-9a-f]+","([^"]+)"\]'
SCRIPT = """\
// Icons: Font Awesome Free (CC BY 4.0), only those that this site uses.
const icons = %s;
function drawIcons() {
  for (const mark of document.querySelectorAll("i[class*='fa-'], span[class*='fa-']")) {
    const name = [...mark.classList].map(word => word.slice(3)).find(word => word in icons);
    if (!name) continue;
    const [width, height, path] = icons[name];
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    for (const {name, value} of mark.attributes) svg.setAttribute(name, value);
    // What the theme says of the kinds is said of letters of the font, and would move a drawing.
    svg.classList.remove("fa-solid", "fa-regular", "fa-brands", "fas", "far", "fab");
    svg.classList.add("svg-inline--fa");
    svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    svg.setAttribute("aria-hidden", "true");
    svg.innerHTML = `<path fill="currentColor" d="${path}"></path>`;
    mark.replaceWith(svg);
  }
}
drawIcons();
new MutationObserver(drawIcons).observe(document.body, {childList: true, subtree: true});
"""


def icons(names: set[str], source: str) -> dict[str, list[int | str]]:
    """Width, height and path of each icon named, from the script of the theme."""
    found = {}
    for name in sorted(names):
        match = re.search(ICON % re.escape(name), source)
        if match is None:
            raise ExtensionError(f"the theme has no icon {name!r}")
        found[name] = [int(match[1]), int(match[2]), match[3]]
    return found


def style(source: str, words: set[str]) -> str:
    """The style of the theme without the font, and without classes that no page or script names."""
    source = FONT.sub("", source)
    return CLASS.sub(lambda rule: rule[0] if rule[1] in words else "", source)


def _shrink(app: Sphinx, error: Exception | None) -> None:
    if error or app.builder.format != "html":
        return
    folder = Path(app.outdir)
    static = folder / "_static"
    pages = [p for p in folder.rglob("*.html") if "lite" not in p.relative_to(folder).parts[0]]
    scripts = [p for p in static.rglob("*.js") if p.name != "vega.js"]
    names, words = {"xmark"}, set()  # a cross is drawn by a script of the theme
    for path in [*pages, *scripts]:
        text = path.read_text(encoding="utf-8")
        words.update(re.findall(r"[\w-]+", text))
        if path.suffix == ".html":
            names.update(USED.findall(text))
    source = (THEME / "scripts" / "fontawesome.js").read_text(encoding="utf-8")
    script = SCRIPT % json.dumps(icons(names, source))
    (static / "scripts" / "fontawesome.js").write_text(script, encoding="utf-8")
    shutil.rmtree(static / "vendor" / "fontawesome", ignore_errors=True)
    source = (THEME / STYLE).read_text(encoding="utf-8")
    (static / STYLE).write_text(style(source, words), encoding="utf-8")


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.connect("build-finished", _shrink)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
