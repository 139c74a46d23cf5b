"""Tables as people have them: understood where it is plain, told where it is not, never guessed."""

import csv
import datetime
import io

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

import led_synergy as led
from led_synergy import framework
from led_synergy.case import TABLES, CaseError, check_case, schema
from led_synergy.case.numbers import number
from led_synergy.case.vocabulary import column_of, table_of

CONTOH = led.load_case("contoh")
JUDGED = [("system", 2), ("shared_goal", 2), ("process", 2), ("effect", 3)]
PROFILE = led.Profile(2, 2, 2, 3)


def workbook(path, sheets):
    """A workbook with these sheets: name → rows."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def judgements(path, heading=("dimension", "level"), rows=JUDGED, name="judgements", above=()):
    return workbook(path, {name: [*above, heading, *rows]})


def keys(check, part="notes"):
    return [problem.key for problem in getattr(check, part)]


def mistakes(path):
    with pytest.raises(CaseError) as caught:
        led.load_case(path)
    assert caught.value.message("en") != caught.value.message("id")
    assert caught.value.problems == check_case(path).errors  # load and check take one road
    return caught.value.problems


# -- Headings and names --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "heading",
    [
        ("dimension", "level"),
        ("Dimension", "LEVEL"),
        (" Dimensi ", "Tingkat"),
        ("judgements/dimension", "judgements/level"),
        ("penilaian/dimensi", "penilaian/tingkat"),
        ("grup_a/penilaian/dimension", "grup_a/penilaian/level"),
        ("penilaian-dimension", "penilaian-level"),
        ("Dimension\u00a0", "\ufefflevel"),
    ],
)
def test_a_heading_is_a_key_or_a_title_in_either_language(tmp_path, heading):
    case = led.load_case(judgements(tmp_path / "v.xlsx", heading))
    assert case.profile == PROFILE
    assert list(case.judgements.columns) == list(schema.columns("judgements"))


@pytest.mark.parametrize("heading", ["Sub-sector", "not dimension", "dimension 2", "x.level"])
def test_a_heading_that_only_contains_a_column_is_not_taken_for_it(heading):
    assert column_of("components", heading) is None
    assert column_of("judgements", heading) is None


@pytest.mark.parametrize(
    "name", ["Judgements", "PENILAIAN", " penilaian ", "DESA - Penilaian", "desa - judgements"]
)
def test_a_sheet_has_the_name_of_its_table_in_either_language(tmp_path, name):
    assert led.load_case(judgements(tmp_path / "v.xlsx", name=name)).profile == PROFILE


def test_every_table_and_column_is_known_by_key_and_by_both_titles():
    for table in TABLES:
        names = [table, schema.title(table), schema.title(table, lang="id")]
        assert [table_of(name.upper()) for name in names] == [table] * 3
        for field in schema.fields(table):
            words = [field["name"], field["title"], field["title_id"], field["name"].title()]
            assert {column_of(table, word) for word in words} == {field["name"]}


def test_a_folder_may_have_names_in_either_language(tmp_path):
    (tmp_path / "Penilaian.csv").write_text("Dimensi,Tingkat\nSistem,2\n", encoding="utf-8")
    assert led.load_case(tmp_path).profile == led.Profile(system=2)


def test_two_sheets_of_one_table_are_refused(tmp_path):
    rows = [("dimension", "level"), *JUDGED]
    path = workbook(tmp_path / "v.xlsx", {"judgements": rows, "penilaian": rows})
    (problem,) = mistakes(path)
    assert (problem.table, problem.key) == ("penilaian", "error.case_sheet_twice")
    assert problem.allowed == ("judgements",)


def test_a_misspelt_column_that_is_needed_is_a_mistake_told_with_the_nearest(tmp_path):
    path = judgements(tmp_path / "v.xlsx", ("Dimensi", "Tingkatt"))
    missing, unknown = mistakes(path)
    assert missing.key == "error.case_column_missing" and missing.column == "level"
    assert "kolom Tingkatt" in unknown.message("id") and "Mungkin 'Tingkat'?" in unknown.message(
        "id"
    )


def test_other_columns_rows_and_sheets_are_left_out_and_told(tmp_path):
    rows = [("dimension", "level", "remarks"), ("system", 2, "ok"), (), ("effect", 3, ""), (" ",)]
    path = workbook(tmp_path / "v.xlsx", {"judgements": rows, "Budget 2025": [("a",)]})
    case = led.load_case(path)
    assert case.profile == led.Profile(system=2, effect=3)
    check = case.check()
    told = {(note.table, note.column, note.key) for note in check.notes}
    assert ("Budget 2025", "", "check.sheet_unknown") in told
    assert ("judgements", "remarks", "check.column_unknown") in told
    (count,) = check.counts
    assert (count.read, count.kept, count.left_out) == (3, 2, 1)
    assert count.message() == "judgements: 3 read, 2 kept, 1 left out (empty row: 1)"


def test_a_misspelt_column_that_may_be_absent_is_told_with_the_nearest(tmp_path):
    path = judgements(tmp_path / "v.xlsx", ("dimension", "level", "sourcee"), [("system", 2, "x")])
    (told,) = [n for n in check_case(path).warnings if n.key == "check.column_near"]
    assert "Did you mean 'Source'?" in told.message("en")


@pytest.mark.parametrize("n", [1, 3, 9])
def test_rows_above_the_heading_are_passed_over_and_rows_keep_their_number(tmp_path, n):
    above = [("Penilaian Desa Contoh, tingkat 2025",), *[()] * (n - 1)]
    path = judgements(tmp_path / "v.xlsx", above=above)
    assert led.load_case(path).profile == PROFILE
    path = judgements(tmp_path / "w.xlsx", rows=[("systm", 2)], above=above)
    assert mistakes(path)[0].row == n + 2


def test_a_heading_below_the_tenth_row_is_not_looked_for(tmp_path):
    path = judgements(tmp_path / "v.xlsx", above=[("title",)] * 10)
    assert [p.key for p in mistakes(path)] == ["error.case_no_headings"]


def test_a_table_may_begin_anywhere_in_its_sheet(tmp_path):
    book = Workbook()
    book.active.title = "judgements"
    for row, cells in enumerate([("dimension", "level"), *JUDGED, ("sytem", 1)], start=3):
        for column, cell in enumerate(cells, start=3):
            book.active.cell(row, column, cell)
    book.save(tmp_path / "v.xlsx")
    (problem,) = mistakes(tmp_path / "v.xlsx")
    assert (problem.row, problem.found) == (8, "sytem")


def test_merged_title_cells_do_no_harm(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "penilaian"
    for row in [("Hasil penilaian",), (), ("Dimensi", "Tingkat"), *JUDGED]:
        sheet.append(row)
    sheet.merge_cells("A1:B2")
    book.save(tmp_path / "v.xlsx")
    assert led.load_case(tmp_path / "v.xlsx").profile == PROFILE


# -- Columns that may be absent ------------------------------------------------------------------


def test_only_the_columns_that_matter_are_needed(tmp_path):
    needed = {
        table: [f["name"] for f in schema.fields(table) if f["name"] in schema._needed(table)]
        for table in TABLES
    }
    assert needed["judgements"] == ["dimension", "level"]
    assert needed["components"] == ["component", "sector"]
    assert needed["links"] == ["cause", "effect"]
    for table in TABLES:
        twins = [f["name"] for f in schema.fields(table) if f.get("absent") == "twin"]
        frame = CONTOH.tables[table].head(5)
        kept = frame[[*needed[table], *twins[:1]]].astype(object)
        rows = kept.where(kept.notna(), None).values.tolist()
        path = workbook(tmp_path / f"{table}.xlsx", {table: [list(kept), *rows]})
        found = led.load_case(path).tables[table]
        assert list(found.columns) == list(frame.columns) and len(found) == len(frame)


def test_a_text_in_one_language_stands_for_both_and_this_is_told(tmp_path):
    rows = [("component", "sector", "Nama"), ("mill", "market", "Penggilingan")]
    case = led.load_case(workbook(tmp_path / "v.xlsx", {"components": rows}))
    assert case.components[["name_en", "name_id"]].values.tolist() == [["Penggilingan"] * 2]
    assert "check.twin_absent" in keys(case.check())


def test_a_text_in_neither_language_is_a_mistake(tmp_path):
    path = workbook(tmp_path / "v.xlsx", {"components": [("component", "sector"), ("a", "market")]})
    (problem,) = mistakes(path)
    assert problem.key == "error.case_twin_missing" and problem.allowed == ("name_en", "name_id")
    assert "Nama (Inggris), Nama" in problem.message("id")


def test_a_default_is_stated_not_assumed_in_silence(tmp_path):
    rows = [("activity", "component", "name"), ("a", "b", "c")]
    case = led.load_case(workbook(tmp_path / "v.xlsx", {"activities": rows}))
    assert case.activities["status"].tolist() == ["stated"]
    (note,) = [n for n in case.check().notes if n.key == "check.default"]
    assert "Taken as Stated in every row" in note.message("en")
    assert "Dianggap Disebut sumber di setiap baris" in note.message("id")


# -- Words in cells ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "column", "words", "key"),
    [
        ("components", "sector", "Pasar", "market"),
        ("components", "sector", " PEMERINTAH ", "government"),
        ("components", "sector", "Badan usaha", "market"),
        ("measurements", "poor", "Ya", "yes"),
        ("measurements", "poor", "TIDAK", "no"),
        ("measurements", "poor", "No", "no"),
        ("measurements", "poor", "TRUE", "yes"),
        ("effects", "optimal", "belum", "no"),
        ("judgements", "dimension", "Tujuan bersama", "shared_goal"),
        ("judgements", "dimension", "Shared goal", "shared_goal"),
        ("factors", "factor", "Perencanaan kolaboratif", "collaborative_planning"),
        ("links", "effect", "Sinergisme", "synergism"),
        ("evidence", "source_type", "FGD", "fgd"),
        ("effects", "direction", "meningkat", "rise"),
        ("measurements", "indicator", "Pendapatan", "income"),
        ("measurements", "indicator", "panen jagung", "panen jagung"),
        ("about", "field", "Nama kawasan", "name"),
        ("about", "field", "Patokan: Pendapatan", "benchmark_income"),
        ("about", "field", "luas sawah", "luas sawah"),
        ("participation", "rung", "Dimintai pendapat (konsultasi)", 3),
    ],
)
def test_a_closed_list_is_understood_in_either_language(tmp_path, table, column, words, key):
    frame = CONTOH.tables[table].head(1).astype(object)
    frame.loc[0, column] = words
    frame = frame.where(frame.notna(), None)
    path = workbook(tmp_path / "v.xlsx", {table: [list(frame), *frame.values.tolist()]})
    assert led.load_case(path).tables[table].loc[0, column] == key


@pytest.mark.parametrize("words", ["maybe", "1", "0", "yes and no", "T", "?"])
def test_a_word_that_is_in_no_list_is_told_with_the_choices(tmp_path, words):
    rows = [("effect_group", "direction", "optimal"), ("livelihood_outcomes", "rise", words)]
    (problem,) = mistakes(workbook(tmp_path / "v.xlsx", {"effects": rows}))
    assert "Yang boleh: Ya, Tidak" in problem.message("id")
    assert "Allowed: Yes, No" in problem.message("en")


def test_a_tick_box_of_a_spreadsheet_is_yes_or_no(tmp_path):
    rows = [("effect_group", "direction", "optimal", "even"), ("reach_of_poor", None, True, False)]
    case = led.load_case(workbook(tmp_path / "v.xlsx", {"effects": rows}))
    assert case.effects[["optimal", "even"]].values.tolist() == [["yes", "no"]]


def test_a_key_of_another_table_may_be_written_as_its_name(tmp_path):
    sheets = {
        "komponen": [("Komponen", "Sektor", "Nama"), ("k1", "Pasar", "Penggilingan padi")],
        "kegiatan": [("Kegiatan", "Komponen", "Nama"), ("a", "penggilingan PADI", "Giling")],
    }
    case = led.load_case(workbook(tmp_path / "v.xlsx", sheets))
    assert case.activities["component"].tolist() == ["k1"]


def test_a_name_that_two_things_share_is_not_guessed(tmp_path):
    sheets = {
        "components": [
            ("component", "sector", "name"),
            ("k1", "market", "Koperasi"),
            ("k2", "market", "Koperasi"),
        ],
        "activities": [("activity", "component", "name"), ("a", "Koperasi", "Giling")],
    }
    (problem,) = mistakes(workbook(tmp_path / "v.xlsx", sheets))
    assert problem.allowed == ("k1", "k2") and problem.found == "Koperasi"


def test_keys_that_differ_in_capitals_only_are_one_key_twice(tmp_path):
    rows = [
        ("component", "sector", "name"),
        ("Dinas PU", "market", "a"),
        ("dinas_pu", "market", "b"),
    ]
    (problem,) = mistakes(workbook(tmp_path / "v.xlsx", {"components": rows}))
    assert problem.key == "error.case_twice" and problem.allowed == ("2",)


def test_a_date_of_excel_is_read_as_year_month_day(tmp_path):
    when = datetime.datetime(2025, 3, 14)
    rows = [("field", "value"), ("date", when), ("visited", datetime.datetime(2025, 3, 14, 9, 30))]
    case = led.load_case(workbook(tmp_path / "v.xlsx", {"about": rows}))
    assert case.about["value_en"].tolist() == ["2025-03-14", "2025-03-14 09:30"]


# -- Numbers -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "value"),
    [("3,5", 3.5), ("0,125", 0.125), ("12,25", 12.25), ("-3,5", -3.5), ("1.234.567", 1234567),
     ("1,234,567", 1234567), ("1.234,5", 1234.5), ("1,234.5", 1234.5), ("0.125", 0.125),
     ("1234.567", 1234.567), ("1.2345", 1.2345), ("1e3", 1000)],
)  # fmt: skip
def test_a_number_with_either_decimal_mark_is_read(words, value):
    assert number(words) == value


@pytest.mark.parametrize("words", ["1.234", "1,234", "12.345", "-999,000", "1.000"])
def test_a_number_that_can_be_read_in_two_ways_is_told_not_guessed(tmp_path, words):
    (tmp_path / "figures.csv").write_text(f'measure,value,unit\na,"{words}",t\n', encoding="utf-8")
    (problem,) = mistakes(tmp_path)
    assert problem.key == "error.case_two_ways" and problem.row == 2
    for choice in problem.allowed:  # each way that the message offers is then read
        text = f'measure,value,unit\na,"{choice}",t\n'
        (tmp_path / "figures.csv").write_text(text, encoding="utf-8")
        assert led.load_case(tmp_path).figures["value"].notna().all()


def test_the_rest_of_the_column_may_say_which_mark_stands_before_decimals(tmp_path):
    def values(*cells):
        rows = "".join(f'h{n},v,income,before,"{cell}"\n' for n, cell in enumerate(cells))
        heads = "unit,village,indicator,period,value"
        (tmp_path / "measurements.csv").write_text(f"{heads}\n{rows}", encoding="utf-8")
        return led.load_case(tmp_path).measurements["value"].tolist()

    assert values("1.234", "0.5") == [1.234, 0.5]
    assert values("1,234", "0,5") == [1.234, 0.5]
    for cells in (("1.234", "0,5"), ("1,234", "0.5"), ("1.234", "0,5", "0.5")):
        with pytest.raises(CaseError):
            values(*cells)


def test_a_number_typed_into_a_workbook_is_never_in_doubt(tmp_path):
    rows = [("measure", "value", "unit"), ("a", 1.234, "t"), ("b", 1000, "t"), ("c", 1e-7, "t")]
    case = led.load_case(workbook(tmp_path / "v.xlsx", {"figures": rows}))
    assert case.figures["value"].tolist() == [1.234, 1000, 1e-7]


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_of_python_is_read_as_itself_or_called_doubtful(value):
    assert number(repr(value), mark=".") == value
    assert number(repr(value)) in (value, None)


@given(st.integers(-(10**12), 10**12), st.sampled_from(".,"))
def test_whole_numbers_with_marks_between_thousands_are_read_or_called_doubtful(value, mark):
    words = f"{value:,}".replace(",", mark)
    assert number(words) in (value, None)
    assert (number(words) is None) == (words.count(mark) == 1)


# -- CSV as programs save it ---------------------------------------------------------------------

TEXT = "Dimensi;Tingkat;Alasan\nSistem;2;Padi – “jelas”, tertulis\nEfek pada kesejahteraan;3;é\n"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_csv_is_read_with_each_separator_and_encoding(tmp_path, mark, encoding):
    words = io.StringIO()
    writer = csv.writer(words, delimiter=mark)
    writer.writerows(csv.reader(io.StringIO(TEXT), delimiter=";"))
    (tmp_path / "judgements.csv").write_bytes(words.getvalue().encode(encoding))
    case = led.load_case(tmp_path)
    assert case.profile == led.Profile(system=2, effect=3)
    assert case.judgements["because_id"].tolist() == ["Padi – “jelas”, tertulis", "é"]
    assert ("check.windows_1252" in keys(case.check())) is (encoding == "cp1252")


def test_a_file_read_as_windows_1252_shows_a_line_to_look_at(tmp_path):
    (tmp_path / "judgements.csv").write_bytes(TEXT.encode("cp1252"))
    (note,) = [n for n in check_case(tmp_path).notes if n.key == "check.windows_1252"]
    assert note.row == 2 and "Padi – “jelas”" in note.message()


def test_the_line_by_which_excel_is_told_the_separator_is_no_heading(tmp_path):
    (tmp_path / "judgements.csv").write_text(f"sep=;\n{TEXT}", encoding="utf-8")
    assert led.load_case(tmp_path).profile == led.Profile(system=2, effect=3)


def test_a_title_above_the_heading_of_a_csv_does_not_hide_its_separator(tmp_path):
    words = f"Penilaian, desa, kita, semua;;\n;;\n{TEXT}"
    (tmp_path / "judgements.csv").write_text(words, encoding="utf-8")
    assert led.load_case(tmp_path).profile == led.Profile(system=2, effect=3)


def test_the_export_of_one_sheet_by_google_sheets_is_found_by_its_name(tmp_path):
    (tmp_path / "DESA - penilaian.csv").write_text(TEXT, encoding="utf-8")
    assert led.load_case(tmp_path).profile == led.Profile(system=2, effect=3)


# -- The schema ----------------------------------------------------------------------------------


def test_what_may_be_absent_is_written_in_the_schema_and_nowhere_else():
    for table in TABLES:
        for field in schema.schemas()[table]["fields"]:
            assert field.get("absent") in (None, "yes", "twin")
            assert field["title"] and field["title_id"]
            if field.get("default"):
                assert field["default"] in field["constraints"]["enum"]
    extra = {t: s["optionalFields"] for t, s in schema.schemas().items() if "optionalFields" in s}
    assert {t: [f["name"] for f in found] for t, found in extra.items()} == {
        "judgements": ["rater", "round", "date"],
        "factors": ["coder", "passage"],
        "measurements": ["round", "size", "weight"],
        **{table: ["round"] for table in ("evidence", "participation", "effects", "figures")},
    }


def test_every_value_of_a_closed_list_has_a_name_in_both_languages():
    for table in TABLES:
        for field in schema.fields(table):
            listed, labels = schema.values(table, field["name"])
            for key in listed:
                if labels:
                    assert schema._named(labels, key, "en") and schema._named(labels, key, "id")
    also = [k.removeprefix("also.") for k in framework.keys("terms") if k.startswith("also.")]
    named = [k.removeprefix("value.") for k in framework.keys("terms") if k.startswith("value.")]
    asked = {"served", "benefit"}  # what is asked once, in a list where other words are left as is
    assert asked < set(also) <= set(named) | asked


def test_tables_made_in_python_are_checked_like_those_of_a_file():
    frame = pd.DataFrame({"dimension": ["System"], "level": [9]})
    (problem,) = led.Case("mine", {"judgements": frame}).check().errors
    assert (problem.row, problem.column, problem.found) == (2, "level", "9")
