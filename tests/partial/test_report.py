"""The report of every half-filled area can be set, and says what is missing."""

import io
import re

from docx import Document

from led_synergy import terms
from led_synergy.case.schema import TABLES
from led_synergy.report import case_report
from led_synergy.report.content import Grid, Picture, Points, Words
from led_synergy.report.page import html
from led_synergy.report.terminal import plain
from led_synergy.report.word import docx

from ..daily import WHOLE
from .areas import AREAS, HALF, half_of_areas
from .test_case import sound

# Each day half of the areas, in both languages, every week all; of them a third is drawn.
DRAWN = HALF if WHOLE else HALF[::3]


def said(report):
    """All that a report says, charts too."""
    words = [report.kind, report.title, report.subtitle, report.notice]
    for section in report.sections:
        words.append(section.title)
        for block in section.blocks:
            if isinstance(block, Words):
                words.append(block.text)
            elif isinstance(block, Points):
                words += block.items
            elif isinstance(block, Grid):
                words += [
                    block.title,
                    *block.columns,
                    *(cell for row in block.rows for cell in row),
                ]
            else:
                words += [block.title, block.description]
    return "\n".join(words)


@half_of_areas
def test_the_report_says_what_is_missing_and_is_set_as_a_page_and_in_word(area, lang):
    case = AREAS[area]()
    with terms.speaking(lang):
        report = case_report(case)
        words = sound(said(report))
        for table in TABLES:
            if table not in case.tables:
                assert terms.text(f"without.{table}") in words
    refused = terms.text("message.cannot_be_made", lang, why="").strip()
    assert refused not in words or case.check().errors
    drawn = (area, lang) in DRAWN
    if not drawn:  # the charts of each area are drawn in test_charts
        for picture in pictures_of(report):
            vars(picture)["svg"] = "<svg><text>–</text></svg>"
    is_set_as_a_page(html(report))
    if drawn:
        sound(plain(report))
        is_set_in_word(docx(report), report)


def pictures_of(report):
    return [b for s in report.sections for b in s.blocks if isinstance(b, Picture)]


def is_set_as_a_page(page):
    sound(re.sub(r"<svg.*?</svg>|<style.*?</style>", "", page, flags=re.DOTALL))
    for drawing in re.findall(r"<text[^>]*>([^<]*)</text>", page):
        assert drawing not in ("nan", "NaN", "None", "undefined", "null", "<NA>")


def is_set_in_word(content, report):
    document = Document(io.BytesIO(content))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    sound("\n".join([*(p.text for p in document.paragraphs), *cells]))
    assert len(document.inline_shapes) == len(pictures_of(report))
