"""A report says all that the case says, in one page and one Word document, and runs nothing."""

import io
import itertools
import json
import re
import sys
import types
from functools import cache
from html import escape
from xml.etree import ElementTree

import pandas as pd
import pytest
import vl_convert
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from typer.testing import CliRunner

from led_synergy import charts, framework, terms, welfare
from led_synergy.case import Case, cases, load_case
from led_synergy.cli import app
from led_synergy.report import area, case_report, write_report
from led_synergy.report.content import Grid, Picture, Points, Report, Section, Words
from led_synergy.report.drawing import _short, svg
from led_synergy.report.page import _vega, html
from led_synergy.report.terminal import plain
from led_synergy.report.word import docx
from led_synergy.terms import InputError

from .daily import WHOLE, tries

PARTS = [
    *("summary", "area", "figures", "profile", "category", "why_not", "readings", "evidence"),
    *("support", "activities", "participation", "effects", "factors", "map", "steps", "actions"),
    *("missing", "cite"),
]
LANGUAGES = pytest.mark.parametrize("lang", terms.LANGUAGES)
EVERY = pytest.mark.parametrize("name", cases())


def judged(*levels):
    """A case that holds judgements and nothing else."""
    columns = ["dimension", "level", "lowest", "highest", "because_en", "because_id", "source"]
    dimensions = framework.keys("dimensions")
    rows = [(d, n, None, None, "", "", "") for d, n in zip(dimensions, levels, strict=False)]
    table = pd.DataFrame(rows, columns=columns)
    return Case("minimal", {"judgements": table.astype({"level": "Int64"})})


@cache
def reported(name, lang="en"):
    """The report of an area that comes with the package, made once and only looked at."""
    return case_report(load_case(name), lang)


@cache
def worded(name, lang="en"):
    """The same as a Word document."""
    return docx(reported(name, lang))


@pytest.fixture(scope="module")
def page():
    """Name and language → the page, made once."""
    return cache(lambda name, lang: html(reported(name, lang)))


def words(report):
    """All text of a report."""
    found = [report.kind, report.title, report.subtitle, report.notice]
    for section in report.sections:
        found.append(section.title)
        for block in section.blocks:
            if isinstance(block, Words):
                found.append(block.text)
            elif isinstance(block, Points):
                found += block.items
            elif isinstance(block, Grid):
                found += [
                    block.title,
                    *block.columns,
                    *(cell for row in block.rows for cell in row),
                ]
            else:
                found += [block.title, block.description]
    return found


def section(report, key):
    (found,) = (part for part in report.sections if part.key == key)
    return found


def said(report, key):
    return "\n".join(words(Report("en", "", "", "", "", (section(report, key),))))


# -- The page --------------------------------------------------------------------------------------


@EVERY
@LANGUAGES
def test_the_page_has_every_part_under_its_heading(page, name, lang):
    tree = lxml_html.fromstring(page(name, lang))
    assert [part.get("id") for part in tree.iter("section")] == PARTS
    headings = [heading.text_content() for heading in tree.iter("h2")]
    titles = {"summary": ("section.summary",), **area._SECTIONS}
    assert headings == [terms.heading(titles[key][0], lang) for key in PARTS]
    assert tree.get("lang") == lang
    links = [a.get("href") for a in tree.iter("a")]
    assert links == [f"#{key}" for key in PARTS]


@EVERY
@LANGUAGES
def test_the_page_needs_no_script_no_other_file_and_no_network(page, name, lang):
    text = page(name, lang)
    tree = lxml_html.fromstring(text)
    assert "http:" not in text and "https:" not in text and "@import" not in text
    assert not re.search(r"url\((?!#)", text)
    refused = ["script", "link", "img", "image", "iframe", "object", "embed", "base", "form", "use"]
    assert not [part for tag in refused for part in tree.iter(tag)]
    for part in tree.iter("*"):
        assert not [key for key in part.attrib if key.startswith("on") or key == "src"]
    policy = tree.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]


@EVERY
def test_ids_on_the_page_are_unique_and_every_reference_finds_its_id(page, name):
    tree = lxml_html.fromstring(page(name, "en"))
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = tree.xpath("//@aria-labelledby")
    assert {one for value in named for one in value.split()} <= set(ids)


