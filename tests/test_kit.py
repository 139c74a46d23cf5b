"""The kit of a lecturer says what the tables say, fits its pages, and can be imported."""

import io
import re
import shutil
import subprocess
import sys
import zipfile
from functools import cache

import pytest
from typer.testing import CliRunner

pytest.importorskip("docx")
pytest.importorskip("pptx")
pytest.importorskip("vl_convert")

import vl_convert
from docx import Document
from pptx import Presentation

from led_synergy import exercises, framework, terms
from led_synergy.case import load_case
from led_synergy.categories import DIMENSIONS, RULES, named
from led_synergy.cli import app
from led_synergy.exchange import kit
from led_synergy.exchange.kit import gift as bank
from led_synergy.exchange.kit.questions import called, lessons
from led_synergy.exchange.kit.slides import specification
from led_synergy.practice import draw_many

from . import gift
from .sources import HOUSE

sys.path.append(str(HOUSE / "scripts"))

import make_questions  # noqa: E402

LANGUAGES = pytest.mark.parametrize("lang", terms.LANGUAGES)
EXERCISES = framework.keys("exercises")
OFFICE = shutil.which("soffice")


@cache
def made(name, lang):
    """A part of the kit, made once."""
    return getattr(kit, name)(lang)


def words(content):
    """All words of a Word document, a line for each paragraph and cell."""
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        xml = file.read("word/document.xml").decode("utf-8")
    found = re.sub(r"</w:p>", "\n", xml)
    found = re.sub(r"<[^>]+>", "", found)
    return found.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">")


# -- Questions ---------------------------------------------------------------------------------


def test_the_table_asks_what_the_notebooks_ask():
    rows = {row["question"]: row["text_en"] for row in framework.table("questions")}
    assert rows == make_questions.taken(), "run scripts/make_questions.py"


def test_every_checked_exercise_is_asked_once_and_no_other():
    asked = [q.exercise for lesson in lessons() for q in lesson.questions]
    assert sorted(asked) == sorted(EXERCISES) and len(asked) > 40


@LANGUAGES
def test_no_question_speaks_of_a_cell_that_paper_does_not_have(lang):
    cell = (
        r"in place of|replace \d|run the cell|quotation mark|ganti angka"
        r"|tanda (?:petik|kutip)|`[^`\s]*[(\[]"
    )
    asked = [q.text for lesson in lessons(lang) for q in lesson.questions]
    assert [text for text in asked if re.search(cell, text, re.IGNORECASE)] == []


# -- Moodle ------------------------------------------------------------------------------------


@LANGUAGES
def test_the_bank_has_every_exercise_and_marks_known_answers_with_their_feedback(lang):
    found = {asked.title: asked for asked in gift.read(made("question_bank", lang))}
    assert sorted(found) == sorted(EXERCISES)
    texts = {q.exercise: q.text for lesson in lessons(lang) for q in lesson.questions}
    titles = {lesson.number: lesson.title for lesson in lessons(lang)}
    for number, asked in found.items():
        assert asked.text.split() == texts[number].split()
        assert asked.category == f"led_synergy/{number[:2]} {titles[number[:2]]}"
        row = framework.row("exercises", number)
        known = [(row["answer"], 100.0, row[f"right_{lang}"])]
        known += [
            (hint["answer"], 0.0, hint[f"hint_{lang}"])
            for hint in framework.table("hints")
            if hint["exercise"] == number and hint["answer"]
        ]
        for answer, share, said in known:
            if asked.number:
                given = float(answer)
            else:
                given = ", ".join(called(key.strip(), lang) for key in answer.split(";"))
            assert gift.mark(asked, given) == (share, said), number
        if asked.number:
            assert gift.mark(asked, 987_654.0)[0] == 0.0


@LANGUAGES
def test_five_questions_from_memory_are_written_line_by_line_and_never_a_choice_of_two(lang):
    found = [asked for asked in gift.read(made("question_bank", lang)) if asked.title[2:] == ".0"]
    assert len(found) == len(lessons()) - 1  # the first lesson has nothing to remember
    for asked in found:
        assert [line[:2] for line in asked.text.splitlines()[2:]] == ["1.", "2.", "3.", "4.", "5."]
        assert {answer.sign for answer in asked.answers} == {"="}
        right = framework.row("exercises", asked.title)["answer"].split("; ")
        assert all(gift.mark(asked, gap.join(right))[0] == 100 for gap in (", ", ",", " ", ""))
        assert gift.mark(asked, "0, 0, 0, 0, 0")[0] == 0


def test_a_right_answer_of_the_bank_is_right_in_the_notebook():
    for asked in gift.read(made("question_bank", "en")):
        if asked.number:
            right = next(a for a in asked.answers if a.share is None)
            assert exercises.check(asked.title, float(right.words.partition(":")[0])).right


