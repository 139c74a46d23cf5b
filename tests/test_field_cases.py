"""Inputs as field teams make them: each is read, told or asked about, and none is guessed."""

import os
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest
from openpyxl import Workbook, load_workbook

import led_synergy as led
from led_synergy import terms
from led_synergy.case import areas, check_case, privacy
from led_synergy.report import case_report, terminal, word

from . import mutations
from .daily import tries
from .test_report import reported, worded

JUDGED = ("Dimensi;Tingkat\nSistem;1\nTujuan bersama;1\nProses kolaborasi;2\n"
          "Efek pada kesejahteraan;3\n")  # fmt: skip
EFFECT = ("Kelompok efek;Indikator;Arah;Jangkauan;Optimal;Merata\n"
          "Hasil penghidupan;Pendapatan;Naik;Kebanyakan warga;Ya;Ya\n")  # fmt: skip
HEAD = "Unit;Zona;Miskin;Termiskin;Indikator;Periode;Nilai\n"


def survey(*rows):
    """A CSV table of incomes: unit, before, after; None = not measured."""
    lines = [f"{unit};Pusat;Tidak;Tidak;Pendapatan;{period};{value}" for unit, *both in rows
             for period, value in zip(("Sebelum", "Sesudah"), both, strict=True)
             if value is not None]  # fmt: skip
    return HEAD + "\n".join(lines) + "\n"


@pytest.fixture
def desa(tmp_path):
    """Write a folder of CSV files, beside the judgements that each case needs."""

    def write(**tables):
        folder = tmp_path / "desa"
        folder.mkdir(exist_ok=True)
        for name, words in {"penilaian": JUDGED, **tables}.items():
            (folder / f"{name}.csv").write_text(words, encoding="utf-8")
        return folder

    return write


def told(path, kind="warnings"):
    """Key → what was found, of all problems of one kind."""
    found = {}
    for problem in getattr(check_case(path), kind):
        found.setdefault(problem.key, []).append(problem.found)
    return found


def report(path, lang="en"):
    return terminal.plain(case_report(led.load_case(path), lang), width=400)


def test_a_figure_that_can_be_read_in_two_ways_is_asked_for(desa):
    path = desa(angka="Ukuran;Nilai;Satuan\npenduduk;9.640;jiwa\nidm;0.6234;indeks\n")
    (problem,) = check_case(path).errors
    assert (problem.key, problem.found) == ("error.case_two_ways", "9.640")
    assert "9640, 9,6400" in problem.message("id")


def test_keys_that_differ_by_zeros_case_or_blanks_are_told(desa):
    path = desa(
        pengukuran=survey(("001", 100, None), (1, None, 125), ("h2", 50, 51), ("H 2", 9, 9))
    )
    assert told(path)["check.spelling"] == ["'001', '1'; 'h2', 'H 2'"]


def test_codes_for_what_is_missing_are_suspected_and_left_out_once_declared(desa):
    rows = survey(("h1", 500, 550), ("h2", 500, 9999), ("h3", -99, 550))
    path = desa(efek=EFFECT, pengukuran=rows)
    assert told(path)["check.missing_code"] == ["9999", "-99"]
    path = desa(tentang="Keterangan;Isi\nKode untuk data kosong;9999; -99\n".replace("; -", " -"))
    assert "check.missing_code" not in told(path) and told(path, "notes")["check.missing_codes"]
    means = led.welfare.before_and_after(led.load_case(path).measurements.dropna(subset="value"))
    assert means.loc["income", ["before", "after", "n"]].tolist() == [500, 550, 1]


def test_a_mean_compares_the_same_households_and_says_how_many(desa):
    rows = survey(("h1", 100, 110), ("h2", 100, 110), ("h3", 1000, None))
    path = desa(efek=EFFECT, pengukuran=rows)
    assert told(path)["check.measured_once"] == ["1 / 3"]
    text = report(path)
    assert "| 2 | 100 | 110 |" in " ".join(text.split())
    assert "Units measured once only are left out: Income 1" in text