@EVERY
@LANGUAGES
def test_every_chart_on_the_page_is_told_in_words(page, name, lang):
    tree = lxml_html.fromstring(page(name, lang))
    drawings = list(tree.iter("svg"))
    report = reported(name, lang)
    pictures = [b for s in report.sections for b in s.blocks if isinstance(b, Picture)]
    assert len(drawings) == len(pictures) >= 5
    for drawing, picture in zip(drawings, pictures, strict=True):
        assert drawing.get("role") == "img"
        title, description = drawing[0], drawing[1]
        assert (title.tag, title.text) == ("title", picture.title)
        assert (description.tag, description.text) == ("desc", picture.description)
        assert drawing.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
        # Read beside the description, the marks would say everything twice.
        inner = [key for part in drawing.iter() if part is not drawing for key in part.attrib]
        assert not [key for key in inner if key == "role" or key.startswith("aria-")]


def test_headings_of_a_table_repeat_on_paper_and_rows_stay_whole(page):
    text = page("telang", "en")
    assert "thead { display: table-header-group; }" in text
    assert re.search(r"\btr,[^}]*break-inside: avoid", text)
    assert "size: A4" in text
    tree = lxml_html.fromstring(text)
    for table in tree.iter("table"):
        assert len(table.xpath("./thead/tr/th[@scope='col']")) == len(
            table.xpath("./tbody/tr[1]/*")
        )
        assert table.xpath("./caption/text()")


# -- What is said ----------------------------------------------------------------------------------


def test_telang_is_fragmented_and_not_defined_by_the_table():
    report = reported("telang", "en")
    answer = section(report, "category").blocks[0]
    assert answer == Words("Category: Fragmented (rule: System-first rule)", "answer")
    assert "By Table 2.1 row by row, at these levels: not defined by the paper" in said(
        report, "category"
    )
    assert "Collaboration that is not organised as a system is fragmented. [section II]" in said(
        report, "category"
    )


def test_batu_betumpang_is_less_synergetic_also_by_the_table():
    report = reported("batu_betumpang", "id")
    assert "Kategori: Kurang sinergis (aturan: Aturan sistem dulu)" in said(report, "category")
    assert "Menurut Tabel 2.1 baris demi baris, pada tingkat ini: Kurang sinergis" in said(
        report, "category"
    )


def test_the_profile_names_the_criterion_each_level_stands_for_and_its_source():
    report = reported("telang", "en")
    (grid,) = (block for block in section(report, "profile").blocks if isinstance(block, Grid))
    dimension, level, criterion, plausible, because, source = grid.rows[2]
    assert (dimension, level, plausible) == ("Process of collaboration", "2", "1–2")
    assert criterion == "Varies, high to lacking (Table 2.1, row 2)"
    assert because.startswith("Taken literally, row 3 of Table 4.2 varies")
    assert source == "Table 4.2, row 3; D11"


def test_a_criterion_met_is_told_apart_from_one_not_met():
    report = reported("telang", "en")
    (grid,) = (block for block in section(report, "why_not").blocks if isinstance(block, Grid))
    rows = {row[0]: row[1:] for row in grid.rows}
    # Table 2.1, row 2: process varies (2), effect not optimal or uneven (3); Telang is 1, 1, 2, 3.
    assert rows["Less synergetic"] == (
        "System 1 → 2",
        "Process of collaboration, Effect on welfare",
        "System, Shared goal",
    )


@EVERY
@LANGUAGES
def test_every_finding_of_the_evidence_stands_on_the_page_with_its_source(name, lang):
    case = load_case(name)
    rows = [
        row
        for block in section(reported(name, lang), "evidence").blocks
        if isinstance(block, Grid)
        for row in block.rows
    ]
    assert len(rows) == len(case.evidence)
    expected = zip(case.evidence[f"finding_{lang}"], case.evidence["source"], strict=True)
    assert {(row[3], row[-1]) for row in rows} == {
        (finding, terms.place(source, lang)) for finding, source in expected
    }


