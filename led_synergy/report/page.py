"""A report as one page of HTML that prints on A4 and needs no other file."""

import json
import sys
from html import escape
from typing import Any

from .. import terms
from .content import Picture, Report

__all__ = [
    "html",
]


def html(report: Report) -> str:
    """The report as one page: no other file, no network; A4 when printed.

    Without vl-convert it has a script that draws the charts, or says in words what they show.

    Parameters
    ----------
    report : Report
        The report.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If Jinja, which sets the page, is not installed.

    Examples
    --------
    >>> page = html(Report("en", "Report", "<b>Area</b>", "", "", ()))
    >>> "&lt;b&gt;Area&lt;/b&gt;" in page, "<script" in page
    (True, False)
    """
    from .. import __version__

    try:
        from jinja2 import Environment, PackageLoader, StrictUndefined
        from markupsafe import Markup
    except ImportError:
        raise terms.InputError("error.report_not_installed", found="jinja2") from None
    page = Environment(
        loader=PackageLoader("led_synergy"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page.filters["kind"] = lambda block: type(block).__name__.lower()
    library = "" if _vl_convert() else _vega()
    if _vl_convert():
        page.filters["drawn"] = lambda picture, n, key: Markup(_svg(picture, f"{key}-{n}"))
    else:
        page.filters["drawn"] = lambda picture, *_: Markup(
            _in_words(picture, to_draw=bool(library))
        )
    words = {"contents": terms.text("title.contents", report.lang)}
    words["footer"] = terms.text("note.fictional", report.lang) if report.notice else ""
    template = page.get_template("report.html.jinja")
    with terms.speaking(report.lang):
        return template.render(
            report=report, version=__version__, words=words, library=Markup(library)
        )


def _svg(picture: Picture, name: str) -> str:
    """The chart as SVG that stands in a page: its own ids, its own words for who cannot see it."""
    from xml.etree import ElementTree

    drawing = ElementTree.fromstring(_vl_convert().vegalite_to_svg(picture.spec))
    for part in drawing.iter():
        part.tag = part.tag.rpartition("}")[2]
        # The words below stand for the whole; what Vega says of each mark would be read beside it.
        spoken = [key for key in part.attrib if key == "role" or key.startswith("aria-")]
        for key in spoken:
            del part.attrib[key]
        for key, value in part.attrib.items():
            if key == "id":
                part.set(key, f"{name}-{value}")
            elif value.startswith("url(#"):
                part.set(key, value.replace("url(#", f"url(#{name}-"))
    drawing.set("role", "img")
    drawing.set("aria-labelledby", f"{name}-t {name}-d")
    for place, tag in enumerate(("title", "desc")):
        words = ElementTree.Element(tag, id=f"{name}-{tag[0]}")
        words.text = picture.description if tag == "desc" else picture.title
        drawing.insert(place, words)
    return ElementTree.tostring(drawing, encoding="unicode")


def _vl_convert() -> Any:
    """What draws charts outside a browser; None where it is not installed."""
    try:
        import vl_convert
    except ImportError:
        return None
    return vl_convert


def _vega() -> str:
    """The library that draws charts, from the site that the browser's Python came from."""
    if sys.platform != "emscripten":
        return ""
    try:
        from js import location
        from pyodide.http import open_url

        site = str(location.href).split("/extensions/")[0]
        library: str = open_url(f"{site}/extensions/led_synergy/vega.js").read()
    except Exception:  # whatever the browser raises: the report then tells its charts in words
        return ""
    return library if "vegaEmbed" in library and "</script" not in library else ""


def _in_words(picture: Picture, to_draw: bool) -> str:
    """What the chart shows, and, for a page that can draw, the chart itself in its place."""
    said = terms.text("message.picture_not_drawn" if to_draw else "message.no_picture")
    words = f'<p class="note">{said}</p>\n<p>{escape(picture.description)}</p>'
    if not to_draw:
        return words
    spec = json.dumps(picture.spec, ensure_ascii=False).replace("<", "\\u003c")
    return f'{words}\n<script type="application/json">{spec}</script>'
