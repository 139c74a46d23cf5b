"""Slides for the plan of two hours, to edit: words, charts as pictures, notes for the speaker."""

import io
from collections.abc import Callable
from functools import cache
from typing import Any

from ... import charts, framework, terms
from ...case import load_case
from ...categories import Profile
from ...decision import decision_table
from .paper import to_bytes

_CHARTS: dict[str, Callable[[], Any]] = {
    "criteria": lambda: charts.criteria_grid(Profile(), large=True),
    "telang": lambda: charts.criteria_grid("telang", large=True),
    "decision": lambda: charts.decision_map(decision_table()),
    "two": lambda: charts.side_by_side(["telang", "batu_betumpang"], large=True),
}
_WIDTH, _HEIGHT, _EDGE = 33.87, 19.05, 1.6  # cm
_ROOM = {"left": 1.1, "top": 3.1, "width": 31.6, "height": 15.7}  # of a chart, in cm


@terms.spoken
def slides(lang: str | None = None) -> bytes:
    """The slides as a PowerPoint file; their words stand in the framework table "slides".

    A chart has a slide of its own below the one with its points, and fills it.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    bytes

    Raises
    ------
    InputError
        If python-pptx or vl-convert, which make them, is not installed.

    Examples
    --------
    >>> slides()[:2]   # a packed file
    b'PK'
    """
    try:
        import vl_convert  # noqa: F401
        from pptx import Presentation
        from pptx.util import Cm
    except ImportError as error:
        found = "python-pptx" if "pptx" in str(error) else "vl-convert-python"
        raise terms.InputError("error.kit_not_installed", found=found) from None
    made = Presentation()
    made.slide_width, made.slide_height = Cm(_WIDTH), Cm(_HEIGHT)
    made.core_properties.title = terms.text("title.kit_slides")
    made.core_properties.author = "led_synergy"
    for row in framework.table("slides"):
        points = _lines(terms.cell(row, "points"))
        below = [made.slides.add_slide(made.slide_layouts[5])]  # a title, and nothing else
        _title(below[0], terms.cell(row, "title"), 2.6, Cm)
        _words(below[0], points, (3.6, 13.5), 26, Cm)
        if row["chart"]:
            below.append(made.slides.add_slide(made.slide_layouts[5]))
            _title(below[1], terms.cell(row, "title"), 1.5, Cm)
            _words(below[1], points[:1], (2.0, 1.0), 16, Cm)
            _picture(below[1], *_drawn(row["chart"], terms.language()), Cm)
        minutes = terms.text("result.kit_minutes", n=row["minutes"]) if row["minutes"] else ""
        source = terms.text("result.kit_source", place=terms.place(row["source"]))
        notes = [minutes, terms.cell(row, "notes"), source]
        for slide in below:
            slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, notes))
    return to_bytes(made)


@cache
def _drawn(name: str, lang: str) -> tuple[bytes, str]:
    """A chart as a picture, and its description."""
    import vl_convert

    with terms.speaking(lang):  # remembered for each language
        spec = specification(name)
    return vl_convert.vegalite_to_png(spec, scale=2), spec["description"]


def specification(name: str) -> dict[str, Any]:
    """A chart for a wall: without its title, which the slide has, and with larger words."""
    spec = _CHARTS[name]().to_dict()
    del spec["title"]
    for panel in spec.get("hconcat", ()):
        panel["title"] |= {"fontSize": 14, "subtitleFontSize": 13}
    spec["config"]["legend"] |= {"labelFontSize": 15, "symbolSize": 130}
    return spec


def _lines(points: str) -> list[str]:
    """The points of a slide; what stands in a table of the framework is taken from there."""
    if points == "{dimensions}":
        rows = framework.table("dimensions")
        return [f"{terms.cell(row, 'name')}: {terms.cell(row, 'definition')}" for row in rows]
    if points == "{rules}":
        rows = framework.table("rules")
        return [f"{terms.cell(row, 'name')}: {terms.cell(row, 'summary')}" for row in rows]
    return [_counted(point) for point in points.split(" | ")]


@cache
def _counts() -> dict[str, int]:
    """Components and activities of each sector at Telang."""
    telang = load_case("telang")
    sectors = telang.components.set_index("component")["sector"]
    acting = telang.activities["component"].map(sectors).value_counts()
    found = {sector: int(n) for sector, n in sectors.value_counts().items()}
    return found | {f"{sector}_does": int(n) for sector, n in acting.items()}


def _counted(point: str) -> str:
    """A point with the numbers of Telang in its gaps."""
    return point.format(**_counts())


def _title(slide: Any, words: str, height: float, cm: Any) -> None:
    from pptx.util import Pt

    title = slide.shapes.title
    title.left, title.top = cm(_EDGE), cm(0.4)
    title.width, title.height = cm(_WIDTH - 2 * _EDGE), cm(height)
    title.text_frame.text = words
    title.text_frame.paragraphs[0].font.size = Pt(28)
    title.text_frame.paragraphs[0].font.bold = True
    title.text_frame.paragraphs[0].alignment = 1  # left


def _words(slide: Any, points: list[str], place: tuple[float, float], size: int, cm: Any) -> None:
    """The points, or the one above a chart, across the slide."""
    from pptx.util import Pt

    top, height = place
    box = slide.shapes.add_textbox(cm(_EDGE), cm(top), cm(_WIDTH - 2 * _EDGE), cm(height))
    frame = box.text_frame
    frame.word_wrap = True
    for number, point in enumerate(points):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.text = point
        paragraph.font.size = Pt(size)
        paragraph.space_after = Pt(14 if len(points) > 1 else 0)


def _picture(slide: Any, png: bytes, description: str, cm: Any) -> None:
    """The chart, as large as the slide below its title allows, in the middle, with its words."""
    picture = slide.shapes.add_picture(io.BytesIO(png), 0, 0)
    room = cm(_ROOM["width"]), cm(_ROOM["height"])
    share = min(room[0] / picture.width, room[1] / picture.height)
    picture.width, picture.height = round(picture.width * share), round(picture.height * share)
    picture.left = cm(_ROOM["left"]) + (room[0] - picture.width) // 2
    picture.top = cm(_ROOM["top"]) + (room[1] - picture.height) // 2
    picture._element.nvPicPr.cNvPr.set("descr", description)