@EVERY
def test_every_activity_stands_with_its_component(name):
    case = load_case(name)
    text = said(reported(name, "en"), "activities")
    for activity in case.activities["name_en"]:
        assert activity in text
    assert terms.text("note.not_effort") in text


@LANGUAGES
def test_the_fictional_area_is_marked_at_the_top_of_the_page_and_on_every_sheet(page, lang):
    text = page("contoh", lang)
    tree = lxml_html.fromstring(text)
    (notice,) = tree.xpath("//header/p[@class='notice']/text()")
    assert notice == load_case("contoh").about.set_index("field").loc["notice", f"value_{lang}"]
    assert terms.text("term.fictional", lang) in tree.findtext(".//h1")
    assert f'@bottom-left {{ content: "{terms.text("note.fictional", lang)}"' in text


@pytest.mark.parametrize("name", ["telang", "batu_betumpang"])
def test_an_area_of_the_paper_is_not_called_fictional(page, name):
    tree = lxml_html.fromstring(page(name, "en"))
    assert not tree.xpath("//*[@class='notice']")
    assert "fictional" not in page(name, "en").lower()


def test_participation_is_a_distribution_and_never_a_mean():
    report = reported("contoh", "en")
    by_group = next(b for b in section(report, "participation").blocks if isinstance(b, Grid))
    for row in by_group.rows:  # sixteen judgements of each group
        assert sum(int(cell) for cell in row[1:7] if cell != "·") == 16
        assert re.fullmatch(r"[1-6]–[1-6]", row[7])
    text = said(report, "participation").lower()
    assert "mean" not in text.replace("so there is no mean", "")
    assert "average" not in text


def test_effects_without_a_benchmark_or_groups_may_not_be_called_optimal_or_even():
    text = said(reported("telang", "en"), "effects")
    assert "level 3: welfare rises" in text
    for key in ("no_benchmark", "no_groups", "not_measured", "cause"):
        assert terms.text(f"claim.{key}") in text
    assert "benchmark declared above" not in text


def test_effects_that_were_measured_stand_beside_their_benchmark():
    report = reported("contoh", "en")
    grids = {b.title: b for b in section(report, "effects").blocks if isinstance(b, Grid)}
    measured = {row[0]: row for row in grids[terms.text("title.measured")].rows}
    # 598 / 650 = 0.92; a cost counts the other way round: 240 / 256 = 0.94
    assert measured["Income"][2:] == ("200", "497", "598", "650", "92%")
    assert measured["Cost of basic needs"][5:] == ("240", "94%")
    zones = {row[0]: row for row in grids[terms.text("title.zones")].rows}
    # (690 - 540) / 540 = 28 %, (536 - 468) / 468 = 15 %
    assert zones["Income"][2:5] == ("540", "690", "+28%")
    # 28 - 15 = 13 points apart, more than the 5 declared
    assert zones["Income"][6:] == ("468", "536", "+15%", "no")
    assert int(zones["Income"][1]) + int(zones["Income"][5]) == 200  # households
    text = said(report, "effects")
    assert terms.text("claim.even", tolerance="5%") in text
    assert terms.text("claim.no_benchmark") not in text


def test_the_zones_of_the_report_are_even_where_the_effects_table_says_so():
    # 110 / 100 and 105 / 100: exactly the five points declared; 10 more, and it is no longer even
    for start, even in (("100", "yes"), ("110", "no"), ("-5", "–")):
        values = {"a": ("centre", start, "121" if start == "110" else "110"),
                  "b": ("hinterland", "100", "104" if start == "110" else "105")}  # fmt: skip
        rows = [
            {"unit": unit, "zone": zone, "indicator": "income", "period": period, "value": value}
            for unit, (zone, *both) in values.items()
            for period, value in zip(("before", "after"), both, strict=True)
        ]
        about = [{"field": "tolerance_even", "value_en": "5%", "value_id": "5%"}]
        case = Case.from_rows("desa", {"about": about, "measurements": rows})
        found = welfare.effects_from(case.measurements, {}, case.declared.tolerance)
        stored = found.loc[found["indicator"] == "income", "even"].item()
        blocks = section(case_report(case), "effects").blocks
        (zones,) = [b for b in blocks if getattr(b, "title", "") == terms.text("title.zones")]
        assert (zones.rows[0][-1], stored or "–") == (even, even)