@pytest.mark.parametrize("text", ["a = {b}: ~c #d", "C:\\new", "two\nlines", "::{}::", "%50%"])
def test_signs_of_the_format_come_back_as_they_were(text):
    block = f"::1::[markdown]{bank.escape(text)}{{\n\t={bank.escape(text)}#{bank.escape(text)}\n}}"
    (asked,) = gift.read(block)
    assert (asked.text, asked.answers[0].said) == (text, text)
    assert text == "%50%" or asked.answers[0].words == text


# -- Paper -------------------------------------------------------------------------------------


@LANGUAGES
def test_there_is_a_worksheet_for_each_lesson_with_its_questions_and_no_answer(lang):
    sheets = made("worksheets", lang)
    assert sorted(sheets) == [lesson.number for lesson in lessons()]
    key = words(made("worksheets_key", lang))
    for lesson in lessons(lang):
        said = words(sheets[lesson.number])
        assert lesson.title in said
        for question in lesson.questions:
            right = framework.row("exercises", question.exercise)[f"right_{lang}"]
            assert f"({question.exercise})" in said and right not in said
            assert right in key
        page = Document(io.BytesIO(sheets[lesson.number])).sections[0]
        assert (round(page.page_width.cm, 1), round(page.page_height.cm, 1)) == (21.0, 29.7)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_the_fullest_worksheets_are_one_page_each_also_in_a_wider_letter(tmp_path):
    """LibreOffice has another letter than Word, a wider one, so what fits here fits there."""
    sheets = {
        f"{lang}_{number}": content
        for lang in terms.LANGUAGES
        for number, content in made("worksheets", lang).items()
    }
    fullest = sorted(sheets, key=lambda name: len(words(sheets[name])))[-4:]
    for name in fullest:
        (tmp_path / f"{name}.docx").write_bytes(sheets[name])
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    files = [str(tmp_path / f"{name}.docx") for name in fullest]
    call = [OFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(call, check=True, capture_output=True, timeout=180)
    for name in fullest:
        pages = re.findall(rb"/Type\s*/Page\b", (tmp_path / f"{name}.pdf").read_bytes())
        assert len(pages) == 1, name


@LANGUAGES
def test_forty_areas_have_a_page_each_and_one_key(lang):
    areas = draw_many(40, seed=7)
    sheets, keys = kit.area_sheets(areas, lang), kit.areas_key(areas, lang)
    pages, key = words(sheets), words(keys)
    with zipfile.ZipFile(io.BytesIO(sheets)) as file:
        assert file.read("word/document.xml").count(b"<w:pageBreakBefore/>") == 39
    for area in areas:
        assert area.title(lang) in pages and area.title(lang) in key
        for sentence in area.sentences:
            assert area.says(sentence, lang) in pages
        for sentence in area.missing.values():
            assert area.says(sentence, lang) in key
    table = Document(io.BytesIO(keys)).tables[0]
    for row, area in zip(table.rows[1:], areas, strict=True):
        cells = [cell.text for cell in row.cells]
        assert cells[0] == str(area.number)
        for cell, dimension in zip(cells[1:5], DIMENSIONS, strict=True):
            levels = area.levels[dimension]
            wanted = "–".join(map(str, levels)) or terms.text("result.kit_silent", lang)
            assert cell == wanted
        assert cells[5:] == [named(area.categories(rule), lang) for rule in RULES]


@LANGUAGES
def test_the_cards_hold_every_rung_criterion_and_category_and_no_number_on_the_front(lang):
    document = Document(io.BytesIO(made("card_sheets", lang)))
    fronts = [c.text for table in document.tables[:-1] for r in table.rows for c in r.cells]
    fronts = [text for text in fronts if text.strip()]
    rungs, levels = framework.table("rungs"), framework.table("levels")
    wanted = [row[f"meaning_{lang}"] for row in rungs]
    wanted += [row[f"label_{lang}"] for row in levels]
    wanted += [row[f"summary_{lang}"] for row in framework.table("categories")]
    assert len(fronts) == len(wanted) == 29
    for card in wanted:
        assert any(text.endswith(card) for text in fronts), card
    assert not any(re.match(r"\d", text) for text in fronts)
    order = [next(n for n, t in enumerate(fronts) if t.endswith(card)) for card in wanted[:6]]
    assert order != sorted(order)


@LANGUAGES
def test_the_roles_name_every_component_of_telang_once_and_say_what_is_ours(lang):
    said = words(made("role_sheets", lang)).split("\n")
    components = load_case("telang").components
    assert len(components) == 25
    for name in components[f"name_{lang}"]:
        assert said.count(f"•  {name}") == 1, name
    assert said.count(terms.text("note.kit_roles_ours", lang)) == 4
    assert said.count(terms.text("title.kit_role_nobody", lang)) == 1


# -- Slides ------------------------------------------------------------------------------------


@LANGUAGES
def test_the_slides_can_be_edited_and_have_notes_and_pictures_with_words(lang):
    deck = Presentation(io.BytesIO(made("slides", lang)))
    rows = framework.table("slides")
    of_slides = [row for row in rows for _ in range(1 + bool(row["chart"]))]
    assert len(deck.slides) == len(of_slides) > len(rows) > 8
    for number, (slide, row) in enumerate(zip(deck.slides, of_slides, strict=True)):
        assert slide.shapes.title.text_frame.text == row[f"title_{lang}"]
        assert row[f"notes_{lang}"] in slide.notes_slide.notes_text_frame.text
        pictures = [shape for shape in slide.shapes if shape.shape_type == 13]
        assert len(pictures) == (bool(row["chart"]) and of_slides[number - 1] is row)
        for shape in slide.shapes:
            assert shape.left >= 0 and shape.left + shape.width <= deck.slide_width
            assert shape.top >= 0 and shape.top + shape.height <= deck.slide_height
        for picture in pictures:
            assert len(picture._element.nvPicPr.cNvPr.get("descr")) > 40
        text = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert not re.search(r"[{}|]", text), text
    minutes = [row["minutes"].split("–") for row in rows if row["minutes"]]
    assert minutes[0][0] == "0" and minutes[-1][1] == "120"
    assert all(one[1] == other[0] for one, other in zip(minutes, minutes[1:], strict=False))


@LANGUAGES
def test_a_chart_fills_its_slide_below_the_title_in_words_that_the_last_row_can_read(lang):
    deck = Presentation(io.BytesIO(made("slides", lang)))
    drawn = [row["chart"] for row in framework.table("slides") if row["chart"]]
    seen = 0
    for slide in deck.slides:
        for picture in (shape for shape in slide.shapes if shape.shape_type == 13):
            with terms.speaking(lang):
                svg = vl_convert.vegalite_to_svg(specification(drawn[seen]))
            width = int(re.search(r'<svg[^>]* width="(\d+)"', svg)[1])
            sizes = [float(size) for size in re.findall(r'font-size="([\d.]+)', svg)]
            assert min(sizes) * picture.width.pt / width >= 14, drawn[seen]
            assert picture.width > 0.85 * deck.slide_width or (
                picture.height > 0.8 * deck.slide_height
            ), drawn[seen]
            for words in (shape for shape in slide.shapes if shape.has_text_frame):
                assert words.top + words.height <= picture.top, drawn[seen]
            seen += 1
    assert seen == len(drawn) == 4


def test_the_slides_count_the_activities_of_telang_as_the_table_has_them():
    deck = Presentation(io.BytesIO(made("slides", "en")))
    text = "\n".join(s.text_frame.text for p in deck.slides for s in p.shapes if s.has_text_frame)
    # Table 4.1: 11 + 8 + 6 components; lesson 01: 43 + 11 + 5 activities
    assert "Government: 11 components, 43 activities" in text
    assert "8 components, 11 activities" in text and "6 components, 5 activities" in text


# -- The command -------------------------------------------------------------------------------


def test_one_command_writes_the_kit_and_overwrites_nothing(tmp_path):
    run, lang = CliRunner().invoke, "id"
    call = ["kit", "-o", str(tmp_path / "kit"), "--lang", lang, "--cases", "3", "--seed", "7"]
    first = run(app, call)
    assert first.exit_code == 0, first.output
    files = sorted(p.name for p in (tmp_path / "kit").rglob("*") if p.is_file())
    assert len(files) == 7 + len(lessons())
    again = run(app, call)
    assert again.exit_code == 2
    with terms.speaking(lang):
        assert terms.text("error.file_exists", where="").strip() in again.output.replace("\n", " ")


@LANGUAGES
def test_a_number_of_areas_that_is_not_allowed_is_told_with_the_choices(lang, tmp_path):
    found = CliRunner().invoke(app, ["kit", "-o", str(tmp_path), "--lang", lang, "--cases", "5000"])
    assert found.exit_code == 2 and "999" in found.output and not list(tmp_path.iterdir())


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_questions_from_memory_have_a_line_and_a_blank_each(lang):
    for number, content in kit.worksheets(lang).items():
        lines = [p.text for p in Document(io.BytesIO(content)).paragraphs]
        if number == "00":
            continue  # the first lesson has nothing to remember
        asked = [line.split(". ")[0] for line in lines if line.startswith("____  ")]
        assert asked == [f"____  {n}" for n in range(1, 6)], number
        assert not any("0, 0, 0" in line for line in lines), number
        assert sum(line.count("(1) ") for line in lines) == 5, number  # a choice is no bare number
