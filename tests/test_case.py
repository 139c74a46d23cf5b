"""One case: judged from its tables, and every mistake in them found, with its place."""

import copy
import csv
import json
import os
import pickle
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from typer.testing import CliRunner

import led_synergy as led
from led_synergy import framework, terms
from led_synergy.case import TABLES, CaseError, Problem
from led_synergy.cli import app

from .daily import tries

CONTOH = framework.folder() / "contoh"
PACKAGE = Path(led.__file__).parent


def cells(table):
    """All rows of one table of contoh as they stand, the heading first."""
    with (CONTOH / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write(folder, table, rows):
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)


def workbook(path, tables):
    book = Workbook()
    book.remove(book.active)
    for table, rows in tables.items():
        sheet = book.create_sheet(table)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def village(tmp_path):
    """A folder with all tables of contoh, the measurements of a few households only."""
    folder = tmp_path / "village"
    folder.mkdir()
    for table in TABLES:
        write(folder, table, cells(table)[:40])
    return folder


def edit(folder, table, old, new):
    file = folder / f"{table}.csv"
    words = file.read_text(encoding="utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), encoding="utf-8", newline="")


def problems(path):
    """The mistakes found; the message must have all of them, in both languages."""
    with pytest.raises(CaseError) as caught:
        led.load_case(path)
    error = caught.value
    assert error.message("en") != error.message("id")
    for problem in error.problems[:20]:
        assert problem.message("en") in str(error)
        assert problem.message("id") in error.message("id")
    return error.problems


def only(path):
    (problem,) = problems(path)
    return problem


def judged(folder, *rows):
    """The folder with these judgements: dimension, level, lowest, highest."""
    heading = cells("judgements")[0]
    write(folder, "judgements", [heading, *([*row, "", "", ""] for row in rows)])
    return folder


# -- Judging -------------------------------------------------------------------------------------


def test_telang_is_fragmented_in_every_reading_under_both_rules():
    readings = led.load_case("telang").readings()
    assert set(readings["system_gate"]) == {"fragmented"}
    assert set(readings["weakest_dimension"]) == {"fragmented"}


def test_batu_betumpang_falls_to_fragmented_with_a_cautious_goal():
    case = led.load_case("batu_betumpang")
    assert led.classify(case.profile).category == "less_synergetic"
    cautious = case.readings().query("system==2 and shared_goal==1 and process==2 and effect==3")
    assert list(cautious["weakest_dimension"]) == ["fragmented"]
    assert list(cautious["system_gate"]) == ["less_synergetic"]


@pytest.mark.parametrize("name", led.cases())
def test_every_built_in_case_loads_and_is_judged_in_both_languages(name):
    case = led.load_case(name)
    assert case.fictional is (name == "contoh")
    assert case.describe(lang="id") != case.describe(lang="en")


def test_three_of_the_four_readings_of_telang_stand_in_no_row_of_table_2_1():
    # Only 1, 1, 1, 2 is row 3; process may also be 2 and effect 3, which makes 2 x 2 readings.
    counts = led.load_case("telang").reading_counts()
    assert counts["strict"].to_dict() == {
        "synergism": 0,
        "less_synergetic": 0,
        "fragmented": 1,
        "additive": 0,
        "antagonistic": 0,
        "sectoral": 0,
        "not_defined": 3,
        "open": 0,
    }
    assert list(counts.columns) == ["strict", "system_gate", "weakest_dimension"]
    words = led.load_case("telang").describe()
    assert "Table rule: Fragmented 1, not defined by the paper 3" in words


@pytest.mark.parametrize("name", led.cases())
def test_each_reading_is_counted_once_under_each_rule(name):
    case = led.load_case(name)
    readings, counts = case.readings(), case.reading_counts()
    assert set(counts.sum()) == {len(readings)}
    for rule in counts:
        found = readings[rule].value_counts().to_dict()
        assert {key: n for key, n in counts[rule].items() if n and key in found} == found


def test_readings_under_one_rule_have_that_rule_only():
    readings = led.load_case("telang").readings("strict")
    assert list(readings.columns) == [*framework.keys("dimensions"), "strict"]
    with pytest.raises(led.InputError, match="unknown rule"):
        led.load_case("telang").readings("best")


def test_a_dimension_not_judged_leaves_the_category_open_and_is_not_called_undefined(village):
    # Without the effect 2, 2, 2 may still be antagonistic, additive or less synergetic.
    case = led.load_case(judged(village, *[(d, 2, "", "") for d in ("system", "shared_goal")]))
    assert case.profile == led.Profile(system=2, shared_goal=2)
    assert list(case.reading_counts().loc["open"]) == [1, 1, 1]
    assert list(case.reading_counts().loc["not_defined"]) == [0, 0, 0]
    assert "still open 1" in case.describe() and "masih terbuka 1" in case.describe(lang="id")
    assert case.readings()["effect"].isna().all()
    assert case.to_json()["profile"]["effect"] is None


def test_a_range_without_a_level_is_read_from_end_to_end(village):
    case = led.load_case(judged(village, ("system", "", 1, 2), ("effect", "", 3, "")))
    assert case.profile == led.Profile()
    assert list(case.readings()["system"]) == [1, 1, 2, 2]
    assert list(case.readings()["effect"]) == [3, 4, 3, 4]  # no highest: up to the top


def test_a_case_without_judgements_is_not_judged(village):
    (village / "judgements.csv").unlink()
    case = led.load_case(village)
    assert case.profile.missing == framework.keys("dimensions")
    assert case.describe().count("not judged") == 4


# -- A case as an object -------------------------------------------------------------------------


def test_a_table_that_a_case_lacks_is_named_and_absent():
    telang = led.load_case("telang")
    with pytest.raises(led.InputError, match="telang has no table 'measurements'") as caught:
        telang.measurements  # noqa: B018
    assert "tidak memiliki" in caught.value.message("id")
    assert not hasattr(telang, "measurements") and hasattr(telang, "evidence")
    assert getattr(telang, "participation", None) is None
    with pytest.raises(AttributeError, match="has no attribute .evidences"):
        telang.evidences  # noqa: B018


def test_a_case_lists_its_tables_and_no_other():
    telang = dir(led.load_case("telang"))
    assert {"activities", "links", "profile", "readings"} <= set(telang)
    assert not {"measurements", "participation"} & set(telang)


@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, lambda case: pickle.loads(pickle.dumps(case))],
    ids=["copy", "deepcopy", "pickle"],
)
def test_a_case_can_be_copied_and_stored(again):
    case = led.load_case("telang")
    same = again(case)
    assert same.name == case.name and same.profile == case.profile
    assert not hasattr(same, "measurements")
    pd.testing.assert_frame_equal(same.activities, case.activities)