def test_only_what_has_a_benchmark_may_be_called_optimal():
    case = load_case("contoh")
    declared = case.about["field"].str.startswith("benchmark_")
    kept = case.about["field"].isin(["benchmark_income", "benchmark_rice_yield"])
    fewer = Case(
        "contoh", {"about": case.about[~declared | kept], "measurements": case.measurements}
    )
    claim = terms.text("claim.optimal", indicators="Income, Rice yield")
    assert claim in said(case_report(fewer), "effects")
    assert claim not in said(reported("contoh"), "effects")


def test_a_level_that_does_not_follow_from_the_effects_is_pointed_out():
    case = load_case("telang")
    judgements = case.judgements.copy()
    judgements.loc[judgements["dimension"] == "effect", ["level", "lowest", "highest"]] = 4
    other = Case("telang", {"effects": case.effects, "judgements": judgements})
    assert terms.text("note.effect_differs", level=3, judged=4) in said(
        case_report(other), "effects"
    )
    assert "Say which one stands" not in said(reported("telang"), "effects")


def test_triggers_are_the_roots_of_the_causal_map():
    report = reported("telang", "en")
    roots = next(b for b in section(report, "map").blocks if isinstance(b, Grid))
    assert [row[0] for row in roots.rows] == [
        "Collaborative capability",
        "Fairness",
        "External factors",
    ]
    assert int(roots.rows[0][1]) > 5  # capability leads to most of the map
    assert "not the paper's" in said(report, "map")


def test_advice_is_given_only_for_constraints_found_and_is_called_the_papers():
    table = load_case("telang").factors
    only = table[(table["factor"] == "readiness") & (table["role"] == "constraint")]
    text = said(case_report(Case("x", {"factors": only})), "steps")
    advice = {row["recommendation"]: row["text_en"] for row in framework.table("recommendations")}
    aims = {row["recommendation"]: row["targets"] for row in framework.table("recommendations")}
    for key, words_of_advice in advice.items():
        assert (words_of_advice in text) == ("readiness" in aims[key].split("; "))
    assert terms.text("note.advice_of_paper") in text
    # the codes of the register lead nowhere for whoever reads a report
    assert "section 4.3, below Table 4.3" in text and not re.search(r"\bR\d+\b", text)


def test_a_factor_that_only_drives_gets_no_advice():
    table = load_case("telang").factors
    text = said(case_report(Case("x", {"factors": table[table["role"] == "driver"]})), "steps")
    assert not [r for r in framework.table("recommendations") if r["text_en"] in text]


def test_raters_and_rounds_are_shown_only_where_there_are_several():
    assert "raters" not in [part.key for part in reported("contoh").sections]
    table = load_case("contoh").judgements
    rounds = []
    for when, down in (("2023", 1), ("2024", 0)):
        for rater, less in (("A", 0), ("B", 1)):
            one = table.assign(round=when, rater=rater, lowest=pd.NA, highest=pd.NA)
            one["level"] -= down
            one.loc[one["dimension"] == "process", "level"] -= less
            rounds.append(one.astype({"lowest": "Int64", "highest": "Int64"}))
    tables = {"judgements": pd.concat(rounds, ignore_index=True)}
    report = case_report(Case("contoh", tables), "en")
    grids = {b.title: b.rows for b in section(report, "raters").blocks if isinstance(b, Grid)}
    by_rater = grids[terms.text("title.raters_and_categories")]
    assert [row[:5] for row in by_rater] == [("A", "2", "2", "2", "3"), ("B", "2", "2", "1", "3")]
    agreement = {row[0]: row[1:] for row in grids[terms.text("title.agreement")]}
    assert agreement["System"] == ("2", "2", "100%", "100%")
    assert agreement["Process of collaboration"] == ("2", "1–2", "50%", "0%")
    rounds_told = grids[terms.text("title.rounds")]
    assert [row[:5] for row in rounds_told] == [
        ("2023", "1", "1", "0–1", "2"),
        ("2024", "2", "2", "1–2", "3"),
    ]
    profile = next(b for b in section(report, "profile").blocks if isinstance(b, Grid))
    assert [row[:2] for row in profile.rows][4:6] == [
        ("Process of collaboration (A)", "2"),
        ("Process of collaboration (B)", "1"),
    ]