@pytest.mark.parametrize("lang", terms.LANGUAGES)
@pytest.mark.parametrize("tables", [
    {"efek": EFFECT, "pengukuran": survey(("h1", 100, 110), ("h2", 100, ""))},
    {"efek": EFFECT, "pengukuran": "Unit;Indikator;Periode;Nilai\nh1;Pendapatan;Sebelum;100\n"
                                   "h1;Pendapatan;Sesudah;110\n"},
    {"kaitan": "Sebab;Akibat;Dasar\nKepercayaan;Kesepakatan;\n"},
], ids=["a blank value", "no zones", "no basis"])  # fmt: skip
def test_a_half_filled_area_has_a_report(desa, tables, lang):
    path = desa(**tables)
    assert not check_case(path).errors and report(path, lang)


@pytest.mark.parametrize(("cell", "unit", "aim"), [
    ("Rp 650.000", "ribu rupiah", 650), ("650 ribu", "ribu rupiah", 650), ("650", "", 650),
    ("Rp650.000,00", "", 650000), ("IDR 650,000", "rupiah", 650000), ("4 ton/ha", "", 4),
    ("1,5 juta", "ribu rupiah", 1500), ("80%", "persen", 80), ("80%", "", 0.8),
])  # fmt: skip
def test_a_benchmark_is_read_with_its_unit(desa, cell, unit, aim):
    about = f"Keterangan;Isi\nPatokan: Pendapatan;{cell}\nSatuan: Pendapatan;{unit}\n"
    assert led.load_case(desa(tentang=about)).benchmarks == {"income": aim}


def test_a_benchmark_in_another_unit_and_a_tolerance_above_one_are_told(desa):
    about = "Keterangan;Isi\nPatokan: Pendapatan;Rp 650.000\nBatas merata;5\n"
    path = desa(tentang=about, pengukuran=survey(("h1", 500, 600), ("h2", 500, 600)))
    assert told(path)["check.other_unit"] == ["650000"] and told(path)["check.tolerance"] == ["5"]
    path = desa(tentang=about.replace("merata;5", "merata;5%"))
    assert "check.tolerance" not in told(path) and led.load_case(path).declared.tolerance == 0.05


def test_a_sheet_sorted_with_its_heading_loses_no_row_in_silence(desa):
    path = desa(komponen="bank;Pasar;Bank Desa\ndinas;Pemerintah;Dinas Pertanian\n"
                         "Komponen;Sektor;Nama\nkoperasi;Masyarakat;Koperasi\n")  # fmt: skip
    found = [p.row for p in check_case(path).errors if p.key == "error.case_above"]
    assert found == [1, 2]


def test_a_title_above_the_heading_is_counted(desa):
    path = desa(penilaian="Desa Makmur\n\n" + JUDGED)
    count = check_case(path).counts[0]
    assert (count.read, count.kept, count.left) == (5, 4, (("check.left_above", 1),))


def test_a_heading_that_is_nearly_known_counts_as_a_warning(desa):
    head, *rows = JUDGED.splitlines()
    path = desa(penilaian="\n".join([f"{head};Tertinggi (maks)", *(f"{row};3" for row in rows)]))
    assert told(path)["check.column_near"] and check_case(path).exit_code(strict=True) == 1


def test_files_as_libreoffice_exports_them_are_read_and_the_others_told(desa):
    path = desa(**{"DESA-efek": EFFECT, "01_kaitan": "Sebab;Akibat\nKepercayaan;Kesepakatan\n"})
    (path / "angka.xlsx").write_bytes(b"")
    case = led.load_case(path)
    assert {"effects", "links"} <= {*case.tables}
    assert "check.file_other" in told(path, "notes")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