def test_errors_keep_what_they_say_when_stored(village):
    edit(village, "judgements", "system,2", "system,9")
    found = []
    for wrong in (lambda: led.load_case(village), lambda: led.load_case("telang").measurements):
        with pytest.raises(led.InputError) as caught:
            wrong()
        found.append(caught.value)
    for error in found:
        same = pickle.loads(pickle.dumps(error))
        assert type(same) is type(error)
        assert [same.message(lang) for lang in terms.LANGUAGES] == [
            error.message(lang) for lang in terms.LANGUAGES
        ]
    assert pickle.loads(pickle.dumps(found[0])).problems == found[0].problems


# -- What comes out of a table -------------------------------------------------------------------


def test_levels_are_nullable_integers_other_numbers_floats_and_blank_text_stays_blank():
    case = led.load_case("contoh")
    for column in ("level", "lowest", "highest"):
        assert case.judgements[column].dtype == "Int64"
    assert case.participation["rung"].dtype == "Int64"
    for column in ("value", "lowest", "highest"):
        assert case.figures[column].dtype == "float64"
    assert case.measurements["value"].dtype == "float64"
    assert (case.activities["cluster"] == "").sum() == 23  # blank cells of that column
    assert case.components["table_row"].tolist()[0] == "1"


@pytest.mark.parametrize("name", led.cases())
def test_every_cell_of_a_built_in_case_comes_out_as_it_stands(name):
    case = led.load_case(name)
    for table, frame in case.tables.items():
        with (framework.folder() / name / f"{table}.csv").open(encoding="utf-8") as file:
            stored = list(csv.reader(file))
        assert list(frame.columns) == stored[0] and len(frame) == len(stored) - 1
        for column, wanted in zip(frame, zip(*stored[1:], strict=True), strict=True):
            found = frame[column]
            if pd.api.types.is_numeric_dtype(found):
                assert [None if pd.isna(n) else float(n) for n in found] == [
                    float(cell) if cell else None for cell in wanted
                ]
            else:
                assert list(found) == list(wanted)