# -- Both languages --------------------------------------------------------------------------------


@EVERY
def test_the_indonesian_page_has_no_english_heading(name):
    english, indonesian = (reported(name, lang) for lang in terms.LANGUAGES)
    # Words that are the same in both languages, or names of the area and its figures.
    same = {"Telang", "Batu Betumpang", "Kawasan Contoh", "optimal", "Optimal"}
    same |= {"n", "Hinterland: n", "No."}

    def heads(report):
        found = {report.kind, *(part.title for part in report.sections)}
        for part in report.sections:
            for block in part.blocks:
                if isinstance(block, Grid):
                    found |= {block.title, *block.columns}
        return found

    assert not (heads(english) & heads(indonesian)) - same


@EVERY
def test_the_indonesian_page_names_every_key_of_the_case_in_indonesian(name):
    report = reported(name, "id")
    english = {row["en"] for row in framework.table("terms") if row["en"] != row["id"]} - {
        "Kawasan Contoh"
    }
    for key in ("area", "evidence", "participation", "activities"):
        for block in section(report, key).blocks:
            if isinstance(block, Grid):
                cells = {row[0] for row in block.rows}
                if key == "evidence":
                    cells |= {cell for row in block.rows for cell in (row[1], row[3])}
                assert not cells & english
                assert not [cell for cell in cells if "_" in cell]


@LANGUAGES
def test_a_text_given_in_one_language_only_stands_in_the_other_too(lang):
    table = pd.DataFrame(
        {
            "evidence": ["e1"],
            "dimension": ["system"],
            "aspect": ["x"],
            "actor": ["y"],
            "finding_en": [""],
            "finding_id": ["Hanya di sini"],
            "source_type": [""],
            "source": [""],
        }
    )
    assert "Hanya di sini" in said(case_report(Case("x", {"evidence": table}), lang), "evidence")


# -- What is missing -------------------------------------------------------------------------------


@LANGUAGES
def test_a_case_of_judgements_only_says_in_each_part_what_is_missing(lang):
    report = case_report(judged(1, 1, 2, 3), lang)
    # what carries the levels needs findings that say which levels they fit
    assert [part.key for part in report.sections] == [key for key in PARTS if key != "support"]
    for key, table in (
        ("area", "about"),
        ("evidence", "evidence"),
        ("activities", "activities"),
        ("participation", "participation"),
        ("effects", "effects"),
        ("factors", "factors"),
        ("map", "links"),
    ):
        sentence = terms.text(f"without.{table}", lang)
        assert section(report, key).blocks == (Words(sentence),)
        assert sentence in said(report, "missing")
    assert lxml_html.fromstring(html(report)).xpath("//svg")


def test_a_missing_judgement_leaves_the_categories_still_possible():
    report = case_report(judged(1, 1, 2), "en")
    answer = section(report, "category").blocks[0].text
    assert answer.startswith("Still open: Fragmented or Additive or Antagonistic")
    assert "Effect on welfare" in said(report, "steps")


@settings(max_examples=tries(12, 4), deadline=None)
@given(st.sets(st.sampled_from(sorted(load_case("contoh").tables)), min_size=1))
def test_any_set_of_tables_gives_a_report(names):
    tables = load_case("contoh").tables
    report = case_report(Case("part", {name: tables[name] for name in names}))
    assert {"category", "missing", "cite"} <= {part.key for part in report.sections}
    for name in set(tables) - names:
        assert terms.text(f"without.{name}") in said(report, "missing")


def test_the_warnings_of_the_check_stand_under_what_is_missing(monkeypatch):
    case = load_case("telang")
    warnings = case.check().warnings
    if not warnings:
        pytest.skip("the check has nothing to warn of")
    text = said(reported("telang", "id"), "missing")
    with terms.speaking("id"):
        titled = [warning.by_titles().message() for warning in warnings]
    for words in titled:
        assert words in text and "judgements" not in words


