"""Charts and language of a notebook, set up by one call in its first cell.

A chart's stored output must be the same each time the notebook runs, must be read by someone who
cannot see it, and must draw with no network. None of Altair's own renderers does all three, so
this module holds a small one. Nothing here comes from the paper.
"""

import hashlib
import html
import os
import re
from importlib import metadata
from pathlib import Path
from typing import Any

from . import cards, slips, terms
from .material import json_in_script, material, script_of, write_whole
from .terms import language

__all__ = ["language", "setup", "write_bundle"]


# Under this name JupyterLab serves the Vega bundle: a folder of labextensions, no extension.
_SERVED_AS = "led_synergy/vega.js"
# Their licences ask for it; the bundle of vl-convert leaves it out (docs/about/licences.txt).
_NOTICE = (
    "// Vega, Vega-Lite, vega-embed: (c) University of Washington Interactive Data Lab and"
    " contributors, BSD-3-Clause. D3: (c) Mike Bostock, ISC. See about/sources.html\n"
)


def setup(lang: str | None = None) -> None:
    """Set the language of a notebook, and let it show charts, tables and slips as a reader needs.

    Charts draw with no network. Tables have headings of the language, left-aligned, without row
    numbers. A beginner's slip ends in a sentence with the next step, where somebody looks at it.
    Call it once, in the first cell of a notebook. It shows nothing, so nothing is stored.

    In a notebook that a Jupyter server runs, the Vega library that comes with vl-convert is
    written once (0.9 MB) to the user's Jupyter data folder, from where JupyterLab serves it to
    every notebook, also after the page is loaded again. Elsewhere no file is written.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language of charts, widgets and their menus, where a function is not told another. Unless
        given, the one that `led-synergy lab --lang` was told, else English.

    Raises
    ------
    InputError
        If the language is not one of the two, or there is no home folder.

    See Also
    --------
    write_bundle : the same library for a website.

    Examples
    --------
    >>> setup(lang="id")
    >>> language()
    'id'
    >>> setup()
    """
    try:
        import altair as alt
    except RuntimeError as error:
        raise terms.InputError("error.no_home") from error

    terms.choose(lang)
    language()  # a language of the environment that there is not is told here, once
    alt.renderers.register("led_synergy", _render)
    alt.renderers.enable("led_synergy")
    _serve_bundle()
    if shell := slips.running():
        cards.install(shell)
        slips.install()


def write_bundle(path: str | os.PathLike[str]) -> None:
    """Write the Vega library as one script that sets `window.vegaEmbed`.

    A file that already holds the same versions is left as it is.

    Parameters
    ----------
    path : path
        File to write; its folder is made if there is none. On a page it is loaded with
        ``<script defer src="...">``, which a page opened by double-click may do as well.

    Raises
    ------
    ImportError
        If vl-convert is not installed (as in the browser kernel).
    OSError
        If the file cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_bundle(Path(folder) / "vega.js")
    ...     (Path(folder) / "vega.js").stat().st_size > 500_000
    True
    """
    import altair as alt
    import vl_convert

    wanted = ".".join(alt.VEGALITE_VERSION.split(".")[:2])
    known = vl_convert.get_vegalite_versions()
    version = wanted if wanted in known else known[-1]
    stamp = f"// Vega-Lite {version}, vl-convert {metadata.version('vl-convert-python')}, script\n"
    path = Path(terms.needed(path, (str, os.PathLike), "path", "a_path"))
    if path.exists():
        with path.open(encoding="utf-8") as file:
            if file.readline() == stamp:
                return
    # The stub of vl-convert asks for a snippet; without one the bundle sets window.vegaEmbed.
    bundle = vl_convert.javascript_bundle(vl_version=version)  # type: ignore[call-arg]
    path.parent.mkdir(parents=True, exist_ok=True)
    # Nothing but window.vegaEmbed is global.
    whole = f'{stamp}{_NOTICE}(function () {{"use strict";\n{bundle}\n}}).call(globalThis);\n'
    write_whole(path, whole.encode())  # two notebooks may start at once


def _serve_bundle() -> None:
    # The Jupyter server names the notebook in this variable; nbclient, nbval and plain Python
    # do not set it, and have no page on which a chart could be drawn.
    if "JPY_SESSION_NAME" not in os.environ:
        return
    try:
        from jupyter_core.paths import jupyter_data_dir

        write_bundle(Path(jupyter_data_dir()) / "labextensions" / _SERVED_AS)
    except (ImportError, OSError):
        return  # charts then ask the network, and say so if there is none


# -- The renderer ------------------------------------------------------------------------------

# What a chart does on a page stands in chart.js, its colours where the theme is dark in theme.css
# and chart.css; here is only what differs from chart to chart.


def _render(spec: dict[str, Any], **_: Any) -> dict[str, str]:
    """What a notebook stores of a chart: how to draw it, and what it shows in words."""
    import altair as alt

    # The minor version of Vega-Lite differs from machine to machine, and changes nothing here.
    schema = re.sub(r"/v(\d+)[.\d]*\.json$", r"/v\1.json", str(spec.get("$schema", "")))
    code = json_in_script({**spec, "$schema": schema})
    name = "chart-" + hashlib.sha256(code.encode()).hexdigest()[:12]
    description = spec.get("description") or terms.text("description.none")
    options = {
        "mode": "vega-lite",
        "renderer": "svg",
        "actions": {"export": True, "source": False, "compiled": False, "editor": False},
        "i18n": {
            "CLICK_TO_VIEW_ACTIONS": terms.text("control.save_chart"),
            "SVG_ACTION": terms.text("control.save_as_svg"),
            "PNG_ACTION": terms.text("control.save_as_png"),
        },
    }
    network = alt.VEGAEMBED_VERSION.split(".")[0]
    words = {
        "served": _SERVED_AS,
        "network": f"https://cdn.jsdelivr.net/npm/vega-embed@{network}/+esm",
        "failed": terms.text("message.chart_not_drawn"),
    }
    box = f'<div id="{name}" lang="{language()}"><p>{html.escape(description)}</p></div>'
    gaps = ", ".join(map(json_in_script, (options, words)))
    page = script_of("id, spec, options, words", ["chart.js"], f'"{name}", {code}, {gaps}')
    style = f"<style>{material('theme.css')}{material('chart.css')}</style>"
    return {"text/html": f"{style}\n{box}\n{page}", "text/plain": description}
