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
    "criteria": lambda: charts.criteria_grid(Profile()),
    "telang": lambda: charts.criteria_grid("telang"),
    "decision": lambda: charts.decision_map(decision_table()),
    "two": lambda: charts.side_by_side(["telang", "batu_betumpang"]),
}
_WIDTH, _HEIGHT, _EDGE = 33.87, 19.05, 1.6  # cm


@terms.spoken
def slides(lang: str | None = None) -> bytes:
    """The slides as a PowerPoint file; their words stand in the framework table "slides".

    Raises
    ------
    InputError
        If python-pptx or vl-convert, which make them, is not installed.
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
        slide = made.slides.add_slide(made.slide_layouts[5])  # a title, and nothing else
        _title(slide, terms.cell(row, "title"), Cm)
        _points(slide, _lines(terms.cell(row, "points")), bool(row["chart"]), Cm)
        if row["chart"]:
            _picture(slide, *_drawn(row["chart"], terms.language()), Cm)
        minutes = terms.text("result.kit_minutes", n=row["minutes"]) if row["minutes"] else ""
        source = terms.text("result.kit_source", place=terms.place(row["source"]))
        notes = [minutes, terms.cell(row, "notes"), source]
        slide.notes_slide.notes_text_frame.text = "\n".join(filter(None, notes))
    return to_bytes(made)


@cache
def _drawn(name: str, lang: str) -> tuple[bytes, str]:
    """A chart as a picture, and its description."""
    import vl_convert

    with terms.speaking(lang):
        spec = _CHARTS[name]().to_dict()
    return vl_convert.vegalite_to_png(spec, scale=2), spec["description"]


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


def _title(slide: Any, words: str, cm: Any) -> None:
    from pptx.util import Pt

    title = slide.shapes.title
    title.left, title.top = cm(_EDGE), cm(0.6)
    title.width, title.height = cm(_WIDTH - 2 * _EDGE), cm(2.6)
    title.text_frame.text = words
    title.text_frame.paragraphs[0].font.size = Pt(28)
    title.text_frame.paragraphs[0].font.bold = True
    title.text_frame.paragraphs[0].alignment = 1  # left


def _points(slide: Any, points: list[str], beside: bool, cm: Any) -> None:
    """The points, across the slide or, beside a chart, in the left third."""
    from pptx.util import Pt

    width = 9.0 if beside else _WIDTH - 2 * _EDGE
    box = slide.shapes.add_textbox(cm(_EDGE), cm(3.6), cm(width), cm(13.5)).text_frame
    box.word_wrap = True
    for place, point in enumerate(points):
        paragraph = box.paragraphs[0] if place == 0 else box.add_paragraph()
        paragraph.text = point
        paragraph.font.size = Pt(20 if beside else 26)
        paragraph.space_after = Pt(14)


def _picture(slide: Any, png: bytes, description: str, cm: Any) -> None:
    """The chart, as large as the place beside the points allows, with its words."""
    left, top = _EDGE + 9.6, 3.4
    picture = slide.shapes.add_picture(io.BytesIO(png), cm(left), cm(top))
    room = cm(_WIDTH - left - 0.8), cm(_HEIGHT - top - 0.6)
    share = min(room[0] / picture.width, room[1] / picture.height)
    picture.width, picture.height = round(picture.width * share), round(picture.height * share)
    picture._element.nvPicPr.cNvPr.set("descr", description)