@pytest.mark.parametrize("name", ["desa.xlsx", "areas.csv"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path, name):
    os.mkfifo(tmp_path / name)
    read = areas.read_areas if name.endswith(".csv") else led.load_case
    with pytest.raises(led.InputError, match="no file that has an end"):
        read(tmp_path / name)


def test_hidden_rows_and_columns_and_merged_cells_are_told(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "penilaian"
    for line in JUDGED.split():
        sheet.append(line.split(";"))
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    sheet.merge_cells("D1:E2")
    book.save(tmp_path / "desa.xlsx")
    found = told(tmp_path / "desa.xlsx", "notes")
    assert found["check.hidden"] == ["1"] and found["check.merged"] == ["1"]
    assert found["check.hidden_columns"] == ["1"]


def test_totals_contradicting_facts_repeats_and_spellings_are_doubted(desa):
    rows = survey(("h1", 100, 110), ("RATA-RATA", 100, 110))
    rows += "h1;Hinterland;Tidak;Ya;Pendapatan Lain;Sebelum;5\n"
    taking = "Kelompok;Kegiatan;Anak tangga\nPetani;a;5\nPetani;a;1\npetani;b;2\n"
    path = desa(pengukuran=rows, partisipasi=taking, efek=EFFECT + EFFECT.splitlines()[1] + "\n")
    found = told(path)
    assert found["check.total_row"] == ["RATA-RATA"]
    assert found["check.facts_differ"] == ["hinterland", "yes"] and found["check.poorest_not_poor"]
    assert found["check.repeated"] == ["Petani, a", "livelihood_outcomes, income"]
    assert found["check.spelling"] == ["'Petani', 'petani'"]


def test_a_value_with_a_zero_too_many_is_doubted(desa):
    rows = [(f"h{n:02}", 400 + 10 * n, 450 + 10 * n) for n in range(12)]
    path = desa(pengukuran=survey(*rows, ("h99", 5000, 500)))
    assert told(path)["check.far_outside"] == ["5000"]


def test_a_doubt_that_is_answered_in_the_workbook_is_silent_until_it_changes(desa):
    rows = [(f"h{n:02}", 400 + 10 * n, 450 + 10 * n) for n in range(12)]
    path = desa(pengukuran=survey(*rows, ("h99", 5000, 500)))
    (doubt,) = [w for w in check_case(path).warnings if w.key == "check.far_outside"]
    assert f"[{doubt.code}]" in check_case(path).message("id")
    about = f"Keterangan;Isi\nDipastikan: {doubt.code};ditanya lagi, memang 5.000\n"
    path = desa(tentang=about)
    assert "check.far_outside" not in told(path)
    assert "ditanya lagi, memang 5.000" in report(path, "id")
    path = desa(pengukuran=survey(*rows, ("h99", 6000, 500)))
    assert told(path)["check.far_outside"] == ["6000"]
    assert told(path, "notes")["check.confirmed_unknown"] == [doubt.code]


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_a_level_is_accepted_back_as_an_answer_prints_it(desa, lang):
    levels = {
        "Sistem": 1,
        "Tujuan bersama": 1,
        "Proses kolaborasi": 2,
        "Efek pada kesejahteraan": 3,
    }
    printed = [f"{d};\"{n}  {led.categories.level_label(k, n, lang)}\"" for (d, n), k
               in zip(levels.items(), led.categories.DIMENSIONS, strict=True)]  # fmt: skip
    case = led.load_case(desa(penilaian="Dimensi;Tingkat\n" + "\n".join(printed) + "\n"))
    assert case.profile.levels == (1, 1, 2, 3)


def test_page_1_says_what_whoever_decides_needs():
    for lang in terms.LANGUAGES:
        first = reported("contoh", lang).sections[0]
        text = terminal.plain(reported("contoh", lang))
        assert first.key == "summary" and led.framework.rubric_code() in text
        for key in ("weakest", "would_change", "next_steps"):
            assert terms.text(f"title.{key}", lang) in text
        page = terminal.plain(replace(reported("contoh", lang), sections=(first,)))
        assert terms.text("result.because", lang, passage="")[:4] in page
        assert "[" not in page  # whoever decides need not know where a passage stands
    assert " kami" not in text


def test_persons_are_told_beside_households(desa):
    rows = "Unit;Jumlah anggota;Indikator;Periode;Nilai\nh1;6;Pendapatan;Sebelum;50\n"
    rows += "h2;2;Pendapatan;Sebelum;150\n"
    path = desa(pengukuran=rows, tentang="Keterangan;Isi\nGaris kemiskinan;100\n")
    text = " ".join(report(path, "id").split())
    assert "rumah tangga | 2 | 50%" in text and "jumlah orangnya | 8 | 75%" in text


def test_means_name_households_persons_and_weights_apart(desa):
    rows = "Unit;Jumlah anggota;Penimbang;Indikator;Periode;Nilai\n"
    for unit, size, weight, before, after in (("h1", 1, 30, 40, 50), ("h2", 4, 10, 10, 10)):
        facts = f"{unit};{size};{weight};Pendapatan"
        rows += f"{facts};Sebelum;{before}\n{facts};Sesudah;{after}\n"
    text = " ".join(report(desa(pengukuran=rows), "id").split())
    # households (40 + 10) / 2; persons (40 + 4 x 10) / 5, by weight (30 x 40 + 10 x 10) / 40
    assert "Pendapatan | rumah tangga | – | 2 | 25 | 30" in text
    assert "Pendapatan | jumlah orangnya | – | 5 | 16 | 18" in text
    assert "Pendapatan | rumah tangga, ditimbang | – | 40 | 32,5 | 40" in text
    assert terms.text("note.households_counted", "id") in text


def test_zones_name_persons_apart_and_the_reach_says_that_it_counts_households(desa):
    rows = "Unit;Zona;Miskin;Jumlah anggota;Indikator;Periode;Nilai\n"
    for unit, zone, size, before, after in (("h1", "Pusat", 1, 40, 50), ("h2", "Pusat", 4, 10, 10),
                                            ("h3", "Hinterland", 2, 20, 30)):  # fmt: skip
        facts = f"{unit};{zone};Ya;{size};"
        rows += f"{facts}Pendapatan;Sebelum;{before}\n{facts}Pendapatan;Sesudah;{after}\n"
        rows += f"{facts}Terjangkau;Sesudah;1\n"
    text = " ".join(report(desa(pengukuran=rows), "id").split())
    # households (40 + 10) / 2 -> (50 + 10) / 2; persons (40 + 4 x 10) / 5 -> (50 + 4 x 10) / 5
    assert "Pendapatan | rumah tangga | 2 | 25 | 30 | +20% | 1 | 20 | 30 | +50% |" in text
    assert "Pendapatan | jumlah orangnya | 5 | 16 | 18 | +12% | 2 | 20 | 30 | +50% |" in text
    assert terms.text("note.reach_households", "id") in text
    without = report(desa(pengukuran=rows.replace("Jumlah anggota", "Lain")), "id")
    assert terms.text("note.reach_households", "id")[:40] not in without


def test_a_unit_that_counts_for_nothing_is_left_out_of_what_it_would_be_counted_in(desa):
    rows = "Unit;Jumlah anggota;Indikator;Periode;Nilai\n"
    for unit, size, before, after in (("h1", 4, 40, 50), ("h2", "", 10, 10)):
        rows += (
            f"{unit};{size};Pendapatan;Sebelum;{before}\n{unit};{size};Pendapatan;Sesudah;{after}\n"
        )
    measured = led.load_case(desa(pengukuran=rows)).measurements
    found = led.welfare.before_and_after(measured, times="size").loc["income"]
    assert found[["after", "counted", "n"]].tolist() == [50, 4, 1]
    nobody = measured.assign(size=pd.NA)
    assert led.welfare.before_and_after(nobody, times="size").empty


def test_amounts_with_rp_are_read_in_the_unit_declared_and_told(desa):
    rows = survey(("h1", "Rp 521.000", "Rp. 573.100,-"), ("h2", "Rp 1.250.000", "Rp 1,5 juta"))
    path = desa(pengukuran=rows)
    assert led.load_case(path).measurements["value"].tolist() == [521000, 573100, 1250000, 1500000]
    assert told(path, "notes")["check.rupiah"] == ["Rp 521.000"]  # once for all of them
    path = desa(pengukuran=rows, tentang="Keterangan;Isi\nSatuan: Pendapatan;ribu rupiah\n")
    assert led.load_case(path).measurements["value"].tolist() == [521, 573.1, 1250, 1500]


def test_a_claim_that_the_measurements_contradict_is_told_at_the_head_of_the_effects(desa):
    rows = survey(("h1", 10, 20), ("h2", 10, 20))
    path = desa(efek=EFFECT.replace("Naik", "Turun"), pengukuran=rows)
    blocks = next(s for s in case_report(led.load_case(path), "id").sections if s.key == "effects")
    assert blocks.blocks[0].text == terms.text("note.contradicted", "id")
    assert any("Menurun, Meningkat" in point for point in blocks.blocks[1].items)
    assert terms.text("note.contradicted", "en") not in " ".join(report("contoh").split())


@pytest.mark.parametrize("sheet", ["Rencana tindak lanjut", "Rencana aksi", "RTL", "Action plan"])
def test_the_action_plan_is_known_by_the_names_that_offices_give_it(desa, sheet):
    path = desa(**{sheet: "Langkah;Faktor;Siapa\nRapat bulanan;Komunikasi;Pokja\n"})
    assert led.load_case(path).actions["step"].tolist() == ["Rapat bulanan"]


def test_the_action_plan_is_in_the_report_and_goes_on_to_next_year(desa, tmp_path):
    path = desa(**{"tindak lanjut": "Langkah;Faktor;Siapa;Kapan;Tanda berhasil;Selesai\n"
                                    "Rapat bulanan;Komunikasi;Pokja;2026-03;Ada;\n"})  # fmt: skip
    assert "Rapat bulanan (Pokja, Maret 2026)" in report(path, "id")
    command = ["new", str(tmp_path / "depan.xlsx"), "--from", str(path), "--lang", "id"]
    run = [sys.executable, "-m", "led_synergy", *command]
    assert subprocess.run(run, capture_output=True).returncode == 0
    assert led.load_case(tmp_path / "depan.xlsx").actions["step"].tolist() == ["Rapat bulanan"]


PERSONAL = ("Bukti;Dimensi;Pelaku;Temuan;Sumber\ne1;Sistem;Pak Budi Santoso;"
            "NIK 3273010101800001;HP 0812-3456-7890\ne2;Sistem;Kepala Desa;x;y\n")  # fmt: skip


def test_what_points_to_a_person_is_warned_of_and_never_printed(desa):
    path = desa(bukti=PERSONAL, pengukuran=survey(("Siti Aminah", 100, 110), ("h1", 100, 110)))
    found = told(path)
    assert found["check.actor_name"] == ["Pak Budi Santoso"] and found["check.unit_names"] == ["1"]
    assert {"check.card_number", "check.phone_number"} <= {*found}
    text = report(path, "id")
    for words in ("3273010101800001", "0812-3456-7890", "Budi Santoso", "Siti Aminah"):
        assert words not in text
    assert "Kepala Desa" in text


def test_codes_of_an_anonymised_case_are_stable_and_tell_nothing(desa):
    path = desa(bukti=PERSONAL, pengukuran=survey(("Siti Aminah", 100, 110)))
    first, again, other = (
        privacy.anonymise(led.load_case(path), secret).measurements["unit"].tolist()
        for secret in (b"one", b"one", b"another")
    )
    assert first == again != other and len(set(first)) == 1
    found = privacy.anonymise(led.load_case(path), b"one")
    words = " ".join(str(cell) for frame in found.tables.values() for cell in frame.to_numpy().flat)
    assert not [w for w in ("Siti", "Budi", "3273010101800001", "0812") if w in words]


@pytest.mark.parametrize("lang", terms.LANGUAGES)
def test_an_empty_workbook_printed_is_a_form_with_lines(tmp_path, lang):
    led.Case.new(tmp_path / "a.xlsx", lang)
    for sheet in load_workbook(tmp_path / "a.xlsx").worksheets[1:-2]:
        assert sheet.print_title_rows in ("$1:$1", "1:1")
        assert sheet.cell(10, 1).border.bottom.style == "thin", sheet.title
    with pytest.raises(led.InputError):
        led.load_case(tmp_path / "a.xlsx").measurements  # noqa: B018


def test_a_word_report_has_page_numbers_and_room_for_its_words():
    shares = word._shares([["Anak tangga yang mengusulkan", "n"], ["x", "1"], ["y" * 400, "2"]])
    assert sum(shares) == pytest.approx(1, abs=0.02) and min(shares) > 0.03
    content = worded("telang", "id")
    assert b"PK" == content[:2]


def test_spoilt_cases_keep_the_promise_of_the_check(tmp_path):
    seen = set()
    for seed in range(100, 100 + tries(14, 6)):
        kind, broken = mutations.promise(
            mutations.mutated("id" if seed % 2 else "en", seed, tmp_path)
        )
        assert broken == [], seed
        seen.add(kind)
    assert {"clean", "mistakes"} <= seen


def form(*submissions, rows):
    """A workbook as KoboToolbox exports it: the form, and the repeat with the judgements."""
    book = Workbook()
    parent, repeat = book.active, book.create_sheet("penilaian")
    parent.title = "Formulir PEL"
    parent.append(["start", "penilai", "kunjungan/desa", "_index"])
    repeat.append(["ulang/dimensi", "ulang/tingkat", "_parent_table_name", "_parent_index"])
    for number, rater in enumerate(submissions, start=1):
        parent.append(["2025-03-01", rater, "Desa Satu", number])
    for dimension, level, above in rows:
        repeat.append([dimension, level, "Formulir PEL", above])
    return book


def test_what_a_form_asked_once_is_told_for_each_row_of_its_repeat(tmp_path):
    book = form("Ani", "Budi", rows=[("system", 1, 1), ("system", 2, 2), ("process", 2, 2)])
    book.save(tmp_path / "desa.xlsx")
    case = led.load_case(tmp_path / "desa.xlsx")
    assert case.judgements["rater"].tolist() == ["Ani", "Budi", "Budi"]
    found = told(tmp_path / "desa.xlsx", "notes")
    assert found["check.joined"] == ["penilai"] and "check.sheet_unknown" not in found


@pytest.mark.parametrize("mark", [",", ";"])  # as exported, and as Excel saves it
def test_a_folder_as_odk_exports_it_is_read_as_a_workbook_of_kobo_is(tmp_path, mark):
    folder = tmp_path / "desa"
    folder.mkdir()
    once = "start,penilai,KEY\n1,Ani,uuid:1\n2,Budi,uuid:2\n"
    (folder / "desa.csv").write_text(once.replace(",", mark))
    rows = "dimensi,tingkat,PARENT_KEY,KEY\nsystem,1,uuid:1,uuid:1/a\nsystem,2,uuid:2,uuid:2/a\n"
    (folder / "desa-penilaian.csv").write_text(rows.replace(",", mark))
    assert led.load_case(folder).judgements["rater"].tolist() == ["Ani", "Budi"]
    found = told(folder, "notes")
    assert found["check.joined"] == ["penilai"] and "check.sheet_unknown" not in found


def test_rows_of_a_repeat_without_a_submission_are_counted(tmp_path):
    form("Ani", rows=[("system", 1, 1), ("process", 2, 7)]).save(tmp_path / "desa.xlsx")
    check = check_case(tmp_path / "desa.xlsx")
    assert [p.found for p in check.notes if p.key == "check.not_joined"] == ["1"]
    assert [p.row for p in check.errors] == [3]  # nobody is named as its rater


def test_rows_whose_submission_cannot_be_told_from_another_are_given_no_rater(tmp_path):
    book = form("Ani", "Budi", rows=[("system", 1, 1), ("process", 2, 2)])
    book["Formulir PEL"]["D3"] = 1  # two exports, one below the other
    book.save(tmp_path / "desa.xlsx")
    check = check_case(tmp_path / "desa.xlsx")
    assert [p.found for p in check.notes if p.key == "check.not_joined"] == ["2"]
    assert led.load_case(tmp_path / "desa.xlsx").raters == ()  # neither of the two is guessed


def test_a_row_with_something_only_beside_the_table_is_not_called_empty(tmp_path):
    book = Workbook()
    book.active.title = "penilaian"
    for row in (["Dimensi", "Tingkat", "Siapa saja"], ["Sistem", 1, ""], ["", "", "Ani"]):
        book.active.append(row)
    book.save(tmp_path / "desa.xlsx")
    assert check_case(tmp_path / "desa.xlsx").counts[0].left == (("check.left_beside", 1),)


def test_no_code_of_the_register_stands_unexplained_in_a_report(desa):
    explained = terms.text("note.register", "id")[:40]
    assert explained not in report(desa(), "id")
    assert explained in report("telang", "id")
    taking = "Kelompok;Kegiatan;Anak tangga\nPetani;a;5\n"
    text = report(desa(partisipasi=taking), "id")
    assert "catatan D18" in text and explained in text


def test_words_of_a_table_in_word_stay_whole():
    rows = [["Perencanaan", "mendelegasikan", "Memutuskan", "Mengusulkan"] * 2]
    size, shares = word._points(rows), word._shares(rows)
    for share, cell in zip(shares, rows[0], strict=True):
        assert share * word._LINE >= word._LETTER * size * len(cell) + word._MARGINS - 1, cell


def test_missing_codes_are_looked_for_in_one_pass(desa, monkeypatch):
    from led_synergy.case import oddities

    calls = []
    monkeypatch.setattr(oddities, "max", lambda v: calls.append(1) or max(v), raising=False)
    path = desa(pengukuran=survey(*((f"h{n}", 66, 77) for n in range(50)), ("h99", 60, 70)))
    assert told(path)["check.missing_code"] == ["77"] and 0 < len(calls) < 10


# --- The fourteen inputs, each with what must come ------------------------------------------------

RATED = "Dimensi;Tingkat;Penilai\n" + "".join(
    f"{line}\n" for line in (
        "Sistem;1;Ani", "Sistem;2;Budi", "Sistem;2;Citra", "Tujuan bersama;1;Ani",
        "Tujuan bersama;1;Budi", "Proses kolaborasi;2;Ani", "Efek pada kesejahteraan;3;Ani",
        "Efek pada kesejahteraan;1;Budi", "Efek pada kesejahteraan;;Citra",
    )
)  # fmt: skip
DATED = "Dimensi;Tingkat;Tanggal\n" + "".join(
    f"{d.split(';')[0]};{n};{day}\n"
    for day, levels in (("31/12/2024", (1, 1, 1, 1)), ("15/01/2025", (2, 2, 2, 3)))
    for d, n in zip(JUDGED.splitlines()[1:], levels, strict=True)
)
ZONED = "".join(f"{unit};{zone};Tidak;Tidak;Pendapatan;{period};{value}\n"
                for unit, zone in (("h1", "Pusat"), ("h2", "Hinterland"))
                for period, value in (("Sebelum", 500), ("Sesudah", 600)))  # fmt: skip
FOURTEEN = {  # name: (tables, what the check says, what the report says), in Indonesian
    "02 thousand dots": (
        {"angka": "Ukuran;Nilai;Satuan\npenduduk;9.640;jiwa\nidm;0.6234;indeks\n"},
        ["angka, baris 2, kolom Nilai: '9.640' dapat dibaca dengan dua cara, dan tidak ditebak. "
         "Tulis yang dimaksud: 9640, 9,6400"], []),
    "04 leading zeros": (
        {"pengukuran": survey(("001", 400, None), ("002", 420, None), (1, None, 500),
                              (2, None, 430)), "efek": EFFECT},
        ["mungkin maksudnya sama: '001', '1'; '002', '2'", "diukur satu kali saja: 4 / 4"],
        [terms.text("note.nothing_measured_twice", "id")]),
    "04 leading zeros, mended": (
        {"pengukuran": survey(("001", 400, 500), ("002", 420, 430)), "efek": EFFECT}, [],
        ["| Pendapatan | – | 2 | 410 | 465 |"]),
    "08 missing codes": (
        {"pengukuran": survey(("h1", 500, 550), ("h2", 500, 9999), ("h3", -99, 550)),
         "efek": EFFECT},
        ["9999 sangat jauh dari nilai lain pada 1 baris", "-99 sangat jauh dari nilai lain"], []),
    "08 missing codes, declared": (
        {"pengukuran": survey(("h1", 500, 550), ("h2", 500, 9999), ("h3", -99, 550)),
         "efek": EFFECT, "tentang": "Keterangan;Isi\nKode untuk data kosong;9999 -99\n"},
        ["kode untuk data kosong, sesuai ketetapan: 2 dari 6 baris"],
        ["| Pendapatan | – | 1 | 500 | 550 |"]),
    "10 unbalanced panel": (
        {"pengukuran": survey(("h1", 100, 110), ("h2", 100, 110), ("h3", 1000, None)),
         "efek": EFFECT},
        ["diukur satu kali saja: 1 / 3"],
        ["| Pendapatan | – | 2 | 100 | 110 |", "satu kali saja tidak masuk: Pendapatan 1"]),
    "12 blank value": (
        {"pengukuran": survey(("h1", 100, 110), ("h2", 100, "")), "efek": EFFECT},
        ["nilai kosong pada 1 dari 4 baris"],
        ["| Pendapatan | – | 1 | 100 | 110 |", "satu kali saja tidak masuk: Pendapatan 1"]),
    "13 no zones": (
        {"pengukuran": "Unit;Indikator;Periode;Nilai\nh1;Pendapatan;Sebelum;100\n"
                       "h1;Pendapatan;Sesudah;110\n", "efek": EFFECT},
        ["kolom Zona: tidak diketahui untuk 1 dari 1 satuan"],
        ["| Pendapatan | – | 1 | 100 | 110 |", "Pusat dan hinterland tidak dibandingkan"]),
    "14 no basis": (
        {"kaitan": "Sebab;Akibat;Dasar\nKepercayaan;Kesepakatan;\n"},
        ["dasar kosong pada 1 dari 1 baris"],
        ["Kepercayaan → Kesepakatan | dasar tidak disebutkan"]),
    "16 benchmark with unit": (
        {"pengukuran": HEAD + ZONED, "efek": EFFECT,
         "tentang": "Keterangan;Isi\nPatokan: Pendapatan;Rp 650.000\nBatas merata;5%\n"},
        ["650000 sangat jauh dari yang diukur (nilai tengahnya 600), seolah-olah satuannya lain"],
        ["selisih paling besar 5%", "| 650.000 |"]),
    "18 dates": (
        {"penilaian": DATED}, ["yang terakhir yang berlaku: 31/12/2024, 15/01/2025"],
        ["Kategori: Kurang sinergis", "Waktu: 15/01/2025"]),
    "20 sorted with its heading": (
        {"komponen": "bank;Pasar;Bank Desa\ndinas;Pemerintah;Dinas Pertanian\n"
                     "gapoktan;Masyarakat;Gapoktan\nKomponen;Sektor;Nama\n"
                     "koperasi;Masyarakat;Koperasi\n"},
        [f"komponen, baris {n}: baris ini, yang dimulai dengan '{first}', ada di atas judul kolom"
         for n, first in enumerate(("bank", "dinas", "gapoktan"), start=1)], []),
    "30 raters differ": (
        {"penilaian": RATED}, [],
        ["Masih terbuka: Kurang sinergis atau Terfragmentasi atau Aditif. Yang akan menentukan"]),
}  # fmt: skip


@pytest.mark.parametrize("name", FOURTEEN)
def test_each_of_the_fourteen_inputs_gives_what_must_come(desa, name):
    tables, checked, reported_ = FOURTEEN[name]
    path = desa(**tables)
    said = check_case(path).message("id")
    for words in checked:
        assert words in said, (words, said)
    if reported_:
        text = " ".join(report(path, "id").split())
        for words in reported_:
            assert words in text, words
        assert "Antagonis atau" not in text and "atau Sektoral" not in text


def test_a_list_of_areas_tells_totals_short_and_long_rows(tmp_path):
    """Input 24; 06 (a repeat of KoboToolbox) and 28 (codes left blank) have tests of their own."""
    path = tmp_path / "areas.csv"
    path.write_text("Desa;Sistem;Tujuan bersama;Proses kolaborasi;Efek pada kesejahteraan\n"
                    "Satu;1;1;2;3\nJumlah;1;1;2;3\n")  # fmt: skip
    assert areas.read_areas(path)["category"].tolist() == ["fragmented"] * 2
    (doubt,) = areas.check_areas(path).warnings
    assert (doubt.key, doubt.row, doubt.found) == ("check.area_total", 3, "Jumlah")
    path.write_text("area,system,shared_goal,process,effect\nSatu,1,1,2\nDua,1,1,2,3,catatan\n")
    assert [(p.row, p.found) for p in areas.check_areas(path).errors] == [(2, "4"), (3, "6")]


@pytest.mark.parametrize("blank", ["", None, float("nan"), pd.NA], ids=repr)
def test_codes_that_both_left_blank_are_no_agreement(blank):
    one = dict(enumerate(["x", "y", "x", "y", "x", *[blank] * 5]))
    other = dict(enumerate(["x", "x", "y", "y", "x", *[blank] * 5]))
    found = led.factors.agreement(one, other)
    # 3 of 5 alike; by chance 3/5 x 3/5 + 2/5 x 2/5 = 0.52; (0.6 - 0.52) / 0.48 = 1/6
    assert (found.n, found.share, found.kappa) == (5, 0.6, pytest.approx(1 / 6))