def test_a_workbook_gives_the_same_case_as_the_folder(tmp_path):
    path = workbook(tmp_path / "contoh.xlsx", {table: cells(table) for table in TABLES})
    case, same = led.load_case("contoh"), led.load_case(path)
    assert same.name == case.name and same.profile == case.profile
    assert list(same.tables) == list(case.tables)
    for table, frame in case.tables.items():
        pd.testing.assert_frame_equal(same.tables[table], frame)


def test_numbers_typed_into_a_workbook_are_read_like_numbers_in_a_file(tmp_path):
    rows = [[int(c) if c.isdigit() else c or None for c in row] for row in cells("judgements")]
    rows += [[None] * 9, [None] * 9]  # formatted but blank, beyond the table in both directions
    case = led.load_case(workbook(tmp_path / "mine.xlsx", {"judgements": rows, "Notes": [["hi"]]}))
    assert case.profile == led.load_case("contoh").profile
    pd.testing.assert_frame_equal(case.judgements, led.load_case("contoh").judgements)


def test_harmless_differences_between_files_change_nothing(village):
    wanted = led.load_case(village)
    heading, *below = cells("judgements")
    turned = [[*row[1:], f" {row[0]} "] for row in (heading, *below)]  # order, blanks around
    write(village, "judgements", [turned[0], [], *turned[1:], [""] * len(heading)])  # blank rows
    file = village / "judgements.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))  # as Excel saves
    edit(village, "judgements", "2,2,2", "2.0,2,2")
    (village / "notes.csv").write_text("not,a table\nof,the,case\n")
    (village / "._links.csv").write_bytes(b"\0\0")
    found = led.load_case(village)
    assert list(found.tables) == list(wanted.tables)
    pd.testing.assert_frame_equal(found.judgements, wanted.judgements)


def test_a_table_with_a_heading_only_is_absent_and_told(village):
    for table in ("measurements", "judgements"):
        write(village, table, cells(table)[:1])
    case = led.load_case(village)
    assert not hasattr(case, "measurements") and case.profile == led.Profile()
    (note,) = [note for note in case.check().notes if note.key == "check.no_rows"]
    assert note.allowed == ("judgements", "measurements")


def test_a_case_of_headings_only_is_refused(village):
    for table in TABLES:
        write(village, table, cells(table)[:1])
    with pytest.raises(led.InputError, match="no table has a row"):
        led.load_case(village)


# -- Bad input: the case as a whole --------------------------------------------------------------


@pytest.mark.parametrize("name", ["telng", "Telang", "batu betumpang", "contoh.xls"])
def test_an_unknown_case_is_told_the_nearest(name):
    with pytest.raises(led.InputError, match="Did you mean '(telang|batu_betumpang|contoh)'"):
        led.load_case(name)


@pytest.mark.parametrize("name", ["nowhere", "", "x" * 5000, "a\0b", None, 3, "/no/such/folder"])
def test_an_unknown_case_is_told_the_choices(name):
    with pytest.raises(led.InputError, match=r"unknown case.*telang, batu_betumpang, contoh"):
        led.load_case(name)


def test_a_folder_of_the_name_of_a_case_is_reached_by_its_path(village, monkeypatch):
    monkeypatch.chdir(village.parent)
    village.rename("telang")
    assert led.load_case(Path("telang")).fictional and led.load_case("./telang").fictional
    assert not led.load_case("telang").fictional


def test_a_folder_without_tables_is_refused(tmp_path):
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n")
    with pytest.raises(led.InputError, match="no table found, but: notes. Names of tables: about"):
        led.load_case(tmp_path)


@pytest.mark.parametrize("name", ["village.doc", "village.csv", "village.xlsb", "village"])
def test_a_file_of_another_kind_is_refused(tmp_path, name):
    (tmp_path / name).write_text("dimension,level\n")
    with pytest.raises(led.InputError, match=r"Allowed: a folder of CSV files, or a workbook"):
        led.load_case(tmp_path / name)


