"""The workbook to fill in: what is written comes back, in both languages, and harms nobody."""

import io
import os
import shutil
import subprocess
import zipfile
from functools import cache

import openpyxl
import pandas as pd
import pytest
from typer.testing import CliRunner

import led_synergy as led
from led_synergy import framework, terms
from led_synergy.case import TABLES, Case, check_case, files, schema, vocabulary, workbook
from led_synergy.charts.problem_tree import basis_in_words
from led_synergy.charts.welfare import cell_in_words
from led_synergy.cli import app
from led_synergy.components import sector_name
from led_synergy.report import area, parts

from .daily import WHOLE

LANGUAGES = terms.LANGUAGES
TELANG, CONTOH = led.load_case("telang"), led.load_case("contoh")
OFFICE = shutil.which("soffice")

needs_office = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A new workbook in a language, with or without the example: made once, only to be read."""
    folder = tmp_path_factory.mktemp("written")

    @cache
    def once(lang="en", example=False):
        return Case.new(folder / f"{lang}-{example}.xlsx", lang, example=example)

    return once


@pytest.fixture(scope="module")
def opened(written):
    """The same, as another program reads it."""
    return cache(lambda *asked: openpyxl.load_workbook(written(*asked)))


def convert(paths, ending, folder):
    """The files as LibreOffice saves them; it is started once for all."""
    out = folder / ending
    home = f"-env:UserInstallation=file://{paths[0].parent}/office"  # made at the first start
    command = [OFFICE, home, "--headless", "--convert-to", ending, "--outdir", out, *paths]
    done = subprocess.run(command, capture_output=True, timeout=180, text=True)
    made = [out / f"{path.stem}.{ending}" for path in paths]
    assert all(path.exists() for path in made), done.stderr
    return made


def same_rows(case, lang, given=CONTOH):
    """Every cell of the case but the texts in the other language, which were not written."""
    other = "_en" if lang == "id" else "_id"
    assert list(case.tables) == list(given.tables)
    for name, frame in given.tables.items():
        kept = [column for column in frame if not column.endswith(other)]
        found = case.tables[name]
        if given is CONTOH and lang == "id":  # keys and places have other names
            assert len(found) == len(frame)
            for column in kept:
                pairs = {*zip(found[column].astype(str), frame[column].astype(str), strict=True)}
                assert len({new for new, _ in pairs}) == len(pairs), (name, column)
                assert len({old for _, old in pairs}) == len(pairs), (name, column)
            continue
        pd.testing.assert_frame_equal(found[kept], frame[kept])


# -- Round trip ----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_example_comes_back_cell_by_cell(written, lang):
    case = led.load_case(written(lang, True))
    assert case.profile == CONTOH.profile and case.fictional
    if lang == "en":
        assert case.describe() == CONTOH.describe()
    same_rows(case, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_folder_of_csv_comes_back_too(tmp_path, lang):
    folder = Case.new(tmp_path / "village", lang, example=True, as_folder=True)
    assert [file.suffix for file in sorted(folder.iterdir())].count(".csv") == len(TABLES)
    same_rows(led.load_case(folder), lang)


@needs_office
@pytest.mark.parametrize("ending", ["ods", "xlsx", "xls"] if WHOLE else ["ods", "xlsx"])
def test_libreoffice_opens_it_and_what_it_saves_comes_back(written, tmp_path, ending):
    saved = convert([written(lang, True) for lang in LANGUAGES], ending, tmp_path)
    for lang, path in zip(LANGUAGES, saved, strict=True):
        case = led.load_case(path)
        assert case.profile == CONTOH.profile
        same_rows(case, lang)


@pytest.mark.parametrize("name", led.cases())
def test_a_saved_case_comes_back_in_both_languages(tmp_path, name):
    case = led.load_case(name)
    same = led.load_case(case.save(tmp_path / "case.xlsx", "id"))
    for table, frame in case.tables.items():
        pd.testing.assert_frame_equal(same.tables[table], frame)
    assert same.fictional == case.fictional


# -- An empty one --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_workbook_is_no_mistake_and_nothing_is_judged(written, lang):
    check = check_case(written(lang))
    assert check.errors == () and [p.key for p in check.warnings] == ["check.not_judged"]
    assert led.load_case(written(lang)).profile == led.Profile()
    # The guide, the levels and the lists are no unknown sheets.
    assert {note.key for note in check.notes} == {"check.no_rows", "check.twin_absent"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_has_a_sheet_with_its_columns_and_a_note_on_each(opened, lang):
    book = opened(lang)
    other = "_en" if lang == "id" else "_id"
    assert len(book.sheetnames) == len(TABLES) + 3
    for table in TABLES:
        sheet = book[schema.title(table, lang=lang)]
        wanted = [f["name"] for f in schema.fields(table) if not f["name"].endswith(other)]
        assert [vocabulary.column_of(table, cell.value) for cell in sheet[1]] == wanted
        assert all(cell.comment.text for cell in sheet[1])
        assert sheet.freeze_panes == "B2"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_closed_list_offers_names_that_are_understood_as_its_keys(opened, lang):
    book = opened(lang)
    seen = 0
    for table in TABLES:
        sheet = book[schema.title(table, lang=lang)]
        limits = {str(v.sqref).partition("2:")[0]: v for v in sheet.data_validations.dataValidation}
        for cell in sheet[1]:
            column = vocabulary.column_of(table, cell.value)
            keys, _ = schema.values(table, column)
            if not keys:
                continue
            limit = limits[cell.column_letter]
            name, _, place = limit.formula1.lstrip("=").rpartition("!")
            offered = [str(c.value) for (c,) in book[name.strip("'")][place.replace("$", "")]]
            words = vocabulary._value_words(table, column)
            assert [words.key(word) for word in offered] == list(keys)
            if not keys[0].isdecimal():
                assert not set(offered) & set(keys) or lang == "en"
            seen += 1
    assert seen == sum(
        bool(schema.values(t, f["name"])[0]) for t in TABLES for f in schema.fields(t)
    )


def test_no_heading_or_name_stands_for_two_things():
    for table in TABLES:
        names = {}
        for field in schema.fields(table):
            for word in {field["name"], field["title"], field["title_id"]}:
                names.setdefault(vocabulary.plain(word), set()).add(field["name"])
        assert {word: of for word, of in names.items() if len(of) > 1} == {}
        for field in schema.fields(table):
            keys, labels = schema.values(table, field["name"])
            for lang in LANGUAGES:
                words = {vocabulary.plain(schema._named(labels, key, lang)) for key in keys}
                assert len(words) == len(keys), (table, field["name"], lang)


def printed(table, column, key):
    """Whatever form and report print for a key, in the language spoken."""
    yield str(workbook._shown(table, column, key))
    yield area._field(key) if table == "about" else parts.name_of(key)
    if f"value.{key}" in framework.keys("terms"):
        yield from (terms.text(f"value.{key}"), terms.heading(f"value.{key}"))
    other = {"basis": basis_in_words, "sector": sector_name, "indicator": parts.indicator,
             "cause": terms.node, "effect": terms.node,
             "source_type": lambda key: parts.kind({"source_type": key})}  # fmt: skip
    if column in other:
        yield other[column](key)
    if column in ("direction", "breadth", "optimal", "even"):
        yield cell_in_words(column, key)


def test_any_label_that_form_or_report_prints_is_read_back_as_its_key():
    tried = 0
    for lang in LANGUAGES:
        for table in TABLES:
            for column in (field["name"] for field in schema.fields(table)):
                assert vocabulary.column_of(table, schema.title(table, column, lang)) == column
                words = vocabulary._value_words(table, column)
                for key in schema.values(table, column)[0] or schema.known_words(table, column):
                    with terms.speaking(lang):
                        labels = {*printed(table, column, key)}
                    forms = {form for w in labels for form in (w, w.upper(), f" {w.capitalize()} ")}
                    tried += len(forms)
                    for written in forms:
                        assert words.key(written) == key, (lang, table, column, written)
    assert tried > 1500


@pytest.mark.parametrize("column, key, words", [
    ("poor", "yes", "J ja JA ya Ya Y yes Iya"), ("poor", "no", "tidak Tdk no N"),
    ("role", "constraint", "penghambat Hambatan"), ("role", "driver", "pendukung Pendorong"),
    ("source_type", "observation", "pengamatan"), ("source_type", "fgd", "FGD"),
])  # fmt: skip
def test_words_that_villages_write_are_read(column, key, words):
    table = {"poor": "measurements", "role": "factors", "source_type": "evidence"}[column]
    for word in words.split():
        assert vocabulary._value_words(table, column).key(word) == key, word


def test_the_guide_is_one_page_in_each_language(opened):
    for lang in LANGUAGES:
        guide = opened(lang, True).worksheets[0]
        assert guide.title == terms.text("sheet.guide", lang)
        words = " ".join(str(row[0].value) for row in guide.iter_rows())
        assert "Kawasan Contoh" in words
        for table in TABLES:
            assert schema.title(table, lang=lang) in words
        heights = [guide.row_dimensions[n].height for n in range(1, guide.max_row + 1)]
        lines = [len(str(row[0].value)) // 86 + 1 for row in guide.iter_rows()]
        assert max(lines) > 1 and all(h > 15 * n for h, n in zip(heights, lines, strict=True))
        assert sum(heights) < 1150 and guide.page_setup.fitToHeight == 1  # points; shrunk to A4


def test_example_rows_are_grey_and_slanted_and_an_empty_workbook_has_none(opened):
    rows = opened("en", True)["links"].iter_rows(min_row=2)
    shown = [cell for row in rows for cell in row if cell.value is not None]
    assert len(shown) > 30
    for cell in shown:
        assert cell.font.italic and cell.font.color.rgb.endswith(workbook._GREY)
    empty = opened("en")["links"]
    assert all(cell.value is None for row in empty.iter_rows(min_row=2) for cell in row)


def test_a_workbook_printed_empty_is_a_form_to_fill_in_by_hand(opened):
    for lang in LANGUAGES:
        book = opened(lang)
        for table in TABLES:
            sheet = book[schema.title(table, lang=lang)]
            scale, pages = workbook._scale(sheet), sheet.page_setup.fitToWidth
            assert scale >= workbook._LEAST and sheet.print_title_rows == "$1:$1"
            assert bool(sheet.print_title_cols) == (pages > 1), "a row is known on its second page"
            lines = [sheet.row_dimensions[n].height * scale for n in range(2, sheet.max_row + 1)]
            assert len(lines) >= 14 and min(lines) >= 20, "7 mm of paper for a line of handwriting"
            assert sum(lines) + sheet.row_dimensions[1].height * scale < 595 - 72 * 1.3, table
            assert all(cell.border.bottom.style for row in sheet.iter_rows() for cell in row)


# -- Nothing is harmed ---------------------------------------------------------------------------


def test_a_file_that_is_there_is_never_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "village.xlsx"
    path.write_bytes(b"mine")
    (tmp_path / "village").mkdir()
    monkeypatch.setattr(workbook, "workbook", None)  # it is refused before any work
    for target, as_folder in ((path, False), (tmp_path / "village", True)):
        with pytest.raises(led.InputError, match="already exists"):
            Case.new(target, as_folder=as_folder)
    with pytest.raises(led.InputError, match="already exists"):
        TELANG.save(path)
    assert path.read_bytes() == b"mine" and not list((tmp_path / "village").iterdir())
    monkeypatch.undo()
    TELANG.save(path, overwrite=True)
    assert led.load_case(path).profile == TELANG.profile


@pytest.mark.parametrize("name", ["nowhere/village.xlsx", "village.ods", "village"])
def test_a_place_where_no_workbook_can_be_is_refused(tmp_path, name):
    with pytest.raises(led.InputError) as caught:
        Case.new(tmp_path / name)
    assert caught.value.message("en") != caught.value.message("id")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_an_interrupted_write_leaves_the_old_file_whole_and_nothing_beside_it(
    tmp_path, monkeypatch, step
):
    path = tmp_path / "village.xlsx"
    path.write_bytes(b"old")

    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, step, fail)
    with pytest.raises(led.InputError, match="No space left"):
        files.write_new(path, b"new", overwrite=True)
    assert path.read_bytes() == b"old" and list(tmp_path.iterdir()) == [path]


def test_an_interrupted_folder_leaves_nothing(tmp_path, monkeypatch):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "rename", fail)
    with pytest.raises(led.InputError, match="No space left"):
        Case.new(tmp_path / "village", as_folder=True)
    assert list(tmp_path.iterdir()) == []


FORMULAS = ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "<b>bold</b>", "\x07a"]


@pytest.mark.parametrize("words", FORMULAS)
def test_text_that_looks_like_a_formula_is_written_and_read_as_text(tmp_path, words):
    links = pd.DataFrame(
        [{"cause": "trust", "effect": "agreement", "basis": "claim", "source": words}]
    )
    path = Case("village", {"links": links}).save(tmp_path / "village.xlsx")
    book = openpyxl.load_workbook(path)
    (cell,) = [c for row in book["links"].iter_rows(min_row=2) for c in row if c.column == 4]
    assert cell.data_type == "s"
    assert led.load_case(path).links["source"].tolist() == [words.replace("\x07", "")]
    with zipfile.ZipFile(path) as packed:
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/")]
        assert not any(b"<f>" in packed.read(name) for name in sheets)


@pytest.mark.parametrize("words", FORMULAS[:5])
def test_a_csv_cell_that_looks_like_a_formula_is_marked_as_text(tmp_path, words):
    row = {"cause": "trust", "effect": "agreement", "basis": "claim", "source": words}
    folder = workbook.folder(tmp_path / "village", {"links": [row]})
    content = (folder / "links.csv").read_text(encoding="utf-8-sig")
    assert f"'{words[0]}" in content
    assert led.load_case(folder).links["source"].tolist() == [words]


def test_the_template_holds_no_formula_and_no_link_to_another_file(written):
    with zipfile.ZipFile(written("en", True)) as packed:
        names = packed.namelist()
        assert not [n for n in names if "external" in n.lower() or n.endswith(".bin")]
        assert not any(b"<f>" in packed.read(n) for n in names if n.startswith("xl/worksheets/s"))


def test_without_openpyxl_the_message_says_what_to_type(tmp_path, monkeypatch):
    import sys

    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(led.InputError, match=r'pip install "led-synergy\[cases\]"'):
        Case.new(tmp_path / "village.xlsx")


# -- The command ---------------------------------------------------------------------------------


def test_the_command_writes_a_workbook_and_refuses_to_write_it_twice(tmp_path):
    path = tmp_path / "desa.xlsx"
    arguments = ["new", str(path), "--lang", "id", "--example"]
    first = CliRunner().invoke(app, arguments)
    assert first.exit_code == 0 and str(path) in first.stdout
    again = CliRunner().invoke(app, arguments)
    assert again.exit_code == 2 and "sudah ada" in again.stderr and again.stdout == ""
    assert led.load_case(path).profile == CONTOH.profile


def test_the_command_writes_a_folder(tmp_path):
    path = tmp_path / "desa"
    assert CliRunner().invoke(app, ["new", str(path), "--folder", "--lang", "id"]).exit_code == 0
    assert (path / "penilaian.csv").exists() and (path / "petunjuk.txt").exists()
    assert led.load_case(path).profile == led.Profile()


def test_a_number_in_a_csv_of_three_decimals_is_not_taken_for_thousands(tmp_path):
    row = {"measure": "a", "value": 1.234, "unit": "t"}
    for lang in LANGUAGES:
        folder = workbook.folder(tmp_path / lang, {"figures": [row]}, lang)
        assert led.load_case(folder).figures["value"].tolist() == [1.234]


def test_the_bytes_are_a_workbook():
    content = workbook.workbook({}, "en")
    assert zipfile.is_zipfile(io.BytesIO(content))
