"""A list of areas is read as any other table of a case, and all mistakes are told at once."""

import subprocess
import sys

import pytest

import led_synergy as led
from led_synergy import terms
from led_synergy.case import CaseError, as_case, check_areas, holds_areas, load_case, read_areas
from led_synergy.report import tell_comparison

HEADS = {
    "en": ["Village", "System", "Shared goal", "Process of collaboration", "Effect on welfare"],
    "id": ["Desa", "Sistem", "Tujuan bersama", "Proses kolaborasi", "Efek pada kesejahteraan"],
}
ROWS = [["Satu", "1", "1", "2", "3"], ["Dua", "2,0", "2.0", "2", ""], ["Tiga", "0", "0", "0", "0"]]
FOUND = ["fragmented", None, "sectoral"]


def found(path):
    categories = read_areas(path)["category"]
    return [None if terms.is_blank(cell) else cell for cell in categories]


def text(rows, mark=";"):
    return "".join(mark.join(row) + "\n" for row in rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("lang", terms.LANGUAGES)
@pytest.mark.parametrize("before", ["", "sep=;\n", "Daftar desa;;;;\n;;;;\n"])
def test_a_list_in_either_language_is_read_as_programs_save_it(tmp_path, encoding, lang, before):
    path = tmp_path / "desa.csv"
    path.write_text(before + text([HEADS[lang], *ROWS]), encoding=encoding)
    assert found(path) == FOUND
    assert list(read_areas(path).columns[1:5]) == ["system", "shared_goal", "process", "effect"]


def test_a_list_in_a_workbook_is_read_and_told_from_a_case(tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    for row in [["Daftar desa"], [], HEADS["id"], ["Satu", 1, 1, 2, 3], ["Dua", 2, 2, 2, None]]:
        book.active.append(row)
    path = tmp_path / "desa.xlsx"
    book.save(path)
    assert holds_areas(path) and found(path) == FOUND[:2]
    assert not holds_areas(load_case("telang").save(tmp_path / "kasus.xlsx"))
    assert "Terfragmentasi: 1" in tell_comparison([str(path)], lang="id")


def test_every_mistake_is_told_at_once_with_the_row_of_the_file(tmp_path):
    path = tmp_path / "desa.csv"
    rows = [
        ["Judul"],
        HEADS["id"],
        *ROWS,
        [],
        ["Empat", "4", "1", "x", "5"],
        ["Lima", "-1"] + ["1"] * 3,
    ]
    path.write_text(text([row + [""] * (5 - len(row)) for row in rows]), encoding="utf-8")
    with pytest.raises(CaseError) as error:
        read_areas(path)
    assert [(p.row, p.found) for p in error.value.problems] == [
        (7, "4"),
        (7, "x"),
        (7, "5"),
        (8, "-1"),
    ]
    assert "baris 7, kolom Sistem" in error.value.message("id")


def test_rows_that_are_too_long_or_too_short_are_told(tmp_path):
    path = tmp_path / "desa.csv"
    path.write_text("area,system,shared_goal,process,effect\nA,1,1,2\nB,1,1,2,3,x\n")
    check = check_areas(path)
    assert [(p.row, p.found, p.allowed) for p in check.errors] == [
        (2, "4", ("5",)),
        (3, "6", ("5",)),
    ]
    (count,) = check.counts
    assert (count.read, count.kept, count.left_out) == (2, 0, 2)


def test_totals_and_villages_that_come_twice_are_doubted(tmp_path):
    path = tmp_path / "desa.csv"
    rows = [HEADS["id"], *ROWS, ["satu ", "1", "1", "2", "3"], ["Rata-rata", "1", "1", "1", "1"]]
    path.write_text(text(rows), encoding="utf-8")
    check = check_areas(path)
    assert [(p.row, p.key) for p in check.warnings] == [
        (5, "check.area_twice"),
        (6, "check.area_total"),
    ]
    assert check.warnings[1].message("id") in tell_comparison([str(path)], lang="id")


def test_two_columns_of_one_dimension_are_refused(tmp_path):
    path = tmp_path / "desa.csv"
    path.write_text("Desa;Sistem;System;Tujuan;Proses;Efek\nA;1;2;1;2;3\n", encoding="utf-8")
    with pytest.raises(CaseError, match="several columns"):
        read_areas(path)


# -- A name where an area is needed ----------------------------------------------------------------


def test_a_name_or_path_stands_for_a_case(tmp_path):
    path = load_case("telang").save(tmp_path / "desa", as_folder=True)
    assert as_case("telang").name == "telang" and as_case(path).name == "desa"
    by_name = led.compare("telang", "contoh").table()
    assert by_name.equals(led.compare([load_case("telang"), load_case("contoh")]).table())
    assert led.compare("telang", path).names()[1].startswith("Telang")


@pytest.mark.parametrize(
    "value", [None, 3, 1.5, [], {}, led.Profile(1, 1, 2, 3), load_case("telang").links, object()]
)
def test_what_is_no_case_is_told_in_a_sentence(value):
    with pytest.raises(led.InputError, match="an area is needed"):
        as_case(value)
    with pytest.raises(led.InputError):
        led.compare(value)
    with pytest.raises(led.InputError):
        led.compare("telang", value)


# -- The command -----------------------------------------------------------------------------------


def test_the_package_runs_as_a_module_and_says_its_version():
    command = [sys.executable, "-m", "led_synergy", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0 and done.stdout.split() == ["led_synergy", led.__version__]


@pytest.mark.parametrize("lang", terms.LANGUAGES)
@pytest.mark.parametrize("missing", ["typer", "pandas"])
def test_without_extras_the_command_says_which_one_it_needs(missing, lang):
    code = (
        f"import sys; sys.modules[{missing!r}] = None; import led_synergy.__main__ as m; m.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"LED_SYNERGY_LANG": lang, "PATH": "", "PYTHONUTF8": "1"},
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert done.stderr.strip() == terms.text("error.command_not_installed", lang, found=missing)


def test_a_list_is_read_with_titles_signatures_dashes_and_levels_as_a_report_prints_them(tmp_path):
    path = tmp_path / "areas.csv"
    head = "Desa;Sistem;Tujuan bersama;Proses kolaborasi;Efek pada kesejahteraan"
    label = terms.text("term.not_judged", "id")
    level = f"1  {led.categories.level_label('system', 1, 'id')}"
    rows = ("Kecamatan A;;;;", head, f'Satu;"{level}";1;2;-', f"Dua;1;{label};2;3",
            ";;;;", "Mengetahui;;;;", "Camat;;;;")  # fmt: skip
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    frame, check = read_areas(path), check_areas(path)
    assert frame["system"].tolist() == [1, 1] and frame["effect"].isna().tolist() == [True, False]
    (count,) = check.counts
    assert (count.read, count.kept) == (6, 2)
    assert dict(count.left) == {"check.left_empty": 1, "check.left_below": 2, "check.left_above": 1}
    assert [(note.column, note.found) for note in check.notes] == [
        ("Tujuan bersama", "1"),
        ("Efek pada kesejahteraan", "1"),
    ]