# -- Hostile cells ---------------------------------------------------------------------------------

HOSTILE = [
    '=HYPERLINK("http://evil.example","click")',
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style><svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "a\x00b\x0bc\x1bd\uffff\ud800e",
    "' onmouseover='x",
    "]]></text><script>1</script>",
    "javascript:alert(1)",
    "<a href='http://evil.example'>x</a>",
]


BLANK = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'


def hostile():
    """The fictional area with one of these texts in every free cell, in turn."""
    free = ("because_", "finding_", "name_", "exception_", "value_", "source", "note")
    texts, tables = itertools.cycle(HOSTILE), {}
    for name, frame in load_case("contoh").tables.items():
        frame = frame.copy()
        for column in frame.columns:
            if column in ("aspect", "actor") or column.startswith(free) and column != "source_type":
                kept = frame.iloc[:, 0] == "fictional"  # but for the row that says so
                new = pd.Series([next(texts) for _ in range(len(frame))], dtype=object)
                frame[column] = frame[column].astype(object).where(kept, new)
        tables[name] = frame
    return Case("".join(HOSTILE), tables)


def test_what_stands_in_a_cell_is_shown_as_text_and_never_runs():
    report = case_report(hostile(), "en")
    content = html(report)
    tree = lxml_html.fromstring(content)
    refused = ["script", "img", "iframe", "object", "embed", "base", "form"]
    assert not [part for tag in refused for part in tree.iter(tag)]
    assert [a.get("href") for a in tree.iter("a")] == [f"#{key}" for key in PARTS]
    for part in tree.iter("*"):
        assert not [k for k in part.attrib if k.startswith("on") or k in ("src", "xlink:href")]
    assert len(list(tree.iter("style"))) == 1
    shown = {re.sub("[\x00\x0b\x1b\uffff\ud800]", "", text) for text in HOSTILE}
    assert shown <= {cell.text_content() for cell in tree.iter("td")}
    for drawing in re.findall(r"<svg .*?</svg>", content, flags=re.S):
        ElementTree.fromstring(drawing)
    # In Word too it is only text: no field, no link.
    for picture in (b for s in report.sections for b in s.blocks if isinstance(b, Picture)):
        vars(picture)["svg"] = BLANK  # the drawings were looked at above
    word = Document(io.BytesIO(docx(report)))
    body = word.element.body
    assert shown <= {c.text for table in word.tables for row in table.rows for c in row.cells}
    for tag in ("hyperlink", "fldSimple", "instrText"):
        assert not list(body.iter(f"{{{body.nsmap['w']}}}{tag}"))
    assert not [rel for rel in word.part.rels.values() if rel.is_external]


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=60))
def test_any_text_comes_back_from_the_page_as_it_was(text):
    block = Grid("t", ("a",), ((text,),))
    report = Report("en", "", "", "", "", (Section("s", "S", (block, Words(text))),))
    # A page cannot hold control characters; `case_report` leaves them out.
    if any(not (c.isprintable() or c == " ") for c in text):
        return
    tree = lxml_html.fromstring(html(report))
    assert tree.xpath("string(//tbody//th)") == text
    assert tree.xpath("string(//section/p)") == text


# -- Word ------------------------------------------------------------------------------------------


# Each day each area in one of the two languages, every week in both.
@pytest.mark.parametrize(
    ("name", "lang"),
    [
        (name, lang)
        for name in cases()
        for lang in terms.LANGUAGES
        if WHOLE or lang == {"telang": "en"}.get(name, "id")
    ],
)
def test_word_and_page_hold_the_same_headings_tables_and_charts(page, name, lang):
    word = Document(io.BytesIO(worded(name, lang)))
    tree = lxml_html.fromstring(page(name, lang))
    headings = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    assert headings == [heading.text_content() for heading in tree.iter("h2")]
    tables = list(tree.iter("table"))
    assert len(word.tables) == len(tables)
    for mine, theirs in zip(word.tables, tables, strict=True):
        assert [c.text for c in mine.rows[0].cells] == [
            cell.text_content() for cell in theirs.xpath("./thead/tr/th")
        ]
        assert len(mine.rows) == 1 + len(theirs.xpath("./tbody/tr"))
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert described == [drawing.findtext("desc") for drawing in tree.iter("svg")]
    widest = word.sections[0].page_width - 2 * word.sections[0].left_margin
    assert max(shape.width for shape in word.inline_shapes) <= widest