@pytest.mark.parametrize("content", [b"dimension,level\nsystem,2\n", b"PK\x03\x04 damaged"])
def test_a_workbook_that_is_none_is_refused(tmp_path, content):
    (tmp_path / "village.xlsx").write_bytes(content)
    with pytest.raises(led.InputError, match="not a workbook that can be opened"):
        led.load_case(tmp_path / "village.xlsx")


def test_a_workbook_without_a_sheet_of_a_table_is_refused(tmp_path):
    with pytest.raises(led.InputError, match="no table found"):
        led.load_case(workbook(tmp_path / "mine.xlsx", {"Sheet1": [["a"]]}))


def test_without_its_reader_the_message_says_what_to_type(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    (tmp_path / "village.xlsx").write_bytes(b"")
    with pytest.raises(led.InputError, match=r'pip install "led-synergy\[cases\]"'):
        led.load_case(tmp_path / "village.xlsx")


@pytest.mark.skipif(os.name == "nt" or os.getuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(village):
    (village / "links.csv").chmod(0)
    assert only(village).key == "error.case_not_read"


# -- Bad input: a table --------------------------------------------------------------------------


def test_a_missing_and_an_unknown_column_are_both_named(village):
    edit(village, "judgements", "dimension,level", "dimension,levl")
    missing, unknown = problems(village)
    assert (missing.table, missing.row, missing.column) == ("judgements", 1, "level")
    assert (unknown.row, unknown.column) == (1, "levl")
    assert "Did you mean 'Level'?" in unknown.message()


def test_a_column_that_stands_twice_is_refused(village):
    edit(village, "judgements", "lowest,highest", "highest,highest")
    assert only(village).key == "error.case_column_twice"


@pytest.mark.parametrize("table", ["activities", "judgements"])
@pytest.mark.parametrize("change", [lambda row: [*row, ""], lambda row: row[:-1]])
def test_a_row_that_is_too_long_or_too_short_is_never_shifted(village, table, change):
    rows = cells(table)
    rows[3] = change(rows[3])
    write(village, table, rows)
    found = only(village)
    assert (found.table, found.row, found.found) == (table, 4, str(len(rows[3])))
    assert found.allowed == (str(len(rows[0])),)


def test_a_comma_without_quotation_marks_does_not_move_the_cells_behind_it(village):
    # That the activity of this row is then unknown to participation is no mistake of its own.
    edit(village, "activities", "Rice field school", "Rice, field school")
    assert only(village).row == 2


def test_a_word_beside_the_table_is_left_out_and_told(tmp_path):
    rows = [[*row, None] for row in cells("judgements")]
    rows[2][-1] = "ask again"
    case = led.load_case(workbook(tmp_path / "mine.xlsx", {"judgements": rows}))
    (note,) = [note for note in case.check().notes if note.key == "check.beside"]
    assert (note.row, note.found) == (3, "ask again")
    assert case.profile == led.load_case("contoh").profile


def test_a_word_beside_the_table_in_a_file_may_have_moved_and_is_refused(village):
    write(village, "links", [[*row, ""] for row in cells("links")])
    assert led.load_case(village)
    edit(village, "links", "finding,", "finding, said twice,")
    edit(
        village, "links", "said twice,fictional: FGD in Contoh Pusat,", "said twice,fictional: FGD"
    )
    assert only(village).key == "error.case_no_heading"


@pytest.mark.parametrize("content", [b"", b"\n\n", b",,,\n,,,\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_refused(village, content):
    (village / "links.csv").write_bytes(content)
    found = only(village)
    assert (found.table, found.key) == ("links", "error.case_empty")
    assert found.allowed == ("cause", "effect", "basis", "source")


@pytest.mark.parametrize(
    ("content", "row", "byte"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 1, "0x89"),
        (b"cause,effect,basis,source\n\0\0\0\0", 2, "0x00"),
        ("cause,effect".encode("utf-16-le"), 1, "0x00"),
    ],
    ids=["image", "binary", "utf-16 that does not say so"],
)
def test_a_file_that_is_no_text_is_refused(village, content, row, byte):
    (village / "links.csv").write_bytes(content)
    found = only(village)
    assert (found.table, found.row, found.found) == ("links", row, byte)
    assert "UTF-8" in found.message()


def test_a_quotation_mark_that_is_not_closed_does_not_swallow_the_rest(village):
    edit(village, "links", "finding,", 'finding,"')
    assert only(village).key == "error.case_not_csv"


def test_a_folder_in_the_place_of_a_table_is_refused(village):
    (village / "links.csv").unlink()
    (village / "links.csv").mkdir()
    found = only(village)
    assert (found.table, found.key) == ("links", "error.case_is_folder")


@pytest.mark.parametrize("name", ["judgement", "Judgments", "penilain"])
def test_a_table_with_a_misspelt_name_is_not_passed_over(village, name):
    (village / "judgements.csv").rename(village / f"{name}.csv")
    found = only(village)
    assert found.table == name and "judgements" in found.allowed
    book = workbook(village / "mine.xlsx", {name: cells("judgements")})
    assert only(book).table == name


# -- Bad input: a cell ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "old", "new", "place", "found", "near"),
    [
        ("judgements", "system,2", "systm,2", (2, "dimension"), "systm", "system"),
        ("components", ",government,", ",goverment,", (2, "sector"), "goverment", "government"),
        ("activities", ",agriculture_office,", ",agricultur,", (2, "component"), "agricultur",
         "agriculture_office"),
        ("participation", ",rice_field_school,", ",rice_school,", (2, "activity"), "rice_school",
         "rice_field_school"),
        ("participation", ",5,", ",7,", (2, "rung"), "7", None),
        ("participation", ",5,", ",five,", (2, "rung"), "five", None),
        ("effects", "livelihood_resources,", "livelihood_resource,", (2, "effect_group"),
         "livelihood_resource", "livelihood_resources"),
        ("effects", "natural_capital", "natural", (3, "indicator"), "natural", "natural_capital"),
        ("factors", "collaborative_planning", "colaborative_planning", (2, "factor"),
         "colaborative_planning", "collaborative_planning"),
        ("factors", ",driver,", ",drive,", (2, "role"), "drive", "driver"),
        ("links", "collaborative_capability,", "capability,", (2, "cause"), "capability", None),
        ("links", ",collaborative_planning,", ",synergy,", (2, "effect"), "synergy", "synergism"),
        ("links", ",finding,", ",findings,", (2, "basis"), "findings", "finding"),
        ("evidence", "e01,system,", "e01,sytem,", (2, "dimension"), "sytem", "system"),
        ("measurements", ",centre,", ",centr,", (2, "zone"), "centr", "centre"),
    ],
)  # fmt: skip
def test_an_unknown_value_is_told_place_choices_and_the_nearest(
    village, table, old, new, place, found, near
):
    edit(village, table, old, new)
    problem = problems(village)[0]
    assert (problem.table, problem.row, problem.column) == (table, *place)
    assert problem.found == found and problem.allowed
    where = f"{table}, row {place[0]}, column {place[1]}: found '{found}'. Allowed: "
    assert problem.message().startswith(where)
    assert f"{table}, baris {place[0]}, kolom {place[1]}: " in problem.message("id")
    if near:
        assert near in problem.allowed
        (shown,) = re.findall(r"Did you mean '(.*)'\?", problem.message())
        assert shown.casefold().replace(" ", "_") == near  # its label, which may be typed as well


@pytest.mark.parametrize(
    ("dimension", "level", "top"),
    [("system", "4", 3), ("process", "-1", 3), ("effect", "5", 4), ("effect", "2.5", 4),
     ("system", "two", 3), ("effect", "1e400", 4), ("system", "true", 3), ("system", "٢", 3)],
)  # fmt: skip
def test_a_level_is_a_whole_number_up_to_the_top_of_its_dimension(village, dimension, level, top):
    found = only(judged(village, (dimension, level, "", "")))
    assert (found.row, found.column, found.found) == (2, "level", level)
    assert found.allowed == tuple(map(str, range(top + 1)))


@pytest.mark.parametrize(
    ("row", "column", "allowed"),
    [
        (("system", 1, 2, 3), "lowest", "0 1"),
        (("system", 2, 1, 1), "highest", "2 3"),
        (("effect", 3, 0, 2), "highest", "3 4"),
        (("system", "", 2, 1), "highest", "2 3"),
    ],
)
def test_a_range_holds_its_level(village, row, column, allowed):
    found = only(judged(village, row))
    assert (found.row, found.column, found.allowed) == (2, column, tuple(allowed.split()))
    assert "lowest ≤ level ≤ highest" in found.message()


def test_a_range_that_is_no_range_of_levels_is_called_wrong_once_only(village):
    assert [p.column for p in problems(judged(village, ("system", 9, 8, 7)))] == [
        "level",
        "lowest",
        "highest",
    ]


@pytest.mark.parametrize("value", ["many", "3,5,5", "1_000", "nan", "inf", "1e999", "12 kg"])
@pytest.mark.parametrize("table", ["figures", "measurements"])
def test_text_where_a_number_should_be_is_refused(village, table, value):
    rows = cells(table)[:3]
    rows[1][rows[0].index("value")] = value
    write(village, table, rows)
    found = only(village)
    assert (found.table, found.row, found.column, found.found) == (table, 2, "value", value)
    assert "such as 12 or 3.5" in found.message()


@pytest.mark.parametrize("value", ["0", "-3.5", "1e3", ".5", "7.", ""])
def test_a_number_may_be_written_in_the_usual_ways(village, value):
    rows = cells("figures")[:2]
    rows[1][rows[0].index("value")] = value
    write(village, "figures", rows)
    assert led.load_case(village).figures["value"].fillna(0).tolist() == [float(value or 0)]


@pytest.mark.parametrize(
    ("table", "key", "first"),
    [("judgements", "dimension", 2), ("components", "component", 2), ("about", "field", 2),
     ("activities", "activity", 2), ("evidence", "evidence", 2),
     ("measurements", "unit, indicator, period", 2)],
)  # fmt: skip
def test_a_key_that_stands_twice_is_refused(village, table, key, first):
    rows = cells(table)[:5]
    write(village, table, [*rows, rows[1]])
    found = next(p for p in problems(village) if p.key == "error.case_twice")
    assert (found.table, found.row, found.column) == (table, 6, key)
    assert found.allowed == (str(first),)


@pytest.mark.parametrize(
    ("table", "column"), [("components", "component"), ("factors", "role"), ("links", "cause")]
)
def test_a_cell_without_which_a_row_says_nothing_must_not_be_blank(village, table, column):
    rows = cells(table)
    rows[2][rows[0].index(column)] = ""
    write(village, table, rows)
    found = problems(village)[0]
    assert (found.table, found.row, found.column, found.found) == (table, 3, column, "")
    assert "must not be blank" in found.message()


def test_a_blank_cell_elsewhere_means_not_judged_or_not_stated(village):
    for table in TABLES:
        heading, row = cells(table)[:2]
        keep = {"component", "sector", "factor", "role", "cause", "effect", "dimension", "activity",
                "effect_group", "measure", "group", "unit", "indicator", "period", "field",
                "evidence", "step"}  # fmt: skip
        blank = [cell if name in keep else "" for name, cell in zip(heading, row, strict=True)]
        write(village, table, [heading, blank])
    case = led.load_case(village)
    assert case.profile == led.Profile() and not case.fictional
    assert case.describe()


def test_a_reference_to_a_table_that_the_case_lacks_is_left_alone(village):
    (village / "components.csv").unlink()
    (village / "activities.csv").unlink()
    assert not hasattr(led.load_case(village), "components")


def test_all_mistakes_come_at_once_in_the_order_of_the_tables(village):
    edit(village, "measurements", ",centre,", ",middle,")
    edit(village, "components", ",government,", ",goverment,")
    edit(village, "judgements", "system,2", "system,9")
    edit(village, "judgements", "effect,3", "effect,nine")
    (village / "links.csv").write_bytes(b"")
    assert [(p.table, p.row) for p in problems(village)] == [
        ("components", 2),
        ("judgements", 2),
        ("judgements", 5),
        ("links", None),
        ("measurements", 2),
    ]


def test_a_message_shows_twenty_mistakes_and_counts_the_rest(village):
    rows = cells("measurements")[:38]
    write(village, "measurements", [rows[0], *([*row[:7], "x", "yes"] for row in rows[1:])])
    with pytest.raises(CaseError) as caught:
        led.load_case(village)
    assert len(caught.value.problems) == 37
    for lang, last in (("en", "… and 17 more"), ("id", "… dan 17 lagi")):
        lines = caught.value.message(lang).splitlines()
        assert len(lines) == 1 + 20 + 1 and lines[-1] == last
        assert "37" in lines[0]


def test_a_long_cell_and_a_long_list_of_choices_are_cut_in_the_message():
    problem = Problem("links", 2, "cause", "x" * 500, tuple(f"a{n}" for n in range(30)))
    assert len(problem.message()) < 250 and "(30)" in problem.message()


# Every cell of contoh may be changed into any of these.
CONTENTS = st.one_of(
    st.sampled_from(
        ["", " ", "0", "-1", "5", "2.5", "nan", "yes", "synergism", "system", '"', "\n"]
    ),
    st.text(max_size=8),
    st.integers().map(str),
    st.floats().map(str),
)


@given(data=st.data())
@settings(max_examples=tries(150, 40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_change_of_one_cell_either_loads_or_is_an_input_error(data):
    table = data.draw(st.sampled_from(TABLES), label="table")
    tables = {name: cells(name)[:40] for name in TABLES}
    row = data.draw(st.integers(0, len(tables[table]) - 1), label="row")
    column = data.draw(st.integers(0, len(tables[table][0]) - 1), label="column")
    tables[table][row][column] = data.draw(CONTENTS, label="cell")
    with tempfile.TemporaryDirectory() as name:
        for other, rows in tables.items():
            with open(Path(name) / f"{other}.csv", "wb") as file:
                lines = "".join(",".join(map(quoted, row)) + "\n" for row in rows)
                file.write(lines.encode("utf-8", "surrogatepass"))
        try:
            case = led.load_case(name)
        except led.InputError as error:
            assert error.message("en") and error.message("id")
        else:
            assert case.describe() and case.to_json() and len(case.readings())


def quoted(cell):
    doubled = cell.replace('"', '""')
    return f'"{doubled}"' if set(cell) & set(',"\r\n') else cell


# -- The command ---------------------------------------------------------------------------------


def test_the_command_gives_the_promised_json():
    result = CliRunner().invoke(app, ["assess", "telang", "--json"])
    answer = json.loads(result.stdout)
    assert list(answer) == ["case", "profile", "category", "rule", "strict", "by_rule", "readings"]
    assert answer["category"] == "fragmented" and answer["strict"] is None
    assert len(answer["readings"]) == 4
    assert list(answer["readings"][0]) == ["profile", "strict", "system_gate", "weakest_dimension"]


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", [["nowhere"], "unknown case", ["telang", "--rule", "best"], "unknown rule"]),
        ("id", [["nowhere"], "kasus tidak dikenal", ["telang", "--rule", "best"], "aturan tidak"]),
    ],
)
def test_a_mistake_on_the_command_line_ends_with_code_2_in_the_language_asked_for(lang, said):
    for arguments, words in zip(said[::2], said[1::2], strict=True):
        result = CliRunner().invoke(app, ["assess", *arguments, "--lang", lang])
        assert result.exit_code == 2 and result.stdout == ""
        assert words in result.stderr and "Traceback" not in result.output


def test_the_command_names_every_mistake_in_a_case(village):
    edit(village, "judgements", "system,2", "system,9")
    edit(village, "links", ",finding,", ",findings,")
    result = CliRunner().invoke(app, ["assess", str(village), "--lang", "id"])
    assert result.exit_code == 2 and result.stdout == ""
    assert "judgements, baris 2, kolom level: ditemukan '9'" in result.stderr
    assert "Mungkin 'Temuan'?" in result.stderr


def test_the_help_lists_cases_and_rules():
    words = CliRunner().invoke(app, ["assess", "--help"], env={"COLUMNS": "300"}).stdout
    plain = re.sub(r"\x1b\[[0-9;]*m", "", words)
    assert ", ".join(led.cases()) in plain
    assert ", ".join(framework.keys("rules")) in plain


def test_a_terminal_of_an_old_code_page_gets_no_traceback():
    done = subprocess.run(
        [sys.executable, "-c", "from led_synergy.cli import app; app()", "assess", "telang"],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
    )
    assert done.returncode == 0 and done.stderr == b""
    assert b"System 1 ? 2" in done.stdout  # the arrow is not in that code page
