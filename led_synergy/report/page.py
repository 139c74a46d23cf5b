"""A report as one page of HTML that prints on A4 and needs no other file."""

from typing import Any

from .. import terms
from .content import Picture, Report

__all__ = [
    "html",
]


def html(report: Report) -> str:
    """The report as one page: no other file, no script, no network; A4 when printed.

    Raises
    ------
    InputError
        If Jinja or vl-convert, which set the page and draw its charts, is not installed.

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
        raise terms.InputError("report.error_not_installed", found="jinja2") from None
    page = Environment(
        loader=PackageLoader("led_synergy"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page.filters["kind"] = lambda block: type(block).__name__.lower()
    page.filters["drawn"] = lambda picture, n, key: Markup(_svg(picture, f"{key}-{n}"))
    words = {"contents": terms.text("report.contents", report.lang)}
    words["footer"] = terms.text("report.fictional", report.lang) if report.notice else ""
    template = page.get_template("report.html.jinja")
    return template.render(report=report, version=__version__, words=words)


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
    try:
        import vl_convert
    except ImportError:
        raise terms.InputError("report.error_not_installed", found="vl-convert-python") from None
    return vl_convert