@pytest.mark.parametrize("lang", terms.LANGUAGES if WHOLE else ["id"])
def test_signs_that_stand_for_words_while_a_chart_is_drawn_leave_no_trace(lang):
    pictures = [b for s in reported("contoh", lang).sections for b in s.blocks]
    pictures = [block for block in pictures if isinstance(block, Picture)]
    shortened = [p for p in pictures if _short(p.spec)[1]]
    assert len(shortened) > 3
    for picture in shortened:
        assert picture.svg == vl_convert.vegalite_to_svg(picture.spec)


def test_words_too_long_for_their_room_and_a_sign_among_them_are_drawn_as_they_are():
    case = load_case("contoh")
    for said in ("~0~", "W" * 200):
        case.tables["evidence"] = case.evidence.assign(finding_en=said, actor=said)
        spec = charts.support_matrix(case, dimension="system").to_dict(validate=False)
        spec["config"]["aria"] = False
        assert svg(spec) == vl_convert.vegalite_to_svg(spec)


def test_a_picture_says_its_note_once_and_not_what_a_paragraph_of_its_part_says(page):
    notes = [
        b.note for b in section(reported("contoh"), "support").blocks if isinstance(b, Picture)
    ]
    assert len(notes) == 4 and not any(notes)
    tree = lxml_html.fromstring(page("contoh", "en"))
    captions = [caption.text_content() for caption in tree.iter("figcaption")]
    assert len(captions) == len(list(tree.iter("svg"))) == len(list(tree.iter("figure")))
    assert "The numbers are ours." in captions[0] and captions[0].startswith(
        "Criteria of Table 2.1"
    )
    said = [part.text_content() for tag in ("p", "figcaption") for part in tree.iter(tag)]
    assert len([words for words in said if terms.text("note.stances") in words]) == 1


def test_the_first_row_of_a_table_repeats_in_word():
    word = Document(io.BytesIO(worded("telang")))
    for table in word.tables:
        top = table.rows[0]._tr.trPr
        assert top is not None and top.findall(f"{{{top.nsmap['w']}}}tblHeader")


def test_the_word_document_of_a_fictional_area_says_so_on_every_sheet():
    word = Document(io.BytesIO(worded("contoh", "id")))
    assert word.sections[0].header.paragraphs[0].text == terms.text("note.fictional", "id")


# -- Writing ---------------------------------------------------------------------------------------


def test_a_report_never_replaces_a_file_unless_told(tmp_path):
    path = tmp_path / "laporan.html"
    path.write_text("mine")
    with pytest.raises(InputError, match="already exists"):
        write_report(judged(1, 1, 2, 3), path)
    assert path.read_text() == "mine"
    write_report(judged(1, 1, 2, 3), path, overwrite=True)
    assert path.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_if_one_of_the_two_files_is_there_neither_is_written(tmp_path):
    (tmp_path / "laporan.docx").write_text("mine")
    with pytest.raises(InputError, match="already exists"):
        write_report(judged(1, 1, 2, 3), tmp_path / "laporan.html", word=True)
    assert [file.name for file in tmp_path.iterdir()] == ["laporan.docx"]


@pytest.mark.parametrize("name", ["laporan.pdf", "laporan", "laporan.html.exe"])
def test_another_ending_is_refused_before_any_work(tmp_path, name):
    with pytest.raises(InputError, match="ends in .html or .docx"):
        write_report(judged(1, 1, 2, 3), tmp_path / name)
    assert not list(tmp_path.iterdir())


@LANGUAGES
def test_the_command_names_the_file_after_the_case(tmp_path, monkeypatch, lang):
    judged(1, 1, 2, 3).save(tmp_path / "desa", as_folder=True)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["report", "desa", "--lang", lang, "--docx"])
    assert done.exit_code == 0
    name = {"en": "desa_report", "id": "desa_laporan"}[lang]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["desa", f"{name}.docx", f"{name}.html"]
    assert f"{name}.html" in done.stdout
    again = CliRunner().invoke(app, ["report", "desa", "--lang", lang])
    assert again.exit_code == 2
    assert again.stderr.strip() == terms.text("error.file_exists", lang, where=f"{name}.html")


def test_the_command_tells_an_unknown_case_in_the_language_asked(tmp_path):
    done = CliRunner().invoke(app, ["report", "telank", "--lang", "id"])
    assert done.exit_code == 2
    assert "Maksud Anda 'telang'?" in done.stderr


def test_the_same_case_gives_the_same_page_byte_for_byte(page):
    assert html(case_report(load_case("contoh"), "en")) == page("contoh", "en")


def test_a_terminal_shows_brackets_as_they_are():
    block = Grid("[bold]t[/bold]", ("[a]",), (("[/x] :smile:",),))
    shown = plain(Report("en", "", "[red]", "", "", (Section("s", "S", (block,)),)))
    assert "[/x] :smile:" in shown and "[red]" in shown and "[bold]t[/bold]" in shown


def test_svg_of_a_page_is_well_formed(page):
    for drawing in re.findall(r"<svg .*?</svg>", page("contoh", "id"), flags=re.S):
        ElementTree.fromstring(drawing)


# -- Without vl-convert, as in the browser's Python ----------------------------------------------


@pytest.fixture
def no_vl_convert(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)


@LANGUAGES
def test_without_vl_convert_and_vega_each_chart_stands_in_words_that_say_why(no_vl_convert, lang):
    told = reported("contoh", lang)
    pictures = [b for s in told.sections for b in s.blocks if isinstance(b, Picture)]
    whole = html(told)
    assert len(pictures) > 5
    assert whole.count(terms.text("message.no_picture", lang)) == len(pictures)
    for picture in pictures:
        assert escape(picture.description) in whole
    assert "<script" not in whole and "<svg" not in whole


@LANGUAGES
def test_without_vl_convert_word_says_that_pictures_need_it(no_vl_convert, lang):
    told = reported("contoh", lang)
    pictures = [b for s in told.sections for b in s.blocks if isinstance(b, Picture)]
    document = Document(io.BytesIO(docx(told)))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert said.count(terms.text("message.no_picture", lang)) == len(pictures) > 5
    assert {picture.description for picture in pictures} <= set(said)
    assert not document.inline_shapes


def test_without_vl_convert_a_page_that_has_vega_draws_its_charts_itself(
    no_vl_convert, monkeypatch
):
    monkeypatch.setattr("led_synergy.report.page._vega", lambda: "window.vegaEmbed = 1;")
    bad = Picture({"title": "</script><script>alert(1)"}, "A chart", "words </p>")
    whole = html(Report("en", "Report", "Area", "", "", (Section("a", "A", (bad,)),)))
    (data,) = re.findall(r'<script type="application/json">(.*)</script>', whole)
    assert json.loads(data) == bad.spec
    assert "words &lt;/p&gt;" in whole and "script-src 'unsafe-inline'" in whole
    assert whole.count("<script") == 3  # the chart, the library, the drawing


def test_in_the_browsers_python_the_library_comes_from_the_site(monkeypatch):
    asked = []

    def open_url(address):
        asked.append(address)
        return io.StringIO("window.vegaEmbed = 1;")

    page = types.SimpleNamespace(href="http://127.0.0.1/site/lite/extensions/x/static/worker.js")
    monkeypatch.setitem(sys.modules, "js", types.SimpleNamespace(location=page))
    monkeypatch.setitem(sys.modules, "pyodide", types.ModuleType("pyodide"))
    http = types.SimpleNamespace(open_url=open_url)
    monkeypatch.setitem(sys.modules, "pyodide.http", http)
    assert (_vega(), asked) == ("", [])
    monkeypatch.setattr(sys, "platform", "emscripten")
    assert _vega() == "window.vegaEmbed = 1;"
    assert asked == ["http://127.0.0.1/site/lite/extensions/led_synergy/vega.js"]
    http.open_url = None  # as in Node, where nothing can be asked
    assert _vega() == ""
